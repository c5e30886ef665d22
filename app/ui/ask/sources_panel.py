"""The panel beside the thread: the evidence of one answer as a list, and the page of the one that is open."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QTextOption
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QSplitter,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.ui.ask.sources import Source
from app.ui.job_bridge import JobBridge
from app.ui.theme import current
from app.ui.tokens import TEXT_SCALE, Radius, Space, TextRole
from app.ui.view import in_turns
from app.ui.viewer.document_viewer import DocumentViewer
from app.ui.viewer.place import Place, Shelf
from app.ui.widgets.buttons import icon_button
from app.ui.widgets.layouts import column, row
from app.ui.widgets.text import label, tip

Index = QModelIndex | QPersistentModelIndex
_SOURCE_ROLE = int(Qt.ItemDataRole.UserRole)
_SNIPPET_LINES = 2
_BAR = QSize(44, 5)
_MOST_LIST, _LEAST_PAGE = 230, 560
PAGE_WIDTH = 500
"""The width at which a printed page can be read."""


class _Sources(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.listed: tuple[Source, ...] = ()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(self.listed)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        source = self.listed[index.row()]
        if role == _SOURCE_ROLE:
            return source
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip("\n".join(filter(None, (source.label, "" if source.is_said else source.path))))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            number = f"[{source.number}] " if source.number else ""
            page = self.tr("page {page}").format(page=source.page) if source.page is not None else ""
            place = source.label or page
            return f"{number}{source.title}{place and f', {place}'}: {source.snippet}"
        return None

    def show(self, sources: tuple[Source, ...]) -> None:
        self.beginResetModel()
        self.listed = sources
        self.endResetModel()


_WORDS = QTextOption()
_WORDS.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
_WORDS.setWrapMode(QTextOption.WrapMode.WordWrap)


class _SourcePainter(QStyledItemDelegate):
    """A line with number, title, page and score, and two lines of the words themselves."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802
        line = option.fontMetrics.lineSpacing()
        return QSize(120, round(line * (1 + _SNIPPET_LINES * 0.95)) + 2 * Space.SMALL + Space.TIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        source: Source = index.data(_SOURCE_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_background(painter, option)
        inside = QRectF(option.rect).adjusted(Space.MEDIUM, Space.SMALL, -Space.MEDIUM, -Space.SMALL)
        head = QRectF(inside.left(), inside.top(), inside.width(), option.fontMetrics.lineSpacing())
        rest = self._paint_number(painter, option, head, source.number)
        rest = self._paint_score(painter, option, rest, source.score)
        self._paint_title(painter, option, rest, source)
        snippet = inside.adjusted(0, head.height() + Space.TIGHT, 0, 0)
        font = QFont(option.font)
        font.setPointSizeF(option.font.pointSizeF() * TEXT_SCALE[TextRole.CAPTION])
        painter.setFont(font)
        painter.setPen(QColor(current().muted))
        painter.setClipRect(snippet)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.drawText(
            snippet, int(Qt.TextFlag.TextWordWrap | _start(option) | Qt.AlignmentFlag.AlignTop), source.snippet
        )
        painter.restore()

    def _paint_background(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if not chosen and not option.state & QStyle.StateFlag.State_MouseOver:
            return
        box = QRectF(option.rect).adjusted(1, 1, -1, -1)
        focused = chosen and option.state & QStyle.StateFlag.State_HasFocus
        painter.setPen(QColor(current().accent) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(current().selected if chosen else current().hover))
        painter.drawRoundedRect(box, Radius.CONTROL, Radius.CONTROL)

    def _paint_number(self, painter: QPainter, option: QStyleOptionViewItem, head: QRectF, number: int) -> QRectF:
        if not number:
            return head
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(current().accent))
        width = painter.fontMetrics().horizontalAdvance(f"[{number}]") + Space.SMALL
        painter.drawText(head, int(_start(option) | Qt.AlignmentFlag.AlignVCenter), f"[{number}]")
        return head.adjusted(0, 0, -width, 0) if _mirrored(option) else head.adjusted(width, 0, 0, 0)

    def _paint_score(
        self, painter: QPainter, option: QStyleOptionViewItem, head: QRectF, score: float | None
    ) -> QRectF:
        if score is None:
            return head
        left = head.left() if _mirrored(option) else head.right() - _BAR.width()
        bar = QRectF(left, head.center().y() - _BAR.height() / 2, _BAR.width(), _BAR.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(current().border))
        painter.drawRoundedRect(bar, 2, 2)
        part = max(0.06, min(1.0, score))
        filled = QRectF(bar)
        filled.setWidth(bar.width() * part)
        if _mirrored(option):
            filled.moveRight(bar.right())
        painter.setBrush(QColor(current().accent))
        painter.drawRoundedRect(filled, 2, 2)
        width = _BAR.width() + Space.SMALL
        return head.adjusted(width, 0, 0, 0) if _mirrored(option) else head.adjusted(0, 0, -width, 0)

    def _paint_title(self, painter: QPainter, option: QStyleOptionViewItem, head: QRectF, source: Source) -> None:
        page = self.tr("p. {page}").format(page=source.page) if source.page is not None else ""
        metrics = option.fontMetrics
        mode = Qt.TextElideMode.ElideRight if source.is_said else Qt.TextElideMode.ElideMiddle
        page = metrics.elidedText(source.label, mode, int(head.width() / 2)) or page
        width = metrics.horizontalAdvance(page) + (Space.SMALL if page else 0)
        painter.setFont(option.font)
        painter.setPen(QColor(current().muted))
        end = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignRight)
        painter.drawText(head, int(end | Qt.AlignmentFlag.AlignVCenter), page)
        room = head.adjusted(width, 0, 0, 0) if _mirrored(option) else head.adjusted(0, 0, -width, 0)
        font = QFont(option.font)
        font.setWeight(QFont.Weight.Medium)
        painter.setFont(font)
        painter.setPen(QColor(current().text))
        title = painter.fontMetrics().elidedText(source.title, Qt.TextElideMode.ElideMiddle, int(room.width()))
        painter.drawText(room, int(_start(option) | Qt.AlignmentFlag.AlignVCenter), title)


def _mirrored(option: QStyleOptionViewItem) -> bool:
    return bool(option.direction == Qt.LayoutDirection.RightToLeft)


def _start(option: QStyleOptionViewItem) -> Qt.AlignmentFlag:
    return QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft)


class SourcesPanel(QFrame):
    """Lists sources and opens the chosen one at its page."""

    source_chosen = Signal(int)
    close_wanted = Signal()
    why_wanted = Signal()
    document_wanted = Signal(str, str)
    """Ask only this document: its id and title."""

    def __init__(self, shelf: Shelf, jobs: JobBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "pane")
        self.setMinimumWidth(260)
        self._model = _Sources(self)
        self.list = QListView(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(_SourcePainter(self.list))
        self.list.setAccessibleName(self.tr("Sources"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.selectionModel().currentChanged.connect(self._walked)
        self.list.clicked.connect(self._taken)
        self.list.activated.connect(self._taken)
        self.viewer = DocumentViewer(shelf, jobs, self)
        self.viewer.setVisible(False)
        self._opened: int | None = None
        self._heading = label(self.tr("Sources"), "heading", parent=self)
        close = icon_button("close", self.tr("Close the sources"), self.close_wanted.emit, parent=self)
        self._only = icon_button("ask", self.tr("Ask only this document"), self._ask_only, parent=self)
        self._only.setEnabled(False)
        self._why = icon_button("info", self.tr("Why these passages?"), self.why_wanted.emit, parent=self)
        head = row(self._heading, None, self._why, self._only, close, space=Space.TIGHT)
        head.setContentsMargins(Space.LARGE, Space.MEDIUM, Space.SMALL, 0)
        self._split = QSplitter(Qt.Orientation.Vertical, self)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        self._split.addWidget(self.list)
        self._split.addWidget(self.viewer)
        whole = column(head, self._split)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    @property
    def listed(self) -> tuple[Source, ...]:
        """The sources in the list."""
        return self._model.listed

    def show_sources(self, sources: Sequence[Source], opened: int | None, *, explained: bool = False) -> None:
        """List these, and open one of them (by its position) at its page; `explained` where their scores are known."""
        self._why.setEnabled(explained)
        if tuple(sources) != self._model.listed:
            self._model.show(tuple(sources))
            self._opened = None
        if opened is None or opened >= len(sources):
            self.viewer.setVisible(False)
            self._opened = None
            self._only.setEnabled(False)
        elif opened != self._opened:
            self._open(opened)

    def _open(self, position: int) -> None:
        self._opened = position
        source = self._model.listed[position]
        self.list.setCurrentIndex(self._model.index(position))
        self._only.setEnabled(True)
        if self.viewer.isHidden():
            self.viewer.setVisible(True)
            in_turns(self, self._share_room)
        self.viewer.show_place(Place(source.document_id, source.page_index, source.start, source.end, source.title))

    def _share_room(self) -> None:
        """As much for the list as it needs, and to the page the rest."""
        rows = self._model.rowCount() * self.list.sizeHintForRow(0) + Space.SMALL
        whole = max(self._split.height(), _MOST_LIST + _LEAST_PAGE)
        self._split.setSizes([min(rows, _MOST_LIST), whole - min(rows, _MOST_LIST)])

    def _walked(self, index: QModelIndex) -> None:
        """Pages follow the keyboard; what leads to another place of the window waits until it is wanted."""
        if index.isValid() and index.row() != self._opened and not self._model.listed[index.row()].is_said:
            self.source_chosen.emit(index.row())

    def _taken(self, index: QModelIndex) -> None:
        if self._model.listed[index.row()].is_said:
            self.source_chosen.emit(index.row())

    def _ask_only(self) -> None:
        if self._opened is not None:
            source = self._model.listed[self._opened]
            self.document_wanted.emit(source.path, source.title)
