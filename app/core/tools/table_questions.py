"""Questions that a table answers by calculation: which one, of which column, over which rows; told by rule.

A question becomes a `Calculation` only where its own words name what to calculate and the table's words name over what:
the header names the column, the cells name the values of the conditions. Nothing in a document can start a calculation,
for only the question is searched for what to do.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.core.tools.tables import Aggregate, Calculation, Condition, Kind, Table, number_of
from app.core.words.keywords import query_terms
from app.core.words.mentions import dates
from app.core.words.stems import stem, stems
from app.core.words.text import folded

_ASKED = (
    (Aggregate.AVERAGE, r"\b(average|mean|durchschnitt\w*|im schnitt|mittelwert)\b"),
    (Aggregate.MEDIAN, r"\bmedian\w*\b"),
    (Aggregate.MAXIMUM, r"\b(highest|largest|biggest|greatest|maximum|most expensive|höchste[nrs]?|größte[nrs]?|teuerste[nrs]?)\b"),
    (Aggregate.MINIMUM, r"\b(lowest|smallest|minimum|cheapest|least expensive|niedrigste[nrs]?|kleinste[nrs]?|billigste[nrs]?|günstigste[nrs]?)\b"),
    (Aggregate.SUM, r"\b(sum|total|totals|altogether|add(ed)? up|summe|insgesamt|gesamt\w*)\b"),
    (Aggregate.COUNT, r"\b(how many|number of|count|wie viele|anzahl)\b"),
)  # fmt: skip
_RULES = tuple((aggregate, re.compile(pattern, re.IGNORECASE)) for aggregate, pattern in _ASKED)
_ROWS = frozenset(stem(word) for word in "rows entries records lines items zeilen einträge datensätze posten".split())
_AGGREGATE_WORDS = frozenset(
    "average mean median highest largest biggest greatest maximum most expensive lowest smallest minimum cheapest least sum "
    "total totals altogether add added many number count more less fewer than over under above below at between greater "
    "smaller where durchschnitt durchschnittlich summe insgesamt gesamt anzahl viele über unter mehr weniger mindestens "
    "höchstens höchste niedrigste kleinste größte teuerste rows row entries records lines zeilen einträge".split()
)
_NUMBER = r"(?P<number>[€$£]?\s?\d[\d.,'’]*)(?!\d)"
_COMPARED = tuple(
    (operator, re.compile(rf"\b(?:{words})\s+{_NUMBER}", re.IGNORECASE))
    for operator, words in (
        (">", "over|above|more than|greater than|higher than|larger than|exceeding|über|mehr als|größer als|höher als"),
        ("<", "under|below|less than|fewer than|smaller than|lower than|unter|weniger als|kleiner als|niedriger als"),
        (">=", "at least|no less than|mindestens|ab"),
        ("<=", "at most|no more than|up to|höchstens|maximal|bis zu"),
    )
)
_COUNTED = re.compile(
    r"\b(?:how many|number of|count|wie viele|anzahl der)\s+(?:the\s+|of\s+)?(?P<noun>\w+)", re.IGNORECASE
)
_GROUPED = re.compile(r"\b(?:by|per|for each|for every|in each|je|pro|nach)\s+(?P<rest>.+)", re.IGNORECASE)
_YEAR = re.compile(r"\b(19\d\d|20\d\d)\b")
_SHORTEST_VALUE = 2
_BY_PRICE = re.compile(
    r"\b(?:cheapest|(?:most|least) expensive|teuerste[nrs]?|billigste[nrs]?|günstigste[nrs]?)\b", re.IGNORECASE
)
_PRICES = frozenset(stem(word) for word in "price cost rate fee preis kosten gebühr".split())
_RANKED = re.compile(
    r"\b(?:highest|largest|biggest|greatest|maximum|lowest|smallest|minimum|höchste[nrs]?|größte[nrs]?|niedrigste[nrs]?"
    r"|kleinste[nrs]?|most expensive|least expensive|cheapest)\s+(?P<noun>\w+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Understood:
    """A calculation over one of the tables asked about, and how sure its words make it."""

    table: int
    calculation: Calculation
    certainty: float


def aggregate_asked(question: str) -> Aggregate | None:
    """What a question wants calculated; None for most questions, which then cost nothing."""
    return next((aggregate for aggregate, pattern in _RULES if pattern.search(question)), None)


def understood(question: str, tables: Sequence[Table], titles: Sequence[str]) -> Understood | None:
    """The calculation the question means over the table its words fit best; None where none is named by them.

    `titles` are those of the documents the tables stand in.
    """
    aggregate = aggregate_asked(question)
    if aggregate is None:
        return None
    found = []
    for number, (table, title) in enumerate(zip(tables, titles, strict=True)):
        reading = _Reading(question, aggregate, table, title)
        calculation = reading.calculation()
        if calculation is not None:
            found.append(Understood(number, calculation, reading.certainty(calculation)))
    return max(found, key=lambda one: one.certainty, default=None)


class _Reading:
    """One question read with the words of one table."""

    def __init__(self, question: str, aggregate: Aggregate, table: Table, title: str) -> None:
        self._question = question
        self._aggregate = aggregate
        self._table = table
        self._named = set(stems(f"{title} {table.name}"))
        self._asked = {stem(word) for word in query_terms(question) if word not in _AGGREGATE_WORDS}
        if _BY_PRICE.search(question):
            self._asked |= _PRICES

    def calculation(self) -> Calculation | None:
        conditions = tuple(self._conditions())
        group = self._group()
        conditions = tuple(one for one in conditions if one.column != group)
        if self._aggregate is Aggregate.COUNT:
            return self._count(conditions, group)
        if not self._knows_what_is_ranked():
            return None
        column = self._column(bool(conditions) or bool(self._asked & self._named))
        return None if column is None else Calculation(self._aggregate, column, conditions, group)

    def _knows_what_is_ranked(self) -> bool:
        """Whether the table has what is the smallest or the largest: "the smallest crew" is no row of boats."""
        match = _RANKED.search(self._question)
        if match is None or self._aggregate not in (Aggregate.MINIMUM, Aggregate.MAXIMUM):
            return True
        noun = stem(folded(match["noun"]))
        cells = {word for row in self._table.rows for cell in row.cells for word in stems(cell)}
        names = {word for column in self._table.columns for word in stems(column.name)}
        return noun not in self._asked or any(_alike(noun, word) for word in names | cells | self._named)

    def _count(self, conditions: tuple[Condition, ...], group: int | None) -> Calculation | None:
        """Rows are counted where they are what is counted; of a column of numbers, as in "how many days", the sum is meant."""
        match = _COUNTED.search(self._question)
        noun = stem(folded(match["noun"])) if match else ""
        if noun in _ROWS or any(_alike(noun, word) for word in self._named):
            return Calculation(Aggregate.COUNT, None, conditions, group)
        for at, column in enumerate(self._table.columns):
            if conditions and any(_alike(noun, word) for word in stems(column.name)):
                if column.kind is Kind.NUMBER:
                    return Calculation(Aggregate.SUM, at, conditions, group)
                return Calculation(Aggregate.COUNT, None, conditions, group)
        return None

    def certainty(self, calculation: Calculation) -> float:
        """How many of the question's words the table accounts for."""
        columns = [calculation.column, calculation.group, *(one.column for one in calculation.conditions)]
        words = {word for at in columns if at is not None for word in stems(self._table.columns[at].name)}
        words |= {word for one in calculation.conditions for value in one.values for word in stems(value)} | self._named
        return len(self._asked & words) + 0.5 * len(calculation.conditions)

    def _column(self, otherwise_named: bool) -> int | None:
        """The column of numbers the question names, else the only one there is where the table is named some other way."""
        numbers = [at for at, column in enumerate(self._table.columns) if column.kind is Kind.NUMBER]
        best = max(numbers, key=self._overlap, default=None)
        if best is not None and self._overlap(best) > 0:
            return best
        return numbers[0] if len(numbers) == 1 and otherwise_named else None

    def _overlap(self, column: int) -> float:
        """The share of a column's name that stands in the question."""
        words = set(stems(self._table.columns[column].name))
        held = sum(any(_alike(word, asked) for asked in self._asked) for word in words)
        return held / max(1, len(words))

    def _group(self) -> int | None:
        match = _GROUPED.search(self._question)
        if match is None:
            return None
        named = set(stems(match["rest"]))
        fits = [
            at
            for at, column in enumerate(self._table.columns)
            if column.kind is not Kind.NUMBER and all(any(_alike(w, n) for n in named) for w in stems(column.name))
        ]
        return fits[0] if fits else None

    def _conditions(self) -> Iterator[Condition]:
        yield from self._comparisons()
        yield from self._times()
        asked = f" {_spaced(self._question)} "
        for at, column in enumerate(self._table.columns):
            if column.kind is not Kind.TEXT:
                continue
            cells = dict.fromkeys(row.cells[at] for row in self._table.rows)
            named = [cell for cell in cells if len(cell) >= _SHORTEST_VALUE and f" {_spaced(cell)} " in asked]
            values = [cell for cell in named if not self._names_a_column(cell) and not _within(cell, named)]
            if values:
                yield Condition(at, "=", tuple(values))

    def _names_a_column(self, cell: str) -> bool:
        return any(folded(cell) == folded(column.name) for column in self._table.columns)

    def _comparisons(self) -> Iterator[Condition]:
        """Comparisons with a number, of the column of numbers named last before them, else named at all."""
        for operator, pattern in _COMPARED:
            for match in pattern.finditer(self._question):
                number = number_of(match["number"].rstrip(".,"))
                at = self._compared(self._question[: match.start()])
                if number is not None and at is not None:
                    yield Condition(at, operator, (_plain(number),))

    def _compared(self, before: str) -> int | None:
        numbers = [at for at, column in enumerate(self._table.columns) if column.kind is Kind.NUMBER]
        written = stems(before)

        def last(at: int) -> int:
            places = [place for place, word in enumerate(written) if word in stems(self._table.columns[at].name)]
            return max(places, default=-1)

        named = [at for at in numbers if last(at) >= 0]
        if named:
            return max(named, key=last)
        return numbers[0] if len(numbers) == 1 else None

    def _times(self) -> Iterator[Condition]:
        """A year or a day, where the table has one column of dates, or a column of years."""
        day_columns = [at for at, column in enumerate(self._table.columns) if column.kind is Kind.DATE]
        year_columns = [
            at for at, column in enumerate(self._table.columns) if set(stems(column.name)) & {"year", "jahr"}
        ]
        for mention in dates(self._question):
            year, month, day = mention.key.split("-")
            if len(year_columns) == 1 and month == "00":
                yield Condition(year_columns[0], "=", (year,))
            elif len(day_columns) == 1 and year != "0000":
                yield from _in_time(day_columns[0], year, month, day)


def _in_time(column: int, year: str, month: str, day: str) -> Iterable[Condition]:
    """The day, month or year as a first day and the day after its last."""
    if day != "00":
        return (Condition(column, "=", (f"{year}-{month}-{day}",)),)
    if month != "00":
        following = f"{int(year) + 1}-01-01" if month == "12" else f"{year}-{int(month) + 1:02}-01"
        return (Condition(column, ">=", (f"{year}-{month}-01",)), Condition(column, "<", (following,)))
    return (Condition(column, ">=", (f"{year}-01-01",)), Condition(column, "<", (f"{int(year) + 1}-01-01",)))


def _plain(number: Decimal) -> str:
    return format(number, "f")


def _alike(one: str, other: str) -> bool:
    """Equal, or the same word with another ending."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= 4 and long.startswith(short) and len(long) - len(short) <= 2)


def _spaced(text: str) -> str:
    """The words of a text with one space between them."""
    return " ".join(re.findall(r"\w+", folded(text)))


def _within(cell: str, cells: Sequence[str]) -> bool:
    """Whether a longer one of the cells holds this one: "North" where "North Sea" is asked for."""
    return any(cell != other and f" {_spaced(cell)} " in f" {_spaced(other)} " for other in cells)
