"""A meeting handed on as a file: asked how, asked where, written on another thread."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.core.cancel import CancelToken
from app.core.events import Written
from app.core.exporting.redaction import Hidden
from app.core.meetings.transcript import Transcript
from app.services.meetings.exporting import Export
from app.ui.meetings.export_dialog import ExportDialog
from app.ui.view import Frame
from app.ui.widgets.file_dialogs import choose_new_file

if TYPE_CHECKING:
    from app.services.application import Application


class HandingOn(QObject):
    """`failed` with a sentence where a file could not be written."""

    failed = Signal(str)

    def __init__(self, services: "Application", frame: Frame, parent: QWidget) -> None:
        super().__init__(parent)
        self._exporting = services.exporting
        self._minutes = services.minutes
        self._choices = services.export_choices
        self._frame = frame
        self._widget = parent

    def ask(self, transcript: Transcript) -> None:
        """Ask how a meeting is to be handed on, then where to."""
        self._frame.jobs.run_once(
            self,
            lambda: (self._minutes.latest(transcript.id) is not None, self._choices.remembered()),
            lambda found: self._open_dialog(transcript, *found),
            self.failed.emit,
        )

    def _open_dialog(self, transcript: Transcript, has_minutes: bool, before: Export) -> None:
        def preview(hidden: tuple[Hidden, ...]) -> None:
            self._frame.jobs.run_once(
                dialog, lambda: self._exporting.preview(transcript.id, hidden), dialog.show_preview, self.failed.emit,
                replaces="preview",
            )  # fmt: skip

        dialog = ExportDialog(transcript.title, has_minutes, before, preview, self._widget)
        dialog.chosen.connect(lambda export: self._ask_where(transcript, export, dialog.minutes.isEnabled()))
        dialog.open()
        dialog.ask_preview()

    def _ask_where(self, transcript: Transcript, export: Export, minutes_offered: bool) -> None:
        def write(paths: tuple[Path, ...]) -> None:
            work = partial(self._exporting.write, transcript.id, export, paths[0], CancelToken())
            self._frame.jobs.run_once(self, work, self._written, self.failed.emit)

        def ask(name: str) -> None:
            choose_new_file(self._widget, write, self.tr("Export"), name)

        def name() -> str:
            self._choices.remember(export, minutes_offered=minutes_offered)
            return self._exporting.file_name(transcript.id, export)

        self._frame.jobs.run_once(self, name, ask, self.failed.emit)

    def _written(self, done: Written) -> None:
        self._frame.toast(self.tr("Written to {path}").format(path=done.path), "", None)
