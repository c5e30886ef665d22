"""Fields to type into and switches to turn: search, passphrase with its strength, on and off."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from app.ui.icons import Role, icon
from app.ui.theme import current

_TRACK = QSize(40, 22)
_REST_MS = 160


def takes_escape(event: QEvent) -> bool:
    """Whether this asks who wants the Esc key, which is then taken before it is a shortcut of the window."""
    takes = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride
    if takes and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
        event.accept()
        return True
    return False


class SearchField(QLineEdit):
    """A field that filters a list while the user types; `searched` is emitted once typing rests for a moment."""

    searched = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "search")
        self.setPlaceholderText(name)
        self.setAccessibleName(name)
        self.setClearButtonEnabled(True)
        self.addAction(icon("search", Role.PlaceholderText), QLineEdit.ActionPosition.LeadingPosition)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(lambda: self.searched.emit(self.text().strip()))
        self.textChanged.connect(lambda: self._rest.start())


class PassphraseField(QLineEdit):
    """A field that hides what is typed, with an eye that shows it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData)
        self._eye = self.addAction(icon("eye", Role.PlaceholderText), QLineEdit.ActionPosition.TrailingPosition)
        self._eye.setText(self.tr("Show the passphrase"))
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._show)

    def _show(self, shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)


class Switch(QCheckBox):
    """On or off, drawn as a switch; a check box for the keyboard and for screen readers."""

    def sizeHint(self) -> QSize:  # noqa: N802
        """The track and room for the focus ring."""
        return _TRACK + QSize(6, 6)

    def hitButton(self, position: object) -> bool:  # noqa: N802, ARG002
        """All of it can be clicked."""
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draw track, knob and focus ring in the colours in force."""
        colours = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(0, 0, _TRACK.width(), _TRACK.height())
        track.moveCenter(QRectF(self.rect()).center())
        on = self.isChecked()
        painter.setPen(QColor(colours.accent if on else colours.control_border))
        painter.setBrush(QColor(colours.accent if on else colours.surface))
        painter.setOpacity(1.0 if self.isEnabled() else 0.45)
        painter.drawRoundedRect(track.adjusted(0.5, 0.5, -0.5, -0.5), 11, 11)
        at_end = on != (self.layoutDirection() == Qt.LayoutDirection.RightToLeft)
        knob = QRectF(track.right() - 19 if at_end else track.left() + 3, track.top() + 3, 16, 16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.on_accent if on else colours.control_border))
        painter.drawEllipse(knob)
        if self.hasFocus():
            painter.setPen(QColor(colours.text))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(track.adjusted(-2, -2, 2, 2), 13, 13)
        painter.end()
