"""The icon in the system's tray: the way back to a hidden window, and the sign that something is recorded."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from app.core.opening import Opening, Wish
from app.ui.resources import resource

_NOTICE_MS = 8000


class Tray(QObject):
    """Stands in the tray until its parent goes. `wanted` tells an Opening."""

    wanted = Signal(object)
    quit_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.menu = QMenu(parent)
        self._open = self._add(lambda: self.wanted.emit(Opening()))
        self._ask = self._add(lambda: self.wanted.emit(Opening(wish=Wish.ASK)))
        self._record = self._add(lambda: self.wanted.emit(Opening(wish=Wish.RECORD)))
        self.menu.addSeparator()
        self._quit = self._add(self.quit_wanted.emit)
        self.icon = QSystemTrayIcon(self)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._activated)
        self.icon.messageClicked.connect(lambda: self.wanted.emit(Opening()))
        self._recording = ""
        self.speak()
        self.icon.show()

    def speak(self) -> None:
        """Say everything anew, in the language that is in force now."""
        self._open.setText(self.tr("Open Alcove"))
        self._ask.setText(self.tr("New question"))
        self._quit.setText(self.tr("Quit"))
        self._show()

    @staticmethod
    def available() -> bool:
        """Whether this desktop has a tray."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def tell_recording(self, words: str) -> None:
        """Show that something is recorded, and how it goes; nothing is, where there are no words."""
        begins_or_ends = bool(words) != bool(self._recording)
        self._recording = words
        if begins_or_ends:
            self._show()
        elif words:
            self.icon.setToolTip(words)

    def _show(self) -> None:
        picture = "recording.svg" if self._recording else "idle.svg"
        self.icon.setIcon(QIcon(str(resource("icons", "tray", picture))))
        self.icon.setToolTip(self._recording or self.tr("Alcove"))
        self._record.setText(self.tr("Stop recording") if self._recording else self.tr("Record a meeting"))

    def notify(self, sentence: str) -> None:
        """Say something as the desktop says such things."""
        self.icon.showMessage(self.tr("Alcove"), sentence, self.icon.icon(), _NOTICE_MS)

    def _add(self, act: object) -> QAction:
        action = self.menu.addAction("")
        action.triggered.connect(act)
        return action

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.wanted.emit(Opening())
