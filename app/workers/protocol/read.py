"""What is asked of the process that reads documents, and what it answers."""

import msgspec

from app.workers.protocol.message import Message


class ReadFile(Message, frozen=True):
    """Read a document from its bytes; `name` is only a hint.

    Answered by `FileOpened`, `PageRead` for each page as soon as it is read, and `FileRead`; or by `FileLocked` alone.
    """

    name: str
    content: bytes
    page_limit: int
    password: str = ""


class FileOpened(Message, frozen=True):
    """What the file turned out to be; `author` and `date` (ISO 8601) as it says itself."""

    format: str
    title: str
    page_count: int
    author: str = ""
    date: str = ""


class FileLocked(Message, frozen=True):
    """The file needs a password, or another one; `sentence` is fit for the user."""

    sentence: str


class HeadingRead(msgspec.Struct, frozen=True):
    """A heading at a character offset into the page's text."""

    offset: int
    level: int
    text: str


class PageRead(Message, frozen=True):
    """One page, in order; `number` is None in formats without pages; the rest as in `Page`.

    A run is its start, source and length; a box is a word's start and end, left, top, right and bottom.
    """

    number: int | None
    text: str
    headings: tuple[HeadingRead, ...] = ()
    label: str = ""
    first_row: int = 0
    runs: tuple[tuple[int, int, int], ...] = ()
    boxes: tuple[tuple[int, int, float, float, float, float], ...] = ()
    confidence: float | None = None


class FileRead(Message, frozen=True):
    """The end of a file: what is to be told of it, and in how many pictures text was not looked for."""

    notes: tuple[str, ...] = ()
    pictures_missed: int = 0
