"""The folder of an installed program: unpacking another beside it, and putting that in its place."""

import ctypes
import os
import shutil
import sys
import tarfile
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from app.core.cancel import CancelToken
from app.core.errors import UserError

_RENAME_EXCHANGE = 2
_AT_FDCWD = -100
_MOST_FILES = 100_000
_SPARE_BYTES = 200_000_000


def previous_of(folder: Path) -> Path:
    """Where the version is kept that gave way to the one in this folder."""
    return folder.with_name(f".{folder.name}.previous")


def staging_of(folder: Path) -> Path:
    """Where another version is laid before it takes the place of this one: on the same disk, so that renaming does."""
    return folder.with_name(f".{folder.name}.update")


def unpack(untrusted_tape: BinaryIO, folder: Path, cancel: CancelToken) -> Path:
    """Unpack the one folder that a stream of a tar archive holds below `folder`; returns it.

    Nothing in it is to be relied on yet. It leaves room on the disk, and nothing is written outside `folder`.

    Raises:
        UserError: it is no such archive, or there is no room.
        Cancelled: on cancel.
    """
    room_bytes, links = shutil.disk_usage(folder).free - _SPARE_BYTES, set[PurePosixPath]()
    try:
        with tarfile.open(fileobj=untrusted_tape, mode="r|") as tape:
            for number, entry in enumerate(tape):
                cancel.checkpoint()
                room_bytes -= entry.size
                if room_bytes < 0 or number > _MOST_FILES:
                    raise UserError(
                        f"There is no room for the new version beside {folder.parent}; make room, try again."
                    )
                _refuse_through_links(entry, links)
                tape.extract(entry, folder, filter="data")
        (inner,) = folder.iterdir()
    except (tarfile.TarError, ValueError) as error:
        raise UserError(f"This is no archive of Alcove ({error}); take the .tar.zst file, whole.") from None
    except OSError as error:
        raise UserError(f"The new version cannot be unpacked to {folder} ({error.strerror}); try again.") from None
    return inner


def copy_folder(untrusted_source: Path, folder: Path, cancel: CancelToken) -> Path:
    """Copy an unpacked archive below `folder`; returns it. Who may do what with the files there is not taken over.

    Raises:
        UserError: it cannot be read, or there is no room.
        Cancelled: on cancel.
    """

    def copy(source: str, target: str) -> None:
        cancel.checkpoint()
        shutil.copyfile(source, target)
        Path(target).chmod(0o755 if os.access(source, os.X_OK) else 0o644)

    laid = folder / "alcove"
    try:
        shutil.copytree(untrusted_source, laid, symlinks=True, copy_function=copy)
        for inner, _folders, _files in os.walk(laid):
            Path(inner).chmod(0o755)
    except OSError as error:
        why = error.strerror or "not all of it can be read"
        raise UserError(f"{untrusted_source} cannot be copied to {folder} ({why}); try again.") from None
    return laid


def _refuse_through_links(entry: tarfile.TarInfo, links: set[PurePosixPath]) -> None:
    """Whatever a link leads to, nothing is written through it: the filter of older versions of Python could be led astray."""
    for name in (entry.name, entry.linkname) if entry.islnk() else (entry.name,):
        path = PurePosixPath(name)
        if ".." in path.parts or not links.isdisjoint((path, *path.parents)):
            raise tarfile.ReadError(f"{name!r:.80} has no place in it")
    if entry.issym():
        links.add(PurePosixPath(entry.name))


def exchange(first: Path, second: Path) -> None:
    """Let two folders change places: at once where the system can, else by two renames. Raises OSError."""
    if not _exchanged_at_once(first, second):
        between = first.with_name(f"{second.name}.between")
        first.rename(between)
        try:
            second.rename(first)
        except OSError:
            between.rename(first)
            raise
        between.rename(second)


def _exchanged_at_once(first: Path, second: Path) -> bool:
    if sys.platform != "linux":
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    done: int = rename(_AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second), _RENAME_EXCHANGE)
    return done == 0
