"""The reading order of a page: columns one after the other, rows of tables with their cells beside each other."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from app.core.library.positions import Run
from app.workers.reading.pdf_lines import Line

_LEAST_COLUMN_LINES = 4
_LEAST_CELL_CHARACTERS = 18
_LEAST_FILL = 0.6
_LARGEST_DIGIT_SHARE = 0.25
_NEARBY_LINES = 3
_CELL_GAP = 0.8
_PARAGRAPH_GAP = 1.35
_ROW_GAP = 2.5
"""In usual distances of lines: further apart, paragraphs or parts of a table end."""
_HYPHEN = "\u00ad"
_CELL_SEPARATOR = " | "
_LETTERS_BEFORE = re.compile(r"[^\W\d_]+$")
_LETTERS_AFTER = re.compile(r"[^\W\d_]+")
_WHOLE_WORD = re.compile(r"(?<![\w\u00ad])[^\W\d_]{2,}(?![\w\u00ad])")


@dataclass(slots=True)
class Written:
    """A page's text, how it came from PDFium's, and at which offset each line of it begins."""

    text: str
    runs: tuple[Run, ...]
    offsets: list[tuple[int, Line]]


def write_page(text: str, lines: Sequence[Line], known_words: set[str]) -> Written:
    """The text of a page in reading order. `known_words` decide which hyphens at line ends stay."""
    ordered = _in_reading_order(text, list(lines))
    in_table = _tabular(ordered)
    leading = _leading(ordered)
    writer = _Writer(text, known_words)
    offsets = []
    for index, line in enumerate(ordered):
        previous = ordered[index - 1] if index else None
        if previous is not None:
            gap = _ROW_GAP if in_table[index] and in_table[index - 1] else _PARAGRAPH_GAP
            writer.line_end(previous.end, line.start, is_paragraph=previous.base - line.base > gap * leading)
        offsets.append((writer.length, line))
        _write_line(writer, line, in_table=in_table[index])
    return Written("".join(writer.parts), writer.runs(), offsets)


def _write_line(writer: "_Writer", line: Line, *, in_table: bool) -> None:
    if not in_table:
        writer.source(line.start, line.end)
        return
    for index, cell in enumerate(line.cells):
        if index:
            gap = cell.left - line.cells[index - 1].right
            writer.literal(_CELL_SEPARATOR if gap > _CELL_GAP * line.height else " " if gap > 0.2 * line.height else "")
        writer.source(cell.start, cell.end)


def whole_words(text: str) -> set[str]:
    """The words of a page in small letters, without those that a line's end divides."""
    return {word.lower() for word in _WHOLE_WORD.findall(text)}


class _Writer:
    """Puts a text together from stretches of another, and remembers where each came from."""

    def __init__(self, text: str, known_words: set[str]) -> None:
        self._text = text
        self._known_words = known_words
        self._runs: list[list[int]] = []
        self.parts: list[str] = []
        self.length = 0

    def source(self, start: int, end: int) -> None:
        """Take a stretch of the source over; hyphens that only divide a word at a line's end are left out."""
        position = start
        while (hyphen := self._text.find(_HYPHEN, position, end)) >= 0:
            self._take(position, hyphen)
            if self._hyphen_stays(hyphen):
                self.literal("-")
            position = hyphen + 1
        self._take(position, end)

    def literal(self, text: str) -> None:
        """Write what the source does not have."""
        self.parts.append(text)
        self.length += len(text)

    def line_end(self, start: int, end: int, *, is_paragraph: bool) -> None:
        """Go to the next line; with the source's own line end where it lies between."""
        if start == end:
            return  # a word goes on, the hyphen before it is left out
        between = self._text[start:end] if start <= end else ""
        if is_paragraph:
            self.literal("\n\n")
        elif between and len(between) <= 3 and not between.strip() and "\n" in between:
            self._take(start, end)
        else:
            self.literal("\n")

    def runs(self) -> tuple[Run, ...]:
        """Where the parts came from; none if the whole text is where it was."""
        if [[0, 0, self.length]] == self._runs:
            return ()
        return tuple(Run(*run) for run in self._runs)

    def _take(self, start: int, end: int) -> None:
        if start >= end:
            return
        last = self._runs[-1] if self._runs else None
        if last is not None and last[0] + last[2] == self.length and last[1] + last[2] == start:
            last[2] += end - start
        else:
            self._runs.append([self.length, start, end - start])
        self.literal(self._text[start:end])

    def _hyphen_stays(self, index: int) -> bool:
        """Whether the hyphen at a line's end belongs to the word, as in "long-term"."""
        before = _LETTERS_BEFORE.search(self._text, max(0, index - 40), index)
        after = _LETTERS_AFTER.match(self._text, index + 1)
        if before is None or after is None:
            return True
        if after[0][0].isupper():
            return not before[0].isupper()
        joined = (before[0] + after[0]).lower()
        return joined not in self._known_words and {before[0].lower(), after[0].lower()} <= self._known_words


def _leading(lines: Sequence[Line]) -> float:
    """The usual distance of two lines, in points."""
    steps = [above.base - below.base for above, below in itertools.pairwise(lines)]
    down = [step for step in steps if step > 1]
    return median(down) if down else 12.0


def _in_reading_order(text: str, lines: list[Line]) -> list[Line]:
    """Where the PDF's order runs across columns of prose, each column by itself."""
    ordered: list[Line] = []
    position = 0
    while position < len(lines):
        found = _columns_from(text, lines, position) if len(lines[position].cells) > 1 else None
        if found is None:
            ordered.append(lines[position])
            position += 1
            continue
        end, gutter = found
        for side in _sides(lines[position:end], gutter):
            ordered += _in_reading_order(text, side)
        position = end
    return ordered


def _columns_from(text: str, lines: Sequence[Line], start: int) -> tuple[int, float] | None:
    """Where a stretch of prose in columns that begins at a line ends, and the middle of the gutter between them."""
    best: tuple[int, float] | None = None
    for gap_left, gap_right in _gaps(lines[start]):
        left, right, end, both = gap_left, gap_right, start, 0
        for line in lines[start:]:
            narrowed = _narrowed(line, left, right)
            if narrowed is None:
                break
            both += len(line.cells) > 1 and line.cells[0].left < left < line.cells[-1].right
            left, right = narrowed
            end += 1
        gutter = (left + right) / 2
        if both >= _LEAST_COLUMN_LINES and _is_prose(text, lines[start:end], gutter) and (not best or end > best[0]):
            best = (end, gutter)
    return best


def _gaps(line: Line) -> Iterator[tuple[float, float]]:
    for before, after in itertools.pairwise(line.cells):
        yield before.right, after.left


def _narrowed(line: Line, left: float, right: float) -> tuple[float, float] | None:
    """What is left of a gutter beside this line; None if the line crosses it."""
    for cell in line.cells:
        if cell.left < right and cell.right > left:
            if cell.right <= (left + right) / 2:
                left = cell.right
            elif cell.left >= (left + right) / 2:
                right = cell.left
            else:
                return None
    return (left, right) if right - left > 0.4 * line.height else None


def _is_prose(text: str, lines: Sequence[Line], gutter: float) -> bool:
    """Whether both sides of a gutter are filled with words, as columns are, and not with the cells of a table."""
    for side in _sides(lines, gutter):
        widths = [line.cells[-1].right - line.cells[0].left for line in side]
        written = "".join(text[cell.start : cell.end] for line in side for cell in line.cells)
        cells = sum(len(line.cells) for line in side)
        if len(side) < _LEAST_COLUMN_LINES or len(written) < _LEAST_CELL_CHARACTERS * cells:
            return False
        if median(widths) < _LEAST_FILL * max(widths):
            return False
        if sum(character.isdigit() for character in written) > _LARGEST_DIGIT_SHARE * len(written):
            return False
    return True


def _sides(lines: Sequence[Line], gutter: float) -> tuple[list[Line], list[Line]]:
    """The parts of lines to the left and to the right of a gutter."""
    left: list[Line] = []
    right: list[Line] = []
    for line in lines:
        for side, cells in (
            (left, [cell for cell in line.cells if cell.right <= gutter]),
            (right, [cell for cell in line.cells if cell.right > gutter]),
        ):
            if cells:
                side.append(Line(cells, line.base, line.height, line.bold))
    return left, right


def _tabular(lines: Sequence[Line]) -> list[bool]:
    """Whether each line is the row of a table: another row nearby has a gap at the same place."""
    gaps = [list(_gaps(line)) for line in lines]
    answer = [False] * len(lines)
    for index, own in enumerate(gaps):
        for other in range(index + 1, min(index + 1 + _NEARBY_LINES, len(lines))):
            if any(
                left < other_right and other_left < right
                for left, right in own
                for other_left, other_right in gaps[other]
            ):
                answer[index] = answer[other] = True
    return answer
