"""Global shortcuts on macOS, by Carbon's RegisterEventHotKey, which needs no permission. Not tried on macOS yet.

Signatures and constants are those of CarbonEvents.h and Events.h in Carbon's HIToolbox.
"""

import ctypes
from collections.abc import Callable

from app.core.hotkeys import FUNCTION_KEYS, SPACE, Hotkey

_COMMAND, _SHIFT, _OPTION, _CONTROL = 0x100, 0x200, 0x800, 0x1000
_KEYBOARD_CLASS, _HOTKEY_PRESSED = 0x6B657962, 5  # "keyb"
_DIRECT_OBJECT, _HOTKEY_ID = 0x2D2D2D2D, 0x686B6964  # "----", "hkid"
_SIGNATURE = 0x416C6376  # "Alcv"
_EXCLUSIVE = 1
_CARBON = "/System/Library/Frameworks/Carbon.framework/Carbon"
# Keys by where they are, as an American keyboard labels them: kVK_ANSI_A and its like.
_LETTERS = dict(
    zip(
        "ASDFHGZXCVBQWERYTOUIPLJKNM",
        (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 17, 31, 32, 34, 35, 37, 38, 40, 45, 46),
        strict=True,
    )
)
_DIGITS = dict(zip("1234657890", (18, 19, 20, 21, 22, 23, 26, 28, 25, 29), strict=True))
_FUNCTION_KEYS = dict(zip(FUNCTION_KEYS, (122, 120, 99, 118, 96, 97, 98, 100, 101, 109, 103, 111), strict=True))
_KEYS = {**_LETTERS, **_DIGITS, **_FUNCTION_KEYS, SPACE: 49}


class _Id(ctypes.Structure):
    _fields_ = (("signature", ctypes.c_uint32), ("number", ctypes.c_uint32))


class _Kind(ctypes.Structure):
    _fields_ = (("event_class", ctypes.c_uint32), ("event_kind", ctypes.c_uint32))


_Handler = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)


class MacGrabber:
    """Keys registered with the event dispatcher, which Qt's event loop runs."""

    def __init__(self, on_pressed: Callable[[int], object]) -> None:
        self._on_pressed = on_pressed
        self._carbon = ctypes.CDLL(_CARBON)
        self._carbon.GetEventDispatcherTarget.restype = ctypes.c_void_p
        self._target = ctypes.c_void_p(self._carbon.GetEventDispatcherTarget())
        self._registered: dict[int, ctypes.c_void_p] = {}
        self._handler = _Handler(self._handle)  # kept: Carbon holds no reference
        kind = _Kind(_KEYBOARD_CLASS, _HOTKEY_PRESSED)
        self._carbon.InstallEventHandler(self._target, self._handler, ctypes.c_ulong(1), ctypes.byref(kind), None, None)

    def grab(self, number: int, hotkey: Hotkey) -> bool:
        """See `Grabber`."""
        registered = ctypes.c_void_p()
        key, modifiers = ctypes.c_uint32(_KEYS[hotkey.key]), ctypes.c_uint32(_modifiers(hotkey))
        named, options = _Id(_SIGNATURE, number), ctypes.c_uint32(_EXCLUSIVE)
        failed = self._carbon.RegisterEventHotKey(
            key, modifiers, named, self._target, options, ctypes.byref(registered)
        )
        if not failed:
            self._registered[number] = registered
        return not failed

    def release(self, number: int) -> None:
        """See `Grabber`."""
        if number in self._registered:
            self._carbon.UnregisterEventHotKey(self._registered.pop(number))

    def _handle(self, _next: int, event: int, _data: int) -> int:
        pressed = _Id()
        size = ctypes.c_ulong(ctypes.sizeof(pressed))
        self._carbon.GetEventParameter(
            ctypes.c_void_p(event), _DIRECT_OBJECT, _HOTKEY_ID, None, size, None, ctypes.byref(pressed)
        )
        if pressed.signature == _SIGNATURE:
            self._on_pressed(pressed.number)
        return 0


def _modifiers(hotkey: Hotkey) -> int:
    """As Qt writes keys on macOS: Ctrl is the Command key, and Meta the Control key."""
    held = ((hotkey.control, _COMMAND), (hotkey.alt, _OPTION), (hotkey.shift, _SHIFT), (hotkey.meta, _CONTROL))
    return sum(mask for wanted, mask in held if wanted)
