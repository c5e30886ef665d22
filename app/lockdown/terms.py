"""The words of the offline lock: how far it is closed, what it says of itself, and how it fails."""

from dataclasses import dataclass
from enum import IntEnum

from app.core.errors import UserError


class Stage(IntEnum):
    """How far the lock is closed. A stage can be followed by a higher one, never by a lower one."""

    LOCAL = 1
    """No network; sockets within this machine (AF_UNIX) can still be made: the display, the keyring, the sound server."""

    SEALED = 2
    """No socket of any kind can be made or connected; those that are open, pipes and socket pairs go on working."""


class LockFailed(UserError):
    """The lock cannot be had on this system; Alcove must not go on without it."""


@dataclass(frozen=True, slots=True)
class LockStatus:
    """What holds this process at this moment.

    `layer` names who refuses ("linux seccomp", "macos sandbox", "windows appcontainer", or "portable").
    `kernel_enforced` is true where the operating system itself refuses, so that native code and children are held.
    `refused_attempts` counts those seen from Python in this process; what the kernel refuses to native code
    is refused without being counted.
    """

    layer: str
    stage: Stage | None
    kernel_enforced: bool
    detail: str
    refused_attempts: int
