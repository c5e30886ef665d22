"""The lines of minutes under their sections: read, edited in place, removed, and followed to the second they were said."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from app.core.asking.conversations import Support
from app.core.meetings.minutes import Minutes, MinutesLine
from app.core.words.text import is_right_to_left
from app.ui import wording
from app.ui.meetings.minutes_state import rows_of
from app.ui.tokens import Space

TEXT, OWNER, DUE, SAID, SUPPORT = range(5)
_PLACE = int(Qt.ItemDataRole.UserRole)
_EDITABLE = (TEXT, OWNER, DUE)
_SMALLEST_TEXT = 120
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class LineEdit:
    """What the user wrote into a line of a version of minutes."""

    minutes_id: int
    section: int
    place: int
    text: str
    owner: str
    due: str


class _WrappedLines(QStyledItemDelegate):
    """Lines as high as their words need, each the way its script runs. Knows the field that is typed in."""

    def __init__(self, tree: QTreeWidget) -> None:
        super().__init__(tree)
        self._tree = tree
        self.field: QWidget | None = None

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: N802
        self.field = super().createEditor(parent, option, index)
        self.field.setAccessibleName(str(self._tree.headerItem().text(index.column())))
        return self.field

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802
        super().initStyleOption(option, index)
        if is_right_to_left(str(index.data())):
            option.direction = Qt.LayoutDirection.RightToLeft

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        size = super().sizeHint(option, index)
        if index.column() == TEXT:
            width = max(_SMALLEST_TEXT, self._tree.columnWidth(TEXT) - 2 * Space.MEDIUM)
            wrap = int(Qt.TextFlag.TextWordWrap)
            text = str(index.data())
            height = self._tree.fontMetrics().boundingRect(0, 0, width, 10_000, wrap, text).height()
            size.setHeight(max(size.height(), height + Space.MEDIUM))
        return size


class MinutesTree(QTreeWidget):
    """Shows minutes; says what the user wants. Enter and a double click on the time go to the second.

    `line_edited` tells a `LineEdit`; `line_removed` the id of the minutes, the section and the place; `closed` that what
    was typed was told, and nothing is being typed any more.
    """

    line_edited = Signal(LineEdit)
    line_removed = Signal(int, int, int)
    closed = Signal()
    second_wanted = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._showing = False
        self._minutes_id = 0
        self._lines = _WrappedLines(self)
        self.setAccessibleName(self.tr("Minutes"))
        self.setHeaderLabels(
            [self.tr("Line"), self.tr("Who"), self.tr("Due"), self.tr("Said at"), self.tr("In the recording")]
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(True)
        self.setItemDelegate(self._lines)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(TEXT, QHeaderView.ResizeMode.Stretch)
        header.sectionResized.connect(lambda *_sizes: self.scheduleDelayedItemsLayout())
        self.itemChanged.connect(self._changed)
        self.itemDoubleClicked.connect(self._follow)
        self._lines.closeEditor.connect(self._field_closed, Qt.ConnectionType.QueuedConnection)

    @property
    def editing(self) -> bool:
        """Whether a line is being typed in."""
        return self.state() == QAbstractItemView.State.EditingState

    def show_minutes(self, minutes: Minutes) -> None:
        """Show a version. Lines that stay are changed in their place; others wait until nothing is being typed."""
        rows = rows_of(minutes)
        self._showing = True
        if self._minutes_id == minutes.id and self._places() == [[place for place, _line in one] for one in rows]:
            self._renew(minutes)
        elif not self.editing:
            self._rebuild(minutes)
        self._showing = False

    def finish(self) -> None:
        """Tell what is being typed, and close its field."""
        if self.editing and self._lines.field is not None:
            self._lines.commitData.emit(self._lines.field)
            self._lines.closeEditor.emit(self._lines.field, QStyledItemDelegate.EndEditHint.NoHint)

    def edit_current(self) -> None:
        """Begin to edit the line that is chosen."""
        item = self.currentItem()
        if item is not None and item.parent() is not None:
            column = self.currentColumn()
            self.editItem(item, column if column in _EDITABLE else TEXT)

    def add_line(self) -> None:
        """Write a new line at the end of the section that is chosen, or of the first."""
        item = self.currentItem() or self.topLevelItem(0)
        if item is None:
            return
        heading = item.parent() or item
        number, place = heading.data(TEXT, _PLACE)
        places = [one.data(TEXT, _PLACE)[1] for one in _lines_of(heading)]
        self._showing = True
        if not places:
            heading.takeChildren()
        made = self._add(heading, number, max([place, *(one + 1 for one in places)]))
        self._fill(made, MinutesLine(""))
        self._showing = False
        self.setCurrentItem(made)
        self.editItem(made, TEXT)

    def remove_current(self) -> None:
        """Take the chosen line out."""
        item = self.currentItem()
        if item is None or item.parent() is None or item.data(TEXT, _PLACE) is None:
            return
        if _is_blank(item):
            self._take(item)
        else:
            self.line_removed.emit(self._minutes_id, *item.data(TEXT, _PLACE))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """F2 edits, Delete removes, Enter goes to the second; not those that the field which is typed in leaves over."""
        item = self.currentItem()
        if self.editing:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_F2:
            self.edit_current()
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_current()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self._follow(item, SAID)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Wrap the words anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _rebuild(self, minutes: Minutes) -> None:
        """Where the user stood is kept where there is still a line."""
        at = self._position()
        self.clear()
        self._minutes_id = minutes.id
        for number, rows in enumerate(rows_of(minutes)):
            heading = QTreeWidgetItem(self)
            font = heading.font(TEXT)
            font.setBold(True)
            heading.setFont(TEXT, font)
            heading.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            for place, _line in rows:
                self._add(heading, number, place)
            self._say_if_empty(heading)
        self._renew(minutes)
        self.expandAll()
        if at is not None:
            self._stand_at(at)

    def _renew(self, minutes: Minutes) -> None:
        """The words of the lines there are; what is being typed stays."""
        typed = self.currentItem() if self.editing else None
        shown = zip(self._headings(), minutes.sections, rows_of(minutes), strict=True)
        for number, (heading, section, rows) in enumerate(shown):
            heading.setText(TEXT, section.heading)
            heading.setData(TEXT, _PLACE, (number, len(section.lines)))
            for item, (_place, line) in zip(_lines_of(heading), rows, strict=True):
                if item is not typed:
                    self._fill(item, line)

    def _headings(self) -> list[QTreeWidgetItem]:
        headings = (self.topLevelItem(number) for number in range(self.topLevelItemCount()))
        return [one for one in headings if one is not None]

    def _places(self) -> list[list[int]]:
        return [[item.data(TEXT, _PLACE)[1] for item in _lines_of(one)] for one in self._headings()]

    def _say_if_empty(self, heading: QTreeWidgetItem) -> None:
        if not heading.childCount():
            QTreeWidgetItem(heading, [self.tr("Nothing of the kind was found.")]).setDisabled(True)

    def _take(self, item: QTreeWidgetItem) -> None:
        heading = item.parent()
        if heading is not None:
            heading.removeChild(item)
            self._say_if_empty(heading)

    def _field_closed(self) -> None:
        """New lines without words were not meant."""
        if not self.editing:
            for item in [item for heading in self._headings() for item in _lines_of(heading) if _is_blank(item)]:
                self._take(item)
        self.closed.emit()

    def _add(self, heading: QTreeWidgetItem, section: int, place: int) -> QTreeWidgetItem:
        item = QTreeWidgetItem(heading)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        item.setData(TEXT, _PLACE, (section, place))
        top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading
        for column in range(self.columnCount()):
            item.setTextAlignment(column, top)
        return item

    def _fill(self, item: QTreeWidgetItem, line: MinutesLine) -> None:
        said = wording.duration(line.moments[0].start) if line.moments else ""
        for column, text in enumerate((line.text, line.owner, line.due, said, self._support_words(line))):
            item.setText(column, text)
        item.setData(SAID, _PLACE, line.moments[0].start if line.moments else None)
        quotes = "\n".join(f"{one.speaker}: {one.quote}" if one.speaker else one.quote for one in line.moments)
        item.setData(TEXT, Qt.ItemDataRole.AccessibleDescriptionRole, quotes)

    def _support_words(self, line: MinutesLine) -> str:
        words = {
            Support.SUPPORTED: self.tr("said so"),
            Support.PARTLY: self.tr("partly said so"),
            Support.UNSUPPORTED: self.tr("not said so"),
        }.get(line.support, "")
        return self.tr("edited, {words}").format(words=words) if line.edited else words

    def _changed(self, item: QTreeWidgetItem, column: int) -> None:
        place = item.data(TEXT, _PLACE)
        if self._showing or column not in _EDITABLE or place is None or item.parent() is None:
            return
        texts = (item.text(part).strip() for part in _EDITABLE)
        self.line_edited.emit(LineEdit(self._minutes_id, *place, *texts))

    def _follow(self, item: QTreeWidgetItem, column: int) -> None:
        second = item.data(SAID, _PLACE)
        if column in _EDITABLE:
            self.edit_current()
        elif second is not None:
            self.second_wanted.emit(second)

    def _position(self) -> tuple[int, int] | None:
        item = self.currentItem()
        if item is None:
            return None
        parent = item.parent()
        if parent is None:
            return self.indexOfTopLevelItem(item), -1
        return self.indexOfTopLevelItem(parent), parent.indexOfChild(item)

    def _stand_at(self, at: tuple[int, int]) -> None:
        heading = self.topLevelItem(at[0])
        if heading is not None:
            line = heading.child(min(at[1], heading.childCount() - 1)) if at[1] >= 0 else None
            self.setCurrentItem(line or heading)


def _lines_of(heading: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    """The items below a heading that are lines."""
    items = (heading.child(number) for number in range(heading.childCount()))
    return [item for item in items if item is not None and item.data(TEXT, _PLACE) is not None]


def _is_blank(item: QTreeWidgetItem) -> bool:
    """Whether it is a new line without words."""
    heading, place = item.parent(), item.data(TEXT, _PLACE)
    if heading is None or place is None:
        return False
    return place[1] >= heading.data(TEXT, _PLACE)[1] and not item.text(TEXT).strip()
