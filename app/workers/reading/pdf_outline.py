"""The headings of a PDF: from its outline, or where it has none from the size and weight of its letters."""

import contextlib
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pypdfium2

from app.core.library.documents import Heading
from app.workers.reading.pdf_lines import Line
from app.workers.reading.pdf_order import Written

Outline = dict[int, list[tuple[int, str]]]
"""Level and title of the outline's entries, for each page index."""

_MAXIMUM_BOOKMARKS = 5_000
_LONGEST_HEADING = 200
_LONGEST_LINE = 120
_MOST_ON_A_PAGE = 40
_LARGER = 1.15
_LEVELS = ((1.6, 1), (1.2, 2))
_HEADING_LINE = re.compile(r"[^\W_a-zß-ÿ](?=.*[^\W\d_]{2}).*[^.,;\-]")


def read_outline(document: pypdfium2.PdfDocument, page_count: int) -> Outline:
    """The outline; a loop in it ends it."""
    entries: Outline = {}
    for bookmark in itertools.islice(document.get_toc(max_depth=6), _MAXIMUM_BOOKMARKS):
        destination = bookmark.get_dest()
        index = destination.get_index() if destination is not None else None
        if index is not None and 0 <= index < page_count:
            with contextlib.suppress(UnicodeError):
                entries.setdefault(index, []).append((bookmark.level + 1, " ".join(bookmark.get_title().split())))
    return entries


def outline_headings(text: str, entries: Sequence[tuple[int, str]]) -> Iterator[Heading]:
    """The entries of the outline that are found on their page, in order."""
    found = [Heading(offset, level, title) for level, title in entries if (offset := _find(title, text)) is not None]
    return iter(sorted(found, key=lambda heading: heading.offset))


class TypeSizes:
    """What the usual height of a document's letters is, so that larger ones stand out."""

    def __init__(self) -> None:
        self._characters: Counter[float] = Counter()

    def headings(self, page: Written) -> tuple[Heading, ...]:
        """The lines of a page that are set like headings; those broken over lines in one piece."""
        for _, line in page.offsets:
            self._characters[round(line.height, 1)] += line.end - line.start
        body = self._characters.most_common(1)[0][0] if self._characters else 0.0
        found: list[Heading] = []
        above: Line | None = None
        for position, (offset, line) in enumerate(page.offsets[:-1]):
            end = page.offsets[position + 1][0]
            words = page.text[offset:end].strip()
            level = _level(line, words, body)
            if level is None:
                above = None
                continue
            if above is not None and _goes_on(above, line) and found[-1].level == level:
                found[-1] = replace(found[-1], text=f"{found[-1].text} {words}"[:_LONGEST_HEADING])
            else:
                found.append(Heading(offset, level, words))
            above = line
        return tuple(found) if len(found) <= _MOST_ON_A_PAGE else ()


def _goes_on(above: Line, line: Line) -> bool:
    """Whether a heading that begins on the line above goes on here."""
    return 0 < above.base - line.base < 1.6 * line.height


def _level(line: Line, words: str, body: float) -> int | None:
    if len(line.cells) > 1 or len(words) > _LONGEST_LINE or not _HEADING_LINE.fullmatch(words):
        return None
    if line.height < _LARGER * body and not (line.bold and line.height >= 0.95 * body):
        return None
    return next((level for ratio, level in _LEVELS if line.height >= ratio * body), 3)


def _find(title: str, text: str) -> int | None:
    """Where a heading begins on its page, at the start of a line if it can be, however it is broken and spaced there."""
    letters = [re.escape(letter) for letter in title[:_LONGEST_HEADING] if not letter.isspace()]
    if not letters:
        return None
    pattern = r"[\s|\u00ad]*".join(letters)
    match = re.search(rf"^[ \t]*({pattern})", text, re.I | re.M) or re.search(f"({pattern})", text, re.I)
    return match.start(1) if match else None
