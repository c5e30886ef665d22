"""The llama.cpp library in this process: its backends, its errors, and how it is interrupted."""

import ctypes
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import llama_cpp.llama_cpp as native

_ERROR_LEVEL = 4
_CONTINUATION_LEVEL = 5
_FOLDER = Path(native.__file__).parent / "lib"


class _Log:
    """Keeps what llama.cpp tells, or reports as errors, while somebody asks, and which backends it loaded."""

    def __init__(self) -> None:
        self.errors: list[str] | None = None
        self.told: list[str] | None = None
        self.backends: list[str] = []
        self._level = 0

    def receive(self, level: int, text: bytes, _: object) -> None:
        self._level = self._level if level == _CONTINUATION_LEVEL else level
        line = text.decode("utf-8", "replace").strip()
        if self.told is not None:
            self.told.append(line)
        if self._level == _ERROR_LEVEL and line and self.errors is not None:
            self.errors.append(re.sub(r"^(?:\w+: )*(?:error loading model: )*", "", line).rstrip("."))
        elif loaded := re.search(r"loaded \w+ backend from .*ggml-([\w-]+)\.\w+$", line):
            self.backends.append(loaded[1].removeprefix("cpu-"))


_log = _Log()
log_callback = native.llama_log_callback(_log.receive)
"""What hears everything that llama.cpp's libraries tell."""


@cache
def start() -> str:
    """Load the fittest processor variant; names what was chosen. Other devices' backends load once they are asked for.

    Whoever loads a model calls this first; from the second call on it only returns the name.
    """
    os.environ["GGML_NO_BACKTRACE"] = "1"  # else a failed assertion looks for a debugger before it ends the process
    native.llama_log_set(log_callback, ctypes.c_void_p(None))
    loaded = ggml()
    loaded.ggml_backend_load_all_from_path.argtypes = [ctypes.c_char_p]
    loaded.ggml_backend_load_all_from_path(str(_FOLDER).encode())
    return ", ".join([*_device_names(loaded), *_log.backends])


def ggml() -> ctypes.CDLL:
    """The ggml that libllama itself is linked to.

    The wheel carries each library under several names. One opened by another name than libllama's has a registry of
    its own, and a backend registered there is never found; so it is reached through libllama, except on Windows,
    where a library has one name, and only its own symbols.
    """
    return ctypes.CDLL(str(_FOLDER / "ggml.dll")) if sys.platform == "win32" else native._lib


def processor() -> str:
    """What the chosen variant can use of the processor, such as "AVX2 = 1 | FMA = 1"."""
    return (native.llama_print_system_info() or b"").decode("utf-8", "replace")


@contextmanager
def errors() -> Iterator[list[str]]:
    """A list that fills with what llama.cpp reports as errors while the block runs, without its functions' names."""
    lines: list[str] = []
    _log.errors = lines
    try:
        yield lines
    finally:
        _log.errors = None


@contextmanager
def lines_told() -> Iterator[list[str]]:
    """A list that fills with every line llama.cpp tells while the block runs."""
    lines: list[str] = []
    _log.told = lines
    try:
        yield lines
    finally:
        _log.told = None


@cache
def stop_callback() -> Any:
    """A native function that tells llama.cpp to stop once the C string it is given is no longer empty: `strlen`.

    llama.cpp asks between any two operations of a graph, many thousand times a second. A Python function would need
    the interpreter's lock for each.
    """
    c_library = ctypes.CDLL("ucrtbase" if sys.platform == "win32" else None)
    return ctypes.cast(c_library.strlen, native.ggml_abort_callback)


def _device_names(ggml: ctypes.CDLL) -> list[str]:
    ggml.ggml_backend_dev_count.restype = ctypes.c_size_t
    ggml.ggml_backend_dev_get.argtypes = [ctypes.c_size_t]
    ggml.ggml_backend_dev_get.restype = ctypes.c_void_p
    ggml.ggml_backend_dev_description.argtypes = [ctypes.c_void_p]
    ggml.ggml_backend_dev_description.restype = ctypes.c_char_p
    devices = [ggml.ggml_backend_dev_get(index) for index in range(ggml.ggml_backend_dev_count())]
    return [ggml.ggml_backend_dev_description(device).decode("utf-8", "replace").strip() for device in devices]
