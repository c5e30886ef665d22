"""Models made smaller, with real files and the real workers."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec
import pytest

from app.core.cancel import CancelToken
from app.core.errors import Cancelled, ModelError, WorkerError
from app.core.events import Compressed, Notice, Progress
from app.core.library.documents import Chunk, Page, ReadDocument
from app.core.models.compression import COMPRESSIONS, choices, expected_bytes
from app.engines.process import WorkerProcess, start_process
from app.engines.text_model import LlamaModel
from app.lockdown import landlock
from app.services.models.catalogue import ModelCatalogue
from app.services.models.compressing import Compressing
from app.services.models.measuring import Measuring
from app.services.models.model_fit import ModelFit
from app.storage.database import Database
from app.storage.library.documents import Documents
from app.storage.places import Places
from app.storage.speeds import Speeds
from app.workers.protocol.compress import CompressModel
from tests.gguf_files import sha256_of
from tests.made_models import FAMILIES, made_model
from tests.made_projectors import GEMMA_3, made_projector
from tests.services.opened_catalogue import run, state, tiny_weights

SIZES = {"embedding_length": 256, "feed_forward_length": 512, "attention.head_count": 4}
TEXT = "The keeper counted the ships until the fog came back."


@pytest.fixture
def whole(tmp_path: Path, catalogue: ModelCatalogue) -> str:
    """A model with weights of 32 bits, imported; it says the same letter for ever."""
    path = made_model(tmp_path / "whole.gguf", FAMILIES["Qwen 3"], ["\n", "a"], SIZES)
    run(catalogue.import_file(path, CancelToken()))
    return "whole"


@pytest.fixture
def compressing(catalogue: ModelCatalogue, database: Database, process: WorkerProcess) -> Compressing:
    model_of: Callable[[str], LlamaModel] = lambda model_id: LlamaModel(  # noqa: E731
        process, state(catalogue, model_id).model, state(catalogue, model_id).path, threads=2, context_tokens=1024
    )
    measuring = Measuring(catalogue, model_of, Speeds(database, lambda: "here"), lambda: False)
    return Compressing(catalogue, measuring, Documents(database), model_of)


def add_text(database: Database) -> None:
    chunk = Chunk(page_index=0, start=0, end=len(TEXT), text=TEXT)
    document = ReadDocument(title="Log", format="txt", pages=(Page(1, TEXT),))
    Documents(database).add("/log.txt", "", "0" * 64, len(TEXT), 0, document, [chunk])


def test_a_smaller_model_stands_beside_the_one_it_was_made_of(
    catalogue: ModelCatalogue, compressing: Compressing, database: Database, whole: str
) -> None:
    add_text(database)
    events = run(compressing.compress(whole, "Q8_0", CancelToken()))
    (made,) = [event for event in events if isinstance(event, Compressed)]
    assert any(isinstance(event, Progress) and event.unit == "tensors" for event in events)
    (told,) = [event.text for event in events if isinstance(event, Notice)]
    assert "perplexity on your documents" in told
    new, old = state(catalogue, made.model_id), state(catalogue, whole)
    assert new.installed
    assert new.model.parameters["quantization"] == "Q8_0"
    assert new.model.name == "Small Q8_0"
    assert new.model.files[0].sha256 == sha256_of(new.path / new.model.files[0].path)
    assert made.after.size_bytes == new.model.size_bytes < 0.3 * old.model.size_bytes
    assert made.before.perplexity is not None
    assert made.after.perplexity == pytest.approx(made.before.perplexity, rel=0.05)
    assert new.model.size_bytes == pytest.approx(expected_bytes(old.model, COMPRESSIONS[0]), rel=0.1)


def test_a_model_that_sees_goes_on_seeing(catalogue: ModelCatalogue, tmp_path: Path) -> None:
    path = made_model(tmp_path / "sees.gguf", GEMMA_3.text, ["\n", "a"], SIZES)
    made_projector(tmp_path / "mmproj-sees.gguf", GEMMA_3, width=SIZES["embedding_length"])
    run(catalogue.import_file(path, CancelToken()))
    old = state(catalogue, "sees").model
    assert old.projector is not None
    run(catalogue.compress("sees", "Q8_0", CancelToken()))
    (new,) = [one for one in catalogue.models() if one.model.id.startswith("sees-")]
    assert new.installed
    assert new.model.projector is not None
    assert new.model.projector.sha256 == old.projector.sha256
    assert new.model.size_bytes < old.size_bytes
    catalogue.remove("sees")
    assert state(catalogue, new.model.id).installed


def test_what_writes_too_little_to_be_measured_is_made_smaller_all_the_same_and_needs_no_documents(
    catalogue: ModelCatalogue, compressing: Compressing, tmp_path: Path
) -> None:
    silent = made_model(tmp_path / "silent.gguf", FAMILIES["Qwen 3"], ["\n", FAMILIES["Qwen 3"].end], SIZES)
    run(catalogue.import_file(silent, CancelToken()))
    events = run(compressing.compress("silent", "Q4_K_M", CancelToken()))
    (made,) = [event for event in events if isinstance(event, Compressed)]
    assert (made.before.tokens_per_s, made.after.tokens_per_s) == (None, None)
    assert (made.before.perplexity, made.after.perplexity) == (None, None)
    (told,) = [event.text for event in events if isinstance(event, Notice)]
    assert told.endswith("how fast they are could not be compared.")


def test_a_model_too_large_for_this_machine_is_made_smaller(
    catalogue: ModelCatalogue, database: Database, process: WorkerProcess, whole: str
) -> None:
    add_text(database)

    def model_of(model_id: str) -> LlamaModel:
        found = state(catalogue, model_id)
        if model_id == whole:
            ModelFit(process, lambda: 0).fitted(found.model, 1024)
        return LlamaModel(process, found.model, found.path, threads=2, context_tokens=1024)

    process.stop()
    measuring = Measuring(catalogue, model_of, Speeds(database, lambda: "here"), lambda: False)
    events = run(
        Compressing(catalogue, measuring, Documents(database), model_of).compress(whole, "Q8_0", CancelToken())
    )
    (made,) = [event for event in events if isinstance(event, Compressed)]
    assert (made.before.tokens_per_s, made.before.perplexity) == (None, None)
    assert made.after.tokens_per_s
    assert made.after.perplexity


def test_what_is_cancelled_leaves_nothing_behind(
    places: Places, catalogue: ModelCatalogue, compressing: Compressing, whole: str
) -> None:
    cancel = CancelToken()
    events = compressing.compress(whole, "Q4_K_M", cancel)
    assert isinstance(next(events), Progress)
    cancel.cancel()
    with pytest.raises(Cancelled):
        run(events)
    assert sorted(path.name for path in places.models.iterdir()) == ["imported.toml", "whole"]
    assert [one.model.id for one in catalogue.models() if one.model.id.startswith("whole")] == ["whole"]


def test_what_is_small_already_is_not_compressed_again(catalogue: ModelCatalogue) -> None:
    run(catalogue.import_file(tiny_weights(), CancelToken()))
    tiny = next(one.model for one in catalogue.models() if one.installed and one.model.role == "chat")
    assert choices(tiny) == ()
    with pytest.raises(ModelError, match="cannot be compressed: only chat models stored whole"):
        run(catalogue.compress(tiny.id, "Q4_K_M", CancelToken()))


def test_a_size_that_is_no_smaller_is_refused(catalogue: ModelCatalogue, whole: str) -> None:
    run(catalogue.compress(whole, "Q8_0", CancelToken()))
    with pytest.raises(ModelError, match="choose among Q6_K, Q5_K_M"):
        run(catalogue.compress(f"{whole}-q8_0", "Q8_0", CancelToken()))
    with pytest.raises(ModelError, match="is here already"):
        run(catalogue.compress(whole, "Q8_0", CancelToken()))


@pytest.mark.skipif(not landlock.version(), reason="this system does not confine writing")
def test_the_process_can_write_into_its_folder_only(tmp_path: Path) -> None:
    source = made_model(tmp_path / "whole.gguf", FAMILIES["Qwen 3"], ["\n", "a"])
    given, elsewhere = tmp_path / "given", tmp_path / "elsewhere.gguf"
    given.mkdir()
    process = WorkerProcess("compress", open_process=partial(start_process, writable=given))
    request = CompressModel(files={str(source): sha256_of(source)}, target=str(elsewhere), kind="Q8_0", threads=1)
    try:
        with pytest.raises(WorkerError, match=r"whole\.gguf could not be compressed"):
            process.tell(request)
        process.tell(msgspec.structs.replace(request, target=str(given / "inside.gguf")))
    finally:
        process.close()
    assert not elsewhere.exists()
    assert (given / "inside.gguf").stat().st_size > 0
