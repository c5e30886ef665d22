"""The field in which one segment is corrected, in its place among the others."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from app.core.words.text import is_right_to_left
from app.ui.widgets.fields import takes_escape

_REST_MS = 700


class _Text(QPlainTextEdit):
    """Plain text that tells of the keys which mean more than a letter."""

    key_pressed = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter splits, Backspace and Delete at the ends merge, Up and Down go on to the neighbours."""
        wish = self._wish(event)
        if wish:
            self.key_pressed.emit(wish)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Esc leaves the field, before it is a shortcut of the window."""
        return takes_escape(event) or super().event(event)

    def _wish(self, event: QKeyEvent) -> str:
        cursor = self.textCursor()
        if event.matches(QKeySequence.StandardKey.Undo):
            return "" if self.document().isUndoAvailable() else "undo"
        if event.matches(QKeySequence.StandardKey.Redo):
            return "" if self.document().isRedoAvailable() else "redo"
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                return "split"
            case Qt.Key.Key_Escape:
                return "close"
            case Qt.Key.Key_Backspace if cursor.atStart() and not cursor.hasSelection():
                return "merge before"
            case Qt.Key.Key_Delete if cursor.atEnd() and not cursor.hasSelection():
                return "merge after"
            case Qt.Key.Key_Up if not _moves(cursor, QTextCursor.MoveOperation.Up):
                return "before"
            case Qt.Key.Key_Down if not _moves(cursor, QTextCursor.MoveOperation.Down):
                return "after"
            case _:
                return ""


def _moves(cursor: QTextCursor, where: QTextCursor.MoveOperation) -> bool:
    return QTextCursor(cursor).movePosition(where)


class SegmentField(QWidget):
    """Lies over a row of the transcript.

    `settled` tells the text once typing rests, but one without words only when the field closes, for then its segment
    goes; `resized` that it takes more or fewer lines, `wish` a key that means more.
    """

    settled = Signal(str)
    changed = Signal()
    resized = Signal()
    wish = Signal(str)

    def __init__(self, row: int, text: str, margins: tuple[int, int, int, int], parent: QWidget) -> None:
        super().__init__(parent)
        self.row = row
        self.edit = _Text(self)
        self.edit.setProperty("kind", "bare")
        self.edit.setFrameShape(QFrame.Shape.NoFrame)
        self.edit.setAccessibleName(self.tr("Text of this segment"))
        self.edit.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.edit.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.edit.document().setDocumentMargin(0)
        option = QTextOption()
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        option.setAlignment(Qt.AlignmentFlag.AlignRight if is_right_to_left(text) else Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        self.edit.document().setDefaultTextOption(option)
        self.edit.setPlainText(text)
        self._told = text
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(lambda: None if self.emptied else self.settle())
        self.edit.textChanged.connect(self._changed)
        self.edit.document().documentLayout().documentSizeChanged.connect(lambda _size: self.resized.emit())
        self.edit.key_pressed.connect(self.wish)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*margins)
        layout.addWidget(self.edit)
        self.setFocusProxy(self.edit)

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.edit.toPlainText()

    @property
    def resting(self) -> bool:
        """Whether it was typed in just now, and nothing was told of it yet."""
        return self._rest.isActive()

    @property
    def emptied(self) -> bool:
        """Whether no word is left."""
        return not self.text.strip()

    @property
    def place(self) -> int:
        """Where the cursor stands, in the text as it is kept: with single spaces, and none at its ends."""
        before = self.text[: self.edit.textCursor().position()]
        return len(" ".join(before.split()))

    def go_to(self, begin: int, end: int | None = None) -> None:
        """Put the cursor at a place, or select up to another."""
        cursor = self.edit.textCursor()
        cursor.setPosition(min(begin, len(self.text)))
        if end is not None:
            cursor.setPosition(min(end, len(self.text)), QTextCursor.MoveMode.KeepAnchor)
        self.edit.setTextCursor(cursor)

    def settle(self) -> None:
        """Tell what was typed since it was last told."""
        self._rest.stop()
        if self.text != self._told:
            self._told = self.text
            self.settled.emit(self.text)

    def _changed(self) -> None:
        self._rest.start()
        self.changed.emit()
