"""Which meetings have changed since their text was made findable: the vault's triggers write it down, whoever edits."""

from app.storage.database import Database


class ChangedMeetings:
    """Ids of transcripts; one that was deleted is among them too."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[tuple[int, int]]:
        """Ids, ascending, each with how often it changed; a transcript that is not complete yet comes once it is."""
        rows = self._database.rows(
            "SELECT transcript_id, changes FROM changed_meetings"
            " LEFT JOIN transcripts ON transcripts.id = transcript_id"
            " WHERE transcripts.complete IS NOT 0 ORDER BY transcript_id"
        )
        return [(row[0], row[1]) for row in rows]

    def settle(self, transcript_id: int, changes: int) -> None:
        """Its text is findable as it was after so many changes; if there were more since, it stays among them."""
        with self._database.writing() as connection:
            connection.execute(
                "DELETE FROM changed_meetings WHERE transcript_id = ? AND changes = ?", (transcript_id, changes)
            )
