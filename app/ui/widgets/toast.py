"""A line at the foot of the window that says what was done and offers the way back for a few seconds."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QWidget

from app.ui.tokens import Space
from app.ui.widgets.banner import announce
from app.ui.widgets.buttons import button
from app.ui.widgets.layouts import row
from app.ui.widgets.text import label

_SHOWN_MS = 8000
_ABOVE_EDGE = 28


class Toast(QFrame):
    """Floats over its parent's lower edge. It stays while the mouse is over it or its button has the focus.

    `kept_free` says how much of that edge, in pixels, is not to be covered.
    """

    def __init__(self, parent: QWidget, kept_free: Callable[[], int] = lambda: 0) -> None:
        super().__init__(parent)
        self.setProperty("toast", "true")
        self._kept_free = kept_free
        self._on_action: Callable[[], object] | None = None
        self._text = label("", parent=self)
        self._action = button("", self._act, parent=self)
        line = row(self._text, self._action, space=Space.MEDIUM)
        line.setContentsMargins(Space.LARGE, Space.TIGHT, Space.SMALL, Space.TIGHT)
        self.setLayout(line)
        self._timer = QTimer(self, singleShot=True, interval=_SHOWN_MS)
        self._timer.timeout.connect(self._fade)
        self._around = parent
        parent.installEventFilter(self)
        self.setVisible(False)

    def show_message(self, text: str, action: str = "", on_action: Callable[[], object] | None = None) -> None:
        """Say it; a newer message takes the place of an older one."""
        self._on_action = on_action
        self._text.setText(text)
        self._text.setAccessibleName(text)
        self._action.setText(action)
        self._action.setAccessibleName(action)
        self._action.setVisible(bool(action))
        self._text.setContentsMargins(0, Space.SMALL, 0 if action else Space.SMALL, Space.SMALL)
        self.adjustSize()
        self._place()
        self.raise_()
        self.setVisible(True)
        self._timer.start()
        announce(self, text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Follow the size of the window."""
        if event.type() == QEvent.Type.Resize and watched is self._around:
            self._place()
        return False

    def _place(self) -> None:
        around = self._around.rect()
        below = max(_ABOVE_EDGE, self._kept_free() + Space.SMALL)
        self.move((around.width() - self.width()) // 2, around.height() - self.height() - below)

    def _fade(self) -> None:
        if self.underMouse() or self._action.hasFocus():
            self._timer.start()
        else:
            self.setVisible(False)

    def _act(self) -> None:
        self._timer.stop()
        self.setVisible(False)
        if self._on_action is not None:
            self._on_action()
