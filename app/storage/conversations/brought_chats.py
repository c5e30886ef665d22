"""Conversations of other programs on their way into the vault, each message of them once."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from app.core.answers.judgement import plain
from app.core.asking.conversations import Answer, Role
from app.core.chats.chat import Chat, ChatMessage
from app.core.clock import utc_now
from app.core.words.text import beginning
from app.storage.conversations.conversation_rows import add_conversation, add_turn
from app.storage.database import Connection, Database

_TITLE_CHARACTERS = 60
_MARK_BYTES = 16


class Came(Enum):
    """What became of a conversation that was brought."""

    NEW = auto()
    """It was not here."""
    KNOWN = auto()
    """All of it is here, or was before it was changed here."""
    CONTINUED = auto()
    """What it has more than the one that is here was put behind that."""
    BESIDE = auto()
    """One that begins otherwise, or was gone on with here, is here too: it stands beside that."""


@dataclass(frozen=True, slots=True)
class Brought:
    """The conversation a brought one is in now, and how it came there."""

    conversation_id: int
    came: Came


class BroughtChats:
    """Keeps each conversation in a folder that is named after its program."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, chat: Chat, origin: str) -> Brought:
        """Keep what is not here yet of a conversation that is known as `origin`. One that was deleted comes again."""
        now = utc_now()
        marks = _marks((message.role, message.text) for message in chat.messages)
        with self._database.writing() as connection:
            rows = connection.execute(
                "SELECT id FROM conversations WHERE brought_as = ? AND undo_token IS NULL ORDER BY id DESC", (origin,)
            ).fetchall()
            here = [int(row["id"]) for row in rows]
            for conversation_id in here:
                if _knows(connection, conversation_id, marks[-1]):
                    return Brought(conversation_id, Came.KNOWN)
            for conversation_id in here:
                if count := _common(connection, conversation_id, marks):
                    _go_on(connection, conversation_id, chat, marks, count, now)
                    return Brought(conversation_id, Came.CONTINUED)
            conversation_id = _begin(connection, chat, origin, now)
            _go_on(connection, conversation_id, chat, marks, 0, now)
            return Brought(conversation_id, Came.BESIDE if here else Came.NEW)


def _marks(said: Iterable[tuple[Role, str]]) -> list[bytes]:
    """For each message a mark of it and all before it: the same where the same was said so far."""
    digest = hashlib.sha256()
    marks = []
    for role, text in said:
        encoded = text.encode("utf-8", "replace")
        digest.update(f"{role.value}:{len(encoded)}:".encode() + encoded)
        marks.append(digest.digest()[:_MARK_BYTES])
    return marks


def _knows(connection: Connection, conversation_id: int, mark: bytes) -> bool:
    found = connection.execute(
        "SELECT 1 FROM brought_messages WHERE conversation_id = ? AND mark = ?", (conversation_id, mark)
    )
    return found.fetchone() is not None


def _common(connection: Connection, conversation_id: int, marks: Sequence[bytes]) -> int:
    """How many messages a kept conversation has, where the brought one begins with exactly these; else 0."""
    rows = connection.execute(
        "SELECT role, text FROM turns WHERE conversation_id = ? ORDER BY id", (conversation_id,)
    ).fetchall()
    kept = _marks((Role(row["role"]), row["text"]) for row in rows)
    return len(kept) if kept and kept[-1] in marks else 0


def _begin(connection: Connection, chat: Chat, origin: str, now: str) -> int:
    title = beginning(chat.title or chat.messages[0].text, _TITLE_CHARACTERS)
    created_at = chat.created_at or now
    return add_conversation(
        connection, title, created_at, created_at, use_documents=False, folder=chat.program, brought_as=origin
    )


def _go_on(
    connection: Connection, conversation_id: int, chat: Chat, marks: Sequence[bytes], count: int, now: str
) -> None:
    """Put behind the conversation's `count` messages what the brought one has more."""
    created_at = chat.created_at or now
    for message in chat.messages[count:]:
        add_turn(connection, conversation_id, message.role, message.text, _answer(chat, message), created_at)
    connection.execute(
        "UPDATE conversations SET updated_at = max(updated_at, ?), brought_at = ? WHERE id = ?",
        (chat.updated_at or created_at, now, conversation_id),
    )
    connection.executemany(
        "INSERT OR IGNORE INTO brought_messages (conversation_id, mark) VALUES (?, ?)",
        ((conversation_id, mark) for mark in marks),
    )


def _answer(chat: Chat, message: ChatMessage) -> Answer | None:
    if message.role is not Role.ASSISTANT:
        return None
    model = f"{message.model} ({chat.program})" if message.model else str(chat.program)
    return Answer(message.text, plain(message.text).sentences, model=model, thought=message.thought)
