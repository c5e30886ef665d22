"""The files in a backup: their names and sizes, what opens their content, and how that is read."""

import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.core.cancel import CancelToken
from app.core.errors import UserError

_LISTED = struct.Struct("<QQ")
_NAME_BYTES = 32


class Content(Protocol):
    """Something to read."""

    def read(self, size: int, /) -> bytes:
        """The next bytes, fewer only at the end."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A file by its pieces: its size, when it was changed last, and the names of its pieces in their order."""

    size_bytes: int
    modified_ns: int
    names: tuple[bytes, ...]

    def encoded(self) -> bytes:
        """As it stands in a backup."""
        return _LISTED.pack(self.size_bytes, self.modified_ns) + b"".join(self.names)


def decoded(content: bytes) -> Listing:
    """What `Listing.encoded` made. Raises ValueError where it is nothing of that kind."""
    rest = content[_LISTED.size :]
    if len(content) < _LISTED.size or len(rest) % _NAME_BYTES:
        raise ValueError("a list of pieces is cut off")
    names = (rest[start : start + _NAME_BYTES] for start in range(0, len(rest), _NAME_BYTES))
    size_bytes, modified_ns = _LISTED.unpack_from(content)
    return Listing(size_bytes, modified_ns, tuple(names))


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a backup: its name with "/", its size, and what opens its content.

    `modified_ns` is when a file on disk was changed. `listing` is there where the backup holds the file in pieces.
    """

    name: str
    size_bytes: int
    content: Content
    modified_ns: int = 0
    listing: Listing | None = None


def on_disk(name: str, path: Path) -> Iterator[Member]:
    """A file on disk as a member of a backup, with the size it has when it is read; nothing where it is gone."""
    try:
        with path.open("rb") as file:
            found = os.fstat(file.fileno())
            yield Member(name, found.st_size, file, found.st_mtime_ns)
    except FileNotFoundError:
        return


def blocks(member: Member, size_bytes: int, cancel: CancelToken) -> Iterator[bytes]:
    """What is in a member, in blocks of this size, the last of which may be shorter.

    Raises:
        Cancelled: on cancel.
        UserError: it became shorter meanwhile.
    """
    left = member.size_bytes
    while left:
        cancel.checkpoint()
        block = member.content.read(min(size_bytes, left))
        if not block:
            raise UserError(f"{member.name} became shorter while it was read; try again.")
        left -= len(block)
        yield block
