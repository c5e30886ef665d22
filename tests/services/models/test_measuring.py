"""Models are measured on this machine, others reckoned from them; a question goes first; every answer is noted."""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.administration.policy import Policy
from app.core.asking.conversations import Role as Speaker
from app.core.asking.prompting import GenerationOptions, Prompt, PromptTurn
from app.core.asking.speeds import Speed
from app.core.cancel import CancelToken
from app.core.events import Event, Notice, Progress
from app.engines.inspector import Inspector
from app.engines.process import WorkerProcess
from app.engines.text_model import LlamaModel
from app.services.models.catalogue import ModelCatalogue
from app.services.models.measuring import Measuring
from app.services.models.monitor import Monitor
from app.services.permissions import Permissions
from app.storage.audit import Audit
from app.storage.database import Database
from app.storage.places import Places, find_places
from app.storage.settings import Settings
from app.storage.speeds import Speeds
from tests.core.asking.test_speeds import summary
from tests.installed import SMALL_CHAT, TINY_CHAT, model, model_folder

PLENTY = 64_000_000_000


@pytest.fixture(scope="module")
def process() -> Iterator[WorkerProcess]:
    process = WorkerProcess("generate")
    yield process
    process.close()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "vault.db", os.urandom(32))
    yield database
    database.close()


@pytest.fixture
def monitor(process: WorkerProcess) -> Monitor:
    def processes() -> list[tuple[str, int]]:
        running = process.process_id
        return [("gone", 2**22 - 1)] if running is None else [("generate", running), ("gone", 2**22 - 1)]

    return Monitor(processes, lambda: "")


def measuring(
    database: Database,
    process: WorkerProcess,
    monitor: Monitor,
    machine: str = "this one",
    asking: Callable[[], bool] = lambda: False,
) -> Measuring:
    found = find_places(None)
    places = Places(database.path.parent, found.models, found.resources)
    settings = Settings(database)
    catalogue = ModelCatalogue(
        places,
        settings,
        process,
        Inspector(process, process),
        Audit(database),
        Permissions(Policy()),
        lambda: PLENTY,
        lambda: PLENTY,
        lambda: (),
    )
    catalogue.choose("chat", TINY_CHAT)

    def text_model(model_id: str) -> LlamaModel:
        return LlamaModel(process, model(model_id), model_folder(model_id), 2, 1024, monitor.note)

    return Measuring(catalogue, text_model, Speeds(database, lambda: machine), asking)


def test_a_measured_model_tells_of_all_others(database: Database, process: WorkerProcess, monitor: Monitor) -> None:
    model_folder(TINY_CHAT)
    measured = measuring(database, process, monitor)
    assert measured.estimates() == {}
    events = list(measured.measure(TINY_CHAT, CancelToken()))
    assert isinstance(events[0], Progress)
    assert isinstance(events[-1], Notice)
    assert "tokens a second" in events[-1].text
    estimates = measured.estimates()
    assert estimates[TINY_CHAT].measured
    assert not estimates[SMALL_CHAT].measured
    assert estimates[SMALL_CHAT].speed.writing < estimates[TINY_CHAT].speed.writing
    assert list(measured.measure_chosen(CancelToken())) == []
    assert measuring(database, process, monitor, machine="another").estimates() == {}
    [noted] = monitor.answers()
    assert noted.summary.tokens.reused < 40
    assert noted.first_word_ms > 0


def test_a_question_that_waits_goes_first(database: Database, process: WorkerProcess, monitor: Monitor) -> None:
    model_folder(TINY_CHAT)
    measured = measuring(database, process, monitor, asking=lambda: True)
    assert list(measured.measure_chosen(CancelToken())) == []
    assert measured.estimates() == {}


def test_a_question_that_comes_meanwhile_goes_first(
    database: Database, process: WorkerProcess, monitor: Monitor
) -> None:
    model_folder(TINY_CHAT)
    events: list[Event] = []

    def asking() -> bool:
        return any(isinstance(event, Progress) and event.done == event.total for event in events)

    measured = measuring(database, process, monitor, asking=asking)
    events.extend(measured.measure_chosen(CancelToken()))
    assert not any(isinstance(event, Notice) for event in events), "it stops at the first token that is written"
    assert measured.estimates() == {}


def test_every_answer_teaches_what_the_machine_can_do_at_best(
    database: Database, process: WorkerProcess, monitor: Monitor
) -> None:
    measured, tiny = measuring(database, process, monitor), model(TINY_CHAT)
    measured.learn(tiny, summary(600, 0, 3))
    assert measured.estimates() == {}
    measured.learn(tiny, summary(600, 200, 30))
    assert measured.estimates()[TINY_CHAT].speed == Speed(200.0, 30.0)
    measured.learn(tiny, summary(400, 200, 40))
    assert measured.estimates()[TINY_CHAT].speed == Speed(200.0, 40.0)


def test_a_new_measurement_takes_the_place_of_the_old(database: Database) -> None:
    speeds = Speeds(database, lambda: "this one")
    speeds.put("a" * 64, Speed(1.0, 2.0))
    speeds.put("a" * 64, Speed(3.0, 4.0))
    assert speeds.all() == {"a" * 64: Speed(3.0, 4.0)}


def test_what_was_measured_on_a_device_says_nothing_of_the_processor(database: Database) -> None:
    computing = ["processor"]
    speeds = Speeds(database, lambda: computing[0])
    speeds.put("a" * 64, Speed(1.0, 2.0))
    computing[0] = "processor, A card (Vulkan0)"
    assert speeds.all() == {}
    speeds.put("a" * 64, Speed(30.0, 40.0))
    computing[0] = "processor"
    assert speeds.all() == {"a" * 64: Speed(1.0, 2.0)}


def test_the_monitor_shows_what_each_answer_took_and_what_the_machine_does(
    process: WorkerProcess, monitor: Monitor
) -> None:
    llama = LlamaModel(process, model(TINY_CHAT), model_folder(TINY_CHAT), 2, 1024, monitor.note)
    for task in ("Name a colour.", "Name a fruit."):
        list(llama.stream(Prompt((PromptTurn(Speaker.USER, task),)), GenerationOptions(8), CancelToken()))
    newest, oldest = monitor.answers()
    assert newest.summary.tokens.reused > 0
    assert newest.at >= oldest.at
    assert newest.model == model(TINY_CHAT).name
    load = monitor.load()
    [(name, size)] = load.workers
    assert name == "generate"
    assert size > 50_000_000
    assert 0 <= load.processor <= 1
    assert load.available_bytes > 0


def test_the_monitor_forgets_what_was_long_ago(monitor: Monitor) -> None:
    for number in range(250):
        monitor.note(replace(model(TINY_CHAT), name=f"Model {number}"), 1.0, summary(10, 0, 5))
    assert len(monitor.answers()) == 200
    assert monitor.answers()[0].model == "Model 249"
