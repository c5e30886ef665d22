"""The devices beside the processor that llama.cpp can compute on: found, described, and told when they fail."""

import ctypes
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import NoReturn

from app.core.errors import ModelError
from app.workers import backends
from app.workers.generation import library
from app.workers.protocol.generate import DeviceFound

FAILED = 70
"""The exit code of a process that gave up because of a device."""
_GRAPHICS, _INTEGRATED = 1, 2
_log = logging.getLogger(__name__)


def found() -> list[DeviceFound]:
    """Every device that a backend reports, with the memory it has and has free now."""
    return [_described(handle) for handle in _handles()]


def handle_of(name: str) -> int:
    """What ggml calls the device of this name.

    Raises:
        ModelError: there is none.
    """
    ggml = library.ggml()
    for handle in _handles():
        if ggml.ggml_backend_dev_name(handle).decode("utf-8", "replace") == name:
            return handle
    raise ModelError(f"There is no device {name} on this machine; choose another, or the processor.")


@contextmanager
def blamed(name: str) -> Iterator[None]:
    """Within the block an error of the engine is the device's fault, and ends the process; without a name nothing changes."""
    try:
        yield
    except ModelError as error:
        if not name:
            raise
        give_up(name, str(error))


def give_up(name: str, reason: str) -> NoReturn:
    """End the process at once: a driver that failed may hang in its own clearing up."""
    _log.error("the device %s failed: %s", name, reason)
    os._exit(FAILED)


@cache
def _handles() -> tuple[int, ...]:
    """A backend whose driver is not on this machine cannot be loaded, and has no devices."""
    library.start()
    ggml = library.ggml()
    backends.prepare()
    ggml.ggml_backend_load.argtypes = [ctypes.c_char_p]
    ggml.ggml_backend_load.restype = ctypes.c_void_p
    for path in backends.libraries():
        if not ggml.ggml_backend_load(os.fsencode(path)):
            _log.info("%s cannot be loaded here: its driver is missing", path.name)
    handles = [ggml.ggml_backend_dev_get(index) for index in range(ggml.ggml_backend_dev_count())]
    ggml.ggml_backend_dev_type.argtypes = ggml.ggml_backend_dev_name.argtypes = [ctypes.c_void_p]
    ggml.ggml_backend_dev_name.restype = ctypes.c_char_p
    return tuple(handle for handle in handles if ggml.ggml_backend_dev_type(handle) in (_GRAPHICS, _INTEGRATED))


def _described(handle: int) -> DeviceFound:
    ggml = library.ggml()
    ggml.ggml_backend_dev_memory.argtypes = [ctypes.c_void_p, *[ctypes.POINTER(ctypes.c_size_t)] * 2]
    free, total = ctypes.c_size_t(), ctypes.c_size_t()
    ggml.ggml_backend_dev_memory(handle, ctypes.byref(free), ctypes.byref(total))
    return DeviceFound(
        name=ggml.ggml_backend_dev_name(handle).decode("utf-8", "replace"),
        description=ggml.ggml_backend_dev_description(handle).decode("utf-8", "replace").strip(),
        total_bytes=total.value,
        free_bytes=free.value,
        integrated=ggml.ggml_backend_dev_type(handle) == _INTEGRATED,
    )
