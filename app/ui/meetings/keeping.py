"""Corrections on their way to the vault: one after the other, in the order they were made."""

from collections import deque
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject

from app.ui.job_bridge import JobBridge

Kept = TypeVar("Kept")


class Keeping:
    """Hands calls to the service one by one.

    Once one fails, those behind it are dropped, for they build on it, unless they are `independent` of each other.
    """

    def __init__(
        self, owner: QObject, jobs: JobBridge, on_failure: Callable[[str], object], *, independent: bool = False
    ) -> None:
        self._owner = owner
        self._jobs = jobs
        self._on_failure = on_failure
        self._independent = independent
        self._waiting: deque[Callable[[], object]] = deque()
        self._busy = False

    @property
    def settled(self) -> bool:
        """Whether everything is in the vault."""
        return not self._busy and not self._waiting

    def add(self, call: Callable[[], Kept], on_kept: Callable[[Kept], object]) -> None:
        """Do this after everything before it."""

        def kept(result: Kept) -> None:
            self._busy = False
            try:
                on_kept(result)
            finally:
                self._go_on()

        self._waiting.append(lambda: self._jobs.run_once(self._owner, call, kept, self._failed))
        self._go_on()

    def _go_on(self) -> None:
        if not self._busy and self._waiting:
            self._busy = True
            self._waiting.popleft()()

    def _failed(self, sentence: str) -> None:
        self._busy = False
        if not self._independent:
            self._waiting.clear()
        try:
            self._on_failure(sentence)
        finally:
            self._go_on()
