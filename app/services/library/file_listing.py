"""Which files a user means who names files and folders."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.storage.places import is_profile

_TEMPORARY_BEGINNINGS = (".", "~$", "~lock.", "._")
_TEMPORARY_ENDINGS = (".tmp", ".temp", ".part", ".crdownload", ".swp", ".lock", "~")
_OF_THE_SYSTEM = ("thumbs.db", "desktop.ini", "$recycle.bin")


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file to look at; `is_named` if the user named it, and not only a folder above it. Nothing was opened yet."""

    path: Path
    size_bytes: int
    is_named: bool
    modified_ns: int = 0


LeavesOut = Callable[[Path, bool], bool]
"""Whether a file, or with True a folder with all that is in it, is to be passed over."""


@dataclass(slots=True)
class Listing:
    """Files in the order they are to be read, and folders that could not be looked into, with the reason."""

    files: list[ListedFile] = field(default_factory=list)
    failures: list[tuple[Path, str]] = field(default_factory=list)


def list_files(
    paths: Sequence[Path], checkpoint: Callable[[], None], leaves_out: LeavesOut = lambda _path, _is_folder: False
) -> Listing:
    """All files named or lying in folders named, each once, folder by folder in the order of their names.

    In folders, hidden and temporary files are left out, and what `leaves_out` names. Links are followed; a folder
    reached twice is listed once. Nothing of a profile's folder is ever listed. `checkpoint` is called in every folder
    and may raise.
    """
    listing = Listing()
    listed: set[Path] = set()
    visited: set[tuple[int, int]] = set()
    for path in paths:
        root = Path(os.path.realpath(path))  # unlike Path.resolve, it gives up on a circle of links without an error
        if lies_in_profile(root):
            listing.failures.append((root, "This belongs to Alcove's own data; documents are not taken from there."))
            continue
        for file in _files_under(root, visited, listing, checkpoint, leaves_out):
            if file.path not in listed:
                listed.add(file.path)
                listing.files.append(file)
    return listing


def list_changed(paths: Iterable[Path], checkpoint: Callable[[], None], leaves_out: LeavesOut) -> Listing:
    """The files at these paths, and in the folders that stand there; what is not there any more is passed over.

    The paths are as `list_files` gives them. `checkpoint` is called in every folder and may raise.
    """
    listing = Listing()
    files: dict[Path, ListedFile] = {}
    visited: set[tuple[int, int]] = set()
    for path in sorted(paths):
        if lies_in_profile(path):
            continue
        if path.is_dir():
            files |= {file.path: file for file in _files_under(path, visited, listing, checkpoint, leaves_out)}
        elif path.exists():
            files[path] = _listed(path, is_named=False)
    listing.files = list(files.values())
    return listing


def _files_under(
    root: Path,
    visited: set[tuple[int, int]],
    listing: Listing,
    checkpoint: Callable[[], None],
    leaves_out: LeavesOut,
) -> Iterator[ListedFile]:
    if not root.is_dir():
        yield _listed(root, is_named=True)
        return
    folders = [root]
    while folders:
        checkpoint()
        folder = folders.pop()
        try:
            status = folder.stat()
            entries = sorted(os.scandir(folder), key=lambda entry: (entry.name.casefold(), entry.name))
        except OSError as error:
            listing.failures.append((folder, f"This folder cannot be opened ({error.strerror})."))
            continue
        if (status.st_dev, status.st_ino) in visited:
            continue
        visited.add((status.st_dev, status.st_ino))
        if is_profile(folder):
            continue
        inner, files = _sorted_out(folder, entries, leaves_out)
        folders += reversed(inner)
        for path in files:
            yield _listed(path, is_named=False)


def _sorted_out(
    folder: Path, entries: list["os.DirEntry[str]"], leaves_out: LeavesOut
) -> tuple[list[Path], list[Path]]:
    """The folders and the files among the entries of a folder that are not passed over."""
    inner: list[Path] = []
    files: list[Path] = []
    for entry in entries:
        path, is_folder = folder / entry.name, _is_folder(entry)
        if not is_passed_over(entry.name) and not leaves_out(path, is_folder):
            (inner if is_folder else files).append(path)
    return inner, files


def lies_in_profile(path: Path) -> bool:
    """Whether this is the folder of a profile, or something in it."""
    return any(is_profile(folder) for folder in (path, *path.parents))


def is_passed_over(name: str) -> bool:
    """Whether a file or folder of this name is hidden, temporary or of the system."""
    lower = name.lower()
    return lower.startswith(_TEMPORARY_BEGINNINGS) or lower.endswith(_TEMPORARY_ENDINGS) or lower in _OF_THE_SYSTEM


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _listed(path: Path, is_named: bool) -> ListedFile:
    try:
        status = path.stat()
    except (OSError, ValueError):
        return ListedFile(path, 0, is_named)
    return ListedFile(path, status.st_size, is_named, status.st_mtime_ns)
