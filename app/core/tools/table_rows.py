"""Rows of tables in words: "Boat: Lunde; Price: 95 euros" instead of cells between bars."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.core.tools.tables import CELL, cells_of, is_header, is_rule

_PARENT = " > "


@dataclass(frozen=True, slots=True)
class _Line:
    """A line at `start` to `end` of a text; `header` names the columns of the table it is a row of."""

    start: int
    end: int
    text: str
    header: tuple[str, ...] = ()
    is_row: bool = False
    is_header: bool = False


def row_in_words(header: Sequence[str], cells: Sequence[str]) -> str:
    """The filled cells of a row, each behind the name of its column."""
    named = zip((*header, *[""] * len(cells)), cells, strict=False)
    return "; ".join(f"{name}: {cell}" if name else cell for name, cell in named if cell)


def in_words(text: str, start: int = 0, end: int | None = None, heading: str = "") -> str:
    """`text[start:end]` in one line, with whole rows where it holds parts of them, in words.

    The first row of a table that began before the text is the last part of its `heading`. The names of columns stand
    with the cells, and not once more by themselves, unless there is nothing else; where none is known, cells stand alone.
    """
    end = len(text) if end is None else end
    told, names = [], []
    for line in _lines(text, heading):
        if line.end <= start or line.start >= end or is_rule(line.text):
            continue
        if line.is_header:
            names.append(", ".join(filter(None, line.header)))
        elif line.is_row:
            told.append(row_in_words(line.header, cells_of(line.text)))
        else:
            told.append(text[max(start, line.start) : min(end, line.end)])
    return " ".join(" ".join(told or names).split())


def is_header_at(text: str, start: int) -> bool:
    """Whether a line that begins at `start` names the columns of a table."""
    return any(line.is_header for line in _lines(text, "") if line.start <= start <= line.end)


def _lines(text: str, heading: str) -> Iterator[_Line]:
    """The lines of a text, rows with their header."""
    above = cells_of(heading.rpartition(_PARENT)[2]) if CELL in heading.rpartition(_PARENT)[2] else ()
    header, offset = above, 0
    for line in text.split("\n"):
        start, offset = offset, offset + len(line) + 1
        if CELL not in line and not (header and is_rule(line)):
            header = ()
            yield _Line(start, offset - 1, line)
            continue
        begins = not header and is_header(cells_of(line), len(cells_of(line)))
        header = cells_of(line) if begins else header
        yield _Line(start, offset - 1, line, header, is_row=True, is_header=begins)
