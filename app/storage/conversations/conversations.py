"""Conversations and their turns, answers included, with an undo for deletion."""

import builtins
import secrets
from collections.abc import Callable, Iterable, Sequence

import msgspec

from app.core.asking.conversations import AUTOMATIC, Answer, Answerer, Conversation, Role, Turn
from app.core.asking.pictures import AttachedPicture, Picture
from app.core.clock import utc_now
from app.core.errors import NothingFound
from app.core.library.filters import NO_FILTERS, Filters
from app.core.models.adapters import AdapterWish
from app.core.words.text import folded
from app.storage.conversations.conversation_rows import add_conversation, add_turn, encoded_answer
from app.storage.conversations.pictures import PICTURE_COLUMNS, add_pictures, picture_of
from app.storage.conversations.readings import cut_reading
from app.storage.database import Connection, Database, Row

_COLUMNS = "id, title, created_at, updated_at, collection, use_documents, pinned, filters, paths, answerer, folder"


class Conversations:
    """The kept threads. A deleted conversation can be restored until `purge`, and is seen nowhere meanwhile."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(
        self,
        title: str,
        collection: str | None = None,
        use_documents: bool = True,
        filters: Filters = NO_FILTERS,
        paths: tuple[str, ...] | None = None,
        answerer: Answerer = AUTOMATIC,
    ) -> Conversation:
        """Begin an empty conversation about one collection, all documents (None), some files, or none at all."""
        now = utc_now()
        with self._database.writing() as connection:
            scope = {"filters": _encoded(filters), "paths": _encoded(paths), "answerer": _encoded(answerer)}
            made = add_conversation(connection, title, now, now, use_documents, collection=collection, **scope)
            return Conversation(made, title, now, now, collection, use_documents, False, filters, paths, answerer)

    def set_scope(
        self,
        conversation_id: int,
        collection: str | None,
        use_documents: bool,
        filters: Filters,
        paths: tuple[str, ...] | None,
        answerer: Answerer = AUTOMATIC,
    ) -> None:
        """Keep what its latest question searches, and who answers it. Raises NothingFound as `get` does."""
        with self._database.writing() as connection:
            _update(connection, conversation_id, "collection", collection)
            _update(connection, conversation_id, "use_documents", use_documents)
            _update(connection, conversation_id, "filters", _encoded(filters))
            _update(connection, conversation_id, "paths", _encoded(paths))
            _update(connection, conversation_id, "answerer", _encoded(answerer))

    def adapter_wishes(self) -> builtins.list[AdapterWish]:
        """The adapters that conversations are answered with."""
        rows = self._database.rows("SELECT DISTINCT answerer FROM conversations WHERE answerer IS NOT NULL")
        wished = (msgspec.json.decode(row["answerer"], type=Answerer).adapter for row in rows)
        return [wish for wish in wished if wish is not None]

    def list(self, search: str = "") -> list[Conversation]:
        """All conversations, pinned ones first, then the latest; `search` keeps those with it in a title or a turn."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM conversations WHERE undo_token IS NULL"  # noqa: S608
            " AND (?1 = '' OR instr(folded(title), ?1) OR EXISTS (SELECT 1 FROM turns"
            "      WHERE conversation_id = conversations.id AND instr(folded(turns.text), ?1)))"
            " ORDER BY pinned DESC, updated_at DESC, id DESC",
            (folded(search),),
        )
        return [_conversation(row) for row in rows]

    def get(self, conversation_id: int) -> Conversation:
        """One conversation.

        Raises:
            NothingFound: it does not exist, or was deleted.
        """
        row = self._database.row(
            f"SELECT {_COLUMNS} FROM conversations WHERE id = ? AND undo_token IS NULL",  # noqa: S608
            (conversation_id,),
        )
        if row is None:
            raise NothingFound("This conversation no longer exists.")
        return _conversation(row)

    def at_rest_since(self, before: str) -> builtins.list[int]:
        """Those to which nothing was added since a time: no question, and nothing that was brought along."""
        rows = self._database.rows(
            "SELECT id FROM conversations WHERE undo_token IS NULL AND max(updated_at, brought_at) < ?", (before,)
        )
        return [int(row["id"]) for row in rows]

    def rename(self, conversation_id: int, title: str) -> None:
        """Give it another title. Raises NothingFound as `get` does."""
        with self._database.writing() as connection:
            _update(connection, conversation_id, "title", title)

    def set_pinned(self, conversation_id: int, pinned: bool) -> None:
        """Keep it at the top of the list, or no longer. Raises NothingFound as `get` does."""
        with self._database.writing() as connection:
            _update(connection, conversation_id, "pinned", pinned)

    def move(self, conversation_ids: Iterable[int], folder: str) -> None:
        """List these in a folder, which is there as long as anything is in it; "" is none."""
        with self._database.writing() as connection:
            connection.executemany(
                "UPDATE conversations SET folder = ? WHERE id = ? AND undo_token IS NULL",
                ((folder, conversation_id) for conversation_id in conversation_ids),
            )

    def rename_folder(self, folder: str, name: str) -> None:
        """List all that is in a folder, in sight or not, in one of another name; "" is none."""
        with self._database.writing() as connection:
            connection.execute("UPDATE conversations SET folder = ? WHERE folder = ?", (name, folder))

    def delete(self, conversation_ids: Iterable[int]) -> str:
        """Put conversations away; the token returned brings exactly these back."""
        token = secrets.token_hex(16)
        with self._database.writing() as connection:
            connection.executemany(
                "UPDATE conversations SET undo_token = ? WHERE id = ? AND undo_token IS NULL",
                ((token, conversation_id) for conversation_id in conversation_ids),
            )
        return token

    def restore(self, token: str) -> None:
        """Bring back what one `delete` put away.

        Raises:
            NothingFound: it was purged, or restored already.
        """
        with self._database.writing() as connection:
            cursor = connection.execute("UPDATE conversations SET undo_token = NULL WHERE undo_token = ?", (token,))
            if cursor.rowcount == 0:
                raise NothingFound("What was deleted can no longer be restored.")

    def purge(self) -> int:
        """Erase everything that was deleted, for good; returns how many conversations that were."""
        with self._database.writing() as connection:
            count = connection.execute("DELETE FROM conversations WHERE undo_token IS NOT NULL").rowcount
        if count:
            self._database.checkpoint()
        return count

    def add_turn(
        self,
        conversation_id: int,
        role: Role,
        text: str,
        answer: Answer | None = None,
        pictures: Sequence[AttachedPicture] = (),
    ) -> Turn:
        """Add a message at the end, with the pictures it is about.

        Raises:
            NothingFound: the conversation does not exist, or was deleted.
        """
        now = utc_now()
        with self._database.writing() as connection:
            _update(connection, conversation_id, "updated_at", now)
            turn_id = add_turn(connection, conversation_id, role, text, answer, now)
            add_pictures(connection, turn_id, pictures)
            return Turn(turn_id, conversation_id, role, text, now, answer, tuple(one.picture for one in pictures))

    def change_answer(self, turn_id: int, change: Callable[[Answer], Answer]) -> Answer:
        """Change something of a kept answer and return it.

        Raises:
            NothingFound: it is no longer there.
        """
        with self._database.writing() as connection:
            row = connection.execute("SELECT * FROM turns WHERE id = ? AND answer IS NOT NULL", (turn_id,)).fetchone()
            if row is None:
                raise NothingFound("This answer is no longer there.")
            answer = change(msgspec.json.decode(row["answer"], type=Answer))
            connection.execute("UPDATE turns SET answer = ? WHERE id = ?", (encoded_answer(answer), turn_id))
        return answer

    def turns(self, conversation_id: int) -> builtins.list[Turn]:
        """The messages of a conversation, oldest first; none if it was deleted."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT turns.* FROM turns JOIN conversations ON conversations.id = conversation_id"
                " WHERE conversation_id = ? AND undo_token IS NULL ORDER BY turns.id",
                (conversation_id,),
            ).fetchall()
            shown = connection.execute(
                f"SELECT {PICTURE_COLUMNS} FROM turn_pictures"  # noqa: S608
                " WHERE turn_id IN (SELECT id FROM turns WHERE conversation_id = ?) ORDER BY id",
                (conversation_id,),
            ).fetchall()
        pictures: dict[int, list[Picture]] = {}
        for row in shown:
            pictures.setdefault(row["turn_id"], []).append(picture_of(row))
        return [_turn(row, tuple(pictures.get(row["id"], ()))) for row in rows]

    def remove_turns_from(self, conversation_id: int, turn_id: int) -> None:
        """Cut a conversation: this turn and all after it are erased, also from what a model has read of it."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM turns WHERE conversation_id = ? AND id >= ?", (conversation_id, turn_id))
            cut_reading(connection, conversation_id)


def _update(connection: Connection, conversation_id: int, column: str, value: str | bool | None) -> None:
    cursor = connection.execute(
        f"UPDATE conversations SET {column} = ? WHERE id = ? AND undo_token IS NULL",  # noqa: S608
        (value, conversation_id),
    )
    if cursor.rowcount == 0:
        raise NothingFound("This conversation no longer exists.")


def _conversation(row: Row) -> Conversation:
    return Conversation(
        row["id"],
        row["title"],
        row["created_at"],
        row["updated_at"],
        row["collection"],
        bool(row["use_documents"]),
        bool(row["pinned"]),
        msgspec.json.decode(row["filters"], type=Filters) if row["filters"] else NO_FILTERS,
        msgspec.json.decode(row["paths"], type=tuple[str, ...]) if row["paths"] else None,
        msgspec.json.decode(row["answerer"], type=Answerer) if row["answerer"] else AUTOMATIC,
        row["folder"],
    )


def _encoded(value: Filters | Answerer | tuple[str, ...] | None) -> str | None:
    return None if value is None or value in (NO_FILTERS, AUTOMATIC) else msgspec.json.encode(value).decode()


def _turn(row: Row, pictures: tuple[Picture, ...]) -> Turn:
    answer = None if row["answer"] is None else msgspec.json.decode(row["answer"], type=Answer)
    return Turn(row["id"], row["conversation_id"], Role(row["role"]), row["text"], row["created_at"], answer, pictures)
