"""Sheets as text: a line for each row, so that a place in the text names the row it stands in."""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.core.library.documents import Heading, Page
from app.workers.reading.terms import MAXIMUM_CHARACTERS, Checkpoint, one_line

Row = tuple[int, Mapping[int, str]]
"""The number of a row, and the text of its cells by column; rows without any text may be left out."""

_WIDEST_GAP = 10
"""Empty rows between two tables of one page; after more of them a page begins, with a number of its own."""
_CHECKPOINT_EVERY = 1000
_SIGNS_BETWEEN_CELLS = 3
_FEW_COLUMNS = 60
_LEAST_FILLED = 0.05
"""Of a wide table with less of its cells filled, the empty cells are left out: they would be all there is to see."""


@dataclass(slots=True)
class Room:
    """How many characters of text there is still room for in one document, the signs between cells included."""

    left: int = MAXIMUM_CHARACTERS

    def notes(self) -> tuple[str, ...]:
        """The note that there was not enough, if so."""
        return () if self.left >= 0 else ("Only the first part was read: there is more text than a document may hold.",)


def sheet_pages(name: str, rows: Iterable[Row], room: Room, checkpoint: Checkpoint, suffix: str = "") -> Iterator[Page]:
    """The rows as pages labelled with the sheet's name and `suffix`; cells are divided by " | ", tables by empty rows.

    Columns without any text in a table are left out of it. It ends where there is no room left.
    """
    lines: list[str] = []
    first = last = 0
    for table in _tables(_filled(rows, room, checkpoint)):
        if lines and table[0][0] - last > _WIDEST_GAP:
            yield _page(name, suffix, lines, first)
            lines = []
        if not lines:
            first = last = table[0][0]
        lines += [""] * (table[0][0] - last - 1)
        lines += _lines(table)
        last = table[-1][0]
    if lines:
        yield _page(name, suffix, lines, first)


def _page(name: str, suffix: str, lines: list[str], first_row: int) -> Page:
    text = "\n".join(lines)[:MAXIMUM_CHARACTERS]
    headings = (Heading(0, 1, name),) if name else ()
    return Page(None, text, headings, f"Sheet {name}{suffix}" if name else "", first_row)


def named_page(name: str, text: str) -> Page:
    """A page of what belongs to a sheet and stands in no row of it."""
    return Page(None, text[:MAXIMUM_CHARACTERS], (Heading(0, 1, name),), f"Sheet {name}")


def _filled(rows: Iterable[Row], room: Room, checkpoint: Checkpoint) -> Iterator[Row]:
    for count, (number, cells) in enumerate(rows):
        if count % _CHECKPOINT_EVERY == 0:
            checkpoint()
        texts = {}
        for column, cell in cells.items():
            if text := one_line(cell)[: max(room.left, 0)]:
                texts[column] = text
                room.left -= len(text) + _SIGNS_BETWEEN_CELLS
        if texts:
            yield number, texts
        if room.left < 0:
            return


def _tables(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """Runs of rows without an empty one between them."""
    for _, run in itertools.groupby(enumerate(rows), key=lambda item: item[1][0] - item[0]):
        yield [row for _, row in run]


def _lines(table: list[Row]) -> Iterator[str]:
    columns = sorted({column for _, cells in table for column in cells})
    filled = sum(len(cells) for _, cells in table)
    is_aligned = len(columns) <= _FEW_COLUMNS or filled >= _LEAST_FILLED * len(columns) * len(table)
    for _, cells in table:
        last = max(cells)
        shown = [column for column in columns if column <= last] if is_aligned else sorted(cells)
        yield " | ".join(cells.get(column, "") for column in shown)
