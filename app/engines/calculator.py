"""Calculations over tables, seen from the application: in the tables worker, which can do nothing else."""

from app.core.cancel import CancelToken
from app.core.tools.tables import Calculation, Result, Table
from app.engines.process import WorkerProcess
from app.workers.protocol.tables import Calculate, Calculated, TableColumn, TableCondition


class Calculator:
    """Calculates over one table at a time. Safe from any thread."""

    def __init__(self, process: WorkerProcess) -> None:
        self._process = process

    def calculate(self, table: Table, calculation: Calculation, cancel: CancelToken) -> Result:
        """The result of a calculation over a table.

        Raises:
            WorkerError: it does not fit the table, or cannot be calculated, in a sentence.
            WorkerCrashed: the worker died; the next call works.
            Cancelled: on cancel.
        """
        request = Calculate(
            columns=tuple(TableColumn(name=one.name, kind=one.kind.value) for one in table.columns),
            rows=tuple(row.values for row in table.rows),
            aggregate=calculation.aggregate.value,
            column=calculation.column,
            conditions=tuple(
                TableCondition(column=one.column, operator=one.operator, values=one.values)
                for one in calculation.conditions
            ),
            group=calculation.group,
            name=table.name,
        )
        found = self._process.call(request, Calculated, cancel)
        return Result(found.sql, found.values, found.rows, found.rows_used)
