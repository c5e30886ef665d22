"""ChatGPT's export: `conversations.json`, in which each conversation is a tree of messages.

OpenAI documents none of it; as in exports up to 2026, and as github.com/mitkury/chatgpt-export-parser describes it.
"""

import re

from app.core.asking.conversations import Role
from app.core.chats.chat import Chat, ChatMessage, ChatProgram, in_turns
from app.core.chats.json_values import Record, branch, moment, other_leaves, record, records, text_of

_SPOKEN = frozenset({"text", "multimodal_text"})
_MARKS = re.compile("\ue200[^\ue201]{0,1000}\ue201|【\\d+[^】]{0,200}】|[\ue000-\uf8ff]")
"""Where the program shows a source of its own, which is not in the export."""


def is_chat(untrusted: Record) -> bool:
    """Whether this is one of its conversations."""
    return isinstance(untrusted.get("mapping"), dict)


def chat_of(untrusted: Record) -> Chat:
    """The branch of it that was shown last, without what the program said to itself."""
    nodes = record(untrusted.get("mapping"))
    last = text_of(untrusted.get("current_node"))
    shown = branch(nodes, last if last in nodes else _newest(nodes), "parent")
    messages = in_turns(map(_message, (record(node.get("message")) for node in shown)))
    created_at = moment(untrusted.get("create_time"))
    return Chat(
        ChatProgram.CHATGPT,
        text_of(untrusted.get("conversation_id")) or text_of(untrusted.get("id")),
        text_of(untrusted.get("title")),
        created_at,
        moment(untrusted.get("update_time")) or created_at,
        messages,
        other_leaves(nodes, "parent"),
    )


def _newest(nodes: Record) -> str:
    """The latest message, where the export does not say which was shown."""
    times = {name: moment(record(record(node).get("message")).get("create_time")) for name, node in nodes.items()}
    return max(times, key=lambda name: times[name], default="")


def _message(message: Record) -> ChatMessage:
    """What is shown of a message: nothing of instructions, of tools but the pictures they made, and of calls to them."""
    role, metadata = text_of(record(message.get("author")).get("role")), record(message.get("metadata"))
    spoken = Role.USER if role == "user" else Role.ASSISTANT
    hidden = role not in ("user", "assistant", "tool") or metadata.get("is_visually_hidden_from_conversation") is True
    content = record(message.get("content"))
    if hidden or text_of(message.get("recipient")) not in ("", "all"):
        return ChatMessage(spoken, "")
    if text_of(content.get("content_type")) not in _SPOKEN:
        return ChatMessage(spoken, "")
    names = {text_of(one.get("id")): text_of(one.get("name")) for one in records(metadata.get("attachments"))}
    parts = content.get("parts")
    told = [_part(part, names) for part in parts] if isinstance(parts, list) else []
    if role == "tool":
        told = [part for part in told if part.startswith("[")]
    told += [f"[File: {name}]" for name in names.values() if name and f": {name}]" not in "".join(told)]
    return ChatMessage(spoken, "\n\n".join(filter(None, told)), model=text_of(metadata.get("model_slug")))


def _part(part: object, names: dict[str, str]) -> str:
    """A piece of text; a picture by its name."""
    if isinstance(part, str):
        return _MARKS.sub("", text_of(part)).strip()
    piece = record(part)
    if piece.get("content_type") == "image_asset_pointer":
        identity = text_of(piece.get("asset_pointer")).rpartition("/")[2]
        return f"[Picture: {names.get(identity) or identity}]"
    return text_of(piece.get("text"))
