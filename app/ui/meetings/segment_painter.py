"""Paints one segment: its time in a column of its own, who speaks, what was said, and what stands out in it."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import (
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextLine, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from app.core.meetings.transcript import Segment
from app.core.meetings.transcript_search import Match, found_in, unsure_places
from app.core.meetings.word_times import Place, timing_broken, word_places
from app.core.words.text import is_right_to_left
from app.ui import wording
from app.ui.theme import current
from app.ui.tokens import TEXT_SCALE, Radius, Space, TextRole

Index = QModelIndex | QPersistentModelIndex
_LONGEST_TIME = "00:00:00"
_SMALLEST_TEXT = 120


@dataclass
class Shown:
    """What the painter paints: the segments, and what stands out in them.

    `unsure_below` is 0 where words hardly heard are not to be told apart; `draft` is the row that is being typed in, and
    its text.
    """

    segments: tuple[Segment, ...] = ()
    spoken: tuple[int, int | None] | None = None
    found: tuple[Match, ...] = ()
    match: tuple[int, Place] | None = None
    unsure_below: float = 0.0
    draft: tuple[int, str] | None = None

    def has_head(self, row: int) -> bool:
        """Whether a line stands above the text: another speaker than before, or something to know about it."""
        segment = self.segments[row]
        speaks = segment.speaker and (row == 0 or self.segments[row - 1].speaker != segment.speaker)
        return bool(speaks) or bool(marks_of(segment))

    def is_drafted(self, row: int) -> bool:
        """Whether this row is being typed in."""
        return self.draft is not None and self.draft[0] == row


def marks_of(segment: Segment) -> str:
    """What is to be known of a segment besides its text, in words."""
    marks = []
    if segment.overlapped:
        marks.append(QCoreApplication.translate("SegmentPainter", "several speak at once"))
    if timing_broken(segment):
        marks.append(QCoreApplication.translate("SegmentPainter", "times may be off"))
    return ", ".join(marks)


class SegmentPainter(QStyledItemDelegate):
    """Paints the rows of a transcript, and knows what lies where in them."""

    def __init__(self, shown: Shown, view: QTreeView) -> None:
        super().__init__(view)
        self._view = view
        self._shown = shown

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """As high as its text is at the width of the view."""
        row = index.row()
        if not 0 <= row < len(self._shown.segments):
            return QSize(option.rect.width(), self._view.fontMetrics().height())
        drafted = self._shown.draft[1] if self._shown.draft is not None and self._shown.is_drafted(row) else None
        layout = self._layout(row, self._text_width(), drafted)
        height = layout.boundingRect().height() + self._head_height(row) + 2 * Space.TIGHT
        return QSize(option.rect.width(), round(height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The row."""
        row = index.row()
        if not 0 <= row < len(self._shown.segments):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, row)
        segment = self._shown.segments[row]
        inside = QRectF(option.rect).adjusted(Space.MEDIUM, Space.TIGHT, -Space.MEDIUM, -Space.TIGHT)
        start = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft)
        painter.setPen(QColor(current().muted))
        painter.setFont(self._view.font())
        painter.drawText(
            inside.adjusted(0, self._head_height(row), 0, 0),
            int(start | Qt.AlignmentFlag.AlignTop),
            wording.duration(segment.start),
        )
        text = QRectF(self.text_rect(row, option.rect))
        if self._shown.has_head(row):
            hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
            self._paint_head(painter, segment, text, current().surface if hovered else current().hover)
        if not self._shown.is_drafted(row):
            painter.setPen(QColor(current().text))
            self._layout(row, text.width()).draw(painter, text.topLeft())
        painter.restore()

    def text_rect(self, row: int, rect: QRect) -> QRect:
        """Where the text of a row lies, below its head and beside its time."""
        inside = rect.adjusted(Space.MEDIUM, Space.TIGHT + round(self._head_height(row)), -Space.MEDIUM, -Space.TIGHT)
        mirrored = self._view.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return inside.adjusted(0, 0, -self._beside(), 0) if mirrored else inside.adjusted(self._beside(), 0, 0, 0)

    def in_head(self, row: int, rect: QRect, point: QPoint) -> bool:
        """Whether a point of a row lies on the name of its speaker."""
        chips = self._chips(self._shown.segments[row], QRectF(self.text_rect(row, rect)))
        on_name = any(is_name and chip.contains(QPointF(point)) for chip, _words, is_name in chips)
        return self._shown.has_head(row) and on_name

    def place_at(self, row: int, rect: QRect, point: QPoint) -> int | None:
        """The place in the text under a point; None beside the text."""
        text = self.text_rect(row, rect)
        if not text.contains(point):
            return None
        layout = self._layout(row, text.width())
        at = QPointF(point - text.topLeft())
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            if at.y() < line.y() + line.height():
                return int(line.xToCursor(at.x(), QTextLine.CursorPosition.CursorOnCharacter))
        return None

    def _beside(self) -> int:
        return self._view.fontMetrics().horizontalAdvance(_LONGEST_TIME) + Space.MEDIUM

    def _text_width(self) -> int:
        return max(_SMALLEST_TEXT, self._view.viewport().width() - self._beside() - 2 * Space.MEDIUM)

    def _head_font(self) -> QFont:
        font = QFont(self._view.font())
        font.setPointSizeF(font.pointSizeF() * TEXT_SCALE[TextRole.CAPTION])
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _head_height(self, row: int) -> float:
        return QFontMetricsF(self._head_font()).height() + Space.SMALL if self._shown.has_head(row) else 0.0

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, row: int) -> None:
        box = QRectF(option.rect).adjusted(1, 1, -1, -1)
        drafted = self._shown.is_drafted(row)
        painter.setPen(QColor(current().accent) if drafted else Qt.PenStyle.NoPen)
        if option.state & QStyle.StateFlag.State_Selected and not drafted:
            painter.setBrush(QColor(current().selected))
        elif not drafted:
            return
        else:
            painter.setBrush(QColor(current().surface))
        painter.drawRoundedRect(box, Radius.CONTROL, Radius.CONTROL)

    def _paint_head(self, painter: QPainter, segment: Segment, text: QRectF, under_name: str) -> None:
        painter.setFont(self._head_font())
        colours = current()
        for chip, words, is_name in self._chips(segment, text):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(under_name if is_name else colours.warning_soft))
            painter.drawRoundedRect(chip, chip.height() / 2, chip.height() / 2)
            painter.setPen(QColor(colours.accent if is_name else colours.warning))
            painter.drawText(chip, int(Qt.AlignmentFlag.AlignCenter), words)

    def _chips(self, segment: Segment, text: QRectF) -> Iterator[tuple[QRectF, str, bool]]:
        """Who speaks, and what is to be known, above a text: where it stands, its words, and whether it is the name."""
        metrics = QFontMetricsF(self._head_font())
        mirrored = is_right_to_left(segment.text)
        top, height = text.top() - metrics.height() - Space.TIGHT, metrics.height() + 2
        at = 0.0
        for words, is_name in ((segment.speaker, True), (marks_of(segment), False)):
            if not words:
                continue
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, text.width() / 2)
            width = metrics.horizontalAdvance(shown) + 2 * Space.SMALL
            left = text.right() - at - width if mirrored else text.left() + at
            yield QRectF(left, top - 1, width, height), shown, is_name
            at += width + Space.SMALL

    def _layout(self, row: int, width: float, text: str | None = None) -> QTextLayout:
        written = self._shown.segments[row].text if text is None else text
        layout = QTextLayout(written, self._view.font())
        option = QTextOption()
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        option.setAlignment(Qt.AlignmentFlag.AlignRight if is_right_to_left(written) else Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        layout.setTextOption(option)
        if text is None:
            layout.setFormats(self._formats(row))
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return layout

    def _formats(self, row: int) -> list[QTextLayout.FormatRange]:
        shown, colours = self._shown, current()
        segment = shown.segments[row]
        made = []
        if shown.unsure_below:
            unsure = QTextCharFormat()
            unsure.setBackground(QColor(colours.warning_soft))
            unsure.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            unsure.setUnderlineColor(QColor(colours.warning))
            made += [_range(place, unsure) for place in unsure_places(segment, shown.unsure_below)]
        marked = QTextCharFormat()
        marked.setBackground(QColor(colours.mark))
        marked.setForeground(QColor(colours.on_mark))
        made += [_range((one.begin, one.end), marked) for one in found_in(shown.found, row)]
        if shown.spoken is not None and shown.spoken[0] == row and shown.spoken[1] is not None:
            spoken = QTextCharFormat()
            spoken.setBackground(QColor(colours.selected))
            spoken.setForeground(QColor(colours.accent))
            spoken.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            spoken.setUnderlineColor(QColor(colours.accent))
            made.append(_range(word_places(segment)[shown.spoken[1]], spoken))
        chosen = QTextCharFormat()
        chosen.setBackground(QColor(colours.accent))
        chosen.setForeground(QColor(colours.on_accent))
        if shown.match is not None and shown.match[0] == row:
            made.append(_range(shown.match[1], chosen))
        return made


def _range(place: Place, look: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = place[0], place[1] - place[0], look
    return made
