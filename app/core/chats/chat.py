"""A conversation of another program, as a value."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from app.core.asking.conversations import Role


class ChatProgram(StrEnum):
    """A program whose conversations can be brought along; the folder they come into has its name."""

    GPT4ALL = "GPT4All"
    CHATGPT = "ChatGPT"
    OPEN_WEBUI = "Open WebUI"
    JAN = "Jan"


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """What the user or a model said. `model` is what that program calls the model, "" where it does not say."""

    role: Role
    text: str
    thought: str = ""
    model: str = ""


@dataclass(frozen=True, slots=True)
class Chat:
    """One conversation. `id` is that program's own; times are as `app.core.clock` writes them, "" where unknown.

    `left_out` counts the other versions of messages, which that program keeps beside the ones it shows.
    """

    program: ChatProgram
    id: str
    title: str
    created_at: str
    updated_at: str
    messages: tuple[ChatMessage, ...]
    left_out: int = 0


def in_turns(messages: Iterable[ChatMessage]) -> tuple[ChatMessage, ...]:
    """The messages so that user and model take turns: what one says in several messages becomes one; empty ones go."""
    turns: list[ChatMessage] = []
    for message in messages:
        if not message.text.strip():
            continue
        last = turns[-1] if turns else None
        if last is None or last.role is not message.role:
            turns.append(replace(message, text=message.text.strip()))
            continue
        turns[-1] = replace(
            last,
            text=f"{last.text}\n\n{message.text.strip()}",
            thought="\n\n".join(filter(None, (last.thought, message.thought))),
            model=last.model or message.model,
        )
    return tuple(turns)
