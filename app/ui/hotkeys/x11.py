"""Global shortcuts on X11, by XGrabKey over the connection that Qt has: the offline lock lets no other one be made.

libxcb's calls are those of https://xcb.freedesktop.org/manual/, its structures those of xproto.h.
"""

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray
from PySide6.QtGui import QGuiApplication, QNativeInterface

from app.core.hotkeys import FUNCTION_KEYS, SPACE, Hotkey

_SHIFT, _CAPS_LOCK, _CONTROL, _ALT, _NUM_LOCK, _META = 1, 2, 4, 8, 16, 64
_MODIFIERS = _SHIFT | _CONTROL | _ALT | _META
_LOCKS = (0, _CAPS_LOCK, _NUM_LOCK, _CAPS_LOCK | _NUM_LOCK)
"""To X11, a key with Caps Lock on is another one."""
_FIRST_FUNCTION_KEY = 0xFFBE
_KEY_PRESS, _KEY_RELEASE = 2, 3
_FROM_ANOTHER_CLIENT = 0x80
_ASYNCHRONOUS = 1


class _Cookie(ctypes.Structure):
    _fields_ = (("sequence", ctypes.c_uint),)


class _Screens(ctypes.Structure):
    _fields_ = (("first", ctypes.POINTER(ctypes.c_uint32)), ("left", ctypes.c_int), ("index", ctypes.c_int))


class _KeyEvent(ctypes.Structure):
    _fields_ = (
        ("response_type", ctypes.c_uint8),
        ("keycode", ctypes.c_uint8),
        ("sequence", ctypes.c_uint16),
        ("time", ctypes.c_uint32),
        ("between", ctypes.c_uint8 * 20),
        ("state", ctypes.c_uint16),
    )


class X11Grabber(QAbstractNativeEventFilter):
    """Keys grabbed from the root window."""

    def __init__(self, application: QGuiApplication, on_pressed: Callable[[int], object]) -> None:
        super().__init__()
        self._on_pressed = on_pressed
        self._numbers: dict[tuple[int, int], int] = {}
        self._held = 0
        self._released = (0, 0)
        native = application.nativeInterface()
        assert isinstance(native, QNativeInterface.QX11Application)
        self._connection = ctypes.c_void_p(native.connection())
        self._xcb = _declared(ctypes.CDLL("libxcb.so.1"))
        self._keysyms = _declared_keysyms(ctypes.CDLL("libxcb-keysyms.so.1"))
        self._free = ctypes.CDLL(None).free
        self._free.argtypes = [ctypes.c_void_p]
        self._root = self._xcb.xcb_setup_roots_iterator(self._xcb.xcb_get_setup(self._connection)).first[0]
        application.installNativeEventFilter(self)

    def grab(self, number: int, hotkey: Hotkey) -> bool:
        """See `Grabber`."""
        modifiers = _modifiers(hotkey)
        keycodes = self._keycodes(_keysym(hotkey.key))
        for keycode in keycodes:
            self._numbers[keycode, modifiers] = number
        taken = [self._grab(keycode, modifiers | locks) for keycode in keycodes for locks in _LOCKS]
        if taken and all(taken):
            return True
        self.release(number)
        return False

    def release(self, number: int) -> None:
        """See `Grabber`."""
        for keycode, modifiers in [keys for keys, holder in self._numbers.items() if holder == number]:
            del self._numbers[keycode, modifiers]
            for locks in _LOCKS:
                self._done(self._xcb.xcb_ungrab_key_checked(self._connection, keycode, self._root, modifiers | locks))

    def nativeEventFilter(  # noqa: N802
        self, _kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        """Look for grabbed keys. Qt sees them too, and learns from them when the user last did something."""
        event = _KeyEvent.from_address(int(message))
        kind = event.response_type & ~_FROM_ANOTHER_CLIENT
        if self._numbers and kind == _KEY_PRESS and not self._repeats(event):
            number = self._numbers.get((event.keycode, event.state & _MODIFIERS))
            if number is not None:
                self._on_pressed(number)
        if self._numbers and kind == _KEY_RELEASE:
            self._held, self._released = 0, (event.keycode, event.time)
        return False, 0

    def _repeats(self, pressed: _KeyEvent) -> bool:
        """Whether a key is only held down: X11 tells it again, either without a release or with one at the same moment."""
        keycode = int(pressed.keycode)
        repeats = keycode == self._held or (keycode, pressed.time) == self._released
        self._held = keycode
        return repeats

    def _grab(self, keycode: int, modifiers: int) -> bool:
        asked = self._xcb.xcb_grab_key_checked(
            self._connection, 0, self._root, modifiers, keycode, _ASYNCHRONOUS, _ASYNCHRONOUS
        )
        return self._done(asked)

    def _done(self, asked: _Cookie) -> bool:
        """Whether the server did it; waits until it has."""
        error = self._xcb.xcb_request_check(self._connection, asked)
        self._free(error)
        return error is None

    def _keycodes(self, keysym: int) -> list[int]:
        with self._key_table() as table:
            found = self._keysyms.xcb_key_symbols_get_keycode(table, keysym)
            keycodes = ctypes.cast(found, ctypes.c_char_p).value or b""
            self._free(found)
        return list(keycodes)

    @contextmanager
    def _key_table(self) -> Iterator[ctypes.c_void_p]:
        table = ctypes.c_void_p(self._keysyms.xcb_key_symbols_alloc(self._connection))
        try:
            yield table
        finally:
            self._keysyms.xcb_key_symbols_free(table)


def _modifiers(hotkey: Hotkey) -> int:
    held = ((hotkey.shift, _SHIFT), (hotkey.control, _CONTROL), (hotkey.alt, _ALT), (hotkey.meta, _META))
    return sum(mask for wanted, mask in held if wanted)


def _keysym(key: str) -> int:
    if key in FUNCTION_KEYS:
        return _FIRST_FUNCTION_KEY + FUNCTION_KEYS.index(key)
    return ord(" " if key == SPACE else key.lower())


def _declared(xcb: ctypes.CDLL) -> ctypes.CDLL:
    xcb.xcb_get_setup.restype = ctypes.c_void_p
    xcb.xcb_get_setup.argtypes = [ctypes.c_void_p]
    xcb.xcb_setup_roots_iterator.restype = _Screens
    xcb.xcb_setup_roots_iterator.argtypes = [ctypes.c_void_p]
    where = [ctypes.c_uint32, ctypes.c_uint16]
    xcb.xcb_grab_key_checked.restype = _Cookie
    xcb.xcb_grab_key_checked.argtypes = [ctypes.c_void_p, ctypes.c_uint8, *where, *[ctypes.c_uint8] * 3]
    xcb.xcb_ungrab_key_checked.restype = _Cookie
    xcb.xcb_ungrab_key_checked.argtypes = [ctypes.c_void_p, ctypes.c_uint8, *where]
    xcb.xcb_request_check.restype = ctypes.c_void_p
    xcb.xcb_request_check.argtypes = [ctypes.c_void_p, _Cookie]
    return xcb


def _declared_keysyms(keysyms: ctypes.CDLL) -> ctypes.CDLL:
    keysyms.xcb_key_symbols_alloc.restype = ctypes.c_void_p
    keysyms.xcb_key_symbols_alloc.argtypes = [ctypes.c_void_p]
    keysyms.xcb_key_symbols_get_keycode.restype = ctypes.c_void_p
    keysyms.xcb_key_symbols_get_keycode.argtypes = [ctypes.c_void_p, ctypes.c_uint32]
    keysyms.xcb_key_symbols_free.argtypes = [ctypes.c_void_p]
    return keysyms
