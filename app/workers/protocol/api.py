"""What other programs ask of Alcove through its local API.

Here the conversation is turned round: the worker takes calls and asks, and the application answers. The frame's number is
the call's. The application answers with the messages named beside the request and then with `Done`, `Refused`, `Failed`
or `Stopped`; the worker sends `Cancel` once the caller has gone away.
"""

import msgspec

from app.workers.protocol.generate import ChatTurn, FunctionOffered
from app.workers.protocol.message import Message


class TakeCalls(Message, frozen=True):
    """The first message to the worker (call 0): take calls on a listening socket that it inherited.

    `address` is the host and port it is bound to on the loopback; callers must show the token whose SHA-256 (hexadecimal)
    is given. "" for a Unix socket, whose file only this user can open.
    """

    descriptor: int
    address: str = ""
    token_sha256: str = ""


class AskModels(Message, frozen=True):
    """Which models there are; answered by `ModelsKnown`."""


class ApiModel(msgspec.Struct, frozen=True):
    """A model by the name it is called with; `role` is chat, library, embedding or speech."""

    id: str
    role: str


class ModelsKnown(Message, frozen=True):
    """The models that can be called."""

    models: tuple[ApiModel, ...]


class AskChat(Message, frozen=True):
    """Continue a conversation; answered by `TokenText`… or `CallAsked`, and `ChatEnded`.

    None leaves it to the user's settings. `collection` limits what the library's model searches; "" is everything.
    `pictures` are the files that stand before the text of a turn, by its number. The model may, or `must_call`, ask for a
    call of one of the `functions`.
    """

    model: str
    turns: tuple[ChatTurn, ...]
    maximum_tokens: int | None = None
    temperature: float | None = None
    seed: int = 0
    stop: tuple[str, ...] = ()
    collection: str = ""
    pictures: dict[int, tuple[bytes, ...]] = msgspec.field(default_factory=dict)
    functions: tuple[FunctionOffered, ...] = ()
    must_call: bool = False


class CallAsked(Message, frozen=True):
    """The answer is that the caller is to call this function with these arguments, a JSON object."""

    id: str
    name: str
    arguments: str


class ChatEnded(Message, frozen=True):
    """The end of an answer. `finish` is "end", "length", "stop" or "call"; `evidence` is the checked answer as JSON, or ""."""

    finish: str
    prompt_tokens: int
    generated_tokens: int
    evidence: str = ""


class AskVectors(Message, frozen=True):
    """Embed texts; answered by `Vectors`."""

    model: str
    texts: tuple[str, ...]


class AskTranscript(Message, frozen=True):
    """Write down what is said in a recording; answered by `RecordingOpened`, then `SegmentHeard`…"""

    model: str
    name: str
    content: bytes
    language: str = ""
    vocabulary: str = ""


class Refused(Message, frozen=True):
    """The call could not be answered: the HTTP status and a sentence for the caller."""

    status: int
    sentence: str


ApiRequest = AskModels | AskChat | AskVectors | AskTranscript
"""What a caller may want."""
