"""One token stops or pauses everyone who holds it."""

import threading

import pytest

from app.core.cancel import CancelToken
from app.core.errors import Cancelled


def test_a_checkpoint_raises_once_cancelled() -> None:
    token = CancelToken()
    token.checkpoint()
    token.cancel()
    with pytest.raises(Cancelled):
        token.checkpoint()


def test_listeners_are_told_once_and_late_ones_at_once() -> None:
    token = CancelToken()
    heard: list[str] = []
    token.when_cancelled(lambda: heard.append("early"))
    forget = token.when_cancelled(lambda: heard.append("forgotten"))
    forget()
    token.cancel()
    token.cancel()
    token.when_cancelled(lambda: heard.append("late"))
    assert heard == ["early", "late"]


def test_a_paused_job_waits_until_it_is_resumed() -> None:
    token = CancelToken()
    token.pause()
    passed = threading.Event()
    thread = threading.Thread(target=lambda: (token.checkpoint(), passed.set()))
    thread.start()
    assert not passed.wait(0.05)
    token.resume()
    assert passed.wait(60)
    thread.join()


def test_cancel_wakes_a_paused_job() -> None:
    token = CancelToken()
    token.pause()
    token.cancel()
    with pytest.raises(Cancelled):
        token.checkpoint()
