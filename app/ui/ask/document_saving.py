"""A document that an answer offers: asked where it is to be saved, and written on another thread."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.core.cancel import CancelToken
from app.core.events import Written
from app.core.exporting.made_documents import Exchange
from app.core.tools.tools import Call
from app.ui.view import Frame
from app.ui.widgets.file_dialogs import choose_new_file

if TYPE_CHECKING:
    from app.services.asking.made_documents import MadeDocuments


class DocumentSaving(QObject):
    """`failed` with a sentence where a document could not be made or written."""

    failed = Signal(str)
    saved = Signal(int, object)
    """The turn, and its answer with the place of the document."""

    def __init__(self, documents: "MadeDocuments", frame: Frame, parent: QWidget) -> None:
        super().__init__(parent)
        self._documents = documents
        self._frame = frame
        self._widget = parent

    def ask_where(self, conversation_id: int, turn_id: int, call: Call) -> None:
        """Ask where the document offered with an answer is to be saved; that is the user's consent to write it."""

        def found() -> tuple[tuple[Exchange, ...], str]:
            exchanges = self._documents.exchanges(conversation_id, turn_id, call)
            return exchanges, self._documents.file_name(call, exchanges)

        self._frame.jobs.run_once(self, found, lambda made: self._choose(turn_id, call, *made), self.failed.emit)

    def _choose(self, turn_id: int, call: Call, exchanges: tuple[Exchange, ...], name: str) -> None:
        def write(paths: tuple[Path, ...]) -> None:
            work = partial(self._documents.write, call, exchanges, paths[0], CancelToken())
            self._frame.jobs.run_once(self, work, partial(self._written, turn_id, call), self.failed.emit)

        choose_new_file(self._widget, write, self.tr("Save the document"), name)

    def _written(self, turn_id: int, call: Call, done: Written) -> None:
        self._frame.toast(self.tr("Written to {path}").format(path=done.path), "", None)
        note = partial(self._documents.note_place, turn_id, call, done.path)
        self._frame.jobs.run_once(self, note, partial(self.saved.emit, turn_id), self.failed.emit)
