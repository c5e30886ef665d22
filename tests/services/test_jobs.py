"""A lane runs its jobs one after another and tells how each one ended."""

import threading
from collections.abc import Callable, Iterator

import pytest

from app.core.cancel import CancelToken
from app.core.errors import UserError
from app.core.events import Event, Notice
from app.services.jobs import Job, Lane

LONGEST_S = 60.0


@pytest.fixture
def lane() -> Iterator[Lane]:
    lane = Lane("test")
    yield lane
    lane.close()


def run(lane: Lane, work: Callable[[CancelToken], Iterator[Event]]) -> tuple[Job, list[Event], list[str | None]]:
    events: list[Event] = []
    ends: list[str | None] = []
    return lane.submit(work, events.append, ends.append), events, ends


def test_events_arrive_in_order_and_then_the_end(lane: Lane) -> None:
    job, events, ends = run(lane, lambda _: iter([Notice("a"), Notice("b")]))
    assert job.wait(LONGEST_S)
    assert (events, ends) == ([Notice("a"), Notice("b")], [None])


def test_a_user_error_is_its_sentence(lane: Lane) -> None:
    def work(_: CancelToken) -> Iterator[Event]:
        yield Notice("begun")
        raise UserError("The file is gone; choose another.")

    job, _, ends = run(lane, work)
    assert job.wait(LONGEST_S)
    assert ends == ["The file is gone; choose another."]


def test_a_bug_is_logged_and_said_plainly(lane: Lane, caplog: pytest.LogCaptureFixture) -> None:
    def work(_: CancelToken) -> Iterator[Event]:
        yield Notice("begun")
        raise ZeroDivisionError

    job, _, ends = run(lane, work)
    assert job.wait(LONGEST_S)
    assert "ZeroDivisionError" in (ends[0] or "")
    assert "a job failed unexpectedly" in caplog.text
    caplog.clear()


def test_cancel_stops_at_the_next_checkpoint_and_the_next_job_runs(lane: Lane) -> None:
    begun = threading.Event()

    def endless(cancel: CancelToken) -> Iterator[Event]:
        while True:
            cancel.checkpoint()
            begun.set()
            yield Notice("tick")

    job, _, ends = run(lane, endless)
    assert begun.wait(LONGEST_S)
    job.cancel()
    assert job.wait(LONGEST_S)
    assert ends == [""]
    after, events, _ = run(lane, lambda _: iter([Notice("after")]))
    assert after.wait(LONGEST_S)
    assert events == [Notice("after")]


def test_what_gives_way_is_cancelled_as_soon_as_another_comes(lane: Lane) -> None:
    begun, ends = threading.Event(), list[str | None]()

    def endless(cancel: CancelToken) -> Iterator[Event]:
        while True:
            begun.set()
            cancel.checkpoint()
            yield Notice("on")

    quiet = lane.submit(endless, lambda _event: None, ends.append, gives_way=True)
    assert begun.wait(LONGEST_S)
    job, events, _ = run(lane, lambda _: iter([Notice("a")]))
    assert quiet.wait(LONGEST_S)
    assert job.wait(LONGEST_S)
    assert (ends, events) == ([""], [Notice("a")])


def test_a_job_cancelled_before_its_turn_never_begins(lane: Lane) -> None:
    gate = threading.Event()

    def waiting(_: CancelToken) -> Iterator[Event]:
        gate.wait(LONGEST_S)
        yield Notice("first")

    first, _, _ = run(lane, waiting)
    second, events, ends = run(lane, lambda _: iter([Notice("second")]))
    second.cancel()
    gate.set()
    assert first.wait(LONGEST_S)
    assert second.wait(LONGEST_S)
    assert (events, ends) == ([], [""])


def test_closing_a_lane_cancels_what_waits() -> None:
    lane = Lane("closing")
    gate = threading.Event()

    def waiting(cancel: CancelToken) -> Iterator[Event]:
        gate.wait(LONGEST_S)
        cancel.checkpoint()
        yield Notice("never")

    job, events, ends = run(lane, waiting)
    later, _, later_ends = run(lane, lambda _: iter([Notice("never")]))
    threading.Timer(0.05, gate.set).start()
    lane.close()
    assert not job.running
    assert not later.running
    assert (events, ends, later_ends) == ([], [""], [""])
