"""What examining the library keeps: a sketch of every document's text, and what the user left as it is."""

from collections.abc import Iterator

from app.storage.database import Database


class Findings:
    """Rows beside the documents'. Every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def without_sketch(self) -> list[int]:
        """The ids of documents with text of which there is no sketch yet."""
        rows = self._database.rows(
            "SELECT id FROM documents WHERE passage_count > 0"
            " AND NOT EXISTS (SELECT 1 FROM sketches WHERE document_id = documents.id) ORDER BY id"
        )
        return [row[0] for row in rows]

    def keep_sketches(self, sketches: Iterator[tuple[int, bytes]] | list[tuple[int, bytes]]) -> None:
        """Keep sketches by document id; a document removed in the meantime is passed over."""
        with self._database.writing() as connection:
            connection.executemany(
                "INSERT INTO sketches (document_id, sketch) SELECT id, ?2 FROM documents WHERE id = ?1"
                " ON CONFLICT DO UPDATE SET sketch = excluded.sketch",
                sketches,
            )

    def sketches(self) -> list[tuple[int, bytes]]:
        """Every document id, ascending, with its sketch."""
        rows = self._database.rows("SELECT document_id, sketch FROM sketches ORDER BY document_id")
        return [(row[0], row[1]) for row in rows]

    def accept(self, kind: str, document_id: int, other_id: int) -> None:
        """The user wants a finding left as it is."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO accepted_findings (kind, document_id, other_id) SELECT ?, id, ? FROM documents WHERE id = ?"
                " ON CONFLICT DO NOTHING",
                (kind, other_id, document_id),
            )

    def accepted(self) -> set[tuple[str, int, int]]:
        """Kind, document id and other id of every finding that is left as it is."""
        rows = self._database.rows("SELECT kind, document_id, other_id FROM accepted_findings")
        return {(row[0], row[1], row[2]) for row in rows}
