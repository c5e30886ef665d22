"""What each answer took, as a table that formats only the rows that are seen."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.core.asking.speeds import WrittenAnswer
from app.ui import wording
from app.ui.models import words
from app.ui.widgets.text import tip

Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_TEXTS = frozenset({0, 1})
"""The columns that hold no figure: the time and the model."""
_TIME, _MODEL = 0, 1
_WIDEST_FIGURE = "000,000"
_PADDING = 20
"""Pixels beside the text of a cell."""


class AnswersModel(QAbstractTableModel):
    """One row for each answer, the newest first."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._answers: tuple[WrittenAnswer, ...] = ()
        self._headings = words.answer_headings()

    def show_answers(self, answers: tuple[WrittenAnswer, ...]) -> None:
        """Show these; the place that is looked at stays where only newer ones came."""
        new = next((number for number, one in enumerate(answers) if one in self._answers[:1]), len(answers))
        kept = len(answers) - new
        if kept < len(self._answers):
            self.beginRemoveRows(QModelIndex(), kept, len(self._answers) - 1)
            self._answers = self._answers[:kept]
            self.endRemoveRows()
        if new:
            self.beginInsertRows(QModelIndex(), 0, new - 1)
            self._answers = answers
            self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """As many as answers."""
        return 0 if parent.isValid() else len(self._answers)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """As many as headings."""
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell's text, hint and alignment."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT if index.column() in _TEXTS else _RIGHT
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            text = words.answer_cells(self._answers[index.row()])[index.column()]
            return tip(text) if role == Qt.ItemDataRole.ToolTipRole else text
        return None

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """A column's heading, above its texts."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT if section in _TEXTS else _RIGHT
        return None


class AnswersTable(QTableView):
    """The answers of this run; columns are as wide as their headings and the widest figures ask, never measured by their rows.

    The model has what is left.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.answers = AnswersModel(self)
        self.setModel(self.answers)
        self.setAccessibleName(self.tr("What each answer took"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        for place in range(self.answers.columnCount()):
            widest = wording.widest_moments() if place == _TIME else (_WIDEST_FIGURE,)
            texts = (self.fontMetrics().horizontalAdvance(text) + _PADDING for text in widest)
            self.setColumnWidth(place, max(head.sectionSizeHint(place), *texts))
        head.setSectionResizeMode(_MODEL, QHeaderView.ResizeMode.Stretch)
