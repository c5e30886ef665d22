"""Who may use a worker that is shared: a question goes first, and work in the background makes way for it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from app.core.cancel import CancelToken
from app.core.errors import Cancelled

Result = TypeVar("Result")


class Turns:
    """One at a time; while a question waits nobody else begins, and what can be repeated is cancelled for it."""

    def __init__(self) -> None:
        self._turn = threading.RLock()
        self._counting = threading.Condition()
        self._questions = 0
        self._interruptible: CancelToken | None = None

    @property
    def question_waits(self) -> bool:
        """Whether a question has, or waits for, the turn."""
        with self._counting:
            return self._questions > 0

    @contextmanager
    def question(self) -> Iterator[None]:
        """The turn of a question: waits for the piece of work in progress, not for what is behind it."""
        with self._counting:
            self._questions += 1
            interrupted = self._interruptible
        if interrupted is not None:
            interrupted.cancel()
        try:
            with self._turn:
                yield
        finally:
            with self._counting:
                self._questions -= 1
                self._counting.notify_all()

    @contextmanager
    def piece(self, cancel: CancelToken) -> Iterator[None]:
        """The turn of a piece of work, once no question waits.

        Raises:
            Cancelled: while waiting.
        """
        self._await_no_question(cancel)
        with self._turn:
            yield

    def repeat_until_done(self, work: Callable[[CancelToken], Result], cancel: CancelToken) -> Result:
        """Do work that a question may cancel, again and again until it was not cancelled.

        Raises:
            Cancelled: `cancel` itself was.
        """
        while True:
            token = CancelToken()
            stop_listening = cancel.when_cancelled(token.cancel)
            try:
                with self.piece(cancel):
                    with self._counting:
                        self._interruptible = token
                        waiting = self._questions
                    if not waiting:
                        return work(token)
            except Cancelled:
                if cancel.cancelled:
                    raise
            finally:
                self._interruptible = None
                stop_listening()

    def _await_no_question(self, cancel: CancelToken) -> None:
        def wake() -> None:
            with self._counting:
                self._counting.notify_all()

        stop_listening = cancel.when_cancelled(wake)
        try:
            with self._counting:
                self._counting.wait_for(lambda: not self._questions or cancel.cancelled)
        finally:
            stop_listening()
        if cancel.cancelled:
            raise Cancelled
