"""Tables as they stand in pages: columns with a kind, rows with their place, and what can be calculated over them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from app.core.library.documents import Page
from app.core.words.mentions import dates

_SHARE_OF_KIND = 0.8
"""A column is of a kind when this share of its filled cells is."""
_FEWEST_ROWS = 2
CELL = " | "
"""What divides the cells of a row."""
_RULE = re.compile(r"^[\s|:+-]+$")
_SIGN = re.compile(
    r"^[\s€$£¥]+|[\s€$£¥%]+$|^(?:EUR|USD|GBP|CHF)\s|\s(?:EUR|USD|GBP|CHF|euros?|dollars?)$", re.IGNORECASE
)
_PLAIN = re.compile(r"[+-]?\d+(?:\.\d+)?")
_ENGLISH = re.compile(r"[+-]?\d{1,3}(?:[,'’ ]\d{3})+(?:\.\d+)?")
_THOUSANDS_BY_DOT = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")
_EUROS = re.compile(r"€|\bEUR\b|\beuros?\b", re.IGNORECASE)
_GERMAN = re.compile(r"[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+),\d+|[+-]?\d{1,3}(?:\.\d{3}){2,}")

_DECIMAL_COMMA = re.compile(
    r"(?<![\w.,])\d+(?:\.\d{3})*,(?:\d{1,2}|\d{4,})(?![\w.,]*\d)|(?<![\d.,])\d{1,3}(?:\.\d{3}){2,}(?![\d.,])"
)
_DECIMAL_POINT = re.compile(
    r"(?<![\w.,])(?:\d+(?:,\d{3})*\.(?:\d{1,2}|\d{4,})|0\.\d+)(?![\w.,]*\d)|(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])"
)
"""What only those write who divide decimals so."""


class Kind(StrEnum):
    """What the cells of a column are."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"


class Aggregate(StrEnum):
    """What is calculated."""

    SUM = "sum"
    AVERAGE = "average"
    MEDIAN = "median"
    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Column:
    """A column by the name in its header."""

    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Row:
    """A row at `start` to `end` of its page's text. `cells` are as written, `values` as they are calculated with."""

    start: int
    end: int
    cells: tuple[str, ...]
    values: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a page; `name` is for people."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """A column compared with any of some values, as `Row.values` writes them."""

    column: int
    operator: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Calculation:
    """`aggregate` of `column` over the rows that meet all conditions, for each value of the column `group`."""

    aggregate: Aggregate
    column: int | None = None
    conditions: tuple[Condition, ...] = ()
    group: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """A row of values for each group, the query as text, the first rows it rests on, and how many there are."""

    sql: str
    values: tuple[tuple[str | None, ...], ...]
    rows: tuple[int, ...]
    rows_used: int


def tables_of(page: Page, name: str) -> list[Table]:
    """Every table of a page that has a header and two rows: runs of lines whose cells are divided by " | "."""
    found = []
    for lines in _runs(page.text):
        table = _table(lines, name, page.text)
        if table is not None:
            found.append(table)
    return found


def number_of(cell: str, dotted: bool | None = None) -> Decimal | None:
    """The number a cell holds, however its thousands are written and whatever currency stands beside it.

    `dotted` says whether a dot divides thousands where 1.200 stands alone; where it is not known, euros tell: 1.200 EUR
    is twelve hundred, for nobody is paid thousandths of one.
    """
    text = _SIGN.sub("", cell.strip())
    negative = text.startswith("(") and text.endswith(")")
    text = text.strip("()").replace("−", "-").replace("\u00a0", " ").replace("\u202f", " ")
    if _THOUSANDS_BY_DOT.fullmatch(text) and (_EUROS.search(cell) if dotted is None else dotted):
        plain = text.replace(".", "")
    elif _PLAIN.fullmatch(text):
        plain = text
    elif _ENGLISH.fullmatch(text):
        plain = re.sub(r"[,'’ ]", "", text)
    elif _GERMAN.fullmatch(text):
        plain = text.replace(".", "").replace(",", ".")
    else:
        return None
    try:
        return -Decimal(plain) if negative else Decimal(plain)
    except InvalidOperation:  # longer than any number may be
        return None


def date_of(cell: str) -> str | None:
    """The day a cell holds as 2024-01-31; None for anything else, a bare year too."""
    found = list(dates(cell.strip()))
    whole = len(found) == 1 and len(found[0].text) >= len(cell.strip().split(" ")[0])
    if not whole or found[0].start != 0 or "0000" in found[0].key or found[0].key.endswith("-00"):
        return None
    return found[0].key


def _runs(text: str) -> Iterator[list[tuple[int, str]]]:
    """Runs of lines with cells, each with where it begins."""
    run: list[tuple[int, str]] = []
    offset = 0
    for line in text.split("\n"):
        if CELL in line or (run and is_rule(line)):
            if not is_rule(line):
                run.append((offset, line))
        elif run:
            yield run
            run = []
        offset += len(line) + 1
    if run:
        yield run


def _table(lines: Sequence[tuple[int, str]], name: str, page_text: str) -> Table | None:
    rows = [(offset, offset + len(line), cells_of(line)) for offset, line in lines]
    width = max(len(cells) for _, _, cells in rows)
    first = next((at for at, (_, _, cells) in enumerate(rows) if is_header(cells, width)), None)
    if first is None or len(rows) - first - 1 < _FEWEST_ROWS:
        return None
    header = rows[first][2]
    filled = [(start, end, cells + ("",) * (len(header) - len(cells))) for start, end, cells in rows[first + 1 :]]
    filled = [row for row in filled if len(row[2]) == len(header)]
    dots = [_dots_divide([cells[position] for _, _, cells in filled], page_text) for position in range(len(header))]
    kinds = [_kind([cells[position] for _, _, cells in filled]) for position in range(len(header))]
    columns = tuple(
        Column(title or f"column {at}", kind) for at, (title, kind) in enumerate(zip(header, kinds, strict=True), 1)
    )
    if len({column.name.casefold() for column in columns}) < len(columns):
        columns = tuple(Column(f"{column.name} ({at})", column.kind) for at, column in enumerate(columns, 1))
    made = tuple(Row(start, end, cells, tuple(map(_value, cells, kinds, dots))) for start, end, cells in filled)
    return Table(name, columns, made)


def cells_of(line: str) -> tuple[str, ...]:
    """The cells of a line; Markdown writes a bar at both ends too."""
    stripped = line.strip()
    if stripped.startswith("|") and stripped.endswith("|"):
        stripped = stripped[1:-1]
    return tuple(cell.strip() for cell in re.split(r"\s?\|\s|\s\|$", stripped))


def is_header(cells: Sequence[str], width: int) -> bool:
    """As wide as the table, filled, and without a number or a day."""
    filled = [cell for cell in cells if cell]
    return (
        len(cells) == width
        and len(filled) >= max(2, 0.6 * width)
        and not any((number_of(cell) is not None and len(cell) != 4) or date_of(cell) for cell in filled)
    )


def _dots_divide(cells: Sequence[str], page_text: str) -> bool | None:
    """What a dot means in a column, by its other numbers, else by those of the page; None where none of them tells."""
    for text in (" ; ".join(cells), page_text):
        comma, point = _DECIMAL_COMMA.search(text), _DECIMAL_POINT.search(text)
        if bool(comma) != bool(point):
            return bool(comma)
    return None


def is_rule(line: str) -> bool:
    """Whether a line only draws one below a header, as in Markdown."""
    return bool(line.strip() and _RULE.match(line))


def _kind(cells: Sequence[str]) -> Kind:
    filled = [cell for cell in cells if cell]
    for kind, test in ((Kind.NUMBER, number_of), (Kind.DATE, date_of)):
        if filled and sum(test(cell) is not None for cell in filled) >= _SHARE_OF_KIND * len(filled):
            return kind
    return Kind.TEXT


def _value(cell: str, kind: Kind, dotted: bool | None) -> str | None:
    if kind is Kind.NUMBER:
        number = number_of(cell, dotted)
        return None if number is None else format(number, "f")
    return date_of(cell) if kind is Kind.DATE else (cell or None)
