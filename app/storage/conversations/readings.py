"""What models have read of conversations: the words in the vault, and the sealed states that spare reading them again."""

import secrets
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from app.core.asking.prompting import Exchange, PromptTurn, Reading
from app.core.clock import utc_now
from app.core.errors import UserError
from app.storage.blobs import seal, unseal
from app.storage.database import Connection, Database, Row
from app.storage.places import Places

_KEY_BYTES = 32
_SUFFIX = ".sealed"


@dataclass(frozen=True, slots=True)
class ModelState:
    """A sealed state: of which model (the sha256 of its file), of how many tokens."""

    name: str
    model: str
    tokens: int
    key: bytes


class Readings:
    """The readings of one profile. Each is gone with its conversation, and with any document that stands in it.

    A state is sealed with a key of its own, which is only in the row that is erased: its file, removed at the next
    occasion, tells nothing from that moment on.
    """

    def __init__(self, database: Database, places: Places) -> None:
        self._database = database
        self._folder = places.model_states
        self._files = threading.Lock()

    def put(self, reading: Reading) -> None:
        """Keep a reading in place of the conversation's last one, whose state is gone with it.

        None is kept where any of its passages was erased meanwhile.
        """
        with self._database.writing() as connection:
            _put(connection, reading)

    def of(self, conversation_id: int) -> Reading | None:
        """What was read of a conversation; None where nothing was, or where any of it was erased."""
        row = self._database.row(
            "SELECT readings.* FROM readings JOIN conversations ON conversations.id = conversation_id"
            " WHERE conversation_id = ? AND undo_token IS NULL",
            (conversation_id,),
        )
        return None if row is None else _reading(row)

    def state_of(self, conversation_id: int, model: str) -> ModelState | None:
        """The state in which this model had read a conversation, if it is kept."""
        return self._state("conversation_id = ? AND model = ?", conversation_id, model)

    def state(self, name: str, model: str) -> ModelState | None:
        """The state of this name, if it is kept and this model's."""
        return self._state("name = ? AND model = ?", name, model)

    def keep_state(
        self, name: str, conversation_id: int | None, model: str, tokens: int, pieces: Iterable[bytes]
    ) -> None:
        """Seal a state, in place of the conversation's last one or of the one of this name.

        Of a conversation whose reading is gone meanwhile none is kept. Raises as `seal` does.
        """
        state, path = ModelState(name, model, tokens, secrets.token_bytes(_KEY_BYTES)), self._path(name)
        with self._alone():
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            seal(path, state.key, pieces)
            self._put_state(state, conversation_id, path.stat().st_size)

    def _put_state(self, state: ModelState, conversation_id: int | None, size_bytes: int) -> None:
        with self._database.writing() as connection:
            connection.execute(
                "DELETE FROM model_states WHERE name = ? OR conversation_id = ?", (state.name, conversation_id)
            )
            connection.execute(
                "INSERT INTO model_states (name, conversation_id, model, key, tokens, size_bytes, used_at)"
                " SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7"
                " WHERE ?2 IS NULL OR EXISTS (SELECT 1 FROM readings WHERE conversation_id = ?2)",
                (state.name, conversation_id, state.model, state.key, state.tokens, size_bytes, utc_now()),
            )

    def pieces(self, state: ModelState) -> Iterator[bytes]:
        """What was sealed. Raises as `unseal` does."""
        with self._database.writing() as connection:
            connection.execute("UPDATE model_states SET used_at = ? WHERE name = ?", (utc_now(), state.name))
        return unseal(self._path(state.name), state.key)

    def drop_state(self, name: str) -> None:
        """Forget a state; what was read stays known. Raises as `shrink` does."""
        with self._alone():
            with self._database.writing() as connection:
                connection.execute("DELETE FROM model_states WHERE name = ?", (name,))
            self._path(name).unlink(missing_ok=True)

    def shrink(self, limit_bytes: int, models: Iterable[str] | None = None) -> None:
        """Forget the states used longest ago until the rest is within the limit, and those of models not among `models`.

        Files that belong to no state are removed, also those that a crash left behind.

        Raises:
            UserError: a file cannot be removed; its key is gone all the same.
        """
        with self._alone():
            with self._database.writing() as connection:
                kept = _within(connection, limit_bytes, None if models is None else set(models))
                connection.executemany(
                    "DELETE FROM model_states WHERE name = ?",
                    [(name,) for name in _names(connection) if name not in kept],
                )
            paths = {self._path(name) for name in kept}
            for path in self._folder.glob("*"):
                if path not in paths:
                    path.unlink(missing_ok=True)

    def size_bytes(self) -> int:
        """What all kept states take on disk."""
        total: int = self._database.value("SELECT coalesce(sum(size_bytes), 0) FROM model_states")
        return total

    def _state(self, condition: str, *values: int | str) -> ModelState | None:
        row = self._database.row(
            f"SELECT name, model, tokens, key FROM model_states WHERE {condition}",  # noqa: S608
            values,
        )
        return None if row is None else ModelState(row["name"], row["model"], row["tokens"], row["key"])

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One thread at a time: a file that is sealed and not yet in its row would be removed as nobody's."""
        try:
            with self._files:
                yield
        except OSError as error:
            raise UserError(
                f"What models have read cannot be kept in {self._folder} ({error.strerror}); check its permissions."
            ) from error

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}{_SUFFIX}"


def cut_reading(connection: Connection, conversation_id: int) -> None:
    """Erase from a reading what was read for questions whose answer is not in the conversation any more.

    The state of a reading that is cut goes whole: nothing can be cut out of it.
    """
    row = connection.execute("SELECT * FROM readings WHERE conversation_id = ?", (conversation_id,)).fetchone()
    if row is None:
        return
    last = connection.execute("SELECT max(id) FROM turns WHERE conversation_id = ?", (conversation_id,)).fetchone()[0]
    reading = _reading(row)
    left = reading.within(last or 0)
    if left == reading:
        return
    if left.exchanges:
        _put(connection, left)
    else:
        connection.execute("DELETE FROM readings WHERE conversation_id = ?", (conversation_id,))


def _reading(row: Row) -> Reading:
    turns = msgspec.json.decode(row["turns"], type=tuple[PromptTurn, ...])
    return Reading(row["conversation_id"], turns, msgspec.json.decode(row["exchanges"], type=tuple[Exchange, ...]))


def _put(connection: Connection, reading: Reading) -> None:
    ids = msgspec.json.encode(sorted(reading.passage_ids)).decode()
    found = connection.execute(
        "SELECT document_id FROM passages WHERE id IN (SELECT value FROM json_each(?))", (ids,)
    ).fetchall()
    connection.execute("DELETE FROM readings WHERE conversation_id = ?", (reading.conversation_id,))
    if len(found) < len(reading.passage_ids):
        return
    cursor = connection.execute(
        "INSERT INTO readings (conversation_id, turns, exchanges)"
        " SELECT id, ?, ? FROM conversations WHERE id = ? AND undo_token IS NULL",
        (
            msgspec.json.encode(reading.turns).decode(),
            msgspec.json.encode(reading.exchanges).decode(),
            reading.conversation_id,
        ),
    )
    if cursor.rowcount:
        connection.executemany(
            "INSERT INTO reading_documents (conversation_id, document_id) VALUES (?, ?)",
            {(reading.conversation_id, row["document_id"]) for row in found},
        )


def _names(connection: Connection) -> list[str]:
    return [row[0] for row in connection.execute("SELECT name FROM model_states").fetchall()]


def _within(connection: Connection, limit_bytes: int, models: set[str] | None) -> set[str]:
    kept, used = set(), 0
    for row in connection.execute("SELECT * FROM model_states ORDER BY used_at DESC, name").fetchall():
        used += row["size_bytes"]
        if used <= limit_bytes and (models is None or row["model"] in models):
            kept.add(row["name"])
    return kept
