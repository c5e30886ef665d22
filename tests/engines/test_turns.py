"""Questions go first: before pieces of work that wait, and instead of work that can be repeated."""

import threading
from collections.abc import Callable

import pytest

from app.core.cancel import CancelToken
from app.core.errors import Cancelled
from app.engines.turns import Turns

SECONDS = 60


def started(work: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


def test_a_question_waits_for_the_piece_in_progress_and_goes_before_the_next() -> None:
    turns = Turns()
    order: list[str] = []
    asking = threading.Event()

    def ask() -> None:
        asking.set()
        with turns.question():
            order.append("question")

    def work() -> None:
        with turns.piece(CancelToken()):
            order.append("second piece")

    with turns.piece(CancelToken()):
        question = started(ask)
        asking.wait(SECONDS)
        while not turns.question_waits:
            threading.Event().wait(0.005)
        worker = started(work)
        order.append("first piece")
    question.join(SECONDS)
    worker.join(SECONDS)
    assert order == ["first piece", "question", "second piece"]


def test_work_that_can_be_repeated_is_cancelled_for_a_question_and_done_afterwards() -> None:
    turns = Turns()
    order: list[str] = []
    working = threading.Event()

    def work(token: CancelToken) -> str:
        order.append("begun")
        if len(order) == 1:
            working.set()
            interrupted = threading.Event()
            token.when_cancelled(interrupted.set)
            assert interrupted.wait(SECONDS)
            raise Cancelled
        return "done"

    result: list[str] = []
    worker = started(lambda: result.append(turns.repeat_until_done(work, CancelToken())))
    working.wait(SECONDS)
    with turns.question():
        order.append("question")
    worker.join(SECONDS)
    assert order == ["begun", "question", "begun"]
    assert result == ["done"]


def test_a_cancel_of_one_s_own_ends_the_repetition() -> None:
    cancel = CancelToken()

    def work(token: CancelToken) -> None:
        cancel.cancel()
        assert token.cancelled
        raise Cancelled

    with pytest.raises(Cancelled):
        Turns().repeat_until_done(work, cancel)


def test_waiting_for_a_turn_can_be_cancelled() -> None:
    turns = Turns()
    cancel = CancelToken()
    ended = threading.Event()

    def work() -> None:
        with pytest.raises(Cancelled), turns.piece(cancel):
            pass
        ended.set()

    with turns.question():
        started(work)
        cancel.cancel()
        assert ended.wait(SECONDS)


def test_an_error_in_a_question_leaves_the_turn_free() -> None:
    turns = Turns()
    with pytest.raises(ValueError, match="wrong"), turns.question():
        raise ValueError("wrong")
    with turns.piece(CancelToken()):
        assert not turns.question_waits
