"""The container of old Office files and of encrypted new ones: its streams, and what it says of itself."""

from datetime import UTC, datetime
from io import BytesIO

import olefile

from app.workers.reading.office_properties import Properties
from app.workers.reading.terms import LONGEST_TITLE, damaged, one_line

_MAXIMUM_STREAM_BYTES = 256 * 1024 * 1024
_CODEPAGES = {65001: "utf-8", 1200: "utf-16-le", 10000: "mac_roman"}
# Whatever olefile makes of bytes that a fuzzer wrote.
_BROKEN = (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError, ArithmeticError, RecursionError)


class OleContainer:
    """The streams of one file, by their path.

    Raises:
        UnreadableFile: it is damaged.
    """

    def __init__(self, content: bytes, kind: str) -> None:
        self._kind = kind
        try:
            self._file = olefile.OleFileIO(BytesIO(content))
            self.names = [tuple(path) for path in self._file.listdir(streams=True, storages=True)]
        except _BROKEN as error:
            raise damaged(kind, f"its table of contents cannot be read ({type(error).__name__})") from None

    def __contains__(self, name: str) -> bool:
        return bool(self._file.exists(name))

    def stream(self, *path: str) -> bytes | None:
        """The bytes of a stream, None if there is no such stream.

        Raises:
            UnreadableFile: it is damaged.
        """
        if not self._file.exists(list(path)):
            return None
        try:
            with self._file.openstream(list(path)) as file:
                return bytes(file.read(_MAXIMUM_STREAM_BYTES))
        except _BROKEN as error:
            raise damaged(self._kind, f"{path[-1]} cannot be read ({type(error).__name__})") from None

    def properties(self) -> Properties:
        """Title, author and date; all empty where there are none, or none that can be read."""
        try:
            found = self._file.get_metadata()
        except _BROKEN:
            return Properties()
        encoding = _CODEPAGES.get((found.codepage or 0) & 0xFFFF, f"cp{(found.codepage or 1252) & 0xFFFF}")
        return Properties(
            title=_decoded(found.title, encoding),
            author=_decoded(found.author, encoding) or _decoded(found.last_saved_by, encoding),
            date=_date(found.last_saved_time) or _date(found.create_time),
        )


def read_summary(content: bytes) -> Properties:
    """The properties of a file that may be in a container, or not."""
    return OleContainer(content, "document").properties() if olefile.isOleFile(BytesIO(content)) else Properties()


def _decoded(value: object, encoding: str) -> str:
    if not isinstance(value, bytes):
        return ""
    try:
        text = value.decode(encoding, errors="replace")
    except LookupError:
        text = value.decode("cp1252", errors="replace")
    return one_line(text.replace("\x00", " "))[:LONGEST_TITLE]


def _date(value: object) -> str:
    if not isinstance(value, datetime) or value.year < 1980:  # programs write the year 1601 for none
        return ""
    return value.replace(microsecond=0, tzinfo=UTC).isoformat().replace("+00:00", "Z")
