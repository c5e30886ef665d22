"""Running headers, footers and page numbers: lines that come again at the edge of one page after the other."""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from app.workers.reading.pdf_annotations import Addition
from app.workers.reading.pdf_lines import Line
from app.workers.reading.pictures import PictureText

_REACH = 4
"""Pages before and after that are looked at; left and right pages may differ."""
_LEAST_REPETITIONS = 2
_EDGE_LINES = 3
_MOST_CELLS = 3
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"\W*(?:page|seite|p\.)?\W*(?:[a-z]{1,2}-)?#(?:\W+(?:of|von|/)?\W*#)?\W*")


@dataclass(slots=True)
class MeasuredPage:
    """A page before its text is put in order; with `picture`, its text was read from there and has no lines;
    what people `added` stands besides."""

    index: int
    text: str
    lines: list[Line]
    picture: PictureText | None = None
    added: Sequence[Addition] = ()
    edges: dict[tuple[str, str], Line] = field(default_factory=dict)


def without_running_lines(pages: Iterable[MeasuredPage]) -> Iterator[MeasuredPage]:
    """The same pages, a few behind, without what is repeated. A header stays where it is seen first; page numbers go."""
    window: deque[MeasuredPage] = deque(maxlen=2 * _REACH + 1)
    kept: set[tuple[str, str]] = set()
    due = 0
    for page in pages:
        page.edges = _edges(page)
        window.append(page)
        if page.index - due >= _REACH:
            yield _cleared(next(each for each in window if each.index == due), window, kept)
            due += 1
    for page in list(window):
        if page.index >= due:
            yield _cleared(page, window, kept)


def _edges(page: MeasuredPage) -> dict[tuple[str, str], Line]:
    """The outermost lines, by where they are and what they say but for their numbers; the outermost first."""
    lines = sorted(page.lines, key=lambda line: -line.base)
    found: dict[tuple[str, str], Line] = {}
    for edge, outermost in (("top", lines[:_EDGE_LINES]), ("bottom", lines[: -_EDGE_LINES - 1 : -1])):
        for line in outermost:
            words = " ".join(_DIGITS.sub("#", page.text[line.start : line.end]).lower().split())
            if len(line.cells) <= _MOST_CELLS:
                found.setdefault((edge, words), line)
    return found


def _cleared(page: MeasuredPage, window: Iterable[MeasuredPage], kept: set[tuple[str, str]]) -> MeasuredPage:
    others = [other for other in window if other is not page and abs(other.index - page.index) <= _REACH]
    running = {key for key in page.edges if sum(key in other.edges for other in others) >= _LEAST_REPETITIONS}
    gone = {id(page.edges[key]) for key in running if key in kept or _PAGE_NUMBER.fullmatch(key[1])}
    kept |= running
    if gone:
        page.lines = [line for line in page.lines if id(line) not in gone]
    return page
