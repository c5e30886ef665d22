"""Corrections on their way to the vault: one after the other, in the order they were made."""

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject

from app.core.transcript_edits import Edited
from app.ui.job_bridge import JobBridge

Call = Callable[[], Edited]
OnKept = Callable[[Edited], object]


class Keeping:
    """Hands calls to the service one by one. Once one fails, those behind it are dropped, for they build on it."""

    def __init__(self, owner: QObject, jobs: JobBridge, on_failure: Callable[[str], object]) -> None:
        self._owner = owner
        self._jobs = jobs
        self._on_failure = on_failure
        self._waiting: deque[tuple[Call, OnKept]] = deque()
        self._busy = False

    @property
    def settled(self) -> bool:
        """Whether everything is in the vault."""
        return not self._busy and not self._waiting

    def add(self, call: Call, on_kept: OnKept) -> None:
        """Do this after everything before it."""
        self._waiting.append((call, on_kept))
        self._go_on()

    def _go_on(self) -> None:
        if self._busy or not self._waiting:
            return
        self._busy = True
        call, on_kept = self._waiting.popleft()

        def kept(edited: Edited) -> None:
            self._busy = False
            on_kept(edited)
            self._go_on()

        self._jobs.run_once(self._owner, call, kept, self._failed)

    def _failed(self, sentence: str) -> None:
        self._busy = False
        self._waiting.clear()
        self._on_failure(sentence)
