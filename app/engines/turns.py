"""Who may use a worker that is shared: a question goes first, and work in the background makes way for it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from app.core.cancel import CancelToken
from app.core.errors import Cancelled

Result = TypeVar("Result")


class Questions:
    """How many questions of the user are being answered; whoever works in the background makes way for them."""

    def __init__(self) -> None:
        self._counting = threading.Condition()
        self._questions = 0
        self._interruptible: list[CancelToken] = []

    @property
    def any(self) -> bool:
        """Whether there is one."""
        with self._counting:
            return self._questions > 0

    @contextmanager
    def one(self) -> Iterator[None]:
        """A question, from its beginning to its end; what is `interruptible` is cancelled at once."""
        with self._counting:
            self._questions += 1
            interrupted = list(self._interruptible)
        for token in interrupted:
            token.cancel()
        try:
            yield
        finally:
            with self._counting:
                self._questions -= 1
                self._counting.notify_all()

    @contextmanager
    def interruptible(self, cancel: CancelToken) -> Iterator[CancelToken]:
        """A token for work that can be taken up again: the next question cancels it, as one that is there has; so does `cancel`."""
        token = CancelToken()
        stop_listening = cancel.when_cancelled(token.cancel)
        with self._counting:
            self._interruptible.append(token)
            is_late = self._questions > 0
        if is_late:
            token.cancel()
        try:
            yield token
        finally:
            with self._counting:
                self._interruptible.remove(token)
            stop_listening()

    def wait_for_none(self, cancel: CancelToken) -> None:
        """Wait until there is none.

        Raises:
            Cancelled: while waiting.
        """

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


class Turns:
    """One at a time; while a question waits nobody else begins, and what can be repeated is cancelled for it."""

    def __init__(self) -> None:
        self._turn = threading.RLock()
        self._questions = Questions()

    @property
    def question_waits(self) -> bool:
        """Whether a question has, or waits for, the turn."""
        return self._questions.any

    @contextmanager
    def question(self) -> Iterator[None]:
        """The turn of a question: waits for the piece of work in progress, not for what is behind it."""
        with self._questions.one(), self._turn:
            yield

    @contextmanager
    def piece(self, cancel: CancelToken) -> Iterator[None]:
        """The turn of a piece of work, once no question waits.

        Raises:
            Cancelled: while waiting.
        """
        self._questions.wait_for_none(cancel)
        with self._turn:
            yield

    def repeat_until_done(self, work: Callable[[CancelToken], Result], cancel: CancelToken) -> Result:
        """Do work that a question may cancel, again and again until it was not cancelled.

        Raises:
            Cancelled: `cancel` itself was.
        """
        while True:
            try:
                with self.piece(cancel), self._questions.interruptible(cancel) as token:
                    if not token.cancelled:
                        return work(token)
            except Cancelled:
                if cancel.cancelled:
                    raise
