"""Calculations over tables in their own confined process, against figures worked out by hand."""

from collections.abc import Iterator

import pytest

from app.core.cancel import CancelToken
from app.core.errors import WorkerError
from app.core.library.documents import Page
from app.core.tools.tables import Aggregate, Calculation, Condition, Result, Table, tables_of
from app.engines.calculator import Calculator
from app.engines.process import WorkerProcess
from app.workers.protocol.tables import Calculate, Calculated, TableColumn, TableCondition

SALES = (
    'Region | O\'Neil "x"? | Sold on | Amount\n'
    "North | Rope | 2023-05-02 | 0.1\nSouth | It's | 2023-07-11 | 0.2\nNorth | Sail | 2024-01-15 | 240\nEast | Sail | | n/a"
)


@pytest.fixture(scope="module")
def process() -> Iterator[WorkerProcess]:
    made = WorkerProcess("tables")
    yield made
    made.close()


@pytest.fixture(scope="module")
def table() -> Table:
    return tables_of(Page(None, SALES.replace("n/a", ""), first_row=1), "Sales")[0]


def calculate(process: WorkerProcess, table: Table, calculation: Calculation) -> Result:
    return Calculator(process).calculate(table, calculation, CancelToken())


def test_sums_are_exact(process: WorkerProcess, table: Table) -> None:
    conditions = (Condition(3, "<", ("1",)),)
    result = calculate(process, table, Calculation(Aggregate.SUM, 3, conditions))
    assert float(result.values[0][0] or 0) == 0.3
    assert (result.rows, result.rows_used) == ((0, 1), 2)


@pytest.mark.parametrize(
    ("aggregate", "value"),
    [(Aggregate.AVERAGE, 80.1), (Aggregate.MEDIAN, 0.2), (Aggregate.MINIMUM, 0.1), (Aggregate.MAXIMUM, 240.0)],
)
def test_every_aggregate_leaves_empty_cells_out(
    process: WorkerProcess, table: Table, aggregate: Aggregate, value: float
) -> None:
    result = calculate(process, table, Calculation(aggregate, 3))
    assert float(result.values[0][0] or 0) == pytest.approx(value)


def test_the_highest_value_names_its_row(process: WorkerProcess, table: Table) -> None:
    assert calculate(process, table, Calculation(Aggregate.MAXIMUM, 3)).rows == (2,)


def test_rows_are_counted_by_day_and_by_text(process: WorkerProcess, table: Table) -> None:
    conditions = (Condition(2, ">=", ("2023-01-01",)), Condition(0, "=", ("North", "South")))
    assert calculate(process, table, Calculation(Aggregate.COUNT, None, conditions)).values == (("3",),)


def test_groups_are_told_apart(process: WorkerProcess, table: Table) -> None:
    result = calculate(process, table, Calculation(Aggregate.COUNT, None, (), 0))
    assert dict(result.values) == {"North": "2", "South": "1", "East": "1"}


def test_the_query_is_shown_with_names_and_values_quoted(process: WorkerProcess, table: Table) -> None:
    result = calculate(process, table, Calculation(Aggregate.SUM, 3, (Condition(0, "=", ("Nor'th",)),)))
    assert result.sql == """SELECT sum("Amount") FROM "Sales" WHERE ("Region" = 'Nor''th')"""
    assert result.values == ((None,),)


def test_names_and_cells_are_never_part_of_the_query(process: WorkerProcess, table: Table) -> None:
    evil = "x'); DROP TABLE asked; --"
    result = calculate(process, table, Calculation(Aggregate.COUNT, None, (Condition(1, "=", (evil, "It's")),)))
    assert result.values == (("1",),)


def test_a_cell_is_what_it_says_whatever_it_says(process: WorkerProcess) -> None:
    cells = ("null", '"', "\\", '["a", null]', "\0", "\x1e é\n")
    request = Calculate(
        columns=(TableColumn(name="a", kind="text"),),
        rows=tuple((cell,) for cell in (*cells, None)),
        aggregate="count",
        column=None,
        group=0,
    )
    assert set(process.call(request, Calculated).values) == {(cell, "1") for cell in (*cells, None)}


def test_what_does_not_fit_is_one_sentence_and_the_next_calculation_works(process: WorkerProcess, table: Table) -> None:
    columns = (TableColumn(name="a", kind="number"),)
    for request in (
        Calculate(columns=columns, rows=(("1",),), aggregate="load_extension", column=0),
        Calculate(columns=columns, rows=(("1",),), aggregate="sum", column=7),
        Calculate(columns=columns, rows=(("1", "2"),), aggregate="sum", column=0),
        Calculate(
            columns=columns,
            rows=(("1",),),
            aggregate="sum",
            column=0,
            conditions=(TableCondition(column=0, operator="= 1 OR 1 =", values=("1",)),),
        ),
    ):
        with pytest.raises(WorkerError):
            process.call(request, Calculated)
    assert calculate(process, table, Calculation(Aggregate.COUNT)).values == (("4",),)


def test_the_process_reaches_no_file_and_no_setting() -> None:
    import duckdb

    from app.workers.tables import SETTINGS

    connection = duckdb.connect(":memory:", config=SETTINGS)
    for query in ("SELECT * FROM read_csv('/etc/hostname')", "SET enable_external_access = true", "INSTALL httpfs"):
        with pytest.raises(duckdb.Error):
            connection.execute(query)
    connection.close()


def test_a_large_table_is_calculated(process: WorkerProcess) -> None:
    lines = "\n".join(f"item {number} | {number}" for number in range(1, 20_001))
    (large,) = tables_of(Page(None, f"Item | Price\n{lines}", first_row=1), "Prices")
    assert calculate(process, large, Calculation(Aggregate.SUM, 1)).values[0][0] == "200010000.000000"
