"""Cutting a document into passages: what is found by a search, handed to the model and quoted to the user."""

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.core.library.documents import Chunk, Heading, Page, ReadDocument

PASSAGE_TOKENS = 230
"""The most a passage holds by `estimated_tokens`: some 150 English words. The embedder reads 256 with the title before it."""

_LEAST_SHARE = 0.5
"""A cut before this share of the whole is not worth a better place."""
_SECTION_SHARE = 0.35
"""From this share on a heading begins a passage of its own; smaller sections stay with what follows them."""
_WINDOW_CHARACTERS = 3000
_LONGEST_HEADING_PATH = 200
_LONGEST_TABLE_HEADER = 200

_PIECE = re.compile(
    r"(?P<ideograph>[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff])"
    r"|(?P<digits>\d{1,99})|(?P<letters>[^\W\d_\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]{1,99})|(?P<sign>\S)"
)
_PARAGRAPH_END = re.compile(r"\n[^\S\n]*\n\s*")
_SENTENCE_END = re.compile(
    r"(?<=[.!?\u2026])[\"'\u201d\u2019\u00bb)\]]*\s+(?=[^\sa-z])|(?<=[\u3002\uff01\uff1f])[\u300d\u300f\u201d\uff09]*"
)
_LINE_END = re.compile(r"\n")
_SPACE = re.compile(r"\s")
_CELL_SEPARATOR = " | "
_TABLE_ROW = r"(?:\| |[^\n]*? \|(?= |$))[^\n]*"
_TABLE = re.compile(rf"^{_TABLE_ROW}(?:\n(?:{_TABLE_ROW}|[|:+-]+$))+", re.MULTILINE)
"""Two rows and more; Markdown draws a line without spaces below its header."""


def split(document: ReadDocument) -> list[Chunk]:
    """Passages in reading order, none across a page, that together hold every character that can be seen.

    They end where a paragraph does, else a sentence, a line, a word; table rows are cut only when longer than a
    passage. They do not overlap, so that no evidence is handed to the model twice. A passage that begins in the middle
    of a table has the table's first row at the end of its heading.
    """
    chunks: list[Chunk] = []
    path: list[Heading] = []
    for page_index, page in enumerate(document.pages):
        headings = list(page.headings)
        tables = _Tables(page.text)
        row, counted = page.first_row, 0
        for start, end in _spans(page):
            while headings and headings[0].offset <= start:
                path = [above for above in path if above.level < headings[0].level] + [headings.pop(0)]
            if page.first_row:
                row, counted = row + page.text.count("\n", counted, start), start
            above = " > ".join(filter(None, (_written(path), tables.header_above(start))))
            chunks.append(Chunk(page_index, start, end, page.text[start:end], above, row))
        for heading in headings:
            path = [above for above in path if above.level < heading.level] + [heading]
    return chunks


def estimated_tokens(text: str) -> int:
    """About how many word pieces a BERT tokenizer makes of a text, without one.

    On real filings and papers 5 % of passages have more than estimated, 1 % more than 1.05 times as many; other
    languages than English have up to 1.6 times as many.
    """
    return sum(_tokens(piece) for piece in _PIECE.finditer(text))


def _tokens(piece: re.Match[str]) -> int:
    length = piece.end() - piece.start()
    if piece.lastgroup == "digits":
        return -(-length // 3)
    if piece.lastgroup == "letters":
        return 1 + max(0, length - 5) // 5
    return 1


class _Tables:
    """The tables of a text, asked for in reading order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tables = _TABLE.finditer(text)
        self._start = self._end = -1
        self._header = ""

    def header_above(self, offset: int) -> str:
        """The first row of the table that goes on at `offset`; "" where none does, or that row itself begins there."""
        while self._end <= offset:
            table = next(self._tables, None)
            self._start, self._end = table.span() if table is not None else (len(self._text), len(self._text) + 1)
            row_end = self._text.find("\n", self._start)
            self._header = self._text[self._start : row_end].strip()[:_LONGEST_TABLE_HEADER]
        return self._header if self._start < offset else ""


def _written(path: Sequence[Heading]) -> str:
    return " > ".join(heading.text for heading in path)[:_LONGEST_HEADING_PATH]


def _spans(page: Page) -> Iterator[tuple[int, int]]:
    """Where passages start and end, without white space at either side."""
    text = page.text
    section_starts = [heading.offset for heading in page.headings]
    start = 0
    while start < len(text):
        window = text[start : start + _WINDOW_CHARACTERS]
        blank = len(window) - len(window.lstrip())
        if blank:
            start += blank
            continue
        sections = [offset - start for offset in section_starts if start < offset < start + len(window)]
        length = _passage_length(window, sections, is_last=start + len(window) == len(text))
        yield start, start + len(window[:length].rstrip())
        start += length


@dataclass(frozen=True, slots=True)
class _Measured:
    """The tokens of a window: where each ends, and how many there are up to there."""

    ends: list[int]
    counts: list[int]

    def before(self, offset: int) -> int:
        """How many tokens lie before an offset."""
        position = bisect.bisect_right(self.ends, offset)
        return self.counts[position - 1] if position else 0

    def reach(self, tokens: int) -> int:
        """The offset after as much as holds no more than `tokens`, at least one piece."""
        return self.ends[max(bisect.bisect_right(self.counts, tokens), 1) - 1]


def _measure(window: str) -> _Measured:
    ends, counts, total = [], [], 0
    for piece in _PIECE.finditer(window):
        total += _tokens(piece)
        ends.append(piece.end())
        counts.append(total)
        if total > 2 * PASSAGE_TOKENS:
            break  # beyond it nothing changes the cut
    return _Measured(ends, counts)


def _passage_length(window: str, sections: list[int], *, is_last: bool) -> int:
    """How much of the window the next passage takes. The window begins with a character that can be seen."""
    measured = _measure(window)
    reach = measured.reach(PASSAGE_TOKENS)
    for section in sections:
        if measured.before(section) >= _SECTION_SHARE * PASSAGE_TOKENS and section <= reach:
            return section
    total = measured.counts[-1]
    if is_last and total <= PASSAGE_TOKENS:
        return len(window)
    # What would leave a small rest behind is cut in halves instead.
    target = total // 2 if is_last and total < 2 * PASSAGE_TOKENS else PASSAGE_TOKENS
    return _best_cut(window, measured.reach(int(_LEAST_SHARE * target)), reach, measured.reach(target))


def _best_cut(window: str, earliest: int, latest: int, wanted: int) -> int:
    """The place nearest to `wanted` where the text breaks most naturally, between `earliest` and `latest`."""
    for pattern in (_PARAGRAPH_END, _SENTENCE_END, _LINE_END, _SPACE):
        ends = [match.end() for match in pattern.finditer(window, earliest, min(latest + 1, len(window)))]
        ends = [end for end in ends if end > 0 and not (pattern is _SENTENCE_END and _is_in_row(window, end))]
        if ends:
            return min(ends, key=lambda end: abs(end - wanted))
    return latest


def _is_in_row(window: str, offset: int) -> bool:
    line_start = window.rfind("\n", 0, offset) + 1
    if line_start == offset:
        return False
    line_end = window.find("\n", offset)
    return _CELL_SEPARATOR in window[line_start : line_end if line_end >= 0 else len(window)]
