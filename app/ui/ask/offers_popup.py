"""The suggestions above the composer while something is completed; the keyboard stays in the text."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.ui.ask.completion import Offer
from app.ui.tokens import Space
from app.ui.widgets.lists import ListRow, RowList

_WIDTH = 420
_TALLEST = 300


class OffersPopup(QFrame):
    """Lies over the window. `chosen(offer)` by click, Enter or Tab; Esc puts it away."""

    chosen = Signal(object)

    def __init__(self, anchor: QWidget) -> None:
        """It stands above `anchor`, as wide as is of use."""
        super().__init__(anchor.window())
        self.setProperty("surface", "card")
        self._anchor = anchor
        self._offers: tuple[Offer, ...] = ()
        self.list = RowList(self.tr("Suggestions"), self)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(lambda index: self._take(index.row()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.TIGHT, Space.TIGHT, Space.TIGHT, Space.TIGHT)
        layout.addWidget(self.list)
        self.hide()

    @property
    def offers(self) -> tuple[Offer, ...]:
        """What is suggested; nothing while it is hidden."""
        return self._offers if self.isVisible() else ()

    def show_offers(self, offers: tuple[Offer, ...]) -> None:
        """Suggest these, the first one chosen; hide where there are none."""
        self._offers = offers
        self.list.show_rows([ListRow(place, one.words, one.detail) for place, one in enumerate(offers)])
        self.list.choose(0 if offers else None)
        self.setVisible(bool(offers))
        if offers:
            self._place()

    def press(self, event: QKeyEvent) -> bool:
        """Take a key that was pressed in the text; whether it meant the suggestions."""
        if not self.isVisible():
            return False
        at = self.list.currentIndex().row()
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self.list.choose((at + step) % len(self._offers))
                self.list.scrollTo(self.list.currentIndex())
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Tab:
                self._take(at)
            case Qt.Key.Key_Escape:
                self.hide()
            case _:
                return False
        return True

    def _take(self, place: int) -> None:
        if 0 <= place < len(self._offers):
            self.hide()
            self.chosen.emit(self._offers[place])

    def _place(self) -> None:
        rows = sum(self.list.sizeHintForRow(place) for place in range(len(self._offers)))
        height = min(_TALLEST, rows + 2 * Space.SMALL)
        width = min(_WIDTH, self._anchor.width())
        window = self._anchor.window()
        corner = self._anchor.mapTo(window, QPoint(0, 0))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = corner.x() + (self._anchor.width() - width if mirrored else 0)
        self.setGeometry(left, max(0, corner.y() - height - Space.TIGHT), width, height)
        self.raise_()
