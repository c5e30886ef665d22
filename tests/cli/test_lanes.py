"""Work of the command line waits for its turn among that of an open window, and ends as it says."""

import threading
from collections.abc import Iterator

import pytest

from app.cli.lanes import done_in_turn
from app.cli.output import Output
from app.core.cancel import CancelToken
from app.core.errors import Cancelled, UserError
from app.core.events import Event, Notice
from app.services.jobs import Lane


@pytest.fixture
def lane() -> Iterator[Lane]:
    lane = Lane("meeting")
    yield lane
    lane.close()


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def output(said: list[str]) -> Output:
    return Output(said.append, said.append, as_json=False)


def test_it_begins_when_what_was_there_before_is_over(lane: Lane, said: list[str]) -> None:
    begun, over, order = threading.Event(), threading.Event(), []

    def before(_cancel: CancelToken) -> Iterator[Event]:
        begun.set()
        over.wait()
        order.append("before")
        yield Notice("")

    def work(_cancel: CancelToken) -> Iterator[Event]:
        yield Notice("work")

    def told(text: str) -> None:
        said.append(text)
        over.set()

    lane.submit(before, lambda _event: None, lambda _end: None)
    begun.wait()
    waiting = Output(told, told, as_json=False)
    done_in_turn(lane, work, lambda event: order.append(str(event)), waiting, CancelToken())
    assert order == ["before", str(Notice("work"))]
    assert "begins when that is done" in said[0]


def test_what_fails_is_the_sentence_that_says_so(lane: Lane, output: Output, said: list[str]) -> None:
    def work(_cancel: CancelToken) -> Iterator[Event]:
        raise UserError("There is no model.")
        yield

    with pytest.raises(UserError, match="no model"):
        done_in_turn(lane, work, lambda _event: None, output, CancelToken())
    assert said == []


def test_cancel_ends_it(lane: Lane, output: Output) -> None:
    cancel = CancelToken()

    def work(stopped: CancelToken) -> Iterator[Event]:
        while True:
            stopped.checkpoint()
            yield Notice("more")

    with pytest.raises(Cancelled):
        done_in_turn(lane, work, lambda _event: cancel.cancel(), output, cancel)
