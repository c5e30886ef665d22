"""How a followed folder differs from what the library has of it."""

import os
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.core.following import FollowedFolder, KnownCopy
from app.core.library.documents import Document, DocumentStatus
from app.services.library.exclusions import is_left_out
from app.services.library.file_listing import LeavesOut, ListedFile, Listing

_SETTLED_NS = 1_000_000_000
"""A file that has not been written to for so long is taken to be complete."""

State = tuple[int, int]
"""Size in bytes and time of the last change in nanoseconds."""


class Settling:
    """Tells files that are complete from those that are still being written. One for each folder, kept between looks."""

    def __init__(self, now_ns: Callable[[], int] = time.time_ns) -> None:
        self._now_ns = now_ns
        self._seen: dict[str, tuple[State, int]] = {}
        self.unsettled: tuple[str, ...] = ()

    def settled(self, files: Sequence[ListedFile]) -> list[ListedFile]:
        """The files that were left alone for a second; `unsettled` names the others.

        A file whose own time lies in the future, as a network drive may say, is settled a second after it was seen.
        """
        now_ns = self._now_ns()
        seen = {str(file.path): self._first_seen(file, now_ns) for file in files}
        young = {
            str(file.path) for file in files if now_ns - min(file.modified_ns, seen[str(file.path)][1]) < _SETTLED_NS
        }
        self._seen = {path: seen[path] for path in young}
        self.unsettled = tuple(sorted(young))
        return [file for file in files if str(file.path) not in young]

    def _first_seen(self, file: ListedFile, now_ns: int) -> tuple[State, int]:
        """When a file was first seen as it is now."""
        state, since_ns = self._seen.get(str(file.path), (None, now_ns))
        return _state(file), since_ns if state == _state(file) else now_ns


@dataclass(frozen=True, slots=True)
class Differences:
    """What to do so that the library is as the folder is."""

    wanted: Listing = field(default_factory=Listing)
    """Files that are new, or other than the library has them."""
    absent: tuple[Document, ...] = ()
    """Documents whose files are not there any more."""
    back: tuple[int, ...] = ()
    """Documents that were taken to be gone and whose files are there."""
    no_copies: tuple[str, ...] = ()
    """Files that are not, or no longer, a copy of another."""
    present: frozenset[str] = frozenset()
    """Every file there is."""


def compare(
    folder: FollowedFolder,
    listing: Listing,
    documents: Sequence[Document],
    copies: Iterable[KnownCopy],
    gone: Iterable[int],
    settling: Settling | None = None,
) -> Differences:
    """Compare what is listed of a folder with the documents of its collection, or what is listed of some of its paths
    with the documents at or below these.

    Files below a folder that cannot be opened count as there.
    """
    present = {str(file.path): file for file in listing.files}
    below = folder.path.rstrip(os.sep) + os.sep
    inside = [one for one in documents if one.path.startswith(below)]
    unchanged = {one.path for one in inside if one.path in present and _is_as(present[one.path], one)}
    vanished = set(gone)
    held = {one.content_hash for one in documents if one.id not in vanished and _stands(one, below, unchanged)}
    known_copies = {one.path: one for one in copies if one.path.startswith(below)}
    still_copies = {
        path
        for path, one in known_copies.items()
        if path in present and _state(present[path]) == (one.size_bytes, one.modified_ns) and one.content_hash in held
    }
    known = unchanged | still_copies
    wanted = [file for file in listing.files if str(file.path) not in known]
    if settling is not None:
        wanted = settling.settled(wanted)
    return Differences(
        Listing(wanted, listing.failures),
        tuple(one for one in inside if one.path not in present and is_absent(Path(one.path))),
        tuple(one.id for one in inside if one.id in vanished and one.path in present),
        tuple(known_copies.keys() - still_copies),
        frozenset(present),
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """The files of a folder that are not looked at now and stay as they are."""

    root: Path
    leaves_out: LeavesOut

    def __contains__(self, path: object) -> bool:
        """Whether this is the path of such a file."""
        file = Path(str(path))
        return file.is_relative_to(self.root) and not is_left_out(self.root, file, self.leaves_out) and file.exists()


def is_absent(path: Path) -> bool:
    """Whether a file is certainly not there; one that cannot be asked about may be."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        return False
    return False


def _stands(document: Document, below: str, unchanged: set[str]) -> bool:
    """Whether copies of a document may be left out: it can be read, and is not about to change or go."""
    if document.status is DocumentStatus.FAILED:
        return False
    return document.path in unchanged or not document.path.startswith(below)


def _is_as(file: ListedFile, document: Document) -> bool:
    return _state(file) == (document.size_bytes, document.modified_ns)


def _state(file: ListedFile) -> State:
    return file.size_bytes, file.modified_ns
