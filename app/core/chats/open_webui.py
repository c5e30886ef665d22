"""Open WebUI's export of chats: a JSON list, in which each chat is a tree of messages.

Source: github.com/open-webui/open-webui, src/lib/utils (createMessagesList) and backend/open_webui/models/chats.py.
"""

from app.core.asking.conversations import Role
from app.core.chats.chat import Chat, ChatMessage, ChatProgram, in_turns
from app.core.chats.json_values import Record, branch, moment, other_leaves, record, records, text_of

_ROLES = {"user": Role.USER, "assistant": Role.ASSISTANT}
_FOLDED, _UNFOLDED = "<details", "</details>"
"""Around what a model thought, in front of the answer."""
_HEADING_END = "</summary>"


def is_chat(untrusted: Record) -> bool:
    """Whether this is one of its chats."""
    chat = record(untrusted.get("chat"))
    return isinstance(record(chat.get("history")).get("messages"), dict) or isinstance(chat.get("messages"), list)


def chat_of(untrusted: Record) -> Chat:
    """The branch of it that was shown last."""
    chat = record(untrusted.get("chat"))
    history = record(chat.get("history"))
    nodes = record(history.get("messages"))
    shown = branch(nodes, text_of(history.get("currentId")), "parentId") or records(chat.get("messages"))
    created_at = moment(untrusted.get("created_at")) or moment(chat.get("timestamp"))
    return Chat(
        ChatProgram.OPEN_WEBUI,
        text_of(untrusted.get("id")) or text_of(chat.get("id")),
        text_of(untrusted.get("title")) or text_of(chat.get("title")),
        created_at,
        moment(untrusted.get("updated_at")) or created_at,
        in_turns(_message(one) for one in shown if text_of(one.get("role")) in _ROLES),
        other_leaves(nodes, "parentId"),
    )


def _message(message: Record) -> ChatMessage:
    content, thought = _apart(text_of(message.get("content")))
    files = records(message.get("files"))
    named = [f"[File: {name}]" for one in files if (name := text_of(one.get("name")))]
    pictures = ["[Picture]" for one in files if one.get("type") == "image" and not one.get("name")]
    text = "\n\n".join(filter(None, (content, *named, *pictures)))
    return ChatMessage(_ROLES[str(message["role"])], text, thought, text_of(message.get("model")))


def _apart(content: str) -> tuple[str, str]:
    """What is said, and what was thought before."""
    said: list[str] = []
    thought: list[str] = []
    rest = content
    while (begins := rest.find(_FOLDED)) >= 0 and (ends := rest.find(_UNFOLDED, begins)) >= 0:
        folded = rest[begins:ends]
        said.append(rest[:begins].strip())
        thought.append((folded.partition(_HEADING_END)[2] or folded.partition(">")[2]).strip())
        rest = rest[ends + len(_UNFOLDED) :]
    return "\n\n".join(filter(None, (*said, rest.strip()))), "\n\n".join(filter(None, thought))
