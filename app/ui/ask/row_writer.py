"""Writes the rows of an answer into a text document: no HTML, no resource, and never more than what changed."""

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontDatabase,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextLength,
    QTextListFormat,
    QTextTableFormat,
)

from app.core.asking.conversations import Support
from app.ui.ask.rows import Kind, Line, Row, Run, Style
from app.ui.theme import current
from app.ui.tokens import TEXT_SCALE, Space, TextRole

CITATION = "citation:"
"""What the anchor of a citation chip begins with; the number follows."""

_LINE_HEIGHT_PERCENT = 132.0
_INDENT = 22.0
_HEADING_SCALE = {1: 1.3, 2: 1.18}


class RowWriter:
    """Keeps a text document showing the latest rows. `font` is the font of ordinary text."""

    def __init__(self, document: QTextDocument, font: QFont) -> None:
        self._document = document
        self._font = font
        self._rows: tuple[Row, ...] = ()
        self._ends: list[int] = []
        document.setUndoRedoEnabled(False)
        document.setIndentWidth(_INDENT)
        document.setDocumentMargin(0)

    def show(self, rows: tuple[Row, ...]) -> None:
        """Show these rows; those equal to what stands there already are not touched."""
        same = 0
        for old, new in zip(self._rows, rows, strict=False):
            if old != new:
                break
            same += 1
        cursor = QTextCursor(self._document)
        cursor.beginEditBlock()
        self._cut(cursor, same)
        for row in rows[same:]:
            self._write(cursor, row)
            self._ends.append(cursor.position())
        cursor.endEditBlock()
        self._rows = rows

    def show_again(self, font: QFont) -> None:
        """Write everything anew: the colours or the font have changed."""
        rows, self._font = self._rows, font
        self._rows = ()
        self.show(rows)

    def _cut(self, cursor: QTextCursor, same: int) -> None:
        cursor.setPosition(self._ends[same - 1] if same else 0)
        cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        if not same:
            cursor.setBlockFormat(QTextBlockFormat())
        del self._ends[same:]
        self._rows = self._rows[:same]

    def _write(self, cursor: QTextCursor, row: Row) -> None:
        if row.kind is Kind.TABLE:
            self._write_table(cursor, row)
            return
        block = self._block(row)
        after_table = bool(self._ends) and self._ends[-1] == cursor.position() and cursor.block().length() == 1
        if self._ends and not after_table:
            cursor.insertBlock(block, self._plain())
        else:
            cursor.setBlockFormat(block)
        if row.marker:
            cursor.createList(_list(row))
        self._write_line(cursor, row.line, self._base(row))

    def _block(self, row: Row) -> QTextBlockFormat:
        block = QTextBlockFormat()
        block.setLineHeight(_LINE_HEIGHT_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        block.setBottomMargin(Space.TIGHT if row.kind is Kind.ITEM else Space.SMALL)
        if row.kind is Kind.HEADING:
            block.setTopMargin(Space.SMALL)
            block.setHeadingLevel(row.level)
        elif row.kind is Kind.CODE:
            block.setBackground(QColor(current().hover))
            block.setLeftMargin(_INDENT * row.level)
        elif row.kind is Kind.RULE:
            block.setProperty(
                QTextFormat.Property.BlockTrailingHorizontalRulerWidth,
                QTextLength(QTextLength.Type.PercentageLength, 100),
            )
        elif not row.marker:
            block.setIndent(row.level)
        return block

    def _base(self, row: Row) -> QTextCharFormat:
        base = self._plain()
        if row.kind is Kind.HEADING:
            base.setFontWeight(QFont.Weight.DemiBold)
            base.setFontPointSize(self._font.pointSizeF() * _HEADING_SCALE.get(row.level, 1.05))
        elif row.kind is Kind.QUOTE:
            base.setForeground(QColor(current().muted))
        return base

    def _plain(self) -> QTextCharFormat:
        plain = QTextCharFormat()
        plain.setFont(self._font)
        plain.setForeground(QColor(current().text))
        return plain

    def _write_line(self, cursor: QTextCursor, line: Line, base: QTextCharFormat) -> None:
        for run in line:
            if run.citation:
                cursor.insertText("\u00a0", base)
                cursor.insertText(f"[{run.citation}]", self._chip(run, base))
            elif run.note:
                cursor.insertText(" ", base)
                cursor.insertText(f"\u00a0{note_of(run)}\u00a0", self._note(base))
            else:
                cursor.insertText(run.text, self._styled(run, base))

    def _styled(self, run: Run, base: QTextCharFormat) -> QTextCharFormat:
        made = QTextCharFormat(base)
        for style, apply in self._styles.items():
            if style in run.style:
                apply(made)
        if Style.CODE in run.style:
            made.setFontFamilies([QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()])
            made.setFontPointSize(self._font.pointSizeF() * TEXT_SCALE[TextRole.CODE])
        if run.support is Support.UNSUPPORTED:
            _underline(made, QTextCharFormat.UnderlineStyle.DotLine, current().warning)
        elif run.support is Support.PARTLY:
            _underline(made, QTextCharFormat.UnderlineStyle.DashUnderline, current().control_border)
        return made

    _styles: ClassVar[dict[Style, Callable[[QTextCharFormat], None]]] = {
        Style.STRONG: lambda made: made.setFontWeight(QFont.Weight.DemiBold),
        Style.EMPHASIS: lambda made: made.setFontItalic(True),
        Style.STRUCK: lambda made: made.setFontStrikeOut(True),
    }

    def _chip(self, run: Run, base: QTextCharFormat) -> QTextCharFormat:
        chip = QTextCharFormat(base)
        chip.setAnchor(True)
        chip.setAnchorHref(f"{CITATION}{run.citation}")
        chip.setForeground(QColor(current().accent))
        chip.setBackground(QColor(current().selected))
        chip.setFontWeight(QFont.Weight.DemiBold)
        chip.setFontPointSize(self._font.pointSizeF() * TEXT_SCALE[TextRole.CAPTION])
        chip.setToolTip(QCoreApplication.translate("RowWriter", "Open source {n}").format(n=run.citation))
        return chip

    def _note(self, base: QTextCharFormat) -> QTextCharFormat:
        note = QTextCharFormat(base)
        note.setForeground(QColor(current().warning))
        note.setBackground(QColor(current().warning_soft))
        note.setFontPointSize(self._font.pointSizeF() * TEXT_SCALE[TextRole.CAPTION])
        return note

    def _write_table(self, cursor: QTextCursor, row: Row) -> None:
        columns = max((len(cells) for cells in row.cells), default=0)
        if not columns:
            return
        shape = QTextTableFormat()
        shape.setBorder(1)
        shape.setBorderBrush(QBrush(QColor(current().border)))
        shape.setBorderCollapse(True)
        shape.setCellPadding(Space.TIGHT)
        shape.setHeaderRowCount(1)
        shape.setBottomMargin(Space.SMALL)
        table = cursor.insertTable(len(row.cells), columns, shape)
        for index, cells in enumerate(row.cells):
            base = self._plain()
            if index == 0:
                base.setFontWeight(QFont.Weight.DemiBold)
            for column, line in enumerate(cells):
                self._write_line(table.cellAt(index, column).firstCursorPosition(), line, base)
        cursor.movePosition(QTextCursor.MoveOperation.End)


def note_of(run: Run) -> str:
    """What the reader is told about a sentence in words."""
    if run.support is Support.PARTLY:
        return QCoreApplication.translate("RowWriter", "only partly supported by your documents")
    return QCoreApplication.translate("RowWriter", "not supported by your documents")


def _underline(made: QTextCharFormat, style: QTextCharFormat.UnderlineStyle, colour: str) -> None:
    made.setUnderlineStyle(style)
    made.setUnderlineColor(QColor(colour))


def _list(row: Row) -> QTextListFormat:
    shape = QTextListFormat()
    shape.setIndent(row.level)
    if row.marker[0].isdigit():
        shape.setStyle(QTextListFormat.Style.ListDecimal)
        shape.setStart(int(row.marker.rstrip(".")))
    else:
        shape.setStyle(QTextListFormat.Style.ListDisc)
    return shape
