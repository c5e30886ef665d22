"""Backups made by themselves: looked at from time to time, and made while the computer is left alone."""

import logging
import threading
from collections.abc import Callable

from app.services.administration.backups import Backups
from app.services.jobs import Job, Lane

_log = logging.getLogger(__name__)
_LOOK_SECONDS = 300.0


class BackupSchedule:
    """Makes the backup that is due while the window is open, once `reason_to_wait` gives none."""

    def __init__(self, backups: Backups, lane: Lane, reason_to_wait: Callable[[], str]) -> None:
        self._backups = backups
        self._lane = lane
        self._reason_to_wait = reason_to_wait
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None
        self.problem = ""
        """Why the last one could not be made, in a sentence; empty where it was."""

    def start(self) -> None:
        """Look now, and every few minutes from now on."""
        self._thread = threading.Thread(target=self._run, daemon=True, name="backup schedule")
        self._thread.start()

    def close(self) -> None:
        """Look no more; a backup that is being made is dropped with its lane."""
        self._closing.set()
        if self._thread is not None:
            self._thread.join()

    def look(self) -> Job | None:
        """Begin the backup that is due; None where none is, or something else goes first."""
        if self._lane.busy or self._reason_to_wait() or not self._backups.is_due():
            return None
        return self._lane.submit(self._backups.make_due, lambda _event: None, self._note)

    def _run(self) -> None:
        while not self._closing.is_set():
            self.look()
            self._closing.wait(_LOOK_SECONDS)

    def _note(self, sentence: str | None) -> None:
        self.problem = sentence or ""
        if sentence:
            _log.warning("the backup that is due could not be made: %s", sentence)
