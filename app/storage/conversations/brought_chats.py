"""Conversations of other programs on their way into the vault, each of them once."""

import msgspec

from app.core.answers.judgement import plain
from app.core.asking.conversations import Answer, Role
from app.core.chats.chat import Chat
from app.core.clock import utc_now
from app.core.words.text import beginning
from app.storage.database import Connection, Database

_TITLE_CHARACTERS = 60


class BroughtChats:
    """Keeps each conversation in a folder that is named after its program."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, chat: Chat, origin: str) -> int | None:
        """Keep a conversation and return its id; None where one of the same `origin` is here already.

        One that was deleted comes again.
        """
        now = utc_now()
        title = beginning(chat.title or chat.messages[0].text, _TITLE_CHARACTERS)
        created_at = chat.created_at or now
        with self._database.writing() as connection:
            here = connection.execute(
                "SELECT id FROM conversations WHERE brought_as = ? AND undo_token IS NULL", (origin,)
            ).fetchone()
            if here is not None:
                return None
            cursor = connection.execute(
                "INSERT INTO conversations (title, created_at, updated_at, use_documents, pinned, folder, brought_as)"
                " VALUES (?, ?, ?, 0, 0, ?, ?)",
                (title, created_at, chat.updated_at or created_at, chat.program, origin),
            )
            assert cursor.lastrowid is not None
            _add_turns(connection, cursor.lastrowid, chat, created_at)
            return cursor.lastrowid


def _add_turns(connection: Connection, conversation_id: int, chat: Chat, created_at: str) -> None:
    for message in chat.messages:
        answer = None
        if message.role is Role.ASSISTANT:
            model = f"{message.model} ({chat.program})" if message.model else str(chat.program)
            judged = plain(message.text)
            answer = Answer(message.text, judged.sentences, model=model, thought=message.thought)
        encoded = None if answer is None else msgspec.json.encode(answer).decode()
        connection.execute(
            "INSERT INTO turns (conversation_id, role, text, answer, created_at) VALUES (?, ?, ?, ?, ?)",
            (conversation_id, message.role, message.text, encoded, created_at),
        )
