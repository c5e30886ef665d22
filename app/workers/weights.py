"""The check that stands before every load: a file whose hash is wrong is never opened by an engine."""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.core.errors import ModelError
from app.workers.serve import CancelFlag

_BLOCK_BYTES = 1 << 20


def verify_files(folder: Path, sha256: Mapping[str, str], flag: CancelFlag) -> None:
    """Compare every named file in a folder with its sha256 in hexadecimal.

    Raises:
        ModelError: a file is missing or is not the one named.
        Cancelled: the request was cancelled.
    """
    for name, expected in sha256.items():
        verify_file(folder / name, expected, flag)


@dataclass(frozen=True, slots=True)
class FileState:
    """Which file it was, and in which state, when it was looked at."""

    device: int
    number: int
    size_bytes: int
    modified_ns: int
    changed_ns: int

    @classmethod
    def of(cls, status: os.stat_result) -> "FileState":
        """From what the system says of it."""
        return cls(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def verify_file(path: Path, expected: str, flag: CancelFlag) -> FileState:
    """Compare one file with its sha256 in hexadecimal; returns what it was then, and raises as `verify_files` does."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            state = FileState.of(os.fstat(file.fileno()))
            while block := file.read(_BLOCK_BYTES):
                flag.raise_if_set()
                digest.update(block)
    except OSError as error:
        raise ModelError(f"The model file {path} cannot be read ({error.strerror}); get the model again.") from None
    if digest.hexdigest() != expected:
        raise ModelError(
            f"The model file {path} is not the one the catalogue names (its hash differs) and was not loaded; "
            "remove it, and fetch or link the model again."
        )
    return state


def require_unchanged(path: Path, verified: FileState) -> None:
    """An engine opens a file by its name, so that another could have been put there since it was verified.

    Raises:
        ModelError: it is not the one that was verified, or not as it was.
    """
    try:
        unchanged = FileState.of(path.stat()) == verified
    except OSError:
        unchanged = False
    if not unchanged:
        raise ModelError(f"The model file {path} was changed while it was loaded; link it again once it is complete.")
