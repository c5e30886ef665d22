"""Minutes as the vault keeps them: every version, with the user's edits, and the user's own templates."""

from dataclasses import replace
from datetime import UTC, date, datetime

import msgspec

from app.core.clock import utc_now
from app.core.errors import NothingFound
from app.core.meetings.minutes import Minutes
from app.storage.database import Database, Row


class KeptMinutes:
    """Versions of minutes by transcript. Every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, minutes: Minutes) -> Minutes:
        """Keep a new version; returns it with its id and time.

        Raises:
            NothingFound: the transcript was deleted.
        """
        now = utc_now()
        with self._database.writing() as connection:
            cursor = connection.execute(
                "INSERT INTO minutes (transcript_id, body, created_at) SELECT id, ?2, ?3 FROM transcripts WHERE id = ?1",
                (minutes.transcript_id, _packed(minutes), now),
            )
            if not cursor.rowcount or cursor.lastrowid is None:
                raise NothingFound("This transcript no longer exists.")
            return replace(minutes, id=cursor.lastrowid, created_at=now)

    def change(self, minutes: Minutes) -> None:
        """Keep this version as it is now. Raises NothingFound if it was deleted."""
        with self._database.writing() as connection:
            cursor = connection.execute("UPDATE minutes SET body = ? WHERE id = ?", (_packed(minutes), minutes.id))
            if cursor.rowcount == 0:
                raise NothingFound("These minutes no longer exist.")

    def get(self, minutes_id: int) -> Minutes:
        """One version. Raises NothingFound if it was deleted."""
        row = self._database.row("SELECT * FROM minutes WHERE id = ?", (minutes_id,))
        if row is None:
            raise NothingFound("These minutes no longer exist.")
        return _unpacked(row)

    def versions(self, transcript_id: int) -> list[Minutes]:
        """Every version of a transcript's minutes, the newest first."""
        rows = self._database.rows("SELECT * FROM minutes WHERE transcript_id = ? ORDER BY id DESC", (transcript_id,))
        return [_unpacked(row) for row in rows]

    def delete(self, minutes_id: int) -> None:
        """Erase one version for good."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM minutes WHERE id = ?", (minutes_id,))
        self._database.checkpoint()

    def held_on(self, transcript_id: int) -> date:
        """The day of a meeting: when its recording was last written to, else when it was taken in.

        Raises:
            NothingFound: the transcript was deleted.
        """
        row = self._database.row("SELECT modified_ns, created_at FROM transcripts WHERE id = ?", (transcript_id,))
        if row is None:
            raise NothingFound("This transcript no longer exists.")
        if row["modified_ns"]:
            return datetime.fromtimestamp(row["modified_ns"] / 1e9, UTC).astimezone().date()
        return datetime.fromisoformat(row["created_at"]).astimezone().date()

    def templates(self) -> dict[str, str]:
        """The user's own templates: their texts by key, in order."""
        rows = self._database.rows("SELECT key, text FROM minutes_templates ORDER BY key")
        return {row["key"]: row["text"] for row in rows}

    def keep_template(self, key: str, text: str) -> None:
        """Keep a template in place of an older one of that key."""
        with self._database.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO minutes_templates (key, text) VALUES (?, ?)", (key, text))

    def forget_template(self, key: str) -> None:
        """Erase a template of the user's own."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM minutes_templates WHERE key = ?", (key,))


def _packed(minutes: Minutes) -> str:
    return msgspec.json.encode(minutes).decode()


def _unpacked(row: Row) -> Minutes:
    kept = msgspec.json.decode(row["body"], type=Minutes)
    return replace(kept, id=row["id"], created_at=row["created_at"])
