"""A stretch of a text set off as a cited passage is, without a change to the text."""

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit

from app.ui.theme import current


def highlighted(document: QTextDocument, first: int, last: int) -> QTextEdit.ExtraSelection:
    """The characters from `first` to before `last` of a document's text, for a widget's extra selections."""
    shape = QTextCharFormat()
    shape.setBackground(QColor(current().mark))
    shape.setForeground(QColor(current().on_mark))
    selection = QTextEdit.ExtraSelection()
    selection.cursor, selection.format = cursor_at(document, first), shape
    selection.cursor.setPosition(cursor_at(document, last).position(), QTextCursor.MoveMode.KeepAnchor)
    return selection


def cursor_at(document: QTextDocument, offset: int) -> QTextCursor:
    """Before a character of a document's text. Qt counts characters beyond the basic plane as two."""
    before = document.toRawText()[:offset]
    cursor = QTextCursor(document)
    cursor.setPosition(offset + sum(character > "\uffff" for character in before))
    return cursor
