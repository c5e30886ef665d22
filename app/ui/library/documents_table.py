"""The table of documents: Enter opens, Delete removes, a click on a heading sorts."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from app.core.library.documents import Document
from app.ui.library.arrangement import Column, Order
from app.ui.library.documents_model import COLUMNS, DocumentsModel
from app.ui.tokens import Space

_DIGITS = {Column.STATUS: 25.0, Column.PAGES: 8.0, Column.PASSAGES: 10.5, Column.SIZE: 11.0, Column.ADDED: 11.5}
"""How wide the columns are, in digits of the font; wider where their heading is."""
_ALWAYS = frozenset({Column.TITLE, Column.STATUS})
_GIVES_WAY = (Column.ADDED, Column.SIZE, Column.PAGES, Column.PASSAGES)
"""The columns that go first where there is little room."""
_SMALLEST_TITLE = 36.0
_SMALLEST_STATUS = 11.0


class DocumentsTable(QTableView):
    """Shows documents; says what the user wants with them."""

    opened = Signal(object)
    remove_wanted = Signal(object)
    forget_wanted = Signal(object)
    order_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._documents = DocumentsModel(self)
        self._order = Order()
        self.setModel(self._documents)
        self.setAccessibleName(self.tr("Documents"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.sectionClicked.connect(self._sort)
        head.setSectionResizeMode(COLUMNS.index(Column.TITLE), QHeaderView.ResizeMode.Stretch)
        self._fit_to_font()
        self.doubleClicked.connect(lambda index: self.opened.emit(self._documents.documents[index.row()]))

    @property
    def documents(self) -> tuple[Document, ...]:
        """What is listed."""
        return self._documents.documents

    def show_documents(self, documents: tuple[Document, ...], order: Order, gone: frozenset[int] = frozenset()) -> None:
        """List these documents; whoever was chosen stays chosen if still there. `gone` are those whose files are gone."""
        self._order = order
        descending = Qt.SortOrder.DescendingOrder if order.descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(COLUMNS.index(order.column), descending)
        self._fit_columns()
        self._documents.gone = gone
        if documents is not self._documents.documents:
            kept = {one.id for one in self.chosen()}
            place = self.verticalScrollBar().value()
            self._documents.show_documents(documents)
            self._choose_again(kept)
            self.verticalScrollBar().setValue(place)

    def chosen(self) -> tuple[Document, ...]:
        """The selected documents."""
        rows = self.selectionModel().selectedRows()
        return tuple(self._documents.documents[index.row()] for index in rows)

    def choose(self, document_id: int) -> None:
        """Go to a document, if it is listed."""
        for row, one in enumerate(self._documents.documents):
            if one.id == document_id:
                self.selectRow(row)
                self.scrollTo(self._documents.index(row, 0))
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter opens the document, Delete wants the chosen ones removed."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self._documents.documents[self.currentIndex().row()])
        elif event.key() == Qt.Key.Key_Delete and self.selectionModel().hasSelection():
            self.remove_wanted.emit(self.chosen())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Show as many columns as there is room for."""
        super().resizeEvent(event)
        self._fit_columns()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Take up another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_order"):
            self._fit_to_font()

    def _fit_to_font(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() + 2 * Space.SMALL)
        for position, column in enumerate(COLUMNS):
            if column in _DIGITS:
                self.setColumnWidth(position, self._width(position))
        self._fit_columns()

    def _pixels(self, digits: float) -> int:
        return round(digits * self.fontMetrics().horizontalAdvance("0"))

    def _width(self, position: int) -> int:
        heading = str(self._documents.headerData(position, Qt.Orientation.Horizontal))
        bold = self.font()
        bold.setBold(True)
        room = QFontMetrics(bold).horizontalAdvance(heading) + 2 * Space.MEDIUM
        return max(self._pixels(_DIGITS[COLUMNS[position]]), room)

    def _fit_columns(self) -> None:
        widths = {column: self._width(position) for position, column in enumerate(COLUMNS) if column in _DIGITS}
        room = self.viewport().width() - self._pixels(_SMALLEST_TITLE)
        shown = set(COLUMNS)
        for column in _GIVES_WAY:
            if sum(widths.get(each, 0) for each in shown) > room:
                shown.discard(column)
        others = sum(widths.get(each, 0) for each in shown - _ALWAYS)
        spare = max(0, room - others - widths[Column.STATUS])
        status = max(self._pixels(_SMALLEST_STATUS), min(widths[Column.STATUS] + spare // 3, room - others))
        for position, column in enumerate(COLUMNS):
            self.setColumnHidden(position, column not in shown)
        self.setColumnWidth(COLUMNS.index(Column.STATUS), status)

    def _choose_again(self, ids: set[int]) -> None:
        if not ids or self.selectionModel().hasSelection():
            return
        rows = [row for row, one in enumerate(self._documents.documents) if one.id in ids]
        if len(rows) == 1:
            self.selectRow(rows[0])

    def _sort(self, section: int) -> None:
        column = COLUMNS[section]
        descending = not self._order.descending if column is self._order.column else column is not Column.TITLE
        self.order_chosen.emit(Order(column, descending))
