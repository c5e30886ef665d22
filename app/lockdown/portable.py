"""The layer that every system has: Python's own audit hook refuses and counts.

It holds Python code in this process alone: native code, Qt and child processes pass it by, and it says so.
It is there to count attempts and to give a clear error beside the kernel's lock, and as the last resort without one.
"""

import errno
import sys
import threading
from typing import Any

from app.lockdown.terms import LockStatus, Stage

ASKS_FOR_A_NAME = frozenset(
    {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"}
)
REACHES_OUT = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
LOCAL_FAMILY = 1  # AF_UNIX, on every system that has it; importing `socket` for it would slow down every start
FAMILY_UNKNOWN = -1  # a socket object wrapped around a descriptor that is already open


class AttemptRefused(PermissionError):
    """Python code in this process asked for the network."""


class _Layer:
    """The hook's memory: it cannot be removed, so there is one of it for the life of the process."""

    def __init__(self) -> None:
        self.stage: Stage | None = None
        self.refused_attempts = 0
        self._lock = threading.Lock()

    def tighten(self, stage: Stage) -> None:
        with self._lock:
            first = self.stage is None
            self.stage = stage if self.stage is None else max(self.stage, stage)
        if first:
            sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        # Every import and every opened file comes by here as well.
        if event.startswith("socket.") and self._is_refused(event, arguments):
            with self._lock:
                self.refused_attempts += 1
            raise AttemptRefused(errno.EACCES, f"refused by Alcove's offline lock ({event})")

    def _is_refused(self, event: str, arguments: tuple[Any, ...]) -> bool:
        if event in ASKS_FOR_A_NAME:
            return True
        if event == "socket.__new__":
            return arguments[1] not in (LOCAL_FAMILY, FAMILY_UNKNOWN)
        if event == "socket.bind":
            return bool(arguments[0].family != LOCAL_FAMILY)
        if event in REACHES_OUT:
            return self._reaches_out(arguments)
        return False

    def _reaches_out(self, arguments: tuple[Any, ...]) -> bool:
        sender, address = arguments[0], arguments[1]
        if sender.family != LOCAL_FAMILY:
            return True
        return self.stage == Stage.SEALED and address is not None


_layer = _Layer()


def install(stage: Stage) -> None:
    """Refuse Python code in this process what `stage` refuses; it can only be tightened."""
    _layer.tighten(stage)


def refused_attempts() -> int:
    """How many attempts by Python code in this process have been refused so far."""
    return _layer.refused_attempts


def status(why_not_the_kernel: str) -> LockStatus:
    """What this layer holds, said as it is."""
    return LockStatus(
        layer="portable",
        stage=_layer.stage,
        kernel_enforced=False,
        detail=f"Python code in this process only; native code and child processes are not held: {why_not_the_kernel}",
        refused_attempts=_layer.refused_attempts,
    )
