"""One job at a time changes the library, and a job in the background learns that another waits."""

import threading

import pytest

from app.core.cancel import CancelToken
from app.core.errors import Cancelled
from app.services.turn import Turn


def test_the_second_waits_until_the_first_is_done_and_is_seen_to_wait() -> None:
    turn = Turn()
    entered = threading.Event()

    def second() -> None:
        with turn.taken(CancelToken()):
            entered.set()

    with turn.taken(CancelToken()):
        assert not turn.is_wanted
        thread = threading.Thread(target=second)
        thread.start()
        while not turn.is_wanted:
            threading.Event().wait(0.01)
        assert not entered.is_set()
    thread.join()
    assert entered.is_set()
    assert not turn.is_wanted


def test_whoever_waits_can_be_cancelled() -> None:
    turn = Turn()
    cancel = CancelToken()
    cancel.cancel()
    with turn.taken(CancelToken()), pytest.raises(Cancelled), turn.taken(cancel):
        pass
    with turn.taken(CancelToken()):
        assert not turn.is_wanted
