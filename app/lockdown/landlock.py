"""Landlock, the kernel's sandbox for files: what a process may still read and write, from now on.

Source: the kernel's Documentation/userspace-api/landlock.rst and include/uapi/linux/landlock.h.
"""

import os
import stat
import struct
from dataclasses import dataclass
from pathlib import Path

from app.lockdown import kernel
from app.lockdown.terms import LockFailed

ASK_VERSION = 1
RULE_PATH_BENEATH = 1
HAS_NETWORK_RULES, HAS_SCOPES = 4, 6  # versions of the interface: Linux 6.7 and 6.12

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR, REMOVE_DIR, REMOVE_FILE, MAKE_CHAR, MAKE_DIR = (1 << bit for bit in range(8))
MAKE_REG, MAKE_SOCK, MAKE_FIFO, MAKE_BLOCK, MAKE_SYM, REFER, TRUNCATE, IOCTL_DEV = (1 << bit for bit in range(8, 16))
BIND_TCP, CONNECT_TCP = 1, 2
SCOPE_ABSTRACT_SOCKETS, SCOPE_SIGNALS = 1, 2

READING = READ_FILE | READ_DIR
CHANGING = (
    WRITE_FILE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | MAKE_SOCK | MAKE_FIFO | MAKE_SYM | REFER | TRUNCATE
)
DEVICES = MAKE_CHAR | MAKE_BLOCK | IOCTL_DEV
EVERYTHING = EXECUTE | READING | CHANGING | DEVICES
FOR_A_FILE = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV

# The rights that each version of the kernel's interface knows; a ruleset may name no others.
RIGHTS_BY_VERSION = {1: REFER - 1, 2: TRUNCATE - 1, 3: IOCTL_DEV - 1, 4: IOCTL_DEV - 1, 5: (IOCTL_DEV << 1) - 1}


@dataclass(frozen=True, slots=True)
class Restriction:
    """What is taken away: `handled` rights everywhere but beneath `allowed` paths, TCP, and reaching other programs."""

    handled: int = 0
    allowed: tuple[tuple[Path, int], ...] = ()
    refuses_tcp: bool = False
    refuses_signals_and_abstract_sockets: bool = False


def version() -> int:
    """The version of the kernel's Landlock interface; 0 where it has none or it is switched off."""
    answer = kernel.ask("landlock_create_ruleset", None, 0, ASK_VERSION)
    return max(answer, 0)


def restrict(restriction: Restriction) -> None:
    """Restrict the calling thread, and whatever it starts from now on, for good.

    A restricted process also loses the memory and the descriptors of every program outside its own restriction.
    The kernel must have Landlock (see `version`) and no_new_privs must be set.

    Raises:
        LockFailed: with the kernel's answer.
    """
    known = RIGHTS_BY_VERSION[min(version(), max(RIGHTS_BY_VERSION))]
    attributes = struct.pack(
        "=QQQ",
        restriction.handled & known,
        BIND_TCP | CONNECT_TCP if restriction.refuses_tcp and version() >= HAS_NETWORK_RULES else 0,
        SCOPE_ABSTRACT_SOCKETS | SCOPE_SIGNALS
        if restriction.refuses_signals_and_abstract_sockets and version() >= HAS_SCOPES
        else 0,
    )
    ruleset = _checked(kernel.ask("landlock_create_ruleset", attributes, len(attributes), 0))
    try:
        for path, rights in restriction.allowed:
            _allow(ruleset, path, rights & restriction.handled & known)
        _checked(kernel.ask("landlock_restrict_self", ruleset, 0))
    finally:
        os.close(ruleset)


def _allow(ruleset: int, path: Path, rights: int) -> None:
    try:
        beneath = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError as error:
        raise LockFailed(f"Alcove cannot confine a worker to {path}: {error.strerror}.") from error
    try:
        if not stat.S_ISDIR(os.fstat(beneath).st_mode):
            rights &= FOR_A_FILE
        rule = struct.pack("=Qi", rights, beneath)
        _checked(kernel.ask("landlock_add_rule", ruleset, RULE_PATH_BENEATH, rule, 0))
    finally:
        os.close(beneath)


def _checked(answer: int) -> int:
    if answer < 0:
        raise LockFailed(f"Alcove cannot confine a worker (Landlock: {os.strerror(-answer)}).")
    return answer
