"""The list of keyboard shortcuts (F1)."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from app.ui.shortcuts import VIEW_SHORTCUTS, WINDOW_SHORTCUTS
from app.ui.tokens import Space
from app.ui.views import RAIL
from app.ui.widgets.buttons import button
from app.ui.widgets.layouts import column, row

_SIZE = (520, 640)
_LEFT_TO_RIGHT = "\N{LEFT-TO-RIGHT MARK}"
"""Around keys, so that "Ctrl+," keeps its order in a window that reads from right to left."""


class ShortcutsDialog(QDialog):
    """Every shortcut with what it does; closes with Esc."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.resize(*_SIZE)
        self.table = QTreeWidget(self)
        table = self.table
        table.setAccessibleName(self.tr("Keyboard shortcuts"))
        table.setRootIsDecorated(False)
        table.setHeaderLabels([self.tr("Action"), self.tr("Keys")])
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.header().setStretchLastSection(False)
        table.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for number, place in enumerate(RAIL, start=1):
            table.addTopLevelItem(_item(place.words, f"Ctrl+{number}"))
        for shortcut in (*WINDOW_SHORTCUTS, *VIEW_SHORTCUTS):
            table.addTopLevelItem(_item(shortcut.words, shortcut.keys))
        table.resizeColumnToContents(1)
        close = button(self.tr("Close"), self.accept, parent=self)
        self.setLayout(column(table, row(None, close), space=Space.MEDIUM, margin=Space.LARGE))


def _item(words: str, keys: str) -> QTreeWidgetItem:
    shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    return QTreeWidgetItem([words, f"{_LEFT_TO_RIGHT}{shown}{_LEFT_TO_RIGHT}"])
