"""Reads one text of the window aloud at a time, when the user says so, and shows where it is."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QLocale, QObject, QTimer
from PySide6.QtWidgets import QToolButton, QWidget

from app.core.events import Event, Saying
from app.core.words.aloud import Spoken
from app.ui.icons import Role, icon
from app.ui.job_bridge import JobBridge, JobHandle

if TYPE_CHECKING:
    from app.services.application import Application

_SILENT_MS = 1000
"""After which the user is told what is waited for."""
Told = Callable[[Spoken | None], object]
"""Is told the sentence that is being read, and None once nothing is."""


class Aloud(QObject):
    """Reads what it is given, until the end or `stop`; `say` tells the user in a sentence why it cannot."""

    def __init__(self, jobs: JobBridge, say: Callable[[str], object], parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._say = say
        self._services: Application | None = None
        self._job: JobHandle | None = None
        self._begun = False
        self._owner: QObject | None = None
        self._told: Told = lambda _part: None

    def use(self, services: "Application") -> None:
        """The vault is open: read with these services from now on."""
        self._services = services

    @property
    def reading(self) -> bool:
        """Whether something is being read."""
        return self._job is not None

    def toggle(self, owner: QObject, parts: Sequence[Spoken], told: Told) -> None:
        """Read these sentences of `owner`, in place of what is read; where that is of the same owner, only stop.

        It ends with its owner too.
        """
        same = self.reading and self._owner is owner
        self.stop()
        if same or not parts or self._services is None:
            return
        self._owner, self._told, self._begun = owner, told, False
        sentences, locale = [part.text for part in parts], QLocale().name()
        work = partial(self._services.reading_aloud.read, sentences, locale)
        lane = self._services.lanes.aloud
        job = self._jobs.start(
            self, lane, work, lambda events: self._happened(parts, job, events), lambda why: self._ended(job, why)
        )
        self._job = job
        owner.destroyed.connect(lambda: self._stop_job(job))
        QTimer.singleShot(_SILENT_MS, self, lambda: self._tell_wait(job))
        told(parts[0])

    def stop(self) -> bool:
        """Be silent; whether anything was read."""
        return self._job is not None and self._stop_job(self._job)

    def _stop_job(self, job: JobHandle) -> bool:
        if job is not self._job:
            return False
        job.cancel()
        self._over()
        return True

    def _happened(self, parts: Sequence[Spoken], job: JobHandle, events: tuple[Event, ...]) -> None:
        begun = [event.position for event in events if isinstance(event, Saying)]
        if begun and job is self._job:
            self._begun = True
            self._told(parts[begun[-1]])

    def _tell_wait(self, job: JobHandle) -> None:
        if job is self._job and not self._begun:
            self._say(self.tr("The system is asked for its voices; the first time, that takes some seconds."))

    def _ended(self, job: JobHandle, sentence: str | None) -> None:
        if job is self._job:
            self._over()
            if sentence:
                self._say(sentence)

    def _over(self) -> None:
        self._job = None
        if self._owner is not None and shiboken6.isValid(self._owner):
            self._told(None)
        self._owner = None


class AloudButton(QToolButton):
    """Has something read aloud, and stops that."""

    def __init__(self, on_click: Callable[[], object], parent: QWidget) -> None:
        super().__init__(parent)
        self.clicked.connect(lambda: on_click())
        self.show_reading(False)

    def show_reading(self, reading: bool) -> None:
        """Offer to read, or to stop."""
        name = self.tr("Stop reading aloud") if reading else self.tr("Read aloud")
        self.setIcon(icon("stop" if reading else "volume", Role.PlaceholderText))
        self.setToolTip(name)
        self.setAccessibleName(name)
