"""Gives a row of a list another name, in place."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from app.ui.widgets.lists import RowList


class RenameField(QLineEdit):
    """Lies over the chosen row until Enter takes the new name; Esc, or going elsewhere, leaves the old one."""

    ended = Signal()

    def __init__(self, rows: RowList, title: str, on_renamed: Callable[[str], object]) -> None:
        super().__init__(title, rows.viewport())
        self._rows = rows
        self._title = title
        self._on_renamed = on_renamed
        self.setAccessibleName(self.tr("New name"))
        rectangle = rows.visualRect(rows.currentIndex())
        height = self.sizeHint().height()
        self.setGeometry(0, rectangle.center().y() - height // 2, rows.viewport().width(), height)
        self.selectAll()
        self.show()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter and Esc end it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            name = self.text().strip()
            self._end()
            if name and name != self._title:
                self._on_renamed(name)
        elif event.key() == Qt.Key.Key_Escape:
            self._end()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Whoever looks away has changed his mind."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason and not self.isHidden():
            self._end()

    def _end(self) -> None:
        self.hide()
        self._rows.setFocus()
        self.ended.emit()
        self.deleteLater()
