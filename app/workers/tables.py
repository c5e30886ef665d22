"""The worker that calculates over tables: DuckDB in memory, without files, settings or extensions it could reach.

What to calculate comes as a value (`Calculate`), never as SQL; the SQL is written here, every name quoted and every
value bound. The process is confined like the reader: tables come out of strangers' documents.
"""

import json
import uuid  # noqa: F401  DuckDB imports it with the first values it binds; once confined, no module can be opened
from collections.abc import Iterator, Sequence
from typing import BinaryIO

import duckdb

from app.core.errors import WorkerError
from app.lockdown.sandbox import confine_reader
from app.workers.protocol.message import Message
from app.workers.protocol.tables import Calculate, Calculated, TableColumn, TableCondition
from app.workers.serve import CancelFlag, serve

MEMORY_BYTES = 3 * 1024**3
"""Address space of the process; what DuckDB may hold of it is less."""
SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "memory_limit": "1GB",
    "temp_directory": "",
    "threads": "1",
    "lock_configuration": "true",
}
_TYPES = {"number": "DECIMAL(38, 6)", "date": "DATE", "text": "VARCHAR"}
_AGGREGATES = {
    "sum": "sum({})",
    "average": "avg({})",
    "median": "median({})",
    "minimum": "min({})",
    "maximum": "max({})",
    "count": "count(*)",
}
_OPERATORS = frozenset({"=", "<>", "<", "<=", ">", ">="})
_ROWS_NAMED = 50
_GROUPS = 200
_ROW = '"row number"'


def run(lock: str, source: BinaryIO, sink: BinaryIO) -> None:
    """Serve until the pipe closes."""
    connection = duckdb.connect(":memory:", config=SETTINGS)
    _warm(connection)
    status = confine_reader(readable=(), temporary=None, memory_bytes=MEMORY_BYTES, cpu_seconds=None)

    def calculate(request: Calculate, flag: CancelFlag) -> Iterator[Message]:
        yield answer(connection, request, flag)

    serve("tables", f"{lock}; {status.detail}", {Calculate: calculate}, source, sink)


def answer(connection: duckdb.DuckDBPyConnection, request: Calculate, flag: CancelFlag) -> Calculated:
    """Calculate, and name the rows it rests on.

    Raises:
        WorkerError: the request does not fit its table, or DuckDB refuses it; the sentence says why.
    """
    _refuse_nonsense(request)
    try:
        _fill(connection, request)
        flag.raise_if_set()
        return _calculated(connection, request)
    except duckdb.Error as error:
        raise WorkerError(f"The table could not be calculated: {str(error).splitlines()[0]}") from error
    finally:
        connection.execute("DROP TABLE IF EXISTS asked")


def _warm(connection: duckdb.DuckDBPyConnection) -> None:
    """Whatever is loaded late is loaded now."""
    columns = (
        TableColumn(name="a", kind="text"),
        TableColumn(name="b", kind="number"),
        TableColumn(name="c", kind="date"),
    )
    rows = (("x", "1.5", "2024-01-31"), ("y", None, None))
    for aggregate, group in (("sum", 0), ("maximum", None), ("median", None)):
        conditions = (TableCondition(column=2, operator=">=", values=("2024-01-01",)),)
        request = Calculate(
            columns=columns, rows=rows, aggregate=aggregate, column=1, conditions=conditions, group=group, name="t"
        )
        answer(connection, request, CancelFlag())


def _refuse_nonsense(request: Calculate) -> None:
    width = len(request.columns)
    asked = [request.column, request.group, *(condition.column for condition in request.conditions)]
    known = request.aggregate in _AGGREGATES and all(one.operator in _OPERATORS for one in request.conditions)
    if not known or any(column is not None and not 0 <= column < width for column in asked):
        raise WorkerError("This calculation does not fit its table.")
    if request.aggregate != "count" and request.column is None:
        raise WorkerError("This calculation names no column.")
    if any(len(row) != width for row in request.rows):
        raise WorkerError("This table has rows of different lengths.")


def _fill(connection: duckdb.DuckDBPyConnection, request: Calculate) -> None:
    names = [_quoted(column.name) for column in request.columns]
    types = [_TYPES[column.kind] for column in request.columns]
    declared = ", ".join(f"{name} {kind}" for name, kind in zip(names, types, strict=True))
    connection.execute(f"CREATE TABLE asked ({_ROW} INTEGER, {declared})")
    # As JSON, for DuckDB takes 0.2 ms for each value that is bound: 10 s for 20,000 rows of two columns.
    columns = [json.dumps([row[position] for row in request.rows]) for position in range(len(names))]
    read = ["unnest(range(?))", *(f"try_cast(unnest(from_json(?, '[\"VARCHAR\"]')) AS {kind})" for kind in types)]
    connection.execute(f"INSERT INTO asked SELECT {', '.join(read)}", [len(request.rows), *columns])


def _calculated(connection: duckdb.DuckDBPyConnection, request: Calculate) -> Calculated:
    where, values = _where(request)
    column = _quoted(request.columns[request.column].name) if request.column is not None else ""
    aggregate = _AGGREGATES[request.aggregate].format(column)
    group = _quoted(request.columns[request.group].name) if request.group is not None else ""
    select = f"SELECT {f'{group}, ' if group else ''}{aggregate} FROM asked{where}"  # noqa: S608
    if group:
        select += f" GROUP BY {group} ORDER BY 2 DESC NULLS LAST, 1 LIMIT {_GROUPS}"
    found = connection.execute(select, values).fetchall()
    counted = f"{where} {'AND' if where else 'WHERE'} {column} IS NOT NULL" if column else where
    used = connection.execute(f"SELECT count(*) FROM asked{counted}", values).fetchall()[0][0]  # noqa: S608
    rows = _resting_on(connection, request, counted, values, column, found)
    shown = _shown(select, request)
    return Calculated(
        sql=shown, values=tuple(tuple(_text(cell) for cell in row) for row in found), rows=rows, rows_used=used
    )


def _resting_on(
    connection: duckdb.DuckDBPyConnection,
    request: Calculate,
    where: str,
    values: Sequence[str],
    column: str,
    found: Sequence[tuple[object, ...]],
) -> tuple[int, ...]:
    """The first rows that were counted; for a highest or lowest value those that hold it."""
    bound = list(values)
    if request.aggregate in ("minimum", "maximum") and request.group is None and found[0][0] is not None:
        where += f" AND {column} = ?::{_TYPES[request.columns[request.column or 0].kind]}"
        bound.append(str(found[0][0]))
    rows = connection.execute(f"SELECT {_ROW} FROM asked{where} ORDER BY 1 LIMIT {_ROWS_NAMED}", bound)  # noqa: S608
    return tuple(row[0] for row in rows.fetchall())


def _where(request: Calculate) -> tuple[str, list[str]]:
    """The conditions with a question mark for each value, and the values."""
    parts: list[str] = []
    values: list[str] = []
    for condition in request.conditions:
        column = request.columns[condition.column]
        name, kind = _quoted(column.name), _TYPES[column.kind]
        joined = " OR ".join(f"{name} {condition.operator} ?::{kind}" for _ in condition.values)
        parts.append(f"({joined})")
        values += condition.values
    return (f" WHERE {' AND '.join(parts)}" if parts else ""), values


def _shown(select: str, request: Calculate) -> str:
    """The query as the user reads it: values in their places, and the table by its name."""
    literals = [
        value if request.columns[condition.column].kind == "number" else f"'{value.replace(chr(39), 2 * chr(39))}'"
        for condition in request.conditions
        for value in condition.values
    ]
    for kind in _TYPES.values():
        select = select.replace(f"?::{kind}", "?")
    pieces = select.replace(" FROM asked", f" FROM {_quoted(request.name)}", 1).split("?")
    if len(pieces) != len(literals) + 1:  # a name holds a question mark
        return select
    return "".join(piece + literal for piece, literal in zip(pieces, [*literals, ""], strict=True))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(value: object) -> str | None:
    return None if value is None else str(value)
