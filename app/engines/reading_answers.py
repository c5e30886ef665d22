"""What a reading process says of a file, checked: a hostile file may have taken it over."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.core.errors import LockedFile, UnreadableFile
from app.core.library.documents import Heading, Page, ReadDocument
from app.core.library.positions import Run, WordBox
from app.workers.protocol.frames import AnyMessage
from app.workers.protocol.read import FileLocked, FileOpened, FileRead, PageRead

FORMATS = (
    *("pdf", "docx", "pptx", "xlsx", "xls", "odt", "ods", "odp", "rtf", "epub", "html", "mhtml", "markdown", "text"),
    *("csv", "json", "xml", "doc", "ppt", "eml", "msg", "mbox", "zip", "image"),
)
_LONGEST_TITLE = 300
_LONGEST_LABEL = 200
_LONGEST_NOTE = 1000
_MOST_NOTES = 100
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?")

PageTold = Callable[[int, int], None]
"""Called after each page with how many there are now, and of how many (0 if unknown)."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A document, and in how many of its pictures text was not looked for."""

    document: ReadDocument
    pictures_missed: int

    @property
    def has_text(self) -> bool:
        """Whether anything was read."""
        return any(page.text.strip() for page in self.document.pages)


def collect(
    untrusted_messages: Iterable[AnyMessage], most_pages: int, most_characters: int, told: PageTold
) -> Answered:
    """The document that these messages tell of.

    Raises:
        LockedFile: it needs a password.
        UnreadableFile: it is larger than allowed, or the messages make no document.
    """
    opened: FileOpened | None = None
    ended: FileRead | None = None
    pages: list[Page] = []
    characters = 0
    for untrusted in untrusted_messages:
        if isinstance(untrusted, FileLocked):
            raise LockedFile(_one_line(untrusted.sentence, _LONGEST_NOTE))
        if isinstance(untrusted, FileOpened):
            opened = untrusted
        elif isinstance(untrusted, FileRead):
            ended = untrusted
        elif isinstance(untrusted, PageRead):
            pages.append(_page(untrusted))
            characters += len(untrusted.text)
            told(len(pages), max(opened.page_count, 0) if opened is not None else 0)
        if len(pages) > most_pages or characters > most_characters:
            raise UnreadableFile("This document unfolded into more text than a document may hold.")
    if opened is None or ended is None or opened.format not in FORMATS or not (pages or ended.pictures_missed):
        raise UnreadableFile("Nothing was read from this file; it may be damaged.")
    document = ReadDocument(
        title=_one_line(opened.title, _LONGEST_TITLE),
        format=opened.format,
        pages=tuple(pages),
        notes=tuple(_one_line(note, _LONGEST_NOTE) for note in ended.notes[:_MOST_NOTES]),
        author=_one_line(opened.author, _LONGEST_LABEL),
        date=opened.date if _DATE.fullmatch(opened.date) else "",
    )
    return Answered(document, ended.pictures_missed)


def _page(untrusted: PageRead) -> Page:
    length = len(untrusted.text)
    headings = tuple(
        Heading(heading.offset, min(max(heading.level, 1), 9), _one_line(heading.text, _LONGEST_TITLE))
        for heading in untrusted.headings
        if 0 <= heading.offset < length
    )
    return Page(
        number=untrusted.number,
        text=untrusted.text,
        headings=tuple(sorted(headings, key=lambda heading: heading.offset)),
        label=_one_line(untrusted.label, _LONGEST_LABEL),
        first_row=max(untrusted.first_row, 0),
        runs=_runs(untrusted.runs, length),
        boxes=tuple(WordBox(*box) for box in untrusted.boxes if _is_box(box, length)),
        confidence=None if untrusted.confidence is None else min(max(untrusted.confidence, 0.0), 1.0),
    )


def _runs(untrusted: Iterable[tuple[int, int, int]], length: int) -> tuple[Run, ...]:
    runs: list[Run] = []
    end = 0
    for start, source, count in untrusted:
        if end <= start and count > 0 and start + count <= length and 0 <= source < 2**31 - count:
            runs.append(Run(start, source, count))
            end = start + count
    return tuple(runs)


def _is_box(box: tuple[int, int, float, float, float, float], length: int) -> bool:
    start, end, left, top, right, bottom = box
    return 0 <= start < end <= length and 0 <= left < right <= 1 and 0 <= top < bottom <= 1


def _one_line(untrusted: str, longest: int) -> str:
    return " ".join(untrusted.split())[:longest]
