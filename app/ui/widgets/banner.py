"""What went wrong, or what is good to know, said quietly at the top of a view."""

from collections.abc import Callable

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from app.ui.icons import IconMark, Role
from app.ui.tokens import Space
from app.ui.widgets.buttons import button, icon_button
from app.ui.widgets.layouts import row
from app.ui.widgets.text import label, set_style_property

_ICONS = {"info": "info", "success": "check", "warning": "warning", "danger": "warning"}
_ICON_SIZE = 18
_NARROW = 420


def announce(widget: QWidget, text: str) -> None:
    """Let a screen reader speak what appeared without the focus moving there."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


def take_away(widget: QWidget) -> None:
    """Hide what was answered or dismissed; the keyboard goes on in the view around it, not at the window's first control."""
    focused = widget.window().focusWidget()
    around = widget.parentWidget()
    if focused is not None and (focused is widget or widget.isAncestorOf(focused)):
        while around is not None and around.focusProxy() is None:
            around = around.parentWidget()
        if around is not None:
            around.setFocus()
    widget.setVisible(False)


class Banner(QFrame):
    """Hidden until `show_message`; stays until dismissed, replaced or `clear`ed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._on_action: Callable[[], object] | None = None
        self._empty = True
        self.setVisible(False)

    def _build(self) -> None:
        """Its widgets, made when first needed: most views never say anything."""
        self._empty = False
        self._icon = IconMark("info", Role.WindowText, _ICON_SIZE, self)
        self._text = label("", wrap=True, selectable=True, parent=self)
        self._action = button("", self._act, kind="quiet", parent=self)
        dismiss = icon_button("close", self.tr("Dismiss"), self.clear, parent=self)
        self._words = row(self._text, self._action, space=Space.MEDIUM)
        self._words.setStretch(0, 1)
        line = row(self._icon, self._words, dismiss, space=Space.MEDIUM)
        line.setStretch(1, 1)
        line.setContentsMargins(Space.MEDIUM, Space.SMALL, Space.SMALL, Space.SMALL)
        self.setLayout(line)
        self._fit()

    @property
    def text(self) -> str:
        """What it says now; empty while hidden."""
        return self._text.text() if not self.isHidden() else ""

    def show_message(
        self, text: str, kind: str = "danger", action: str = "", on_action: Callable[[], object] | None = None
    ) -> None:
        """Say one sentence. `kind` is "info", "success", "warning" or "danger"; an action may offer the way on."""
        if self._empty:
            self._build()
        self._on_action = on_action
        set_style_property(self, "banner", kind)
        self._icon.show_icon(_ICONS[kind], Role.WindowText)
        self._text.setText(text)
        self._text.setAccessibleName(text)
        self._action.setText(action)
        self._action.setAccessibleName(action)
        self._action.setVisible(bool(action))
        self.setVisible(True)
        announce(self, text)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Where both have no room side by side, the action stands below the text."""
        super().resizeEvent(event)
        if not self._empty:
            self._fit()

    def _fit(self) -> None:
        narrow = self.width() < _NARROW
        self._words.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def focus_action(self) -> None:
        """Put the keyboard on the action: a question was asked, and Enter answers it."""
        self._action.setFocus()

    def clear(self) -> None:
        """Hide it."""
        take_away(self)

    def _act(self) -> None:
        self.clear()
        if self._on_action is not None:
            self._on_action()
