"""What Alcove knows of a document: its pages, its passages, and where each passage stands."""

from dataclasses import dataclass, field
from enum import StrEnum

from app.core.library.positions import Run, WordBox
from app.core.library.scores import ScoreParts


class DocumentStatus(StrEnum):
    """How far a document has come on its way into the library."""

    STORED = "stored"
    """Text and passages are in the vault; vectors are still missing."""
    SEARCHABLE = "searchable"
    FAILED = "failed"
    """It could not be read; `Document.reason` says why."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading at `offset` characters into its page's text; `level` 1 is the highest."""

    offset: int
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page of text. Formats without pages have exactly one, with `number` None.

    For PDF, `runs` say which of PDFium's characters on that page the text consists of (none, without boxes: all, as they
    are), and `boxes` where words recognized in a picture stand, and what people added to the page, so that a citation
    can be drawn; see `app.core.library.positions`.
    `confidence`, from 0 to 1, is that of text recognized in a picture, None for other text.
    `label` names the page where a number alone does not, such as "Slide 4", "Sheet Costs" or "plan.docx". In a sheet
    every line of `text` is a row, and `first_row` the number of the first, as the program shows it; it is 0 elsewhere.
    """

    number: int | None
    text: str
    headings: tuple[Heading, ...] = ()
    label: str = ""
    first_row: int = 0
    runs: tuple[Run, ...] = ()
    boxes: tuple[WordBox, ...] = ()
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """What the reader found in a file. `format` is a lower-case name such as "pdf"; `notes` are sentences for the user.

    `author` and `date` (ISO 8601, the day at least) are what the file says of itself, "" where it does not.
    """

    title: str
    format: str
    pages: tuple[Page, ...]
    notes: tuple[str, ...] = ()
    author: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of one page, before it has an identity: `text == page.text[start:end]`.

    `page_index` counts from 0; `heading` is the path of headings above it, joined by " > ". `first_row` is the number
    of its first line's row in a sheet, 0 elsewhere.
    """

    page_index: int
    start: int
    end: int
    text: str
    heading: str = ""
    first_row: int = 0


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk in the vault. `id` never changes and is never used again; `page` is the printed page, counted from 1, or None.

    `label` is its page's; `first_row` as in `Chunk`.
    """

    id: int
    document_id: int
    ordinal: int
    page_index: int
    page: int | None
    start: int
    end: int
    heading: str
    text: str
    label: str = ""
    first_row: int = 0

    def place(self, start: int = 0, end: int | None = None) -> str:
        """The label, and in a sheet the rows that `text[start:end]` stands in: "Sheet Costs, rows 12-18"."""
        if not self.first_row:
            return self.label
        first = self.first_row + self.text.count("\n", 0, start)
        last = first + self.text[start:end].rstrip("\n").count("\n")
        rows = f"row {first}" if first == last else f"rows {first}-{last}"
        return f"{self.label}, {rows}" if self.label else rows


@dataclass(frozen=True, slots=True)
class Document:
    """A file in the library, in place: Alcove keeps its text, never a copy of the file."""

    id: int
    path: str
    title: str
    format: str
    collection: str
    content_hash: str
    """sha256 of the file, in hexadecimal."""
    size_bytes: int
    modified_ns: int
    added_at: str
    """ISO 8601, UTC."""
    status: DocumentStatus
    reason: str = ""
    page_count: int = 0
    passage_count: int = 0
    author: str = ""
    date: str = ""
    """ISO 8601, as the file says itself; "" where it does not."""
    notes: tuple[str, ...] = ()
    """Sentences for the user about what was not read, or not surely."""
    locked: bool = False
    """It FAILED for want of its password."""


@dataclass(frozen=True, slots=True)
class ScoredPassage:
    """A passage found for a question. `score` is the fused score, `parts` what it is the sum of.

    `cosine` and `keyword_score` (BM25) are as measured, None where it has no vector yet or none of the words.
    """

    passage: Passage
    path: str
    title: str
    score: float
    cosine: float | None = None
    keyword_score: float | None = None
    parts: ScoreParts = field(default_factory=ScoreParts)


@dataclass(frozen=True, slots=True)
class LibraryStatus:
    """Counts for one collection, or for all."""

    documents: int = 0
    searchable: int = 0
    stored: int = 0
    failed: int = 0
    passages: int = 0
    index_state: str = ""
    """One sentence about the Chroma generation: what answers nearest-neighbour questions now, and why."""
    unreadable: tuple[tuple[str, str], ...] = field(default=())
    """Path and reason of each file that could not be read."""


def place_name(page: int | None, label: str) -> str:
    """How a place is told: by its label, else as "page 3"; "" where there is nothing to tell."""
    return label or (f"page {page}" if page is not None else "")
