"""Questions that a table answers by calculation: found by search, understood by rule, calculated by DuckDB, shown with it all."""

import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import PurePath

from app.core.answers.citing import Cited
from app.core.asking.conversations import Answer, Coverage, Sentence, Support, Timings
from app.core.cancel import CancelToken
from app.core.errors import NothingFound, WorkerError
from app.core.events import Called, Event, Found, Notice, Token
from app.core.library.documents import Passage, ScoredPassage
from app.core.tools.table_questions import aggregate_asked, understood
from app.core.tools.table_rows import row_in_words
from app.core.tools.tables import Aggregate, Calculation, Result, Row, Table, tables_of
from app.core.tools.tools import QUERY_TABLE, Call, called
from app.core.words.text import counted
from app.engines.calculator import Calculator
from app.services.library.search import Search
from app.storage.library.documents import Documents

CALCULATED = "Calculated from the table by Alcove itself"
_SEARCHED = 12
_CITED_ROWS = 5
_SHOWN_GROUPS = 50
_NAMES = {
    Aggregate.SUM: "The sum of {column}",
    Aggregate.AVERAGE: "The average of {column}",
    Aggregate.MEDIAN: "The median of {column}",
    Aggregate.MINIMUM: "The lowest {column}",
    Aggregate.MAXIMUM: "The highest {column}",
    Aggregate.COUNT: "The number of rows",
}
_OPERATORS = {"=": "is", ">": "is over", "<": "is under", ">=": "is at least", "<=": "is at most", "<>": "is not"}


@dataclass(frozen=True, slots=True)
class _Standing:
    """A table where it stands."""

    table: Table
    scored: ScoredPassage


class TableAnswers:
    """Answers what can be calculated."""

    def __init__(self, documents: Documents, search: Search, calculator: Calculator) -> None:
        self._documents = documents
        self._search = search
        self._calculator = calculator

    def answer(
        self,
        question: str,
        collection: str | None,
        document_ids: tuple[int, ...] | None,
        cancel: CancelToken,
    ) -> Generator[Event, None, Answer | None]:
        """Found with the rows; the generator's value is the answer, None where no table answers by calculation.

        What cannot be calculated after all is told in a Notice, and left to the other ways of answering.

        Raises:
            Cancelled: on cancel.
        """
        started = time.monotonic()
        if aggregate_asked(question) is None:
            return None
        found = self._search.find(question, _SEARCHED, cancel, collection=collection, document_ids=document_ids)
        standing = self._tables(found.passages)
        meant = understood(question, [one.table for one in standing], [_title(one.scored) for one in standing])
        if meant is None:
            return None
        chosen = standing[meant.table]
        try:
            result = self._calculator.calculate(chosen.table, meant.calculation, cancel)
        except WorkerError as error:
            yield Notice(str(error))
            return None
        rows = [chosen.table.rows[at] for at in result.rows[:_CITED_ROWS]]
        placed = [(self._passage(chosen.scored, row), row) for row in rows]
        shown = tuple({one.passage.id: one for one, _ in placed}.values())
        answer = _answered(found, chosen, meant.calculation, result, placed, started)
        yield Called(answer.calls[0])
        yield Found(question, shown, found.documents_searched, found.search_ms)
        yield Token(answer.text)
        return answer

    def _tables(self, passages: Sequence[ScoredPassage]) -> list[_Standing]:
        """The tables of the pages the passages stand on, each once."""
        standing: dict[tuple[int, int], list[_Standing]] = {}
        for scored in passages:
            place = (scored.passage.document_id, scored.passage.page_index)
            if place in standing or " | " not in scored.passage.text:
                continue
            try:
                page = self._documents.page(*place)
            except NothingFound:  # removed while we searched
                continue
            name = page.label.removeprefix("Sheet ") or scored.title
            standing[place] = [_Standing(table, scored) for table in tables_of(page, name)]
        return [one for tables in standing.values() for one in tables]

    def _passage(self, scored: ScoredPassage, row: Row) -> ScoredPassage:
        """The passage a row stands in."""
        page_index = scored.passage.page_index
        passages = self._documents.passages_of(scored.passage.document_id)
        return ScoredPassage(_holding(passages, page_index, row) or scored.passage, scored.path, scored.title, 1.0)


def _holding(passages: Sequence[Passage], page_index: int, row: Row) -> Passage | None:
    return next((one for one in passages if one.page_index == page_index and one.start <= row.start < one.end), None)


def _title(scored: ScoredPassage) -> str:
    return f"{scored.title} {PurePath(scored.path).stem}"


def _answered(
    found: Found,
    chosen: _Standing,
    calculation: Calculation,
    result: Result,
    placed: Sequence[tuple[ScoredPassage, Row]],
    started: float,
) -> Answer:
    """The result in words, with citations of the rows it rests on."""
    cited = Cited()
    numbers = tuple(cited.cite(one, row.start - one.passage.start, row.end - one.passage.start) for one, row in placed)
    text, sentences = _told(chosen, calculation, result, numbers)
    spent = (time.monotonic() - started) * 1000.0
    return Answer(
        text=text,
        sentences=sentences,
        citations=cited.citations,
        coverage=Coverage(found.documents_searched, len({one.passage.id for one, _ in placed})),
        timings_ms=Timings(found.search_ms, spent, spent),
        model=CALCULATED,
        question=found.question,
        calls=(_call(chosen.table, calculation, result),),
    )


def _call(table: Table, calculation: Calculation, result: Result) -> Call:
    """The calculation as a call of the tool that it is."""
    names = [table.columns[at].name if at is not None else "" for at in (calculation.column, calculation.group)]
    conditions = _conditions(table, calculation).removeprefix(" where ")
    made = called(QUERY_TABLE, calculation.aggregate.value, names[0], conditions, names[1])
    told = _figure(result.values[0][-1]) if calculation.group is None else counted(len(result.values), "group")
    return replace(made, result=told)


def _told(
    standing: _Standing, calculation: Calculation, result: Result, numbers: tuple[int, ...]
) -> tuple[str, tuple[Sentence, ...]]:
    """The answer in a sentence with its figure, then the groups, then how it was calculated."""
    table = standing.table
    column = table.columns[calculation.column].name if calculation.column is not None else ""
    what = _NAMES[calculation.aggregate].format(column=column) + _conditions(table, calculation)
    lines, sentences = [], []
    if calculation.group is None:
        told = f"{what}: {_figure(result.values[0][-1])}."
        if calculation.aggregate in (Aggregate.MINIMUM, Aggregate.MAXIMUM) and result.rows:
            header = [one.name for one in table.columns]
            told += f" It stands in the row {row_in_words(header, table.rows[result.rows[0]].cells)}."
        lines.append(told)
    else:
        told = f"{what}, by {table.columns[calculation.group].name}:"
        lines += [told, "", *(f"- {row[0] or '(empty)'}: {_figure(row[-1])}" for row in result.values[:_SHOWN_GROUPS])]
    sentences.append(Sentence(told, Support.SUPPORTED, numbers))
    basis = f"Calculated over {result.rows_used:,} of {len(table.rows):,} rows of “{table.name}” in {standing.scored.title}:"
    sentences.append(Sentence(basis, Support.SUPPORTED))
    return "\n".join([*lines, "", basis, "", "```sql", result.sql, "```"]), tuple(sentences)


def _conditions(table: Table, calculation: Calculation) -> str:
    told = [
        f"{table.columns[one.column].name} {_OPERATORS[one.operator]} {' or '.join(one.values)}"
        for one in calculation.conditions
    ]
    return f" where {' and '.join(told)}" if told else ""


def _figure(value: str | None) -> str:
    """A number with its thousands divided and without zeros that say nothing."""
    if value is None:
        return "there is none"
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    if number == number.to_integral_value():
        return f"{number:,.0f}"
    return f"{round(number, 6).normalize():,f}"
