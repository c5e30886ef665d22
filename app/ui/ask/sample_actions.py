"""Taking in the documents that come with Alcove, and taking them out again."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.events import Event, Failed, Progress
from app.ui.ask.welcome import Welcome
from app.ui.job_bridge import JobHandle
from app.ui.view import Frame

if TYPE_CHECKING:
    from app.services.application import Application


class SampleActions(QWidget):
    """Lets the library do what the user wants with the samples, and shows in the welcome how far it is."""

    changed = Signal()
    """The library holds something else now."""
    ready = Signal(str)
    """All of them can be asked about: with this question, for one."""
    failed = Signal(str)

    def __init__(self, services: "Application", frame: Frame, welcome: Welcome, parent: QWidget) -> None:
        super().__init__(parent)
        self.setVisible(False)
        self._services = services
        self._frame = frame
        self._welcome = welcome
        self._job: JobHandle | None = None
        self._failure = ""
        welcome.samples_wanted.connect(self._add)
        welcome.samples_unwanted.connect(self.remove)
        welcome.progress.cancel_wanted.connect(self._cancel)

    def remove(self) -> None:
        """Take them out of the library."""
        self._frame.jobs.run_once(self, self._services.samples.remove, self._removed, self.failed.emit)

    def _add(self) -> None:
        if self._job is None:
            self._failure = ""
            lane = self._services.lanes.library
            self._job = self._frame.jobs.start(self, lane, self._services.samples.add, self._happened, self._ended)
            self._welcome.progress.show_progress(Progress(self.tr("Reading the sample documents"), 0, 0, ""))

    def _happened(self, events: tuple[Event, ...]) -> None:
        for event in events:
            if isinstance(event, Progress):
                self._welcome.progress.show_progress(event)
            elif isinstance(event, Failed):
                self._failure = event.reason

    def _ended(self, sentence: str | None) -> None:
        self._job = None
        self._welcome.progress.finish()
        self.changed.emit()
        if sentence is None and not self._failure:
            self.ready.emit(self.tr("How often are flares replaced?"))
        elif wrong := sentence or self._failure:
            self.failed.emit(wrong)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _removed(self, _done: object) -> None:
        self._frame.toast(self.tr("The sample documents were removed."), "", None)
        self.changed.emit()
