"""The bridge: work runs elsewhere, what it tells arrives here, seldom enough, in order, and never at a view that is gone."""

import gc
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.cancel import CancelToken
from app.core.errors import UserError
from app.core.events import Event, Notice, Progress, Token
from app.services.jobs import Lane
from app.ui.job_bridge import JobBridge, coalesce
from tests.ui.opened_window import LONGEST_MS


@pytest.fixture
def lane() -> Iterator[Lane]:
    made = Lane("test")
    yield made
    made.close()


@pytest.fixture
def owner(qapp: QApplication) -> QObject:
    return QObject(qapp)


class Told:
    """Everything a view was told, and on which thread."""

    def __init__(self) -> None:
        self.batches: list[tuple[Event, ...]] = []
        self.outcomes: list[str | None] = []
        self.threads: set[QThread] = set()

    def events(self, events: tuple[Event, ...]) -> None:
        self.batches.append(events)
        self.threads.add(QThread.currentThread())

    def end(self, outcome: str | None) -> None:
        self.outcomes.append(outcome)
        self.threads.add(QThread.currentThread())

    @property
    def over(self) -> bool:
        return bool(self.outcomes)


def tokens(count: int) -> Callable[[CancelToken], Iterator[Event]]:
    def work(_cancel: CancelToken) -> Iterator[Event]:
        for number in range(count):
            yield Token(f"{number} ")

    return work


def until_cancelled(begun: threading.Event) -> Callable[[CancelToken], Iterator[Event]]:
    def work(cancel: CancelToken) -> Iterator[Event]:
        while True:
            begun.set()
            cancel.checkpoint()
            yield Progress("Counting", 1, 0, "things")

    return work


@given(st.lists(st.one_of(st.builds(Token, st.text(max_size=3)), st.builds(Notice, st.text(max_size=3)))))
def test_coalescing_loses_no_text_and_no_event(events: list[Event]) -> None:
    def text(of: "list[Event] | tuple[Event, ...]") -> str:
        return "".join(event.text if isinstance(event, Token) else f"<{event}>" for event in of)

    told = coalesce(events)
    assert text(told) == text(events)
    assert all(not (isinstance(a, Token) and isinstance(b, Token)) for a, b in pairwise(told))


def test_of_neighbouring_progress_the_last_is_told() -> None:
    first, last = Progress("Reading", 1, 9, "files"), Progress("Reading", 2, 9, "files")
    assert coalesce([first, last, Notice("well"), first]) == (last, Notice("well"), first)


def test_events_arrive_in_order_on_the_windows_thread(
    qtbot: QtBot, jobs: JobBridge, lane: Lane, owner: QObject
) -> None:
    told = Told()
    jobs.start(owner, lane, tokens(2000), told.events, told.end)
    qtbot.waitUntil(lambda: told.over)
    text = "".join(event.text for batch in told.batches for event in batch if isinstance(event, Token))
    assert text == "".join(f"{number} " for number in range(2000))
    assert told.outcomes == [None]
    assert told.threads == {QThread.currentThread()}


def test_the_window_is_disturbed_at_most_thirty_times_a_second(
    qtbot: QtBot, jobs: JobBridge, lane: Lane, owner: QObject
) -> None:
    told, begun, arrivals = Told(), threading.Event(), []

    def events(batch: tuple[Event, ...]) -> None:
        told.events(batch)
        arrivals.append(time.monotonic())

    handle = jobs.start(owner, lane, until_cancelled(begun), events, told.end)
    qtbot.waitUntil(lambda: len(arrivals) >= 12)
    handle.cancel()
    qtbot.waitUntil(lambda: told.over)
    # One arrival may be late on a busy machine, and the next on time: three intervals are never much too short.
    assert min(later - earlier for earlier, later in zip(arrivals, arrivals[3:], strict=False)) >= 0.09


def test_a_cancelled_job_ends_with_an_empty_sentence(qtbot: QtBot, jobs: JobBridge, lane: Lane, owner: QObject) -> None:
    told, begun = Told(), threading.Event()
    handle = jobs.start(owner, lane, until_cancelled(begun), told.events, told.end)
    assert begun.wait(LONGEST_MS / 1000)
    handle.cancel()
    qtbot.waitUntil(lambda: told.over)
    assert told.outcomes == [""]
    assert not handle.running


def test_a_paused_job_tells_nothing_until_it_goes_on(qtbot: QtBot, jobs: JobBridge, lane: Lane, owner: QObject) -> None:
    told, steps, permits = Told(), [], threading.Semaphore(0)

    def work(cancel: CancelToken) -> Iterator[Event]:
        for number in range(2):
            permits.acquire()
            cancel.checkpoint()
            steps.append(number)
            yield Notice(str(number))

    handle = jobs.start(owner, lane, work, told.events, told.end)
    permits.release()
    qtbot.waitUntil(lambda: steps == [0])
    handle.set_paused(True)
    permits.release()
    assert handle.paused
    assert steps == [0]
    handle.set_paused(False)
    qtbot.waitUntil(lambda: told.over)
    assert steps == [0, 1]


def test_a_failure_is_a_sentence(qtbot: QtBot, jobs: JobBridge, lane: Lane, owner: QObject) -> None:
    told = Told()

    def work(_cancel: CancelToken) -> Iterator[Event]:
        yield Notice("before")
        raise UserError("The file a.pdf could not be read; choose another.")

    jobs.start(owner, lane, work, told.events, told.end)
    qtbot.waitUntil(lambda: told.over)
    assert told.batches == [(Notice("before"),)]
    assert told.outcomes == ["The file a.pdf could not be read; choose another."]


def test_a_view_that_is_gone_is_told_nothing(qtbot: QtBot, qapp: QApplication, jobs: JobBridge, lane: Lane) -> None:
    gone, told, staying = Told(), Told(), QObject(qapp)
    view, go_on = QObject(), threading.Event()

    def work(_cancel: CancelToken) -> Iterator[Event]:
        go_on.wait(LONGEST_MS / 1000)
        yield Notice("too late")

    jobs.start(view, lane, work, gone.events, gone.end)
    jobs.start(staying, lane, tokens(1), told.events, told.end)
    view.deleteLater()
    with qtbot.waitSignal(view.destroyed):
        pass
    go_on.set()
    qtbot.waitUntil(lambda: told.over)
    assert gone.batches == []
    assert gone.outcomes == []


def test_a_short_call_runs_elsewhere_and_answers_here(qtbot: QtBot, jobs: JobBridge, owner: QObject) -> None:
    results: list[tuple[int, int]] = []
    jobs.run_once(owner, threading.get_ident, lambda ran_on: results.append((ran_on, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(results))
    ran_on, answered_on = results[0]
    assert answered_on == threading.get_ident()
    assert ran_on != answered_on


def test_a_short_call_that_fails_is_a_sentence(
    qtbot: QtBot, jobs: JobBridge, owner: QObject, caplog: pytest.LogCaptureFixture
) -> None:
    sentences: list[str] = []

    def refuse() -> None:
        raise UserError("There is no such setting.")

    def break_down() -> None:
        raise KeyError("missing")

    jobs.run_once(owner, refuse, lambda _none: None, sentences.append)
    qtbot.waitUntil(lambda: len(sentences) == 1)
    jobs.run_once(owner, break_down, lambda _none: None, sentences.append)
    qtbot.waitUntil(lambda: len(sentences) == 2)
    assert sentences[0] == "There is no such setting."
    assert "KeyError" in sentences[1]
    assert "failed unexpectedly" in caplog.text


def test_what_a_short_call_brought_is_held_by_nobody_once_it_is_told(
    qtbot: QtBot, jobs: JobBridge, owner: QObject
) -> None:
    gone: list[bool] = []

    class Result:
        """Something large that was opened."""

    def open_it() -> Result:
        opened = Result()
        weakref.finalize(opened, lambda: gone.append(True))
        return opened

    gc.disable()
    try:
        jobs.run_once(owner, open_it, lambda _opened: None)
        qtbot.waitUntil(lambda: bool(gone))
    finally:
        gc.enable()


def test_an_older_question_is_not_answered_after_a_newer_one(qtbot: QtBot, jobs: JobBridge, owner: QObject) -> None:
    answers: list[str] = []
    held = threading.Event()

    def slow() -> str:
        held.wait(LONGEST_MS / 1000)
        return "old"

    jobs.run_once(owner, slow, answers.append, replaces="search")
    jobs.run_once(owner, lambda: "new", answers.append, replaces="search")
    jobs.run_once(owner, lambda: "other", answers.append)
    qtbot.waitUntil(lambda: len(answers) == 2)
    held.set()
    jobs.run_once(owner, lambda: "last", answers.append)
    qtbot.waitUntil(lambda: "last" in answers)
    assert sorted(answers) == ["last", "new", "other"]


def test_nothing_is_told_after_closing(qapp: QApplication, lane: Lane, owner: QObject) -> None:
    bridge, told, begun = JobBridge(qapp), Told(), threading.Event()
    handle = bridge.start(owner, lane, until_cancelled(begun), told.events, told.end)
    assert begun.wait(LONGEST_MS / 1000)
    bridge.close()
    handle.cancel()
    lane.close()
    qapp.processEvents()
    assert told.batches == []
    assert told.outcomes == []


def test_whoever_raises_is_called_no_more_and_nobody_else_waits_for_it(
    jobs: JobBridge, lane: Lane, owner: QObject, qtbot: QtBot
) -> None:
    told = Told()
    both = threading.Barrier(2)

    def ready(number: int) -> Callable[[], int]:
        return lambda: both.wait(LONGEST_MS / 1000) * 0 + number

    def stumble(_number: int) -> None:
        raise ValueError("what came back was not expected")

    heard: list[int] = []
    with qtbot.captureExceptions() as exceptions:
        first = jobs.run_once(owner, ready(1), stumble)
        jobs.run_once(owner, ready(2), heard.append)
        qtbot.waitUntil(lambda: bool(heard) and bool(exceptions))
        jobs.start(owner, lane, tokens(3), lambda _events: stumble(0), told.end)
        qtbot.waitUntil(lambda: told.over)
    assert not first.running
    assert heard == [2]
    assert told.outcomes == [None]
    assert {kind for kind, _error, _trace in exceptions} == {ValueError}
