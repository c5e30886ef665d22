"""The left rail: the places of the window, each with icon and label."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.ui.icons import Role, icon
from app.ui.tokens import Space
from app.ui.views import Place

_WIDTH = 88
_DOT = 10


class _PlaceButton(QToolButton):
    """A place; a dot in its corner while something goes on there, which takes no room."""

    marked = False

    def mark(self, marked: bool) -> None:
        self.marked = marked
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        if self.marked:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.palette().color(Role.Accent))
            corner = self.rect().adjusted(Space.SMALL, Space.SMALL, -Space.SMALL, -Space.SMALL)
            painter.drawEllipse(corner.right() - _DOT, corner.top(), _DOT, _DOT)
            painter.end()


class Rail(QFrame):
    """One checkable button for each place; `chosen` is emitted with its name."""

    chosen = Signal(str)

    def __init__(self, places: Sequence[Place], lower: frozenset[str], parent: QWidget) -> None:
        """Places named in `lower` lie at the foot of the rail."""
        super().__init__(parent)
        self.setProperty("surface", "rail")
        self.setMinimumWidth(_WIDTH)
        self.setAccessibleName(self.tr("Places"))
        self._group = QButtonGroup(self)
        self._buttons: dict[str, _PlaceButton] = {}
        self._places = {place.name: place for place in places}
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.SMALL, Space.MEDIUM, Space.SMALL, Space.SMALL)
        column.setSpacing(Space.TIGHT)
        for place in places:
            self._buttons[place.name] = self._button(place)
        for name, made in self._buttons.items():
            if name not in lower:
                column.addWidget(made)
        column.addStretch(1)
        self._signs = QVBoxLayout()
        column.addLayout(self._signs)
        for name, made in self._buttons.items():
            if name in lower:
                column.addWidget(made)

    def add_sign(self, sign: QWidget) -> None:
        """Show a sign of something that goes on, above the places at the foot."""
        self._signs.addWidget(sign)

    def bind(self, name: str, keys: str) -> None:
        """Let these keys choose a place; "" takes none."""
        made, words = self._buttons[name], self._places[name].words
        shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        made.setToolTip(f"{words} ({shown})" if shown else words)
        made.setShortcut(QKeySequence(keys))

    def leave_out(self, left_out: frozenset[str]) -> None:
        """Show all places but these."""
        for name, made in self._buttons.items():
            made.setVisible(name not in left_out)

    def choose(self, name: str) -> None:
        """Show which place is in front, without telling anyone."""
        self._buttons[name].setChecked(True)

    def mark(self, name: str, words: str) -> None:
        """Show beside a place what goes on there; nothing where `words` are empty."""
        made, place = self._buttons[name], self._places[name]
        made.mark(bool(words))
        made.setAccessibleName(f"{place.words}: {words}" if words else place.words)

    def _button(self, place: Place) -> "_PlaceButton":
        made = _PlaceButton(self)
        made.setProperty("kind", "rail")
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        made.setIcon(icon(place.name, Role.PlaceholderText))
        made.setText(place.words)
        made.setAccessibleName(place.words)
        made.setCheckable(True)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.clicked.connect(lambda: self.chosen.emit(place.name))
        self._group.addButton(made)
        return made
