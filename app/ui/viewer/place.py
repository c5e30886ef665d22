"""A place in a document, and what is read from the library to show it. Knows no Qt."""

from dataclasses import dataclass, field
from typing import Protocol

from app.core.library.documents import Document, Page
from app.core.library.positions import Marks, marks_of
from app.services.library.viewing import Original

PART_CHARACTERS = 12_000
"""A document without pages may be one text of many megabytes; it is laid out in parts of this length."""


class Shelf(Protocol):
    """What the viewer needs of the library."""

    def original(self, document_id: int) -> Original:
        """The file, as far as it can be drawn."""

    def page(self, document_id: int, page_index: int) -> Page:
        """The text of a page as it was read."""

    def document(self, document_id: int) -> Document:
        """What is known of the document."""


@dataclass(frozen=True, slots=True)
class Place:
    """Characters `start` to `end` of a page; both 0 for the page as such. `page_index` counts from 0."""

    document_id: int
    page_index: int = 0
    start: int = 0
    end: int = 0
    title: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """What was read for a place: a PDF where the file can be drawn (`password` opens it), else the text of the page.

    `marks` are where the place's characters stand on the PDF's page, `words` what they say. `original_is_gone` says that
    the file on disk is missing or no longer the one that was read.
    """

    place: Place
    page_count: int
    pdf: bytes | None = None
    password: str = field(default="", repr=False)
    marks: Marks = field(default_factory=Marks)
    words: str = ""
    page: Page | None = None
    original_is_gone: bool = False


def read_contents(shelf: Shelf, place: Place, *, as_text: bool = False) -> Contents:
    """Read what the viewer needs; not for the window's thread. `as_text` leaves the PDF aside."""
    count = shelf.document(place.document_id).page_count
    page = shelf.page(place.document_id, place.page_index)
    if as_text:
        return Contents(place, count, page=page)
    original = shelf.original(place.document_id)
    if original.pdf is not None and not page.label:  # a label: of a file attached to it
        marks = marks_of(page.runs, page.boxes, place.start, place.end)
        words = page.text[place.start : place.end]
        return Contents(place, count, original.pdf, original.password, marks, words)
    return Contents(place, count, page=page, original_is_gone=not original.unchanged)


def parts(text: str) -> tuple[tuple[int, int], ...]:
    """Ranges of about `PART_CHARACTERS` that make up the text, cut behind a line where there is one."""
    ranges: list[tuple[int, int]] = []
    start = 0
    while len(text) - start > PART_CHARACTERS * 5 // 4:
        end = start + PART_CHARACTERS
        line = text.rfind("\n", start + PART_CHARACTERS // 2, end)
        end = line + 1 if line >= 0 else end
        ranges.append((start, end))
        start = end
    return (*ranges, (start, len(text)))


def part_with(ranges: tuple[tuple[int, int], ...], offset: int) -> int:
    """The position of the part that holds a character."""
    return next((index for index, (_, end) in enumerate(ranges) if offset < end), len(ranges) - 1)
