"""What was said, segment by segment with its time; stays smooth over a day of speech."""

from itertools import compress, count
from operator import is_not

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QRegion, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTreeView, QWidget

from app.core.meetings.transcript import Segment
from app.core.meetings.transcript_search import Match
from app.ui.meetings.segment_field import SegmentField
from app.ui.meetings.segment_lines import SegmentLines, line_of
from app.ui.meetings.segment_painter import Index, SegmentPainter, Shown

_LEFT_ALONE_MS = 4000
"""For how long the view stays where the user scrolled while the recording is played."""

_MOST_IN_SIGHT = 100


class SegmentsView(QTreeView):
    """Shows segments; follows the last one while more are heard, unless the user scrolled away.

    `word_pressed` and `edit_wanted` tell a row and a place in its text, `head_pressed` and `menu_wanted` a row and a point
    on the screen, `key_wanted` a key that means something for a row: "play" or "delete".

    It scrolls by rows, for which only the rows in sight are measured.
    """

    word_pressed = Signal(int, int)
    edit_wanted = Signal(int, int)
    head_pressed = Signal(int, QPoint)
    menu_wanted = Signal(int, QPoint)
    key_wanted = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = Shown()
        self._lines = SegmentLines(self._shown, self)
        self._field: SegmentField | None = None
        self._follows = False
        self._left_alone = QTimer(self, singleShot=True, interval=_LEFT_ALONE_MS)
        self.painter_of_rows = SegmentPainter(self._shown, self)
        self.setModel(self._lines)
        self.setItemDelegate(self.painter_of_rows)
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
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_for_menu)
        self.verticalScrollBar().sliderPressed.connect(self._left_alone.start)

    @property
    def segments(self) -> tuple[Segment, ...]:
        """What is shown."""
        return self._shown.segments

    @property
    def field(self) -> SegmentField | None:
        """The field a segment is being corrected in, if one is."""
        return self._field

    @property
    def row(self) -> int:
        """The row that is being corrected, else the current one, else the first in sight."""
        if self._field is not None:
            return self._field.row
        current = self.currentIndex()
        index = current if current.isValid() else self.indexAt(QPoint(1, 1))
        return max(0, index.row())

    def show_segments(self, segments: tuple[Segment, ...], *, growing: bool = False) -> None:
        """Show these segments; only the rows that differ are touched."""
        before, self._shown.segments = self._shown.segments, segments
        if segments is before:
            return
        bar = self.verticalScrollBar()
        self._follows = growing and bar.value() >= bar.maximum() - 1
        most = min(len(before), len(segments))
        same = next(compress(count(), map(is_not, before, segments)), most)
        last = next(compress(count(), map(is_not, reversed(before), reversed(segments))), most)
        if same == last == 0:
            self._set_all(len(segments))
        else:
            kept = same + min(last, most - same)
            self._replace_rows(same, len(before) - kept, len(segments) - kept)
        if self._follows:
            self.scrollToBottom()

    def show_spoken(self, spoken: tuple[int, int | None] | None) -> None:
        """Mark the word that is heard, and follow it, unless the user corrects a row or scrolled away a moment ago."""
        before, self._shown.spoken = self._shown.spoken, spoken
        if spoken == before:
            return
        self._repaint(before, spoken)
        moved = spoken is not None and (before is None or before[0] != spoken[0])
        if spoken is not None and moved and self._field is None and not self._left_alone.isActive():
            self.scrollTo(self._lines.index(spoken[0]))

    def show_found(self, found: tuple[Match, ...], match: Match | None) -> None:
        """Mark what was found, and go to the match the reader was taken to."""
        self._shown.found = found
        before, self._shown.match = self._shown.match, None
        if match is not None:
            self._shown.match = match.index, (match.begin, match.end)
            if self._shown.match != before:
                self.go_to(match.index)
        self.viewport().update()

    def shade(self, unsure_below: float) -> None:
        """Shade words recognized with less confidence than this; 0 shades none."""
        self._shown.unsure_below = unsure_below
        self.viewport().update()

    def go_to(self, row: int) -> None:
        """Bring a row into sight and make it the current one."""
        self._choose(self._lines.index(row))

    def open_field(self, row: int) -> SegmentField:
        """Let a row be corrected; the field of another one is closed."""
        self.close_field()
        index = self._lines.index(row)
        self._choose(index)
        rect = self.visualRect(index)
        text = self.painter_of_rows.text_rect(row, rect)
        margins = (text.left() - rect.left(), text.top() - rect.top(), rect.right() - text.right(), 0)
        made = SegmentField(row, self._shown.segments[row].text, margins, self.viewport())
        self._shown.draft = row, made.text
        made.changed.connect(self._keep_draft)
        made.resized.connect(self._fit_field)
        self._field = made
        self._place_field()
        made.show()
        made.setFocus()
        return made

    def close_field(self) -> None:
        """Close the field; what was typed is told before."""
        field = self._field
        if field is None:
            return
        field.settle()
        focused = field.edit.hasFocus()
        self._field, self._shown.draft = None, None
        index = self._lines.index(field.row)
        field.hide()
        field.deleteLater()
        if focused:
            self.setFocus()
        self.painter_of_rows.sizeHintChanged.emit(index)

    @property
    def selected_rows(self) -> tuple[int, ...]:
        """The selected rows, from the first on."""
        return tuple(sorted(index.row() for index in self.selectionModel().selectedRows()))

    def rows_with(self, row: int) -> tuple[int, ...]:
        """The selected rows, where this one is among them, else this one alone."""
        rows = self.selected_rows
        return rows if row in rows else (row,)

    def selected_text(self) -> str:
        """The selected segments, one in a line; all of them where only one is selected, or none."""
        rows = self.selected_rows
        chosen = [self.segments[row] for row in rows] if len(rows) > 1 else self.segments
        return "\n".join(line_of(segment) for segment in chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Copy copies the segments as lines; Enter and F2 correct one, Space plays from it, Delete deletes it."""
        row = self.currentIndex().row()
        keys = {Qt.Key.Key_Space: "play", Qt.Key.Key_Delete: "delete"}
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.selected_text())
        elif row >= 0 and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit_wanted.emit(row, 0)
        elif row >= 0 and event.key() in keys and not event.modifiers():
            self.key_wanted.emit(keys[Qt.Key(event.key())], row)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A word is heard, the name of a speaker offers what can be done with it."""
        super().mousePressEvent(event)
        point = event.position().toPoint()
        index = self.indexAt(point)
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid() or event.modifiers():
            return
        row, rect = index.row(), self.visualRect(index)
        if self.painter_of_rows.in_head(row, rect, point):
            self.head_pressed.emit(row, event.globalPosition().toPoint())
        elif (place := self.painter_of_rows.place_at(row, rect, point)) is not None:
            self.word_pressed.emit(row, place)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """The text is corrected where it was pressed."""
        point = event.position().toPoint()
        index = self.indexAt(point)
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            place = self.painter_of_rows.place_at(index.row(), self.visualRect(index), point)
            self.edit_wanted.emit(index.row(), place or 0)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Who scrolls reads; playing does not take them away."""
        self._left_alone.start()
        self._follows = False
        super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Wrap the words anew; only the rows in sight are measured. Who was at the end of what grows stays there."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        if self._follows:
            self.scrollToBottom()

    def scrollTo(  # noqa: N802
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring a row into sight."""
        self.executeDelayedItemsLayout()
        bar = self.verticalScrollBar()
        if not bar.value() <= index.row() <= bar.value() + bar.pageStep():
            bar.setValue(index.row() - bar.pageStep() // 3)
        super().scrollTo(index, hint)

    def visualRect(self, index: Index) -> QRect:  # noqa: N802
        """Where a row lies, empty far from what is in sight: Qt would measure every row up to there (1.4 s for 10,000)."""
        top = self.verticalScrollBar().value()
        near = top - 1 <= index.row() <= top + _MOST_IN_SIGHT
        return super().visualRect(index) if near else QRect()

    def visualRegionForSelection(self, _selection: QItemSelection) -> QRegion:  # noqa: N802
        """What is painted anew when the selection changes: everything, rather than measuring every row between."""
        return QRegion(self.viewport().rect())

    def verticalOffset(self) -> int:  # noqa: N802
        """Where the background begins, for which Qt would measure every row above at every painting."""
        return self.verticalScrollBar().value()

    def updateGeometries(self) -> None:  # noqa: N802
        """The field stays on its row when the rows are laid out anew."""
        super().updateGeometries()
        self._place_field()

    def scrollContentsBy(self, across: int, down: int) -> None:  # noqa: N802
        """The field scrolls along."""
        super().scrollContentsBy(across, down)
        self._place_field()

    def _choose(self, index: Index) -> None:
        """This row and no other, also where Ctrl is still held down from what led here."""
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)

    def _place_field(self) -> None:
        # Not an index widget of Qt's: one that is deleted crashed the view at its next layout (PySide6 6.11.1).
        field = self._field
        if field is not None:
            field.setGeometry(self.visualRect(self._lines.index(field.row)))

    def _set_all(self, rows: int) -> None:
        row, top = self.currentIndex().row(), self.verticalScrollBar().value()
        self._lines.setStringList([""] * rows)
        self.executeDelayedItemsLayout()
        if row >= 0:
            self.selectionModel().setCurrentIndex(
                self._lines.index(min(row, rows - 1)), QItemSelectionModel.SelectionFlag.NoUpdate
            )
        self.verticalScrollBar().setValue(top)

    def _replace_rows(self, first: int, before: int, after: int) -> None:
        if after > before:
            self._lines.insertRows(first + before, after - before)
        elif after < before:
            self._lines.removeRows(first + after, before - after)
        self.scheduleDelayedItemsLayout()

    def _keep_draft(self) -> None:
        field = self._field
        if field is not None:
            self._shown.draft = field.row, field.text

    def _fit_field(self) -> None:
        field = self._field
        if field is not None:
            self._keep_draft()
            self.painter_of_rows.sizeHintChanged.emit(self._lines.index(field.row))

    def _repaint(self, *spoken: tuple[int, int | None] | None) -> None:
        for one in spoken:
            if one is not None:
                self.viewport().update(self.visualRect(self._lines.index(one[0])))

    def _ask_for_menu(self, point: QPoint) -> None:
        index = self.indexAt(point)
        index = index if index.isValid() else self.currentIndex()
        if index.isValid():
            self.menu_wanted.emit(index.row(), self.viewport().mapToGlobal(point))
