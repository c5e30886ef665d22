"""How fast models were on a machine, measured once."""

from collections.abc import Callable

from app.core.asking.speeds import Speed
from app.core.clock import utc_now
from app.storage.database import Database


class Speeds:
    """The speeds of models, each known by the sha256 of its file.

    `machine` tells this one, and what it computes on now, from others.
    """

    def __init__(self, database: Database, machine: Callable[[], str]) -> None:
        self._database = database
        self._machine = machine

    def put(self, model: str, speed: Speed) -> None:
        """Keep what was measured, in place of what was measured before."""
        machine = self._machine()
        with self._database.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO model_speeds (model, machine, reading, writing, measured_at)"
                " VALUES (?, ?, ?, ?, ?)",
                (model, machine, speed.reading, speed.writing, utc_now()),
            )

    def all(self) -> dict[str, Speed]:
        """What was measured on this machine."""
        machine = self._machine()
        rows = self._database.rows("SELECT model, reading, writing FROM model_speeds WHERE machine = ?", (machine,))
        return {row["model"]: Speed(row["reading"], row["writing"]) for row in rows}
