"""Global shortcuts on Windows, by RegisterHotKey. Written from its documentation; not tried on Windows yet.

https://learn.microsoft.com/windows/win32/api/winuser/nf-winuser-registerhotkey
"""

import ctypes
import sys
from collections.abc import Callable

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray
from PySide6.QtGui import QGuiApplication

from app.core.hotkeys import FUNCTION_KEYS, SPACE, Hotkey

_ALT, _CONTROL, _SHIFT, _WINDOWS, _NO_REPEAT = 0x1, 0x2, 0x4, 0x8, 0x4000
_FIRST_FUNCTION_KEY = 0x70
_HOTKEY = 0x0312


class _Message(ctypes.Structure):
    _fields_ = (("window", ctypes.c_void_p), ("message", ctypes.c_uint32), ("number", ctypes.c_size_t))


class WindowsGrabber(QAbstractNativeEventFilter):
    """Keys registered for the window's thread, in whose message queue they arrive."""

    def __init__(self, application: QGuiApplication, on_pressed: Callable[[int], object]) -> None:
        super().__init__()
        self._on_pressed = on_pressed
        application.installNativeEventFilter(self)

    def grab(self, number: int, hotkey: Hotkey) -> bool:
        """See `Grabber`."""
        if sys.platform == "win32":
            modifiers = _modifiers(hotkey) | _NO_REPEAT
            return bool(ctypes.windll.user32.RegisterHotKey(None, number, modifiers, _virtual_key(hotkey.key)))
        return False

    def release(self, number: int) -> None:
        """See `Grabber`."""
        if sys.platform == "win32":
            ctypes.windll.user32.UnregisterHotKey(None, number)

    def nativeEventFilter(  # noqa: N802
        self, _kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        """Look for registered keys."""
        received = _Message.from_address(int(message))
        if received.message != _HOTKEY:
            return False, 0
        self._on_pressed(received.number)
        return True, 0


def _modifiers(hotkey: Hotkey) -> int:
    held = ((hotkey.alt, _ALT), (hotkey.control, _CONTROL), (hotkey.shift, _SHIFT), (hotkey.meta, _WINDOWS))
    return sum(mask for wanted, mask in held if wanted)


def _virtual_key(key: str) -> int:
    if key in FUNCTION_KEYS:
        return _FIRST_FUNCTION_KEY + FUNCTION_KEYS.index(key)
    return ord(" " if key == SPACE else key)
