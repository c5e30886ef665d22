"""The documents as a table that stays smooth with fifty thousand rows: it holds the list it is given and formats what is seen."""

from collections.abc import Callable

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QWidget

from app.core.administration.knowledge import shown_path
from app.core.library.documents import Document, DocumentStatus
from app.core.library.notes import is_note
from app.core.meetings.meeting_documents import is_meeting
from app.ui import sentences, wording
from app.ui.icons import Role, icon
from app.ui.library.arrangement import Column
from app.ui.theme import current
from app.ui.widgets.text import tip

Index = QModelIndex | QPersistentModelIndex
COLUMNS = tuple(Column)
_ICON_LINES = 1.0
"""The side of an icon in heights of the text beside it."""
_NUMBERS = frozenset({Column.PAGES, Column.PASSAGES, Column.SIZE})


class DocumentsModel(QAbstractTableModel):
    """One row for each document."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._documents: tuple[Document, ...] = ()
        self.gone: frozenset[int] = frozenset()
        self._table = parent
        self._icons = {True: icon("warning", Role.BrightText), False: icon("document", Role.PlaceholderText)}
        self._headings = {
            Column.TITLE: self.tr("Document"),
            Column.STATUS: self.tr("Status"),
            Column.PAGES: self.tr("Pages"),
            Column.PASSAGES: self.tr("Passages"),
            Column.SIZE: self.tr("Size"),
            Column.ADDED: self.tr("Added"),
        }
        self._texts: dict[Column, Callable[[Document], str]] = {
            Column.TITLE: lambda one: one.title,
            Column.STATUS: self._status,
            Column.PAGES: lambda one: wording.number(one.page_count) if one.page_count else "",
            Column.PASSAGES: lambda one: wording.number(one.passage_count) if one.passage_count else "",
            Column.SIZE: lambda one: "" if is_meeting(one) else wording.size(one.size_bytes),
            Column.ADDED: lambda one: wording.moment(one.added_at),
        }

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents in the order of the rows."""
        return self._documents

    def show_documents(self, documents: tuple[Document, ...]) -> None:
        """Show these; where only their values differ, selection and place stay."""
        same = len(documents) == len(self._documents) and all(
            new.id == old.id for new, old in zip(documents, self._documents, strict=True)
        )
        if same:
            self._documents = documents
            if documents:
                self.dataChanged.emit(self.index(0, 0), self.index(len(documents) - 1, len(COLUMNS) - 1))
            return
        self.beginResetModel()
        self._documents = documents
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """How many documents."""
        return 0 if parent.isValid() else len(self._documents)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """How much is told of each."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        """The headings."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[COLUMNS[section]]
        if role == Qt.ItemDataRole.TextAlignmentRole and COLUMNS[section] in _NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """What stands in a cell."""
        document, column = self._documents[index.row()], COLUMNS[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._texts[column](document)
        if role == Qt.ItemDataRole.ToolTipRole:
            path = "" if is_meeting(document) or is_note(document) else shown_path(document.path)
            return tip(path if column is Column.TITLE else sentences.in_language(document.reason)) or None
        if role == Qt.ItemDataRole.TextAlignmentRole and column in _NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return self._decoration(document, column, role)

    def _decoration(self, document: Document, column: Column, role: int) -> QPixmap | QColor | None:
        failed = document.status is DocumentStatus.FAILED
        if role == Qt.ItemDataRole.DecorationRole and column is Column.TITLE:
            side = round(_ICON_LINES * self._table.fontMetrics().height())
            return self._icons[failed].pixmap(QSize(side, side), self._table.devicePixelRatioF())
        if role == Qt.ItemDataRole.ForegroundRole and column is not Column.TITLE:
            return QColor(current().danger if failed and column is Column.STATUS else current().muted)
        return None

    def _status(self, document: Document) -> str:
        if document.id in self.gone:
            return self.tr("File gone, in no search")
        if document.status is DocumentStatus.FAILED:
            return sentences.in_language(document.reason) or self.tr("Could not be read")
        if document.status is DocumentStatus.STORED:
            return self.tr("Read, not yet searchable by meaning")
        return self.tr("Searchable")
