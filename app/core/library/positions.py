"""Where the characters of a page's text stand on the page, so that a citation can be drawn there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_BRIDGED_CHARACTERS = 3
"""A line end or a dropped hyphen between two stretches is not worth a mark of its own."""


@dataclass(frozen=True, slots=True)
class Run:
    """`length` characters of a page's text from `start` on are the PDF's own characters from `source` on."""

    start: int
    source: int
    length: int


@dataclass(frozen=True, slots=True)
class WordBox:
    """Where a word read from a picture stands: `text[start:end]`, in shares of the page's width and height.

    Shares run from 0 at the left and top to 1 at the right and bottom.
    """

    start: int
    end: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Marks:
    """What to highlight: ranges of the PDF's own characters (start and end), and boxes in shares of the page."""

    ranges: tuple[tuple[int, int], ...] = ()
    boxes: tuple[tuple[float, float, float, float], ...] = ()


def marks_of(runs: Sequence[Run], boxes: Sequence[WordBox], start: int, end: int) -> Marks:
    """What stands for characters `start` to `end` of a page's text. Without runs and boxes they are the PDF's own."""
    if end <= start:
        return Marks()
    if not runs and not boxes:
        return Marks(ranges=((start, end),))
    inside = [box for box in boxes if box.start < end and start < box.end]
    return Marks(tuple(_ranges(runs, start, end)), tuple(_joined(inside)))


def _ranges(runs: Sequence[Run], start: int, end: int) -> Iterator[tuple[int, int]]:
    pending: tuple[int, int] | None = None
    for run in runs:
        first, last = max(start, run.start), min(end, run.start + run.length)
        if first >= last:
            continue
        found = (run.source + first - run.start, run.source + last - run.start)
        if pending is not None and 0 <= found[0] - pending[1] <= _BRIDGED_CHARACTERS:
            pending = (pending[0], found[1])
            continue
        if pending is not None:
            yield pending
        pending = found
    if pending is not None:
        yield pending


def _joined(boxes: Sequence[WordBox]) -> Iterator[tuple[float, float, float, float]]:
    """One box for words that follow each other on a line."""
    pending: tuple[float, float, float, float] | None = None
    for box in boxes:
        middle = (box.top + box.bottom) / 2
        if pending is not None and pending[1] < middle < pending[3] and box.left >= pending[0]:
            pending = (pending[0], min(pending[1], box.top), max(pending[2], box.right), max(pending[3], box.bottom))
            continue
        if pending is not None:
            yield pending
        pending = (box.left, box.top, box.right, box.bottom)
    if pending is not None:
        yield pending
