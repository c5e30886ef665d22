"""ZIP archives: every file in them, read as a part with its name inside the archive."""

import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import PurePosixPath

from app.core.errors import UnreadableFile
from app.core.library.documents import ReadDocument
from app.workers.reading.office_package import BROKEN_ZIP, refuse_bomb
from app.workers.reading.parts import Part, Parts, file_part
from app.workers.reading.terms import Reading, damaged

_LARGEST_MEMBER_BYTES = 256 * 1024 * 1024
_IS_ENCRYPTED = 0x1
_CLUTTER = ("__MACOSX", "Thumbs.db", "desktop.ini")


def read(content: bytes, reading: Reading) -> ReadDocument:
    """The text of all files in it; a name inside it is shown, and never becomes a path.

    Raises:
        UnreadableFile: it is damaged, made to do harm, or nothing in it could be read.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except BROKEN_ZIP as error:
        raise damaged("archive", f"its table of contents cannot be read ({error})") from None
    members = [member for member in archive.infolist() if _is_wanted(member)]
    refuse_bomb(members)
    parts = Parts(reading)
    parts.read(_members(archive, members, reading))
    if not parts.pages:
        if len(parts.unread) == 1:
            raise UnreadableFile(f"This archive holds nothing that could be read: {parts.unread[0]}")
        raise UnreadableFile(f"This archive holds {len(parts.unread):,} files, and none of them could be read.")
    return ReadDocument("", "zip", tuple(parts.pages), parts.notes())


def _is_wanted(member: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(member.filename)
    return not member.is_dir() and not path.name.startswith(".") and not set(path.parts) & set(_CLUTTER)


def _members(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], reading: Reading) -> Iterator[Part]:
    for member in members:
        yield file_part(member.filename, _content(archive, member, reading.password))


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo, password: str) -> Callable[[], bytes]:
    def unpacked() -> bytes:
        if member.file_size > _LARGEST_MEMBER_BYTES:
            raise UnreadableFile(f"It is larger than {_LARGEST_MEMBER_BYTES // 1024**2} MB.")
        if member.flag_bits & _IS_ENCRYPTED and not password:
            raise UnreadableFile("It is protected by a password.")
        try:
            with archive.open(member, pwd=password.encode() or None) as file:
                return file.read(member.file_size)
        except BROKEN_ZIP as error:
            raise UnreadableFile(f"It cannot be unpacked ({error}).") from None

    return unpacked
