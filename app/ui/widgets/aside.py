"""A text, and what belongs to it: at the end of its line where there is room, below it where there is not."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle

from app.ui.tokens import Space
from app.ui.widgets.item_layout import ItemLayout

_SHORTEST_LINE = 28
"""Digits of the font: in less, a sentence falls apart into words."""


class AsideLayout(ItemLayout):
    """Lays out a text and its controls; both are layouts. The controls stand in the middle of the height, or at its top."""

    def __init__(self, text: QLayout, controls: QLayout, *, at_top: bool = False, space: int = Space.MEDIUM) -> None:
        super().__init__(space)
        self._at_top = at_top
        self._height: tuple[int, int] | None = None
        for each in (text, controls):
            self.addChildLayout(each)
            self.addItem(each)

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802
        """As wide as there is room."""
        return Qt.Orientation.Horizontal

    def invalidate(self) -> None:
        """Reckon anew: a text or a font has changed."""
        self._height = None
        super().invalidate()

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """How high both are at this width."""
        if self._height is None or self._height[0] != width:
            inside = width - self.contentsMargins().left() - self.contentsMargins().right()
            self._height = (width, self._height_inside(inside))
        return self._height[1]

    def _height_inside(self, width: int) -> int:
        text, controls = self._items
        if self._are_beside(width):
            high = max(_height(text, self._room_beside(width)), controls.sizeHint().height())
        else:
            high = _height(text, width) + self.spacing() + _height(controls, width)
        return high + self.contentsMargins().top() + self.contentsMargins().bottom()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Both in one line."""
        text, controls = (item.sizeHint() for item in self._items)
        return QSize(text.width() + self.spacing() + controls.width(), max(text.height(), controls.height())).grownBy(
            self.contentsMargins()
        )

    def minimumSize(self) -> QSize:  # noqa: N802
        """As wide as the wider one at its narrowest."""
        text, controls = (item.minimumSize() for item in self._items)
        return QSize(max(text.width(), controls.width()), max(text.height(), controls.height())).grownBy(
            self.contentsMargins()
        )

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802
        """Place both, in reading direction."""
        super().setGeometry(rect)
        room = rect.marginsRemoved(self.contentsMargins())
        text, controls = self._items
        if self._are_beside(room.width()):
            size = controls.sizeHint()
            first = QRect(room.topLeft(), QSize(self._room_beside(room.width()), room.height()))
            down = 0 if self._at_top else max(0, (room.height() - size.height()) // 2)
            second = QRect(room.right() + 1 - size.width(), room.top() + down, size.width(), size.height())
        else:
            first = QRect(room.topLeft(), QSize(room.width(), _height(text, room.width())))
            second = room.adjusted(0, first.height() + self.spacing(), 0, 0)
        parent = self.parentWidget()
        direction = parent.layoutDirection() if parent is not None else Qt.LayoutDirection.LeftToRight
        text.setGeometry(QStyle.visualRect(direction, room, first))
        controls.setGeometry(QStyle.visualRect(direction, room, second))

    def _are_beside(self, width: int) -> bool:
        text, controls = self._items
        parent = self.parentWidget()
        if controls.isEmpty() or parent is None:
            return True
        shortest = _SHORTEST_LINE * parent.fontMetrics().horizontalAdvance("0")
        return self._room_beside(width) >= max(text.minimumSize().width(), min(text.sizeHint().width(), shortest))

    def _room_beside(self, width: int) -> int:
        controls = self._items[1]
        return width if controls.isEmpty() else width - controls.sizeHint().width() - self.spacing()


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
