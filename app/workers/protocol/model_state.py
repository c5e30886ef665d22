"""The state of a KV cache, taken out of the generate worker and put back: what was read need not be read again."""

from app.workers.protocol.generate import ChatTurn
from app.workers.protocol.message import Message


class CompareTurns(Message, frozen=True):
    """How much of a prompt is in the KV cache already; answered by `TurnsCompared`, changing nothing."""

    turns: tuple[ChatTurn, ...]


class TurnsCompared(Message, frozen=True):
    """How many tokens the prompt has, and how many of its first the KV cache holds."""

    total: int
    held: int


class ExportState(Message, frozen=True):
    """Give out the part of the KV cache that all these prompts begin with: answered by `StatePiece`…, `StateExported`.

    Nothing is given out where it takes more than `most_bytes`.
    """

    prompts: tuple[tuple[ChatTurn, ...], ...]
    most_bytes: int


class StatePiece(Message, frozen=True):
    """The next stretch of a state."""

    content: bytes


class StateExported(Message, frozen=True):
    """The end of a state, of how many tokens; 0, without pieces, where there is none to give or it is too large."""

    tokens: int


class ImportState(Message, frozen=True):
    """The next stretch of a state, from `offset` bytes on; answered by `StateImported` once it is the `last`."""

    content: bytes
    offset: int
    last: bool


class StateImported(Message, frozen=True):
    """How many tokens the KV cache holds now: 0 where the state is not this model's, or from another engine."""

    tokens: int
