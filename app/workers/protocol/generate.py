"""What is asked of the process that holds llama.cpp, and what it answers."""

import msgspec

from app.workers.protocol.message import Message


class PictureShown(msgspec.Struct, frozen=True):
    """A picture as it stands in a prompt: the sha256 of its content, and its size in pixels."""

    sha256: str
    width: int
    height: int


class FunctionOffered(msgspec.Struct, frozen=True):
    """As `app.core.asking.prompting.Function`."""

    name: str
    description: str
    parameters: str


class CallWritten(msgspec.Struct, frozen=True):
    """As `app.core.asking.prompting.FunctionCall`."""

    id: str
    name: str
    arguments: str


class ChatTurn(msgspec.Struct, frozen=True):
    """One turn of a prompt; `role` is system, user, assistant or tool. Its `pictures` stand before its text.

    `calls` are an assistant's; a tool's turn is what the call with the id `answers` has given.
    """

    role: str
    text: str
    pictures: tuple[PictureShown, ...] = ()
    calls: tuple[CallWritten, ...] = ()
    answers: str = ""


class LoadTextModel(Message, frozen=True):
    """Load a GGUF file once its sha256 is right; answered by `TextModelLoaded`. The model before it is unloaded.

    So many of its layers lie on `device`, by the name that `ListDevices` gives it; all is the processor's where that is "".
    Where the device fails, the process ends: what its driver left behind is not to be trusted.
    A `compact` cache takes half the memory. `others` are files that belong to it, with the sha256 of each, and are checked
    too; `adapter` is the one of them that is a LoRA adapter, or "", and `adapter_scale` how strong it is. `projector` is the
    one through which the model sees pictures, or "".
    """

    path: str
    sha256: str
    context_tokens: int
    threads: int
    device: str = ""
    device_layers: int = 0
    compact: bool = False
    others: dict[str, str] = msgspec.field(default_factory=dict)
    adapter: str = ""
    adapter_scale: float = 1.0
    projector: str = ""


class TextModelLoaded(Message, frozen=True):
    """What was loaded, and on what: `backend` names the processor variant or GPU chosen at run time."""

    context_tokens: int
    description: str
    backend: str
    load_ms: float


class InspectTextModel(Message, frozen=True):
    """Read the header of a GGUF file and try its chat template, leaving what is loaded; answered by `TextModelInspected`.

    `projector` is one that is tried with the model, or "".
    """

    path: str
    projector: str = ""


class TextModelInspected(Message, frozen=True):
    """What a GGUF header says; `kv_bytes_per_token` is the size of one token in a float16 KV cache.

    A process that holds the model takes `resident_bytes` before there are weights, `context_bytes` for any context, and
    for each of its tokens `bytes_per_token`, or `compact_bytes_per_token` with a compact cache (0 where it has none).
    `processor` is what the engine can use of it, and `projector_bytes` what the projector takes while it works.
    """

    name: str
    architecture: str
    parameters: int
    layers: int
    context_tokens: int
    quantization: str
    licence: str
    kv_bytes_per_token: int
    has_template: bool
    resident_bytes: int
    context_bytes: int
    bytes_per_token: int
    compact_bytes_per_token: int
    processor: str
    projector_bytes: int = 0


class ListDevices(Message, frozen=True):
    """Load every backend that is here beside the processor's, and see what they can compute on; answered by `DevicesListed`."""


class DeviceFound(msgspec.Struct, frozen=True):
    """As `app.core.models.devices.Device`."""

    name: str
    description: str
    total_bytes: int
    free_bytes: int
    integrated: bool


class DevicesListed(Message, frozen=True):
    """The devices, in their drivers' order."""

    devices: tuple[DeviceFound, ...]


class CountTokens(Message, frozen=True):
    """Count the tokens of each text with the loaded model's vocabulary; answered by `TokenCounts`."""

    texts: tuple[str, ...]


class CountPictures(Message, frozen=True):
    """Count the tokens that the loaded model needs for each picture; answered by `TokenCounts`."""

    pictures: tuple[PictureShown, ...]


class TokenCounts(Message, frozen=True):
    """Tokens of each text or picture, in the order asked."""

    counts: tuple[int, ...]


class Generate(Message, frozen=True):
    """Continue the conversation: answered by `PromptRead`…, `ThoughtText`…, `TokenText`… or `FunctionCalled`, `Generated`.

    Whatever part of the rendered prompt is already in the KV cache is not computed again. `grammar` is GBNF, or "".
    `thinking_tokens` is how long a model that can may think aloud before its answer, beside `maximum_tokens`. Where a
    beginning of the answer is given as `begun`, it goes on behind that, without thinking. An answer that goes round in
    circles is ended where it `ends_loops`.
    `pixels` are the pictures of the turns by their sha256: rows of red, green and blue.
    The model is told of the `functions`, and may, or `must_call`, write a call of one in place of an answer.
    """

    turns: tuple[ChatTurn, ...]
    maximum_tokens: int
    begun: str = ""
    temperature: float = 0.0
    seed: int = 0
    stop: tuple[str, ...] = ()
    grammar: str = ""
    thinking_tokens: int = 0
    ends_loops: bool = False
    pixels: dict[str, bytes] = msgspec.field(default_factory=dict)
    functions: tuple[FunctionOffered, ...] = ()
    must_call: bool = False


class PromptRead(Message, frozen=True):
    """How many prompt tokens are in the cache now, of how many, and how many were there from before."""

    read: int
    total: int
    reused: int


class ThoughtText(Message, frozen=True):
    """The next piece of what the model thinks before it answers."""

    text: str


class TokenText(Message, frozen=True):
    """The next piece of the answer: whole characters only, though not always one token."""

    text: str


class FunctionCalled(Message, frozen=True):
    """The answer is a call of this function with these arguments: a JSON object of the shape that it asks for."""

    name: str
    arguments: str


class Generated(Message, frozen=True):
    """The end of an answer. `finish` is "end", "length", "stop", "loop" or "call"; `generated_tokens` counts thoughts as well."""

    finish: str
    prompt_tokens: int
    reused_tokens: int
    generated_tokens: int
    prompt_ms: float
    generation_ms: float
