"""Widgets in reading direction that go on in the next line where one is full."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem, QWidget, QWidgetItem

from app.ui.tokens import Space
from app.ui.widgets.item_layout import ItemLayout

_Line = list[tuple[QLayoutItem, QSize]]


class FlowLayout(ItemLayout):
    """Lays widgets out as words are in a paragraph; hidden ones take no room. Some may stand at the end of their line."""

    def __init__(self, space: int = Space.TIGHT) -> None:
        super().__init__(space)
        self._at_end: list[QWidget] = []

    def add_at_end(self, widget: QWidget) -> None:
        """Take one more, which stands at the end of its line."""
        self._at_end.append(widget)
        self.addWidget(widget)

    def insert(self, index: int, widget: QWidget) -> None:
        """Place a widget before the one that stands there now."""
        self.addChildWidget(widget)
        self._items.insert(index, QWidgetItem(widget))
        self.invalidate()

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802
        """None: it is as wide as it is made."""
        return Qt.Orientation(0)

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """How high the lines are at this width."""
        heights = [max(size.height() for _, size in line) for line in self._lines(width)]
        return sum(heights) + self.spacing() * max(0, len(heights) - 1)

    def sizeHint(self) -> QSize:  # noqa: N802
        """All in one line."""
        sizes = [item.sizeHint() for item in self._shown()]
        width = sum(size.width() for size in sizes) + self.spacing() * max(0, len(sizes) - 1)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:  # noqa: N802
        """The widest of them at its smallest."""
        sizes = [item.minimumSize() for item in self._shown()]
        return QSize(
            max((size.width() for size in sizes), default=0), max((size.height() for size in sizes), default=0)
        )

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802
        """Place them, each in the middle of its line's height."""
        super().setGeometry(rect)
        top = rect.top()
        for line in self._lines(rect.width()):
            height = max(size.height() for _, size in line)
            left = 0
            for item, size in line:
                if item.widget() in self._at_end:
                    left = max(left, rect.width() - self._room_from(item, line))
                self._place(item, size, rect, left, top + (height - size.height()) // 2)
                left += size.width() + self.spacing()
            top += height + self.spacing()

    def _place(self, item: QLayoutItem, size: QSize, room: QRect, left: int, top: int) -> None:
        parent = self.parentWidget()
        mirrored = parent is not None and parent.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = room.right() + 1 - left - size.width() if mirrored else room.left() + left
        item.setGeometry(QRect(QPoint(x, top), size))

    def _room_from(self, first: QLayoutItem, line: "_Line") -> int:
        """What this and all behind it in its line take."""
        items = [item for item, _ in line]
        behind = line[items.index(first) :]
        return sum(size.width() for _, size in behind) + self.spacing() * (len(behind) - 1)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lines(self, width: int) -> list["_Line"]:
        lines: list[_Line] = []
        room = 0
        for item in self._shown():
            hint = item.sizeHint()
            size = QSize(min(hint.width(), max(width, item.minimumSize().width())), hint.height())
            if not lines or size.width() > room:
                lines.append([])
                room = width
            lines[-1].append((item, size))
            room -= size.width() + self.spacing()
        return lines
