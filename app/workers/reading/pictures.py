"""Text in pictures, as far as readers know of it: who reads it, what comes of it, and what is told of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from app.core.library.documents import Page, ReadDocument
from app.core.library.positions import WordBox
from app.workers.reading.page_stream import PageStream

if TYPE_CHECKING:  # numpy is not needed where no picture is read
    import numpy as np
    from numpy.typing import NDArray

Pixels: TypeAlias = "NDArray[np.uint8]"
"""Rows of pixels, each blue, green and red, or one shade of grey."""

_LISTED = 5


@dataclass(frozen=True, slots=True)
class PictureText:
    """What was recognized in a picture, in reading order; `confidence` runs from 0 to 1."""

    text: str
    boxes: tuple[WordBox, ...]
    confidence: float

    def page(self, number: int | None, label: str = "") -> Page:
        """It as a page of a document."""
        return Page(number, self.text, label=label, boxes=self.boxes, confidence=self.confidence)


class Pictures:
    """Stands where no picture can be read: counts those that were left out, so that another process may read them."""

    def __init__(self) -> None:
        self.missed = 0
        self.looked_at = 0

    def read(self, render: Callable[[], Pixels]) -> PictureText | None:  # noqa: ARG002
        """The text in a picture, None if it cannot be told. `render` makes the picture, which takes its time."""
        self.missed += 1
        return None

    def stream_file(self, content: bytes, page_limit: int, checkpoint: Callable[[], None]) -> PageStream:  # noqa: ARG002
        """The text of a picture file, a page for each picture in it.

        Raises:
            UnreadableFile: damaged, or too large.
        """
        self.missed += 1
        return PageStream.of(ReadDocument("", "image", ()))


def recognition_note(confidences: Mapping[int, float], page_count: int) -> str:
    """The note for a document whose pages of these numbers were read from their pictures."""
    mean = sum(confidences.values()) / len(confidences)
    if page_count == 1:
        return f"Its text was read from the picture and may have errors (confidence {mean:.2f})."
    one = len(confidences) == 1
    were = "was read from its picture" if one else "were read from their pictures"
    return (
        f"{len(confidences):,} of {page_count:,} pages {were}; the text may have errors "
        f"({'page' if one else 'pages'} {_listed(sorted(confidences))}; confidence {mean:.2f})."
    )


def pages_named(numbers: Sequence[int]) -> str:
    """The subject of a note, such as "2 pages (3, 7) contain"."""
    if len(numbers) == 1:
        return f"Page {numbers[0]} contains"
    return f"{len(numbers):,} pages ({_listed(numbers)}) contain"


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(str(number) for number in numbers[:_LISTED]) + (", \u2026" if len(numbers) > _LISTED else "")
