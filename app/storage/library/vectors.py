"""The vectors of passages, as the vault keeps them: their truth, from which every index is made."""

from collections.abc import Iterator, Sequence

from app.core.library.documents import Passage
from app.storage.database import Database
from app.storage.library.document_rows import PASSAGE_COLUMNS

_FLOAT16_BYTES = 2
_MISSING = "FROM passages WHERE NOT EXISTS (SELECT 1 FROM vectors WHERE passage_id = passages.id AND model_id = ?)"


class PassageVectors:
    """One for each passage and model. Every method is one transaction, unless it says otherwise."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def missing(self, model_id: str, limit: int) -> list[Passage]:
        """Up to `limit` passages, oldest first, that have no vector of this model yet."""
        rows = self._database.rows(
            f"SELECT {PASSAGE_COLUMNS} {_MISSING} ORDER BY id LIMIT ?",
            (model_id, limit),
        )
        return [Passage(*row) for row in rows]

    def count_missing(self, model_id: str) -> int:
        """How many passages have no vector of this model yet."""
        return int(self._database.value(f"SELECT count(*) {_MISSING}", (model_id,)))

    def put(self, model_id: str, ids: Sequence[int], float16: bytes, dimensions: int) -> None:
        """Keep one vector for each passage: rows of little-endian float16, shape [len(ids), dimensions].

        A passage removed in the meantime is passed over; a vector that is there already is replaced.

        Raises:
            ValueError: `float16` does not have that shape.
        """
        size = dimensions * _FLOAT16_BYTES
        if len(float16) != len(ids) * size:
            raise ValueError(f"{len(float16)} bytes are not {len(ids)} vectors of {dimensions} float16 values")
        with self._database.writing() as connection:
            connection.executemany(
                "INSERT INTO vectors (passage_id, model_id, float16) SELECT id, ?, ? FROM passages WHERE id = ?"
                " ON CONFLICT DO UPDATE SET float16 = excluded.float16",
                ((model_id, float16[row * size : (row + 1) * size], id_) for row, id_ in enumerate(ids)),
            )

    def all(self, model_id: str, batch: int = 4096) -> Iterator[tuple[tuple[int, ...], bytes]]:
        """All vectors of a model in batches: passage ids, ascending, and their rows of float16 joined.

        Each batch is a read of its own, so a long walk holds nothing up.
        """
        after = 0
        while True:
            rows = self._database.rows(
                "SELECT passage_id, float16 FROM vectors WHERE passage_id > ? AND model_id = ?"
                " ORDER BY passage_id LIMIT ?",
                (after, model_id, batch),
            )
            if not rows:
                return
            after = rows[-1][0]
            yield tuple(row[0] for row in rows), b"".join(row[1] for row in rows)
