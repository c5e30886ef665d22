"""What became of files the library knows: gone from their folder, or left out as copies of another."""

import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from app.core.clock import utc_now
from app.core.following import KnownCopy
from app.core.library.documents import Document
from app.core.library.health import FindingKind
from app.storage.database import Database
from app.storage.library.document_rows import IN_LIST, document_from, storable


class FileStates:
    """Rows beside the documents'. Every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def documents_under(self, folder: str, collection: str) -> list[Document]:
        """The documents of a collection whose files lie anywhere below a folder, by path."""
        below = folder.rstrip(os.sep) + os.sep
        rows = self._database.rows(
            "SELECT * FROM documents WHERE collection = ? AND substr(path, 1, ?) = ? ORDER BY path",
            (collection, len(below), below),
        )
        return [document_from(row) for row in rows]

    def documents_at(self, paths: Iterable[Path], collection: str) -> list[Document]:
        """The documents of a collection whose files are at these paths or anywhere below them, each once."""
        found: dict[int, Document] = {}
        with self._database.reading() as connection:
            for path in map(str, paths):
                rows = connection.execute(
                    "SELECT * FROM documents WHERE collection = ? AND (path = ? OR (path >= ? AND path < ?))",
                    (collection, path, path + os.sep, path + chr(ord(os.sep) + 1)),
                ).fetchall()
                found |= {row["id"]: document_from(row) for row in rows}
        return list(found.values())

    def set_gone(self, document_ids: Iterable[int]) -> None:
        """The files of these documents are gone: out of every search from now on, erased later; but not what is `keep`t."""
        with self._database.writing() as connection:
            connection.executemany(
                "INSERT INTO gone_files (document_id, since) SELECT id, ?1 FROM documents WHERE id = ?2 AND NOT EXISTS"
                " (SELECT 1 FROM accepted_findings WHERE kind = ?3 AND document_id = ?2) ON CONFLICT DO NOTHING",
                ((utc_now(), document_id, FindingKind.GONE.value) for document_id in document_ids),
            )

    def keep(self, document_ids: Sequence[int]) -> None:
        """These documents count, whether their files are there or not."""
        with self._database.writing() as connection:
            connection.executemany(
                "INSERT INTO accepted_findings (kind, document_id, other_id) SELECT ?, id, 0 FROM documents WHERE id = ?"
                " ON CONFLICT DO NOTHING",
                ((FindingKind.GONE.value, document_id) for document_id in document_ids),
            )
        self.bring_back(document_ids)

    def bring_back(self, document_ids: Sequence[int]) -> None:
        """These documents count again, with everything that was kept of them."""
        with self._database.writing() as connection:
            connection.execute(
                f"DELETE FROM gone_files WHERE document_id {IN_LIST}",  # noqa: S608
                (json.dumps(list(document_ids)),),
            )

    def gone(self) -> dict[int, str]:
        """The ids of the documents whose files are gone, and since when (ISO 8601, UTC)."""
        rows = self._database.rows("SELECT document_id, since FROM gone_files")
        return {row[0]: row[1] for row in rows}

    def keep_copy(self, path: Path, collection: str, content_hash: str, size_bytes: int, modified_ns: int) -> None:
        """A file was left out because a document of the collection has the same content."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO copies (path, collection, content_hash, size_bytes, modified_ns)"
                " VALUES (?, ?, ?, ?, ?)",
                (storable(path), collection, content_hash, size_bytes, modified_ns),
            )

    def copies(self, collection: str) -> list[KnownCopy]:
        """The files of a collection that were left out as copies, by path."""
        rows = self._database.rows(
            "SELECT path, content_hash, size_bytes, modified_ns FROM copies WHERE collection = ? ORDER BY path",
            (collection,),
        )
        return [KnownCopy(*row) for row in rows]

    def forget_copies(self, paths: Iterable[str], collection: str) -> None:
        """These files are no longer copies: gone, changed, or documents of their own now."""
        with self._database.writing() as connection:
            connection.executemany(
                "DELETE FROM copies WHERE path = ? AND collection = ?", ((path, collection) for path in paths)
            )
