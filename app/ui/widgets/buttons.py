"""Buttons: plain, primary, dangerous and quiet ones, buttons of an icon alone, and one that copies."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from app.ui import sentences
from app.ui.icons import Role, icon


def button(
    text: str,
    on_click: Callable[[], object] | None = None,
    *,
    kind: str = "",
    icon_name: str = "",
    parent: QWidget | None = None,
) -> QPushButton:
    """A button with a text. `kind` is "primary" (one in a view), "danger", "quiet", or empty."""
    made = QPushButton(text, parent)
    made.setAccessibleName(text)
    made.setAutoDefault(False)
    if kind:
        made.setProperty("kind", kind)
    if icon_name:
        roles = {"primary": Role.HighlightedText, "danger": Role.BrightText, "quiet": Role.Accent}
        made.setIcon(icon(icon_name, roles.get(kind, Role.ButtonText)))
    if on_click is not None:
        made.clicked.connect(lambda: on_click())
    return made


def icon_button(
    icon_name: str,
    name: str,
    on_click: Callable[[], object] | None = None,
    *,
    checkable: bool = False,
    parent: QWidget | None = None,
) -> QToolButton:
    """A button of an icon alone; `name` is its tooltip and accessible name."""
    made = QToolButton(parent)
    made.setIcon(icon(icon_name, Role.PlaceholderText))
    made.setToolTip(name)
    made.setAccessibleName(name)
    made.setCheckable(checkable)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    if on_click is not None:
        made.clicked.connect(lambda: on_click())
    return made


def refuse(control: QWidget, reason: str) -> None:
    """Grey a control out, and say why where the user points or listens; nothing changes where there is no reason."""
    if reason:
        told = sentences.in_language(reason)
        control.setEnabled(False)
        control.setToolTip(told)
        control.setAccessibleDescription(told)


class CopyButton(QPushButton):
    """Copies what `text()` gives when pressed, and says so for a moment."""

    def __init__(self, text: Callable[[], str], name: str = "", parent: QWidget | None = None) -> None:
        self._label = name or QCoreApplication.translate("CopyButton", "Copy")
        super().__init__(self._label, parent)
        self._text = text
        self.setProperty("kind", "quiet")
        self.setAccessibleName(self._label)
        self.setAutoDefault(False)
        self.setIcon(icon("copy", Role.Accent))
        self._back = QTimer(self, singleShot=True, interval=1600)
        self._back.timeout.connect(self._show_ready)
        self.clicked.connect(self._copy)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text())
        self.setText(self.tr("Copied"))
        self.setIcon(icon("check", Role.Accent))
        self._back.start()

    def _show_ready(self) -> None:
        self.setText(self._label)
        self.setIcon(icon("copy", Role.Accent))
