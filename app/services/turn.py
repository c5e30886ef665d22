"""Whose turn it is, where more than one wants to do what only one may do at a time, such as change the library."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from app.core.cancel import CancelToken
from app.core.errors import Cancelled

_SECONDS_BETWEEN_LOOKS = 0.1


class Turn:
    """Held by one job at a time; whoever works in the background makes way when it `is_wanted`."""

    def __init__(self) -> None:
        self._held = threading.Lock()
        self._waiting = 0
        self._counting = threading.Lock()

    @property
    def is_wanted(self) -> bool:
        """Whether somebody waits for it."""
        return self._waiting > 0

    @contextmanager
    def taken(self, cancel: CancelToken) -> Iterator[None]:
        """Hold it, once whoever has it is done.

        Raises:
            Cancelled: while waiting.
        """
        self._count(1)
        try:
            while not self._held.acquire(timeout=_SECONDS_BETWEEN_LOOKS):
                if cancel.cancelled:
                    raise Cancelled
        finally:
            self._count(-1)
        try:
            yield
        finally:
            self._held.release()

    def _count(self, change: int) -> None:
        with self._counting:
            self._waiting += change
