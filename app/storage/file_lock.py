"""Locks on files, which end with whoever holds them, however that ends."""

import sys
from typing import BinaryIO


def locked(file: BinaryIO) -> bool:
    """Lock an open file until it is closed; False where another has it locked."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
