"""The backups that were made of this vault, and where: what is forgotten has to be erased from them too."""

from app.core.administration.backups import Inventory, KeptBackup
from app.core.meetings.meeting_documents import MEETING
from app.storage.database import Connection, Database


class KeptBackups:
    """Rows of one vault. Every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[KeptBackup]:
        """All of them, the newest first."""
        rows = self._database.rows("SELECT * FROM backups ORDER BY made_at DESC, id DESC")
        return [
            KeptBackup(
                it["path"], it["made_at"], it["size_bytes"], bool(it["scheduled"]), frozenset(it["left_in"].split())
            )
            for it in rows
        ]

    def keep(self, *backups: KeptBackup) -> None:
        """Remember these; one at the same path takes the place of what was there."""
        with self._database.writing() as connection:
            for backup in backups:
                _put(connection, backup)

    def mark(self, path: str, forgotten: str, *, left_in: bool) -> None:
        """What was forgotten, known by this mark, is still in this one, or no longer."""
        with self._database.writing() as connection:
            rows = connection.execute("SELECT left_in FROM backups WHERE path = ?", (path,)).fetchall()
            for row in rows:
                others = set(row["left_in"].split()) - {forgotten}
                marks = " ".join(sorted(others | {forgotten} if left_in else others))
                connection.execute("UPDATE backups SET left_in = ? WHERE path = ?", (marks, path))

    def drop(self, path: str) -> None:
        """There is no such backup any more."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM backups WHERE path = ?", (path,))


def inventory_of(database: Database) -> Inventory:
    """What is in a vault: meetings are counted once, though their text is among the documents too."""
    (row,) = database.rows(
        "SELECT (SELECT count(*) FROM documents WHERE format <> ?), (SELECT count(*) FROM transcripts),"
        " (SELECT count(*) FROM conversations WHERE undo_token IS NULL)",
        (MEETING,),
    )
    return Inventory(*row)


def _put(connection: Connection, backup: KeptBackup) -> None:
    connection.execute(
        "INSERT INTO backups (path, made_at, size_bytes, scheduled, left_in) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (path) DO UPDATE SET made_at = excluded.made_at, size_bytes = excluded.size_bytes,"
        " scheduled = excluded.scheduled, left_in = excluded.left_in",
        (backup.path, backup.made_at, backup.size_bytes, backup.scheduled, " ".join(sorted(backup.left_in))),
    )
