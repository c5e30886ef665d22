"""Taking in the documents that come with Alcove, and taking them out again."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.events import Event, Failed, Progress
from app.ui.ask.welcome import Welcome
from app.ui.job_bridge import JobHandle
from app.ui.view import Frame

if TYPE_CHECKING:
    from app.services.application import Application


@dataclass(frozen=True, slots=True)
class _Removed:
    """The conversations that went with the samples, and what brings them back."""

    conversations: tuple[int, ...]
    token: str


class SampleActions(QWidget):
    """Lets the library do what the user wants with the samples, and shows in the welcome how far it is."""

    changed = Signal()
    """The library holds something else now."""
    ready = Signal(str)
    """All of them can be asked about: with this question, for one."""
    deleted = Signal(int)
    """This conversation went with them."""
    conversations_changed = Signal()
    failed = Signal(str)

    def __init__(self, services: "Application", frame: Frame, welcome: Welcome, parent: QWidget) -> None:
        super().__init__(parent)
        self.setVisible(False)
        self._services = services
        self._frame = frame
        self._welcome = welcome
        self._job: JobHandle | None = None
        self._failure = ""
        welcome.samples_wanted.connect(lambda: self._add())
        welcome.samples_unwanted.connect(self.remove)
        welcome.progress.cancel_wanted.connect(self._cancel)

    def remove(self) -> None:
        """Take them out of the library, with the conversations that are about nothing else."""
        samples = self._services.samples

        def remove() -> _Removed:
            conversations = samples.conversations()
            return _Removed(conversations, samples.remove(conversations))

        self._frame.jobs.run_once(self, remove, self._removed, self.failed.emit)

    def _add(self, *, to_try: bool = True) -> None:
        if self._job is None:
            self._failure = ""
            lane, add = self._services.lanes.library, self._services.samples.add
            ended = partial(self._ended, to_try)
            self._job = self._frame.jobs.start(self, lane, add, self._happened, ended)
            self._welcome.progress.show_progress(Progress(self.tr("Reading the sample documents"), 0, 0, ""))

    def _happened(self, events: tuple[Event, ...]) -> None:
        for event in events:
            if isinstance(event, Progress):
                self._welcome.progress.show_progress(event)
            elif isinstance(event, Failed):
                self._failure = event.reason

    def _ended(self, to_try: bool, sentence: str | None) -> None:
        self._job = None
        self._welcome.progress.finish()
        self.changed.emit()
        if sentence is None and not self._failure:
            if to_try:
                self.ready.emit(self.tr("How often are flares replaced?"))
        elif wrong := sentence or self._failure:
            self.failed.emit(wrong)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _removed(self, removed: _Removed) -> None:
        for conversation_id in removed.conversations:
            self.deleted.emit(conversation_id)
        said = self.tr("The sample documents and the conversations about them were removed.")
        if not removed.conversations:
            said = self.tr("The sample documents were removed.")
        self._frame.toast(said, self.tr("Undo"), partial(self._bring_back, removed.token))
        self.conversations_changed.emit()
        self.changed.emit()

    def _bring_back(self, token: str) -> None:
        self._add(to_try=False)
        if token:
            restore = partial(self._services.history.restore, token)
            restored = self.conversations_changed.emit
            self._frame.jobs.run_once(self, restore, lambda _none: restored(), self.failed.emit)
