"""A place in a document, and what is read from the library to show it. Knows no Qt."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from app.core.documents import Document, Page
from app.core.positions import Marks, marks_of

PART_CHARACTERS = 12_000
"""A document without pages may be one text of many megabytes; it is laid out in parts of this length."""

_LARGEST_PDF_BYTES = 400 * 1024 * 1024


class Shelf(Protocol):
    """What the viewer needs of the library."""

    def original(self, document_id: int) -> Path | None:
        """The file, if it is still there and still the same."""

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
    """What was read for a place: the PDF itself where there is one, else the text of the page.

    `marks` are where the place's characters stand on the PDF's page, `words` what they say. `original_is_gone` says that the file on disk is missing or no longer the one that was read.
    """

    place: Place
    page_count: int
    pdf: bytes | None = None
    marks: Marks = field(default_factory=Marks)
    words: str = ""
    page: Page | None = None
    original_is_gone: bool = False


def read_contents(shelf: Shelf, place: Place, *, as_text: bool = False) -> Contents:
    """Read what the viewer needs; not for the window's thread. `as_text` leaves the PDF aside."""
    count = shelf.document(place.document_id).page_count
    page = shelf.page(place.document_id, place.page_index)
    original = None if as_text else shelf.original(place.document_id)
    pdf = _pdf(original) if original is not None and not page.label else None  # a label: of a file attached to it
    if pdf is not None:
        marks = marks_of(page.runs, page.boxes, place.start, place.end)
        return Contents(place, count, pdf=pdf, marks=marks, words=page.text[place.start : place.end])
    return Contents(place, count, page=page, original_is_gone=not as_text and original is None)


def _pdf(path: Path) -> bytes | None:
    if path.stat().st_size > _LARGEST_PDF_BYTES:
        return None
    with path.open("rb") as file:
        head = file.read(1024)
        return head + file.read() if b"%PDF-" in head else None


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
