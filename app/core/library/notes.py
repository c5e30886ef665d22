"""Notes made from photos: documents of the library without a file of their own, whose picture the vault keeps."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from app.core.library.documents import Document, Page, ReadDocument

NOTE = "note"
"""The format of such a document."""
_SCHEME = "note:"
_LONGEST_TITLE = 80


def path_of(made_at: str, digest: str) -> str:
    """What stands in the place of a path; `made_at` is ISO 8601, and tells two notes of the same picture apart."""
    return f"{_SCHEME}{made_at}-{digest[:8]}"


def names_note(path: str) -> bool:
    """Whether this stands in the place of a note's path."""
    return path.startswith(_SCHEME)


def is_note(document: Document) -> bool:
    """Whether it is a note, which has no file that could change or be gone."""
    return document.format == NOTE


def as_document(text: str, recognized: Page, made_on: str) -> ReadDocument:
    """The note as it is read into the library. `made_on` is its day in ISO 8601.

    The places of the recognized words in the picture are kept for as much as the user has left of its beginning.
    """
    same = (one == other for one, other in zip(text, recognized.text, strict=False))
    kept = sum(takewhile(bool, same))
    boxes = tuple(box for box in recognized.boxes if box.end <= kept)
    page = replace(recognized, text=text, headings=(), boxes=boxes)
    return ReadDocument(_title(text.splitlines()), NOTE, (page,), date=made_on)


def content_hash(picture: bytes, text: str) -> str:
    """What tells one note from another."""
    return hashlib.sha256(hashlib.sha256(picture).digest() + text.encode()).hexdigest()


def _title(lines: Sequence[str]) -> str:
    first = next((line.strip() for line in lines if line.strip()), "")
    return first if len(first) <= _LONGEST_TITLE else f"{first[:_LONGEST_TITLE].rstrip()}\N{HORIZONTAL ELLIPSIS}"
