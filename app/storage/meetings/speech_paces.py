"""How long recordings took with which speech model, as the vault keeps it."""

from collections import defaultdict
from statistics import median

from app.storage.database import Database

_LATEST = 5
_ENOUGH = 3
"""A model that one recording made look slow would not be used again, and so never be measured better."""


class SpeechPaces:
    """The latest shares of a recording's length that its transcription took; nothing of what was recorded."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, model_id: str, share: float) -> None:
        """Keep one more, in place of the oldest of five."""
        with self._database.writing() as connection:
            connection.execute("INSERT INTO speech_paces (model, share) VALUES (?, ?)", (model_id, share))
            connection.execute(
                "DELETE FROM speech_paces WHERE model = ?1 AND id NOT IN"
                " (SELECT id FROM speech_paces WHERE model = ?1 ORDER BY id DESC LIMIT ?2)",
                (model_id, _LATEST),
            )

    def measured(self) -> dict[str, float]:
        """The median for each model that was used often enough: a recording while the machine was busy tells little."""
        shares: dict[str, list[float]] = defaultdict(list)
        for row in self._database.rows("SELECT model, share FROM speech_paces"):
            shares[row["model"]].append(row["share"])
        return {model_id: median(found) for model_id, found in shares.items() if len(found) >= _ENOUGH}
