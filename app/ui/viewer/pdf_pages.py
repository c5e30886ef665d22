"""Pages of a PDF, one at a time, with the cited characters highlighted on them."""

from dataclasses import dataclass, field, replace

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPolygonF, QResizeEvent, QWheelEvent
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions, QPdfPageRenderer
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from app.core.library.positions import Marks
from app.ui.tokens import LIGHT, Space

_ZOOM_STEP = 1.2
_SMALLEST_ZOOM = 0.5
_LARGEST_ZOOM = 6.0
_CLOSER = 1.3
"""At first a page is as wide as the panel; if that makes its marked words larger, up to this much closer."""
_LARGEST_SIDE = 6000
_PAPER = QColor("#ffffff")
_REACH = 40
_BESIDE_POINTS = 24
_AS_SEEN = QPdfDocumentRenderOptions()
_AS_SEEN.setRenderFlags(QPdfDocumentRenderOptions.RenderFlag.Annotations)


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is to be shown next; `data` is None for another page of the same PDF."""

    data: bytes | None
    page_index: int
    marks: Marks = field(default_factory=Marks)
    words: str = ""
    at_end: bool = False
    password: str = field(default="", repr=False)


class PdfPages(QAbstractScrollArea):
    """Shows a PDF held in memory. Rendering happens on Qt's own thread; `moved` tells that another page is shown.

    PDFium takes one call at a time: while a page is rendered, every other call would wait for it, and so would the
    window. So nothing is asked of the document before the renderer has answered; only the latest wish is kept.
    """

    moved = Signal()
    failed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)
        self.verticalScrollBar().setSingleStep(_REACH)
        self._renderer = QPdfPageRenderer(self)
        self._renderer.setRenderMode(QPdfPageRenderer.RenderMode.MultiThreaded)
        self._renderer.pageRendered.connect(self._rendered)
        self._document: QPdfDocument | None = None
        self._rendering = 0
        self._wish: _Wish | None = None
        self._points = QSizeF()
        self._marks: list[QPolygonF] = []
        self._zoom = 1.0
        self._zoom_chosen = False
        self._image = QImage()
        self._image_page = -1
        self.page_index = 0
        self.page_count = 0
        self.marked_text = ""

    def open(self, data: bytes, page_index: int, marks: Marks, words: str, password: str = "") -> None:
        """Show a page of another PDF that `password` opens, with `marks` highlighted; `words` are what its boxes say.

        Emits `failed` where this is no PDF that can be shown.
        """
        self._ask(_Wish(data, page_index, marks, words, password=password))

    def show_page(self, page_index: int, *, at_end: bool = False) -> None:
        """Show another page of the PDF that is open, from its top or from its end."""
        waiting = self._wish
        if waiting is not None:
            self._ask(replace(waiting, page_index=page_index, marks=Marks(), words="", at_end=at_end))
        else:
            self._ask(_Wish(None, page_index, at_end=at_end))

    @property
    def has_next(self) -> bool:
        """Whether there is a page after this one."""
        return self.page_index + 1 < self.page_count

    @property
    def has_previous(self) -> bool:
        """Whether there is a page before this one."""
        return self.page_index > 0

    def go_next(self) -> None:
        """The next page, from its top."""
        if self.has_next:
            self.show_page(self.page_index + 1)

    def go_previous(self, *, at_end: bool = False) -> None:
        """The page before."""
        if self.has_previous:
            self.show_page(self.page_index - 1, at_end=at_end)

    def zoom(self, steps: int) -> None:
        """Larger or smaller; at first a page is as wide as the panel."""
        wanted = max(_SMALLEST_ZOOM, min(_LARGEST_ZOOM, self._zoom * _ZOOM_STEP**steps))
        if wanted != self._zoom:
            middle = self._middle()
            self._zoom, self._zoom_chosen = wanted, True
            self._lay_out()
            self._bring_into_sight(middle.y(), middle.x())
            self._render()

    def clear(self) -> None:
        """Let go of the PDF."""
        self._wish = None
        self._points, self._marks, self._image = QSizeF(), [], QImage()
        self.page_count = 0
        self.viewport().update()

    @property
    def marked_areas(self) -> list[QPolygonF]:
        """What is highlighted, in points from the top left corner of the page."""
        return list(self._marks)

    @property
    def rendered(self) -> bool:
        """Whether the page in sight has been drawn."""
        return self._image_page == self.page_index and not self._image.isNull() and not self._rendering

    def _ask(self, wish: _Wish) -> None:
        self._wish = wish
        self._grant()

    def _grant(self) -> None:
        if self._wish is None or self._rendering:
            return
        wish, self._wish = self._wish, None
        readable = wish.data is None or self._load(wish.data, wish.password)
        if not readable or not 0 <= wish.page_index < self.page_count:
            self.failed.emit()
            return
        self._show(wish)

    def _show(self, wish: _Wish) -> None:
        if self._document is None:
            return
        self.page_index = wish.page_index
        self._points = self._document.pagePointSize(wish.page_index)
        self._mark(wish.marks, wish.words)
        marked = self._marked_rectangle()
        if not self._zoom_chosen:
            room = self._points.width() / (marked.width() + 2 * _BESIDE_POINTS) if self._marks else 1.0
            self._zoom = max(1.0, min(_CLOSER, room))
        self._lay_out()
        self._bring_into_sight(self._points.height() if wish.at_end else marked.top(), marked.center().x())
        self._render()
        self.viewport().update()
        self.moved.emit()

    def _load(self, data: bytes, password: str) -> bool:
        document = QPdfDocument(self)
        document.setPassword(password)
        buffer = QBuffer(document)
        buffer.setData(QByteArray(data))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document.load(buffer)
        old, self._document, self._image_page = self._document, document, -1
        readable = document.status() == QPdfDocument.Status.Ready
        self.page_count = document.pageCount() if readable else 0
        self._renderer.setDocument(document)
        if old is not None:
            old.deleteLater()
        return readable

    def _mark(self, marks: Marks, words: str) -> None:
        self._marks, self.marked_text = [], words if marks.boxes else ""
        if self._document is None:
            return
        width, height = self._points.width(), self._points.height()
        for left, top, right, bottom in marks.boxes:
            corners = QRectF(left * width, top * height, (right - left) * width, (bottom - top) * height)
            self._marks.append(QPolygonF(corners))
        for start, end in marks.ranges:
            selection = self._document.getSelectionAtIndex(self.page_index, start, end - start)
            self._marks += selection.bounds()
            self.marked_text = f"{self.marked_text} {selection.text()}".strip()

    def _scale(self) -> float:
        """Pixels of the window for one point of the page."""
        room = self.viewport().width() - 2 * Space.MEDIUM
        return max(0.05, room / self._points.width() * self._zoom) if self._points.width() else 1.0

    def _page_size(self) -> QSizeF:
        return self._points * self._scale()

    def _lay_out(self) -> None:
        size, seen = self._page_size(), self.viewport().size()
        for bar, length, room in (
            (self.horizontalScrollBar(), size.width(), seen.width()),
            (self.verticalScrollBar(), size.height(), seen.height()),
        ):
            bar.setPageStep(room)
            bar.setRange(0, max(0, round(length + 2 * Space.MEDIUM - room)))

    def _middle(self) -> QPointF:
        corner = QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        return (corner + QPointF(self.viewport().rect().center())) / self._scale()

    def _marked_rectangle(self) -> QRectF:
        around = QRectF()
        for polygon in self._marks:
            around = around.united(polygon.boundingRect())
        return around

    def _bring_into_sight(self, y: float, x: float) -> None:
        """Scroll so that this point of the page stands in the upper third, in the middle across."""
        scale, seen = self._scale(), self.viewport().rect()
        self.verticalScrollBar().setValue(round(y * scale - seen.height() / 3) if y else 0)
        self.horizontalScrollBar().setValue(round(x * scale + Space.MEDIUM - seen.width() / 2))

    def _render(self) -> None:
        if self._document is None or self._points.isEmpty():
            return
        pixels = (self._page_size() * self.devicePixelRatioF()).toSize().expandedTo(QSize(1, 1))
        if max(pixels.width(), pixels.height()) > _LARGEST_SIDE:
            pixels.scale(_LARGEST_SIDE, _LARGEST_SIDE, Qt.AspectRatioMode.KeepAspectRatio)
        if self._image_page != self.page_index or self._image.size() != pixels:
            self._rendering = self._renderer.requestPage(self.page_index, pixels, _AS_SEEN)

    def _rendered(self, page: int, _size: QSize, image: QImage, _options: object, request: int) -> None:
        if request != self._rendering:
            return
        self._rendering = 0
        self._image, self._image_page = image, page
        self.viewport().update()
        self._grant()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draw the paper, the page on it, and the marks as a marker would: what is below stays readable."""
        if self._points.isEmpty():
            return
        painter = QPainter(self.viewport())
        size = self._page_size()
        left = max(float(Space.MEDIUM), (self.viewport().width() - size.width()) / 2)
        paper = QRectF(QPointF(left, Space.MEDIUM), size)
        paper.translate(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        painter.fillRect(paper, _PAPER)
        if self._image_page == self.page_index and not self._image.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(paper, self._image)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(LIGHT.mark))
        painter.translate(paper.topLeft())
        painter.scale(self._scale(), self._scale())
        for polygon in self._marks:
            painter.drawPolygon(polygon)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the page as wide as the panel."""
        super().resizeEvent(event)
        self._lay_out()
        if not self._rendering:
            self._render()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Scroll; at the end of a page turn it; with Ctrl, zoom."""
        down = event.angleDelta().y() < 0
        bar = self.verticalScrollBar()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(-1 if down else 1)
        elif down and bar.value() == bar.maximum() and self.has_next:
            self.go_next()
        elif not down and bar.value() == bar.minimum() and self.has_previous:
            self.go_previous(at_end=True)
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Page keys turn pages at their ends, the arrows scroll."""
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_PageDown and bar.value() == bar.maximum():
            self.go_next()
        elif event.key() == Qt.Key.Key_PageUp and bar.value() == bar.minimum():
            self.go_previous()
        else:
            super().keyPressEvent(event)
