"""A line that opens and closes a text below it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QToolButton, QWidget

from app.ui.tokens import Space
from app.ui.widgets.layouts import column, row

_HIGHEST = 220


class Fold(QWidget):
    """A line with the name of a text, opened and closed by a click or the space bar; closed at first.

    `beside` stands at the end of the line.
    """

    def __init__(self, text_name: str, parent: QWidget, *beside: QWidget) -> None:
        super().__init__(parent)
        self._written = self._text = ""
        self.switch = QToolButton(self)
        self.switch.setCheckable(True)
        self.switch.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.switch.setAutoRaise(True)
        self.switch.setArrowType(Qt.ArrowType.RightArrow)
        self.switch.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.switch.toggled.connect(self._open)
        self.text = _FoldedText(self)
        self.text.setAccessibleName(text_name)
        self.text.setVisible(False)
        head = row(self.switch, *beside, None, space=Space.SMALL) if beside else self.switch
        self.setLayout(column(head, self.text, space=Space.TIGHT))

    def show_text(self, name: str, text: str) -> None:
        """Show a text under a name; what is closed is written once it is opened."""
        if self.switch.text() != name:
            self.switch.setText(name)
            self.switch.setAccessibleName(name)
        self._text = text
        if self.switch.isChecked():
            self._write()

    def _open(self, opened: bool) -> None:
        self.switch.setArrowType(Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow)
        if opened:
            self._write()
        self.text.setVisible(opened)

    def _write(self) -> None:
        """Only what is new is written: thoughts grow thirty times a second."""
        if not self._text.startswith(self._written):
            self.text.clear()
            self._written = ""
        new = self._text[len(self._written) :]
        if new:
            cursor = self.text.textCursor()
            cursor.movePosition(cursor.MoveOperation.End)
            cursor.insertText(new)
            self.text.fit()
            self._written = self._text


class _FoldedText(QPlainTextEdit):
    """A text as high as its lines are, up to a height from where it scrolls."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)

    def fit(self) -> None:
        """Take the height of the lines there are now."""
        lines = self.document().size().height() + 0.5  # else it scrolls by a pixel
        around = 2 * self.document().documentMargin() + self.height() - self.viewport().height()
        self.setFixedHeight(min(_HIGHEST, round(lines * self.fontMetrics().lineSpacing() + around)))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Lines break elsewhere in another width."""
        super().resizeEvent(event)
        self.fit()
