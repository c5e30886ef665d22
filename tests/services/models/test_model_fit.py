"""What is planned for a model holds as long as the process that holds it, and is told where something is given up."""

from collections.abc import Iterator

import psutil
import pytest

from app.core.errors import ModelError
from app.core.models.fit import SPARE_BYTES
from app.core.models.model import Model, Role
from app.engines.process import WorkerProcess
from app.services.models.model_fit import ModelFit
from tests.installed import SMALL_CHAT, TINY_CHAT, catalogue, model

TINY = model(TINY_CHAT)


@pytest.fixture
def process() -> Iterator[WorkerProcess]:
    process = WorkerProcess("generate")
    yield process
    process.close()


def bytes_for(tokens: int, *, compact: bool = False) -> int:
    return TINY.memory_need.at(tokens, compact=compact) + SPARE_BYTES


@pytest.mark.parametrize(
    ("available", "tokens", "compact", "notice"),
    [
        (bytes_for(4096), 4096, False, ""),
        (bytes_for(4096, compact=True), 4096, True, "in half the space"),
        (bytes_for(2048), 2048, False, "at most 2,048 tokens at once instead of 4,096"),
    ],
)
def test_what_is_given_up_is_told(
    process: WorkerProcess, available: int, tokens: int, compact: bool, notice: str
) -> None:
    fitted = ModelFit(process, lambda: available).fitted(TINY, 4096)
    assert (fitted.plan.context_tokens, fitted.plan.compact) == (tokens, compact)
    assert notice in fitted.notice
    assert bool(notice) == bool(fitted.notice)


def test_an_adapter_takes_its_own_room(process: WorkerProcess) -> None:
    enough = bytes_for(4096)
    assert ModelFit(process, lambda: enough + 1000).fitted(TINY, 4096, adapter_bytes=1000).notice == ""
    assert ModelFit(process, lambda: enough).fitted(TINY, 4096, adapter_bytes=1000).plan.compact


def test_an_adapter_that_is_taken_into_use_is_planned_for(process: WorkerProcess) -> None:
    available = [bytes_for(4096)]
    fit = ModelFit(process, lambda: available[0])
    assert not fit.fitted(TINY, 4096).plan.compact
    process.start()
    held = psutil.Process(process.process_id).memory_info().rss
    available[0] -= held
    assert fit.fitted(TINY, 4096, adapter_bytes=50_000_000).plan.compact


def test_what_does_not_fit_is_not_begun(process: WorkerProcess) -> None:
    with pytest.raises(ModelError, match=r"needs about 0\.3 GB of memory and 0\.1 GB are free; close other programs"):
        ModelFit(process, lambda: 100_000_000).fitted(TINY, 4096)
    assert process.process_id is None


def test_a_loaded_model_is_not_loaded_again_because_it_took_its_memory(process: WorkerProcess) -> None:
    available = [bytes_for(4096)]
    fit = ModelFit(process, lambda: available[0])
    before = fit.fitted(TINY, 4096)
    process.start()
    available[0] = 0
    assert fit.fitted(TINY, 4096) == before
    process.stop()
    with pytest.raises(ModelError):
        fit.fitted(TINY, 4096)


def test_another_model_may_have_what_the_loaded_one_holds(process: WorkerProcess) -> None:
    process.start()
    held = psutil.Process(process.process_id).memory_info().rss
    need = model(SMALL_CHAT).memory_need.at(4096) + SPARE_BYTES
    fit = ModelFit(process, lambda: need - held + 5_000_000)
    assert fit.fitted(model(SMALL_CHAT), 4096).plan.context_tokens == 4096


def test_no_model_gets_more_than_it_was_made_for(process: WorkerProcess) -> None:
    assert ModelFit(process, lambda: 1 << 40).fitted(TINY, 100_000).plan.context_tokens == TINY.context_tokens


@pytest.mark.parametrize("known", catalogue().of_role(Role.CHAT), ids=lambda known: known.id)
def test_a_model_of_the_catalogue_is_said_to_need_what_it_is_reckoned_to_take(known: Model) -> None:
    assert known.memory_bytes == known.memory_need.at(int(known.parameters["working_context_tokens"]))
