"""Columns, rows and the scrolling page: how widgets are put one after another at the distances of the theme."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.ui.tokens import Space

READING_DIGITS = 97
"""A readable line, in digits of its font: the larger the text, the wider the column."""
Item = QWidget | QLayout | None
"""None is room that stretches."""


def _fill(layout: QBoxLayout, items: tuple[Item, ...], space: int, margin: int) -> None:
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(int(space))
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, QWidget):
            layout.addWidget(item)
        else:
            layout.addLayout(item)


def column(*items: Item, space: int = Space.SMALL, margin: int = 0) -> QVBoxLayout:
    """One below the other."""
    made = QVBoxLayout()
    _fill(made, items, space, margin)
    return made


def row(*items: Item, space: int = Space.SMALL, margin: int = 0) -> QHBoxLayout:
    """One beside the other, in reading direction."""
    made = QHBoxLayout()
    _fill(made, items, space, margin)
    return made


def in_the_middle(widget: QWidget) -> QHBoxLayout:
    """As wide as it may be, with the rest of the room shared on both sides."""
    made = row(None, widget, None, space=0)
    made.setStretch(1, 100)
    return made


def surface(kind: str, layout: QLayout, parent: QWidget | None = None) -> QFrame:
    """A background with a layout on it: "rail", "pane", "window", "card" or "soft"."""
    made = QFrame(parent)
    made.setProperty("surface", kind)
    made.setLayout(layout)
    return made


class ScrollPage(QScrollArea):
    """A page that scrolls, its column kept to a readable width in the middle. Fill `self.column`."""

    def __init__(self, parent: QWidget | None = None, digits: int = READING_DIGITS) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outside = QWidget(self)
        outside.setProperty("surface", "clear")
        inside = QWidget(outside)
        no_wider_than(digits, inside)
        inside.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(Space.WIDE, Space.WIDE, Space.WIDE, Space.WIDE)
        self.column.setSpacing(Space.WIDE)
        outside.setLayout(in_the_middle(inside))
        self.setWidget(outside)

    def keep_in_sight(self, widget: QWidget) -> None:
        """Scroll to what opens within the page, once it has its place and whenever it grows."""
        _Growth(self, widget)


class _Growth(QObject):
    """Watches a widget, and goes with it."""

    def __init__(self, page: ScrollPage, widget: QWidget) -> None:
        super().__init__(widget)
        self._page = page
        self._widget = widget
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """The page's own size follows in the same turn; it can be scrolled in the next."""
        if isinstance(event, QResizeEvent) and event.size().height() > event.oldSize().height():
            QTimer.singleShot(0, self, lambda: self._page.ensureWidgetVisible(self._widget))
        return super().eventFilter(watched, event)


class _Widest(QObject):
    """Keeps a widget to a width that follows its font."""

    def __init__(self, digits: int, widget: QWidget) -> None:
        super().__init__(widget)
        self._digits, self._widget = digits, widget
        self._apply()
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Take up another font."""
        if event.type() == QEvent.Type.FontChange:
            self._apply()
        return super().eventFilter(watched, event)

    def _apply(self) -> None:
        self._widget.setMaximumWidth(self._digits * self._widget.fontMetrics().horizontalAdvance("0"))


def no_wider_than(digits: int, widget: QWidget) -> None:
    """Let a widget grow to this many digits of its font, now and after the font has changed."""
    _Widest(digits, widget)


def fit(dialog: QDialog, digits: int) -> None:
    """Make a dialog as wide as this many digits of its font, and as high as its wrapped texts then are."""
    layout = dialog.layout()
    assert layout is not None
    width = max(layout.sizeHint().width(), digits * dialog.fontMetrics().horizontalAdvance("0"))
    dialog.resize(width, layout.totalHeightForWidth(width))


def clear(layout: QLayout) -> None:
    """Take everything out of a layout, and delete the widgets."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)
