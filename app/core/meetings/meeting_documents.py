"""Meetings among the documents: a transcript as a document of the library, a passage a page, found and cited like any."""

import hashlib
import re

from app.core.asking.conversations import Answer
from app.core.library.documents import Chunk, Document, Page, ReadDocument
from app.core.meetings.speeches import stretches
from app.core.meetings.transcript import Segment, Transcript

MEETING = "meeting"
"""The format of such a document."""
COLLECTION = "Meetings"
_SCHEME = "meeting:"


def path_of(transcript_id: int) -> str:
    """What stands in the place of a path: there is no file, and nothing to look for on a drive."""
    return f"{_SCHEME}{transcript_id}"


def transcript_of(path: str) -> int | None:
    """The id of the transcript that a document's path names; None for a file."""
    number = path.removeprefix(_SCHEME)
    return int(number) if path.startswith(_SCHEME) and number.isdigit() else None


def cites_a_meeting(answer: Answer) -> bool:
    """Whether an answer rests on what was said in a meeting."""
    return any(transcript_of(citation.path) is not None for citation in answer.citations)


def is_meeting(document: Document) -> bool:
    """Whether it is a meeting, which has no file that could change or be gone."""
    return document.format == MEETING


def as_document(transcript: Transcript, held_on: str) -> tuple[ReadDocument, list[Chunk]]:
    """The transcript as it is read into the library. `held_on` is the meeting's day in ISO 8601."""
    found = stretches(transcript.segments)
    pages = tuple(Page(None, stretch.text, label=stretch.label) for stretch in found)
    chunks = [Chunk(index, 0, len(stretch.text), stretch.text) for index, stretch in enumerate(found)]
    return ReadDocument(transcript.title, MEETING, pages, date=held_on), chunks


def content_hash(document: ReadDocument) -> str:
    """What tells whether a transcript reads as it did; never that of any file."""
    parts = [MEETING, document.title, document.date, *(f"{page.label}\n{page.text}" for page in document.pages)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def second_of(segments: tuple[Segment, ...], page_index: int, start: int, quote: str, label: str) -> float:
    """When a quotation was said: at its place, or, where the transcript was edited since, where it stands now.

    Of several places, the one nearest to its old time; of what stands nowhere any more, about that time.
    """
    found = stretches(segments)
    before = found[page_index] if page_index < len(found) else None
    if before is not None and before.text[start : start + len(quote)] == quote:
        return before.second(start)
    old_second = _seconds(label)
    if before is not None and before.label.split(",")[0] == label.split(",")[0]:
        old_second = before.second(min(start, len(before.text)))
    places = (
        stretch.second(match.start()) for stretch in found for match in re.finditer(re.escape(quote), stretch.text)
    )
    return min(places, key=lambda second: abs(second - old_second), default=old_second)


def _seconds(label: str) -> float:
    parts = label.split(",")[0].split(":")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return 0.0
    hours, minutes, seconds = (int(part) for part in parts)
    return float(3600 * hours + 60 * minutes + seconds)
