"""The queue of recordings to transcribe, as the vault keeps it."""

from collections.abc import Sequence

import msgspec

from app.core.meetings.recording_queue import QueuedRecording, QueueStatus
from app.core.meetings.transcript import Listening
from app.storage.database import Database, Row


class QueuedRecordings:
    """The queue, in its order. Every method is one transaction; what is gone is passed over without an error."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[QueuedRecording, ...]:
        """The whole queue; what ran when Alcove ended waits again."""
        rows = self._database.rows("SELECT * FROM queued_recordings ORDER BY place, id")
        return tuple(_queued(row) for row in rows)

    def add(self, paths: Sequence[str], listening: Listening) -> None:
        """Put recordings at the end."""
        wished = msgspec.json.encode(listening).decode()
        with self._database.writing() as connection:
            connection.executemany(
                "INSERT INTO queued_recordings (place, path, listening, status, problem)"
                " SELECT coalesce(max(place) + 1, 0), ?, ?, 'waiting', '' FROM queued_recordings",
                [(path, wished) for path in paths],
            )

    def remove(self, recording_id: int) -> None:
        """Take one out."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM queued_recordings WHERE id = ?", (recording_id,))

    def set_status(self, recording_id: int, status: QueueStatus, problem: str = "") -> None:
        """Say how one stands."""
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE queued_recordings SET status = ?, problem = ? WHERE id = ?", (status, problem, recording_id)
            )

    def order(self, recording_ids: Sequence[int]) -> None:
        """Give all of them these places."""
        with self._database.writing() as connection:
            connection.executemany(
                "UPDATE queued_recordings SET place = ? WHERE id = ?",
                [(place, recording_id) for place, recording_id in enumerate(recording_ids)],
            )


def _queued(row: Row) -> QueuedRecording:
    listening = msgspec.json.decode(row["listening"], type=Listening)
    return QueuedRecording(row["id"], row["path"], listening, QueueStatus(row["status"]), row["problem"])
