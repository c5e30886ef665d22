"""Which files a user means who names files and folders."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_TEMPORARY_BEGINNINGS = (".", "~$", "~lock.", "._")
_TEMPORARY_ENDINGS = (".tmp", ".temp", ".part", ".crdownload", ".swp", ".lock", "~")
_OF_THE_SYSTEM = ("thumbs.db", "desktop.ini", "$recycle.bin")


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file to look at; `is_named` if the user named it, and not only a folder above it. Nothing was opened yet."""

    path: Path
    size_bytes: int
    is_named: bool


@dataclass(slots=True)
class Listing:
    """Files in the order they are to be read, and folders that could not be looked into, with the reason."""

    files: list[ListedFile] = field(default_factory=list)
    failures: list[tuple[Path, str]] = field(default_factory=list)


def list_files(paths: Sequence[Path], checkpoint: Callable[[], None]) -> Listing:
    """All files named or lying in folders named, each once, folder by folder in the order of their names.

    In folders, hidden and temporary files are left out. Links are followed; a folder reached twice is listed once.
    `checkpoint` is called in every folder and may raise.
    """
    listing = Listing()
    listed: set[Path] = set()
    visited: set[tuple[int, int]] = set()
    for path in paths:
        root = Path(os.path.realpath(path))  # unlike Path.resolve, it gives up on a circle of links without an error
        for file in _files_under(root, visited, listing, checkpoint):
            if file.path not in listed:
                listed.add(file.path)
                listing.files.append(file)
    return listing


def _files_under(
    root: Path, visited: set[tuple[int, int]], listing: Listing, checkpoint: Callable[[], None]
) -> Iterator[ListedFile]:
    if not root.is_dir():
        yield ListedFile(root, _size_bytes(root), is_named=True)
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
        entries = [entry for entry in entries if not _is_passed_over(entry.name)]
        inner = [entry for entry in entries if _is_folder(entry)]
        folders += [folder / entry.name for entry in reversed(inner)]
        for entry in entries:
            if entry not in inner:
                path = folder / entry.name
                yield ListedFile(path, _size_bytes(path), is_named=False)


def _is_passed_over(name: str) -> bool:
    lower = name.lower()
    return lower.startswith(_TEMPORARY_BEGINNINGS) or lower.endswith(_TEMPORARY_ENDINGS) or lower in _OF_THE_SYSTEM


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _size_bytes(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
