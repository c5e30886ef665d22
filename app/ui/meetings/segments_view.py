"""What was said, segment by segment with its time; stays smooth over a day of speech."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, QStringListModel, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QResizeEvent, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from app.core.meetings import Segment
from app.ui import wording
from app.ui.theme import current
from app.ui.tokens import Radius, Space

Index = QModelIndex | QPersistentModelIndex
_LONGEST_TIME = "00:00:00"
_SMALLEST_TEXT = 120


_BETWEEN = "  "


def line_of(segment: Segment) -> str:
    """A segment in one line: its time, who spoke, what was said."""
    speaker = f"{segment.speaker}: " if segment.speaker else ""
    return f"{wording.duration(segment.start)}{_BETWEEN}{speaker}{segment.text}"


def _time_and_words(index: Index) -> tuple[str, str]:
    time, _, words = str(index.data()).partition(_BETWEEN)
    return time, words


_WORDS = QTextOption()
_WORDS.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
_WORDS.setWrapMode(QTextOption.WrapMode.WordWrap)


class _SegmentPainter(QStyledItemDelegate):
    """The time in a column of its own, the words wrapped beside it."""

    def __init__(self, view: QTreeView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        metrics = self._view.fontMetrics()
        width = max(_SMALLEST_TEXT, self._view.viewport().width() - self._beside() - 2 * Space.MEDIUM)
        wrap = int(Qt.TextFlag.TextWordWrap)
        height = metrics.boundingRect(0, 0, width, 10_000, wrap, _time_and_words(index)[1]).height()
        return QSize(option.rect.width(), height + Space.SMALL)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        time, said = _time_and_words(index)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(current().selected))
            painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 0, -1, 0), Radius.CONTROL, Radius.CONTROL)
        inside = QRectF(option.rect).adjusted(Space.MEDIUM, Space.TIGHT, -Space.MEDIUM, -Space.TIGHT)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        start = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft)
        painter.setPen(QColor(current().muted))
        painter.drawText(inside, int(start | Qt.AlignmentFlag.AlignTop), time)
        beside = self._beside()
        words = inside.adjusted(0, 0, -beside, 0) if mirrored else inside.adjusted(beside, 0, 0, 0)
        painter.setPen(QColor(current().text))
        painter.setFont(QFont(option.font))
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.drawText(words, said, _WORDS)
        painter.restore()

    def _beside(self) -> int:
        return self._view.fontMetrics().horizontalAdvance(_LONGEST_TIME) + Space.MEDIUM


class SegmentsView(QTreeView):
    """Shows segments; follows the last one while more are heard, unless the user scrolled away.

    The lines lie in one of Qt's own models: a tree asks it about every row when a transcript is opened, which took
    30 ms for 6,000 segments of a model in Python.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._segments: tuple[Segment, ...] = ()
        self._lines = QStringListModel(self)
        self.setModel(self._lines)
        self.setItemDelegate(_SegmentPainter(self))
        self.setAccessibleName(self.tr("Transcript"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    @property
    def segments(self) -> tuple[Segment, ...]:
        """What is shown."""
        return self._segments

    def show_segments(self, segments: tuple[Segment, ...], *, growing: bool) -> None:
        """Show these segments."""
        before, self._segments = self._segments, segments
        if segments is before:
            return
        if growing and before and segments[: len(before)] == before:
            self._append(segments[len(before) :])
        else:
            self._lines.setStringList([line_of(segment) for segment in segments])

    def _append(self, segments: tuple[Segment, ...]) -> None:
        bar = self.verticalScrollBar()
        follows = bar.value() >= bar.maximum() - 1
        first = self._lines.rowCount()
        self._lines.insertRows(first, len(segments))
        for row, segment in enumerate(segments, first):
            self._lines.setData(self._lines.index(row), line_of(segment))
        if follows:
            self.scrollToBottom()

    def selected_text(self) -> str:
        """The selected segments, one in a line; all of them where none is selected."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        chosen = [self._segments[row] for row in rows] or self._segments
        return "\n".join(line_of(segment) for segment in chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Copy copies the segments as lines."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.selected_text())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Wrap the words anew; only the rows in sight are measured."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
