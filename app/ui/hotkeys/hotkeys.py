"""The user's global shortcuts, taken where this system gives any; where not, why, in a sentence."""

import os
from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence

from app.core.hotkeys import hotkey
from app.core.opening import GLOBAL_WISHES, Wish
from app.core.setting import Value
from app.ui.hotkeys.grabber import Grabber


def hotkeys_of(values: Mapping[str, Value]) -> dict[Wish, str]:
    """The keys for each wish, among the values of all settings."""
    return {wish: str(values[f"shortcut.{wish}"]) for wish in GLOBAL_WISHES}


class Hotkeys(QObject):
    """One global shortcut for each wish; `pressed` tells the wish, whatever program has the focus."""

    pressed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._wishes: list[Wish] = list(GLOBAL_WISHES)
        self._grabber: Grabber | None = None
        self._bound: dict[Wish, str] = {}
        self.problems: dict[Wish, str] = {}

    def bind(self, wanted: Mapping[Wish, str]) -> None:
        """Take these keys, and no others from now on; "" takes none. `problems` says which could not be, and why."""
        if wanted == self._bound:
            return
        if self._grabber is None and any(wanted.values()):
            self._grabber = self._made_grabber()
        for number, _wish in enumerate(self._wishes):
            if self._grabber is not None:
                self._grabber.release(number)
        self._bound = dict(wanted)
        tried = {wish: self._take(wish, keys) for wish, keys in wanted.items() if keys}
        self.problems = {wish: problem for wish, problem in tried.items() if problem}

    def _take(self, wish: Wish, keys: str) -> str:
        """Why it cannot be taken."""
        named = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) or keys
        key = hotkey(keys)
        if key is None:
            said = self.tr(
                "{keys} cannot be one; take a letter, a digit or the space bar with Ctrl or Alt, or F1 to F12."
            )
            return said.format(keys=named)
        if self._grabber is None:
            said = self.tr(
                "This desktop gives programs no global shortcuts; set one in its own settings for: {command}"
            )
            return said.format(command=f"alcove open --{wish}")
        if [hotkey(each) for each in self._bound.values()].count(key) > 1 or not self._grabber.grab(
            self._wishes.index(wish), key
        ):
            return self.tr("{keys} is used for something else already; choose other keys.").format(keys=named)
        return ""

    def _made_grabber(self) -> Grabber | None:
        """What takes keys here. Beside Wayland X11 tells of keys only while an X11 window has the focus."""
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        platform = QGuiApplication.platformName()
        if platform == "xcb" and not os.environ.get("WAYLAND_DISPLAY"):
            from app.ui.hotkeys.x11 import X11Grabber

            return X11Grabber(application, self._tell)
        if platform == "windows":
            from app.ui.hotkeys.windows import WindowsGrabber

            return WindowsGrabber(application, self._tell)
        if platform == "cocoa":
            from app.ui.hotkeys.macos import MacGrabber

            return MacGrabber(self._tell)
        return None

    def _tell(self, number: int) -> None:
        self.pressed.emit(self._wishes[number])
