"""A file taken from disk once: its bytes, and the hash that names them."""

import errno
import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.core.errors import UnreadableFile

MAXIMUM_FILE_BYTES = 256 * 1024 * 1024
_PIECE_BYTES = 1024 * 1024
_NO_WAITING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_REASONS = {
    errno.ENOENT: "This file is no longer there.",
    errno.ENOTDIR: "This file is no longer there.",
    errno.EACCES: "You do not have permission to read this file.",
    errno.EPERM: "You do not have permission to read this file.",
    errno.ELOOP: "This is a link that leads in a circle.",
    errno.ENAMETOOLONG: "The name of this file is longer than the system allows.",
}


@dataclass(frozen=True, slots=True)
class FileContent:
    """What a file held at one moment; `sha256` is in hexadecimal."""

    path: Path
    content: bytes
    sha256: str
    modified_ns: int


def load_file(path: Path, maximum_bytes: int = MAXIMUM_FILE_BYTES) -> FileContent:
    """Read a regular file whole, never waiting for another program as with a pipe or a device.

    Raises:
        UnreadableFile: it cannot be opened, is no regular file, is too large, or changed while it was read.
    """
    try:
        _require_regular(path.stat())  # before opening, because opening a device may already do something
        descriptor = os.open(path, os.O_RDONLY | _NO_WAITING)
        with os.fdopen(descriptor, "rb", buffering=0) as file:
            before = os.fstat(descriptor)
            _require_regular(before)
            if before.st_size > maximum_bytes:
                limit = maximum_bytes // 1024**2
                raise UnreadableFile(f"This file is larger than {limit} MB; split it and add the parts.")
            content = _read_at_most(file, before.st_size + 1)
            after = os.fstat(descriptor)
    except OSError as error:
        raise UnreadableFile(_reason(error)) from error
    except ValueError as error:  # a zero byte in the name
        raise UnreadableFile("The name of this file is not valid.") from error
    if len(content) != before.st_size or after.st_mtime_ns != before.st_mtime_ns:
        raise UnreadableFile("This file was being written while it was read; add it again when it is complete.")
    return FileContent(path, content, hashlib.sha256(content).hexdigest(), before.st_mtime_ns)


def holds(path: Path, sha256: str) -> bool:
    """Whether the file is still there with exactly this content; reads all of it."""
    try:
        return load_file(path).sha256 == sha256
    except UnreadableFile:
        return False


def _require_regular(status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise UnreadableFile("This is a folder.")
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableFile("This is not a file but a device, a pipe or a socket; there is nothing to keep.")


def _read_at_most(file: BinaryIO, size_bytes: int) -> bytes:
    """Up to `size_bytes`; one more than a file was said to have shows that it grew."""
    content = bytearray()
    while len(content) < size_bytes and (piece := file.read(min(_PIECE_BYTES, size_bytes - len(content)))):
        content += piece
    return bytes(content)


def _reason(error: OSError) -> str:
    return _REASONS.get(error.errno or 0, f"This file cannot be read ({error.strerror or error}).")
