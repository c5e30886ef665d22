"""What a model thought aloud, folded above its answer."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QToolButton, QWidget

from app.ui.tokens import Space
from app.ui.widgets.layouts import column

_HIGHEST = 220


class ThoughtFold(QWidget):
    """A line that opens and closes the thoughts, by a click or the space bar; closed at first."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._written = ""
        self.switch = QToolButton(self)
        self.switch.setCheckable(True)
        self.switch.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.switch.setAutoRaise(True)
        self.switch.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.switch.toggled.connect(self._open)
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setMaximumHeight(_HIGHEST)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("What the model thought"))
        self.text.setVisible(False)
        self.setLayout(column(self.switch, self.text, space=Space.TIGHT))
        self._thought = ""
        self._name(thinking=False)

    def show_thought(self, thought: str, *, thinking: bool) -> None:
        """Show what was thought so far; `thinking` while there may be more of it."""
        self._thought = thought
        self._name(thinking=thinking)
        if self.switch.isChecked():
            self._write()

    def _name(self, *, thinking: bool) -> None:
        name = self.tr("Thinking…") if thinking else self.tr("What the model thought (not checked)")
        if self.switch.text() != name:
            self.switch.setText(name)
            self.switch.setAccessibleName(name)
        self.switch.setArrowType(Qt.ArrowType.DownArrow if self.switch.isChecked() else Qt.ArrowType.RightArrow)

    def _open(self, opened: bool) -> None:
        self.switch.setArrowType(Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow)
        if opened:
            self._write()
        self.text.setVisible(opened)

    def _write(self) -> None:
        """Only what is new is written: thoughts grow thirty times a second."""
        if not self._thought.startswith(self._written):
            self.text.clear()
            self._written = ""
        new = self._thought[len(self._written) :]
        if new:
            cursor = self.text.textCursor()
            cursor.movePosition(cursor.MoveOperation.End)
            cursor.insertText(new)
            self._written = self._thought
