"""The list beside a view's content: a heading with one action, a search field, and rows of two lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from app.ui.icons import paint_icon
from app.ui.theme import current
from app.ui.tokens import TEXT_SCALE, Radius, Space, TextRole
from app.ui.widgets.fields import SearchField
from app.ui.widgets.layouts import row
from app.ui.widgets.text import label, tip

Index = QModelIndex | QPersistentModelIndex
_MARK_LINES = 0.9
"""The side of the mark at the end of a row in heights of its text."""
_ROW_ROLE = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row. `icon` names a mark at its end ("pin", "warning") or is empty; `detail` is the smaller second line.

    One that `unfolds` is told of as `unfolded` where it is clicked, or Enter is pressed on it.
    """

    key: object
    title: str
    detail: str = ""
    icon: str = ""
    unfolds: bool = False


class ListRows(QAbstractListModel):
    """The rows a list shows; `show_rows` changes only what differs."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[ListRow] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """How many there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """The title, what is spoken and shown as tip, or the row itself."""
        listed = self.rows[index.row()]
        if role == _ROW_ROLE:
            return listed
        if role == Qt.ItemDataRole.DisplayRole:
            return listed.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{listed.title}, {listed.detail}" if listed.detail else listed.title
        return tip(listed.title) if role == Qt.ItemDataRole.ToolTipRole else None

    def show_rows(self, rows: Sequence[ListRow]) -> None:
        """Show these rows."""
        if [listed.key for listed in rows] == [listed.key for listed in self.rows]:
            self.rows = list(rows)
            if self.rows:
                self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))
            return
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()


def row_of(index: Index) -> ListRow | None:
    """The row of a `RowList` at an index; None where it is another list's."""
    found = index.data(_ROW_ROLE)
    return found if isinstance(found, ListRow) else None


class _RowPainter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        listed: ListRow = index.data(_ROW_ROLE)
        lines = option.fontMetrics.height() * (1.0 + (TEXT_SCALE[TextRole.CAPTION] if listed.detail else 0.0))
        return QSize(80, round(lines) + 2 * Space.SMALL + 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        listed: ListRow = index.data(_ROW_ROLE)
        colours = current()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(1, 1, -1, -1)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.selected if chosen else colours.hover))
            painter.drawRoundedRect(box, Radius.CONTROL, Radius.CONTROL)
        if option.state & QStyle.StateFlag.State_HasFocus and chosen:
            painter.setPen(QColor(colours.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, Radius.CONTROL, Radius.CONTROL)
        inside = option.rect.adjusted(Space.MEDIUM, Space.SMALL, -Space.MEDIUM, -Space.SMALL)
        if listed.icon:
            inside = self._paint_mark(painter, option, inside, listed.icon)
        self._paint_lines(painter, option, inside, listed, chosen)
        painter.restore()

    def _paint_mark(self, painter: QPainter, option: QStyleOptionViewItem, inside: QRect, name: str) -> QRect:
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        side = round(_MARK_LINES * option.fontMetrics.height())
        left = inside.left() if rtl else inside.right() - side + 1
        colour = current().warning if name == "warning" else current().muted
        paint_icon(painter, name, QRectF(left, inside.top() + 1, side, side), QColor(colour))
        room = side + Space.SMALL
        return inside.adjusted(room, 0, 0, 0) if rtl else inside.adjusted(0, 0, -room, 0)

    def _paint_lines(
        self, painter: QPainter, option: QStyleOptionViewItem, inside: QRect, listed: ListRow, chosen: bool
    ) -> None:
        start = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft)
        font = QFont(option.font)
        font.setWeight(QFont.Weight.Medium if chosen else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(current().text))
        metrics = painter.fontMetrics()
        title = metrics.elidedText(listed.title, Qt.TextElideMode.ElideRight, inside.width())
        where = Qt.AlignmentFlag.AlignTop if listed.detail else Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inside, int(start | where), title)
        if listed.detail:
            font.setWeight(QFont.Weight.Normal)
            font.setPointSizeF(option.font.pointSizeF() * TEXT_SCALE[TextRole.CAPTION])
            painter.setFont(font)
            painter.setPen(QColor(current().muted))
            detail = painter.fontMetrics().elidedText(listed.detail, Qt.TextElideMode.ElideRight, inside.width())
            painter.drawText(inside, int(start | Qt.AlignmentFlag.AlignBottom), detail)


class RowList(QListView):
    """Rows of `ListRow`s. `chosen` is the key of the row the user went to; nothing is emitted for `choose`."""

    chosen = Signal(object)
    opened = Signal(object)
    unfolded = Signal(object)
    delete_pressed = Signal(list)
    rename_pressed = Signal(object)
    menu_wanted = Signal(object, QPoint)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = ListRows(self)
        self.setModel(self._model)
        self.setItemDelegate(_RowPainter(self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_menu)
        self.activated.connect(lambda index: self.opened.emit(self._key(index)))
        self.clicked.connect(self._unfold)
        self.selectionModel().currentChanged.connect(self._tell_chosen)
        self._quiet = False

    @property
    def current_key(self) -> object | None:
        """The key of the chosen row."""
        return self._key(self.currentIndex())

    def selected_keys(self) -> list[object]:
        """The keys of all selected rows."""
        return [self._key(index) for index in self.selectedIndexes()]

    def show_rows(self, rows: Sequence[ListRow]) -> None:
        """Show these rows; the chosen row stays chosen if it is still there."""
        kept = self.current_key
        self._quiet = True
        self._model.show_rows(rows)
        self._quiet = False
        if kept is not None and kept != self.current_key:
            self.choose(kept)

    def choose(self, key: object | None) -> None:
        """Move to the row with this key, or to none."""
        self._quiet = True
        found = [number for number, listed in enumerate(self._model.rows) if listed.key == key]
        self.setCurrentIndex(self._model.index(found[0]) if found else QModelIndex())
        self._quiet = False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Delete and F2 ask for what they always mean."""
        if event.key() == Qt.Key.Key_Delete and self.selectedIndexes():
            self.delete_pressed.emit(self.selected_keys())
        elif event.key() == Qt.Key.Key_F2 and self.current_key is not None:
            self.rename_pressed.emit(self.current_key)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._unfold(self.currentIndex()):
            event.accept()
        else:
            super().keyPressEvent(event)

    def _unfold(self, index: Index) -> bool:
        unfolds = index.isValid() and self._model.rows[index.row()].unfolds
        if unfolds:
            self.unfolded.emit(self._key(index))
        return unfolds

    def _key(self, index: Index) -> object | None:
        return self._model.rows[index.row()].key if index.isValid() else None

    def _tell_chosen(self, index: QModelIndex) -> None:
        if not self._quiet and index.isValid():
            self.chosen.emit(self._key(index))

    def _ask_menu(self, position: QPoint) -> None:
        index = self.indexAt(position)
        if index.isValid():
            self.menu_wanted.emit(self._key(index), self.viewport().mapToGlobal(position))


_NARROWEST = 190
_NARROWEST_DIGITS = 19
_TABS_DIGITS = 22
"""Room for the heading or the tabs in the font in force."""


class ListPane(QFrame):
    """A view's list: heading, an action beside it, a search field if it can be searched, and the rows."""

    def __init__(
        self,
        heading: str,
        *actions: QWidget,
        search_name: str = "",
        tabs: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`tabs` stand in place of the heading where the pane is one of several."""
        super().__init__(parent)
        self.setProperty("surface", "pane")
        self.heading = label(heading, "heading", parent=self)
        self._digits = _NARROWEST_DIGITS if tabs is None else _TABS_DIGITS
        self._fit_to_font()
        self.search = SearchField(search_name, self)
        self.search.setVisible(bool(search_name))
        self.list = RowList(heading, self)
        self.setFocusProxy(self.list)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.MEDIUM, Space.LARGE, Space.MEDIUM, Space.SMALL)
        self._column.setSpacing(Space.MEDIUM)
        self.heading.setVisible(tabs is None)
        top = row(tabs or self.heading, None, *actions, space=Space.TIGHT)
        top.setContentsMargins(Space.TIGHT, 0, 0, 0)
        self._column.addLayout(top)
        self._column.addWidget(self.search)
        self._column.addWidget(self.list, 1)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Take up another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_digits"):
            self._fit_to_font()

    def _fit_to_font(self) -> None:
        self.setMinimumWidth(max(_NARROWEST, self._digits * self.fontMetrics().horizontalAdvance("0")))

    def add_below(self, widget: QWidget) -> None:
        """Place something under the rows, such as the progress of a job."""
        self._column.addWidget(widget)
