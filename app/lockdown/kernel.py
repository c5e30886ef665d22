"""System calls made directly, for those that the C library has no function for."""

import ctypes
import errno
import os
import sys

from app.lockdown.calls import CALLS, PROCESSORS

Argument = int | bytes | ctypes.Array[ctypes.c_char] | ctypes.Structure | None


def ask(call: str, *arguments: Argument) -> int:
    """What the kernel answers to a system call by its name; below zero it is the errno, negated."""
    processor = os.uname().machine if sys.platform == "linux" else "none of ours"
    number = CALLS[call][PROCESSORS.index(processor)] if processor in PROCESSORS else None
    return -errno.ENOSYS if number is None else ask_number(number, *arguments)


def ask_number(number: int, *arguments: Argument) -> int:
    """The same by the call's number. Integers are passed as 64-bit words, structures by reference."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    answer: int = libc.syscall(ctypes.c_long(number), *map(_as_word, arguments))
    return answer if answer >= 0 else -ctypes.get_errno()


def _as_word(argument: Argument) -> object:
    if isinstance(argument, int):
        return ctypes.c_long(argument)
    return ctypes.byref(argument) if isinstance(argument, ctypes.Structure) else argument
