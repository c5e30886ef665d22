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

from app.core.conversations import Support
from app.core.minutes import Minutes, MinutesLine
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
    """What the user wrote into a line."""

    section: int
    place: int
    text: str
    owner: str
    due: str


class _WrappedLines(QStyledItemDelegate):
    """Lines as high as their words need; a tree by itself cuts them to one."""

    def __init__(self, tree: QTreeWidget) -> None:
        super().__init__(tree)
        self._tree = tree

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
    """Shows minutes; says what the user wants. Enter and a double click on the time go to the second."""

    line_edited = Signal(object)
    line_removed = Signal(int, int)
    second_wanted = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._showing = False
        self.setAccessibleName(self.tr("Minutes"))
        self.setHeaderLabels(
            [self.tr("Line"), self.tr("Who"), self.tr("Due"), self.tr("Said at"), self.tr("In the recording")]
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(True)
        self.setItemDelegate(_WrappedLines(self))
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
        self.itemChanged.connect(self._changed)
        self.itemDoubleClicked.connect(self._follow)

    def show_minutes(self, minutes: Minutes) -> None:
        """Show a version; where the user stood is kept where there is still a line."""
        at = self._position()
        self._showing = True
        self.clear()
        for number, (section, rows) in enumerate(zip(minutes.sections, rows_of(minutes), strict=True)):
            heading = QTreeWidgetItem(self, [section.heading])
            font = heading.font(TEXT)
            font.setBold(True)
            heading.setFont(TEXT, font)
            heading.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            heading.setData(TEXT, _PLACE, (number, len(section.lines)))
            for place, line in rows:
                self._add(heading, number, place, line)
            if not rows:
                QTreeWidgetItem(heading, [self.tr("Nothing of the kind was found.")]).setDisabled(True)
        self.expandAll()
        self._showing = False
        if at is not None:
            self._stand_at(at)

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
        self._showing = True
        made = self._add(heading, number, place, MinutesLine(""))
        self._showing = False
        self.setCurrentItem(made)
        self.editItem(made, TEXT)

    def remove_current(self) -> None:
        """Take the chosen line out."""
        item = self.currentItem()
        if item is not None and item.parent() is not None and item.data(TEXT, _PLACE) is not None:
            self.line_removed.emit(*item.data(TEXT, _PLACE))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """F2 edits, Delete removes, Enter goes to the second."""
        item = self.currentItem()
        if event.key() == Qt.Key.Key_F2:
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

    def _add(self, heading: QTreeWidgetItem, section: int, place: int, line: MinutesLine) -> QTreeWidgetItem:
        said = wording.duration(line.moments[0].start) if line.moments else ""
        item = QTreeWidgetItem(heading, [line.text, line.owner, line.due, said, self._support_words(line)])
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        item.setData(TEXT, _PLACE, (section, place))
        item.setData(SAID, _PLACE, line.moments[0].start if line.moments else None)
        quotes = "\n".join(f"{one.speaker}: {one.quote}" if one.speaker else one.quote for one in line.moments)
        item.setData(TEXT, Qt.ItemDataRole.AccessibleDescriptionRole, quotes)
        top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading
        for column in range(self.columnCount()):
            item.setTextAlignment(column, top)
        return item

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
        self.line_edited.emit(LineEdit(*place, *texts))

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
