"""Files that are there whole or not at all."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from app.core.errors import UserError


@contextmanager
def durable_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write that appears under `path` at the end, on disk, readable by this user alone.

    Until then it is `path` with ".part" added; if an exception leaves, it is removed and `path` is what it was.

    Raises:
        UserError: the disk is full or the folder cannot be written.
    """
    part = path.with_name(path.name + ".part")
    try:
        part.unlink(missing_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        _remove_if_there(part)
        raise UserError(
            f"{path} could not be written ({error.strerror}); check the folder's permissions and free space."
        ) from error
    except BaseException:
        _remove_if_there(part)
        raise


@contextmanager
def working_folder(parent: Path) -> Iterator[Path]:
    """A new folder below `parent`, for this user alone; it goes with all that is in it.

    Raises:
        UserError: it cannot be made.
    """
    try:
        parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(dir=parent))
    except OSError as error:
        raise UserError(
            f"Nothing can be written to {parent} ({error.strerror}); check its permissions and free space."
        ) from None
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError):
            parent.rmdir()


def is_folder(path: Path) -> bool:
    """Whether a folder is there: one on a drive or a share that does not answer any more is not."""
    try:
        return path.is_dir()
    except OSError:
        return False


def require_room(folder: Path, size_bytes: int, what: str) -> None:
    """Make sure that so much can be written to a folder. `what` begins the sentence.

    Raises:
        UserError: there is no room, or no such folder.
    """
    try:
        free_bytes = shutil.disk_usage(folder).free
    except OSError as error:
        raise UserError(f"{what} cannot be written to {folder} ({error.strerror}); choose another folder.") from None
    if size_bytes + _SPARE_BYTES > free_bytes:
        raise UserError(
            f"{what} takes {size_bytes / 1e9:.2f} GB and {free_bytes / 1e9:.2f} GB are free in {folder}; "
            "nothing was changed: make room and try again."
        )


def sync_folder(folder: Path) -> None:
    """What was renamed, made or removed in a folder stays so. Raises OSError."""
    # A rename is durable once its folder is; Windows has no way to say so, and no need.
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_durably(path: Path, content: bytes) -> None:
    """Put `content` in place of the file at `path`. Raises as `durable_file` does."""
    with durable_file(path) as file:
        file.write(content)


def hand_over(path: Path, content: bytes) -> None:
    """Write a file where the user wants it, with the permissions that new files have there; whole or not at all.

    Raises:
        UserError: it cannot be written.
    """
    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        _remove_if_there(part)
        raise UserError(f"{path} could not be written ({error.strerror}); choose another folder.") from None


_SPARE_BYTES = 20_000_000
_BINARY = getattr(os, "O_BINARY", 0)


def _remove_if_there(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        # What kept us from writing keeps us from removing; the next attempt removes it first.
        return
