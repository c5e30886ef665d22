"""The rows of a conversation and of its turns, written inside somebody's transaction."""

import msgspec

from app.core.asking.conversations import Answer, Role
from app.storage.database import Connection


def add_conversation(
    connection: Connection, title: str, created_at: str, updated_at: str, use_documents: bool, **others: str | None
) -> int:
    """Begin a conversation without a turn and return its id; `others` are what not every conversation has, by column."""
    columns = {
        "title": title,
        "created_at": created_at,
        "updated_at": updated_at,
        "use_documents": use_documents,
        "pinned": False,
        **others,
    }
    cursor = connection.execute(
        f"INSERT INTO conversations ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",  # noqa: S608
        tuple(columns.values()),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def add_turn(
    connection: Connection, conversation_id: int, role: Role, text: str, answer: Answer | None, created_at: str
) -> int:
    """Add a message at the end of a conversation and return its id."""
    cursor = connection.execute(
        "INSERT INTO turns (conversation_id, role, text, answer, created_at) VALUES (?, ?, ?, ?, ?)",
        (conversation_id, role, text, None if answer is None else encoded_answer(answer), created_at),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def encoded_answer(answer: Answer) -> str:
    """An answer as it is kept in its turn's row."""
    return msgspec.json.encode(answer).decode()
