"""What is asked of the process that calculates over tables, and what it answers."""

from typing import Literal

import msgspec

from app.workers.protocol.message import Message


class TableColumn(msgspec.Struct, frozen=True, kw_only=True):
    """A column. Numbers are written like 1234.5, dates like 2024-01-31; what is not is left out of a calculation."""

    name: str
    kind: Literal["text", "number", "date"]


class TableCondition(msgspec.Struct, frozen=True, kw_only=True):
    """A comparison of a column with any of some values; `operator` is =, <>, <, <=, > or >=."""

    column: int
    operator: str
    values: tuple[str, ...]


class Calculate(Message, frozen=True):
    """Calculate over a table; answered by `Calculated`.

    `aggregate` is sum, average, median, minimum, maximum or count, of `column` (None for count), over the rows that meet
    all `conditions`, for each value of the column `group` if there is one. `name` is the table's, for the query shown.
    """

    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str | None, ...], ...]
    aggregate: str
    column: int | None = None
    conditions: tuple[TableCondition, ...] = ()
    group: int | None = None
    name: str = ""


class Calculated(Message, frozen=True):
    """What came of it: a row for each group, its value last; the query as text; and the rows it rests on.

    `rows` are positions in the table, the first fifty; `rows_used` is how many there are in all.
    """

    sql: str
    values: tuple[tuple[str | None, ...], ...]
    rows: tuple[int, ...]
    rows_used: int
