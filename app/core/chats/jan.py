"""Jan's threads: a folder for each, with `thread.json` and one message a line in `messages.jsonl`.

Source: github.com/janhq/jan, docs/specs/threads.md and messages.md.
"""

from collections.abc import Iterable
from operator import itemgetter

from app.core.asking.conversations import Role
from app.core.chats.chat import Chat, ChatMessage, ChatProgram, in_turns
from app.core.chats.json_values import Record, moment, record, records, text_of

THREAD, MESSAGES = "thread.json", "messages.jsonl"
_ROLES = {"user": Role.USER, "assistant": Role.ASSISTANT}


def chat_of(untrusted_thread: Record, untrusted_messages: Iterable[Record], folder_name: str) -> Chat:
    """The thread with its messages in the order of their times; of what stands beside their words nothing is held."""
    model = record(untrusted_thread.get("model"))
    assistants = records(untrusted_thread.get("assistants"))
    model = model or (record(assistants[0].get("model")) if assistants else {})
    messages = [
        (moment(one.get("created_at")), _message(one, text_of(model.get("id"))))
        for one in untrusted_messages
        if text_of(one.get("role")) in _ROLES
    ]
    messages.sort(key=itemgetter(0))
    times = [time for time, _ in messages]
    created_at = moment(untrusted_thread.get("created")) or (times[0] if times else "")
    return Chat(
        ChatProgram.JAN,
        text_of(untrusted_thread.get("id")) or folder_name,
        text_of(untrusted_thread.get("title")),
        created_at,
        moment(untrusted_thread.get("updated")) or (times[-1] if times else created_at),
        in_turns(message for _, message in messages),
    )


def _message(message: Record, model: str) -> ChatMessage:
    told = [_piece(one) for one in records(message.get("content"))]
    role = _ROLES[str(message["role"])]
    return ChatMessage(role, "\n\n".join(filter(None, told)), model=model if role is Role.ASSISTANT else "")


def _piece(piece: Record) -> str:
    kind = text_of(piece.get("type"))
    if kind == "text":
        return text_of(record(piece.get("text")).get("value"))
    return "[Picture]" if kind.startswith("image") else ""
