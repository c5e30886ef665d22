"""The folders the user has Alcove follow."""

from app.core.clock import utc_now
from app.core.errors import NothingFound
from app.core.following import FollowedFolder
from app.storage.database import Database, Row
from app.storage.library.document_rows import storable


class FollowedFolders:
    """Their rows. Every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, path: str, collection: str, left_out: str, mount_point: str) -> FollowedFolder:
        """Keep a folder; one that is there already keeps its settings.

        Raises:
            UserError: the path is not valid text, or the disk is full; nothing was changed.
        """
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO followed_folders (path, collection, left_out, mount_point, paused, added_at, synced_at)"
                " VALUES (?, ?, ?, ?, 0, ?, '') ON CONFLICT DO NOTHING",
                (storable(path), collection, left_out, mount_point, utc_now()),
            )
            row = connection.execute(
                "SELECT * FROM followed_folders WHERE path = ? AND collection = ?", (path, collection)
            ).fetchone()
        return _folder_from(row)

    def all(self) -> list[FollowedFolder]:
        """All folders, by path."""
        rows = self._database.rows("SELECT * FROM followed_folders ORDER BY path, collection")
        return [_folder_from(row) for row in rows]

    def get(self, folder_id: int) -> FollowedFolder:
        """One folder.

        Raises:
            NothingFound: it is not followed, or no longer.
        """
        row = self._database.row("SELECT * FROM followed_folders WHERE id = ?", (folder_id,))
        if row is None:
            raise NothingFound("This folder is no longer followed.")
        return _folder_from(row)

    def set_paused(self, folder_id: int, paused: bool) -> None:
        """Keep whether the folder waits."""
        with self._database.writing() as connection:
            connection.execute("UPDATE followed_folders SET paused = ? WHERE id = ?", (paused, folder_id))

    def set_left_out(self, folder_id: int, left_out: str) -> None:
        """Keep the patterns of what is left out."""
        with self._database.writing() as connection:
            connection.execute("UPDATE followed_folders SET left_out = ? WHERE id = ?", (left_out, folder_id))

    def mark_synced(self, folder_id: int) -> None:
        """The library is as the folder is, now."""
        with self._database.writing() as connection:
            connection.execute("UPDATE followed_folders SET synced_at = ? WHERE id = ?", (utc_now(), folder_id))

    def remove(self, folder_id: int) -> None:
        """Follow it no longer; its documents stay."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM followed_folders WHERE id = ?", (folder_id,))


def _folder_from(row: Row) -> FollowedFolder:
    return FollowedFolder(**{**dict(row), "paused": bool(row["paused"])})
