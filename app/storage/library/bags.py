"""The bags of words the vault keeps beside its passages, for the index in memory; see `app.core.library.bags`."""

import json
from collections.abc import Iterator, Sequence

from app.core.library.bags import BYTES_PER_WORD, CARD_CHARACTERS, PASSAGES_OF_A_CARD, BagBatch, bag, card
from app.storage.database import Connection, Database
from app.storage.library.document_rows import IN_LIST

_BATCH = 5000


class Bags:
    """Walks over the bags of all passages. One that was added before bags were kept is computed on the way."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def after(self, passage_id: int) -> Iterator[BagBatch]:
        """All passages with an id above this one, some thousands at a time; each batch is a transaction."""
        while (batch := self._batch(passage_id)) is not None:
            yield batch
            passage_id = batch.passages[-1]

    def _batch(self, after: int) -> BagBatch | None:
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT passages.id, document_id, words FROM passages LEFT JOIN bags ON passage_id = passages.id"
                " WHERE passages.id > ? ORDER BY passages.id LIMIT ?",
                (after, _BATCH),
            ).fetchall()
            if not rows:
                return None
            known = connection.execute("SELECT document_id FROM passages WHERE id = ?", (after,)).fetchone()
            bags = [row[2] if row[2] is not None else _computed_bag(connection, row[0]) for row in rows]
            documents = dict.fromkeys(row[1] for row in rows)
            if known is not None:
                documents.pop(known[0], None)
            cards = _cards(connection, list(documents))
        return BagBatch(
            passages=tuple(row[0] for row in rows),
            documents=tuple(row[1] for row in rows),
            sizes=tuple(len(words) // BYTES_PER_WORD for words in bags),
            bags=b"".join(bags),
            card_documents=tuple(cards),
            card_sizes=tuple(len(words) // BYTES_PER_WORD for words in cards.values()),
            cards=b"".join(cards.values()),
        )


def _cards(connection: Connection, documents: Sequence[int]) -> dict[int, bytes]:
    rows = connection.execute(
        f"SELECT documents.id, words, title, path FROM documents LEFT JOIN cards ON document_id = documents.id"  # noqa: S608
        f" WHERE documents.id {IN_LIST} ORDER BY documents.id",
        (json.dumps(documents),),
    ).fetchall()
    return {
        row[0]: row[1] if row[1] is not None else card(row[2], row[3], _beginning(connection, row[0])) for row in rows
    }


def _computed_bag(connection: Connection, passage_id: int) -> bytes:
    row = connection.execute("SELECT heading, text FROM passages WHERE id = ?", (passage_id,)).fetchone()
    return bag(f"{row[0]}\n{row[1]}")


def _beginning(connection: Connection, document_id: int) -> str:
    rows = connection.execute(
        "SELECT text FROM passages WHERE document_id = ? ORDER BY ordinal LIMIT ?", (document_id, PASSAGES_OF_A_CARD)
    ).fetchall()
    return "\n".join(row[0] for row in rows)[:CARD_CHARACTERS]
