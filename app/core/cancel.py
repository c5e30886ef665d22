"""The one way to stop or pause work: a token handed down from the user's hand to the innermost loop."""

import threading
from collections.abc import Callable

from app.core.errors import Cancelled


class CancelToken:
    """A switch shared by everyone who takes part in one job. Safe to use from any thread."""

    def __init__(self) -> None:
        self._cancelled = threading.Event()
        self._running = threading.Event()
        self._running.set()
        self._listeners: list[Callable[[], None]] = []
        self._lock = threading.Lock()

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked to stop."""
        return self._cancelled.is_set()

    @property
    def paused(self) -> bool:
        """Whether the work is to wait at its next checkpoint."""
        return not self._running.is_set()

    def cancel(self) -> None:
        """Ask everyone to stop; wakes a paused job, so that it can end. Calling it again does nothing."""
        with self._lock:
            if self._cancelled.is_set():
                return
            self._cancelled.set()
            listeners, self._listeners = self._listeners, []
        self._running.set()
        for listener in listeners:
            listener()

    def pause(self) -> None:
        """Let the work wait at its next checkpoint."""
        if not self.cancelled:
            self._running.clear()

    def resume(self) -> None:
        """Let paused work go on."""
        self._running.set()

    def checkpoint(self) -> None:
        """Wait while paused.

        Raises:
            Cancelled: if somebody asked to stop.
        """
        self._running.wait()
        if self.cancelled:
            raise Cancelled

    def when_cancelled(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call `listener` once on cancel (at once if that has happened); returns how to stop listening."""
        with self._lock:
            if not self._cancelled.is_set():
                self._listeners.append(listener)
                return lambda: self._forget(listener)
        listener()
        return lambda: None

    def _forget(self, listener: Callable[[], None]) -> None:
        with self._lock:
            if listener in self._listeners:
                self._listeners.remove(listener)
