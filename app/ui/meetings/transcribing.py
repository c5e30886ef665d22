"""Recordings that are to be transcribed: chosen, asked how, and put into the queue."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.core.meetings.transcript import RECORDINGS, Listening, Transcript
from app.ui.job_bridge import JobBridge
from app.ui.meetings.listening_dialog import ListeningDialog
from app.ui.widgets.file_dialogs import choose_files

if TYPE_CHECKING:
    from app.services.application import Application


class Transcribing(QObject):
    """`begun` once recordings are on their way to the queue, `failed` with a sentence.

    `recorded_wanted` tells the id of a meeting that Alcove recorded itself, which has no file to be queued.
    """

    begun = Signal()
    failed = Signal(str)
    recorded_wanted = Signal(int)

    def __init__(self, services: "Application", jobs: JobBridge, parent: QWidget) -> None:
        super().__init__(parent)
        self._meetings = services.meetings
        self._queue = services.recordings
        self._choices = services.listening_choices
        self._jobs = jobs
        self._view = parent

    def choose(self) -> None:
        """Let the user choose recordings."""
        names, endings = self.tr("Recordings"), " ".join(f"*{ending}" for ending in RECORDINGS)
        choose_files(
            self._view,
            self.ask_how,
            self.tr("Transcribe recordings"),
            f"{names} ({endings});;{self.tr('All files')} (*)",
        )

    def ask_how(self, paths: tuple[Path, ...]) -> None:
        """Ask how these recordings are to be transcribed, beginning with what was chosen last; then transcribe them."""

        def begin(listening: Listening) -> None:
            remember = partial(self._choices.remember, listening)
            self._jobs.run_once(self, remember, lambda _done: None, self.failed.emit)
            self.transcribe(paths, listening)

        def ask(remembered: Listening) -> None:
            dialog = ListeningDialog(paths, remembered, self._view)
            dialog.chosen.connect(begin)
            dialog.open()

        if paths:
            self._jobs.run_once(self, self._choices.remembered, ask, self.failed.emit)

    def transcribe(self, paths: tuple[Path, ...], listening: Listening) -> None:
        """Put these recordings into the queue."""
        self.begun.emit()
        self._jobs.run_once(self, partial(self._queue.add, paths, listening), lambda _done: None, self.failed.emit)

    def go_on(self, transcript: Transcript) -> None:
        """Transcribe the rest of a recording as it was asked for."""
        if not transcript.path:
            self.recorded_wanted.emit(transcript.id)
            return
        self._jobs.run_once(
            self,
            partial(self._meetings.listening, transcript.id),
            partial(self.transcribe, (Path(transcript.path),)),
            self.failed.emit,
        )
