"""What a call asks for: from path and body to a message for the application, and how its answer is to be written."""

import base64
import re
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal, TypeVar

import msgspec

from app.core.meetings.transcript_formats import SUBTITLES
from app.workers.calling import replies
from app.workers.calling.form import parse_form
from app.workers.calling.refusal import Refusal
from app.workers.calling.replies import Wanted
from app.workers.protocol.api import AskChat, AskModels, AskTranscript, AskVectors
from app.workers.protocol.generate import CallWritten, ChatTurn, FunctionOffered

MODELS, CHAT, EMBEDDINGS, TRANSCRIPTIONS = (
    "/v1/models",
    "/v1/chat/completions",
    "/v1/embeddings",
    "/v1/audio/transcriptions",
)
LARGEST_BODIES = {MODELS: 0, CHAT: 48_000_000, EMBEDDINGS: 4_000_000, TRANSCRIPTIONS: 100_000_000}
"""Bytes."""
_LARGEST_TEXT = 4_000_000
"""Of a chat's body without its pictures."""
_MOST_TEXTS = 2048
_JSON = "application/json"
_TRANSCRIPT_FORMATS = ("json", "text", "verbose_json", *SUBTITLES)

Body = TypeVar("Body")
_LARGEST_SEED = 2**32 - 1
_MOST_FUNCTIONS = 128
_PICTURE = re.compile(r"data:image/[\w.+-]{1,40};base64,", re.IGNORECASE)
_Name = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
_Length = Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]


class _Picture(msgspec.Struct):
    url: str


class _Part(msgspec.Struct):
    type: str
    text: str = ""
    image_url: _Picture | None = None


class _CalledFunction(msgspec.Struct):
    name: _Name
    arguments: str = "{}"


class _Call(msgspec.Struct):
    id: str
    function: _CalledFunction
    type: Literal["function"] = "function"


class _Turn(msgspec.Struct):
    role: Literal["system", "developer", "user", "assistant", "tool"]
    content: str | list[_Part] | None = None
    tool_calls: list[_Call] | None = None
    tool_call_id: str = ""


class _Function(msgspec.Struct):
    name: _Name
    description: str = ""
    parameters: dict[str, Any] = msgspec.field(default_factory=dict)


class _Tool(msgspec.Struct):
    type: Literal["function"]
    function: _Function


class _NamedFunction(msgspec.Struct):
    name: str


class _NamedTool(msgspec.Struct):
    type: Literal["function"]
    function: _NamedFunction


class _StreamOptions(msgspec.Struct):
    include_usage: bool = False


class _Format(msgspec.Struct):
    type: str


class _Own(msgspec.Struct):
    collection: str = ""


class _Chat(msgspec.Struct):
    model: str
    messages: list[_Turn]
    max_tokens: _Length | None = None
    max_completion_tokens: _Length | None = None
    temperature: Annotated[float, msgspec.Meta(ge=0, le=2)] | None = None
    seed: Annotated[int, msgspec.Meta(ge=0, le=_LARGEST_SEED)] | None = None
    stop: str | list[str] | None = None
    stream: bool | None = None
    stream_options: _StreamOptions | None = None
    n: int | None = None
    tools: list[_Tool] | None = None
    tool_choice: Literal["none", "auto", "required"] | _NamedTool | None = None
    functions: list[Any] | None = None
    logprobs: bool | None = None
    response_format: _Format | None = None
    alcove: _Own | None = None


class _Embeddings(msgspec.Struct):
    model: str
    input: str | list[str]
    encoding_format: Literal["float", "base64"] = "float"
    dimensions: int | None = None


def understood(method: str, path: str, content_type: str, body: bytes) -> Wanted:
    """The call's meaning.

    Raises:
        Refusal: 400 for a body that says nothing Alcove can do, 405 and 415 for a wrong method or type of it.
    """
    if method != ("GET" if path == MODELS else "POST"):
        raise Refusal(405, f"{path} does not answer {method}.")
    return _READERS[path](content_type, body)


def known_path(target: str) -> str:
    """The path a call is for, without its query. Raises Refusal 404 where nothing answers there."""
    path = target.partition("?")[0].rstrip("/")
    if path not in LARGEST_BODIES:
        raise Refusal(404, f"Nothing answers at {path!r:.80}; Alcove knows {', '.join(LARGEST_BODIES)}.")
    return path


def _models(_content_type: str, _body: bytes) -> Wanted:
    return Wanted(AskModels(), _JSON, replies.models)


def _chat(content_type: str, body: bytes) -> Wanted:
    asked = _decoded(content_type, body, _Chat)
    _refuse_what_is_not_offered(asked)
    if not asked.messages or asked.messages[-1].role not in ("user", "tool"):
        raise Refusal(400, "The last of the messages must be the user's, or what a tool has given.")
    functions, must_call = _functions(asked)
    turns = tuple(_turn(turn) for turn in asked.messages)
    _require_calls(turns)
    pictures = {number: found for number, turn in enumerate(asked.messages) if (found := _pictures(turn))}
    if len(body) - sum(len(one) * 4 // 3 for found in pictures.values() for one in found) > _LARGEST_TEXT:
        raise Refusal(
            413, f"A chat is larger than {_LARGEST_TEXT:,} bytes without its pictures, the most that is taken here."
        )
    stop = [asked.stop] if isinstance(asked.stop, str) else asked.stop or []
    request = AskChat(
        model=asked.model,
        turns=turns,
        maximum_tokens=asked.max_completion_tokens or asked.max_tokens,
        temperature=asked.temperature,
        seed=asked.seed or 0,
        stop=tuple(stop),
        collection=asked.alcove.collection if asked.alcove else "",
        pictures=pictures,
        functions=functions,
        must_call=must_call,
    )
    if asked.stream:
        with_usage = asked.stream_options is not None and asked.stream_options.include_usage
        return Wanted(request, "text/event-stream", replies.ChatStream(asked.model, with_usage), streams=True)
    return Wanted(request, _JSON, replies.Chat(asked.model))


def _refuse_what_is_not_offered(asked: _Chat) -> None:
    """What would change the answer's shape is refused; what only colours it (`top_p`, penalties) is passed over."""
    not_offered = {
        "n": asked.n not in (None, 1),
        "functions (but tools)": bool(asked.functions),
        "logprobs": bool(asked.logprobs),
        "response_format": asked.response_format is not None and asked.response_format.type != "text",
    }
    for name, wanted in not_offered.items():
        if wanted:
            raise Refusal(400, f"Alcove's API does not offer {name}; leave it away.")


def _functions(asked: _Chat) -> tuple[tuple[FunctionOffered, ...], bool]:
    """The functions that may be called, and whether one has to be."""
    offered = [
        FunctionOffered(
            one.function.name, one.function.description, msgspec.json.encode(one.function.parameters).decode()
        )
        for one in asked.tools or ()
    ]
    if len(offered) > _MOST_FUNCTIONS:
        raise Refusal(400, f"At most {_MOST_FUNCTIONS} tools can be offered at once.")
    choice = asked.tool_choice or "auto"
    if isinstance(choice, _NamedTool):
        offered = [one for one in offered if one.name == choice.function.name]
    must_call = choice not in ("none", "auto")
    if must_call and not offered:
        raise Refusal(400, "The tool_choice names no function that is among the tools.")
    return () if choice == "none" else tuple(offered), must_call


def _turn(turn: _Turn) -> ChatTurn:
    role = "system" if turn.role == "developer" else turn.role
    if (turn.role == "tool") != bool(turn.tool_call_id) or (turn.tool_calls and turn.role != "assistant"):
        raise Refusal(400, "A tool's message has a tool_call_id, and only the assistant's has tool_calls.")
    if turn.content is None and not turn.tool_calls:
        raise Refusal(400, "A message has no content.")
    calls = tuple(CallWritten(one.id, one.function.name, _arguments(one)) for one in turn.tool_calls or ())
    return ChatTurn(role, _text(turn), calls=calls, answers=turn.tool_call_id)


def _require_calls(turns: tuple[ChatTurn, ...]) -> None:
    """Go on only if every result is of a call made before it. Many templates take no other, or leave it out."""
    called = set[str]()
    for turn in turns:
        if turn.role == "tool" and turn.answers not in called:
            raise Refusal(400, f"No call before the tool's message has its tool_call_id {turn.answers!r:.60}.")
        called.update(call.id for call in turn.calls)


def _text(turn: _Turn) -> str:
    if not isinstance(turn.content, list):
        return turn.content or ""
    return "\n".join(part.text for part in turn.content if part.type == "text")


def _arguments(call: _Call) -> str:
    try:
        msgspec.json.decode(call.function.arguments or "{}", type=dict[str, Any])
    except (msgspec.DecodeError, RecursionError):
        raise Refusal(400, f"The arguments of the call {call.id!r:.60} are no JSON object.") from None
    return call.function.arguments or "{}"


def _pictures(turn: _Turn) -> tuple[bytes, ...]:
    """The pictures of a message, which bring their content along: nothing is fetched."""
    parts = turn.content if isinstance(turn.content, list) else []
    if any(part.type not in ("text", "image_url") for part in parts):
        raise Refusal(400, "Messages may hold text and pictures only.")
    shown = [part.image_url for part in parts if part.type == "image_url"]
    if shown and turn.role != "user":
        raise Refusal(400, "Only the user's messages may hold pictures.")
    return tuple(_picture("" if one is None else one.url) for one in shown)


def _picture(url: str) -> bytes:
    found = _PICTURE.match(url)
    if found is None:
        raise Refusal(400, "A picture is given by a data: URL in Base64; Alcove fetches none.")
    try:
        return base64.b64decode(url[found.end() :], validate=True)
    except ValueError:
        raise Refusal(400, "A picture's Base64 cannot be read; send it again.") from None


def _embeddings(content_type: str, body: bytes) -> Wanted:
    asked = _decoded(content_type, body, _Embeddings)
    texts = (asked.input,) if isinstance(asked.input, str) else tuple(asked.input)
    if not texts or len(texts) > _MOST_TEXTS or not all(texts):
        raise Refusal(400, f"The input is a text, or up to {_MOST_TEXTS:,} of them, none empty.")
    reply = replies.Vectors(asked.model, asked.encoding_format == "base64", asked.dimensions)
    return Wanted(AskVectors(model=asked.model, texts=texts), _JSON, reply)


def _transcription(content_type: str, body: bytes) -> Wanted:
    form = parse_form(content_type, body)
    fields = form.fields
    if not form.content:
        raise Refusal(400, "There is no recording in the form; send it as its part named file.")
    if not fields.get("model"):
        raise Refusal(400, "The form does not say which model; see /v1/models.")
    if fields.get("stream", "").lower() == "true":
        raise Refusal(400, "Alcove's API does not offer stream for transcripts; leave it away.")
    written = fields.get("response_format", "json")
    if written not in _TRANSCRIPT_FORMATS:
        raise Refusal(400, f"The response_format is one of {', '.join(_TRANSCRIPT_FORMATS)}.")
    request = AskTranscript(
        model=fields["model"],
        name=form.file_name or "recording",
        content=form.content,
        language=fields.get("language", ""),
        vocabulary=fields.get("prompt", ""),
    )
    with_words = "word" in (fields.get("timestamp_granularities[]"), fields.get("timestamp_granularities"))
    kind = _JSON if written.endswith("json") else "text/plain; charset=utf-8"
    return Wanted(request, kind, replies.Transcript(written, with_words))


def _decoded(content_type: str, body: bytes, kind: type[Body]) -> Body:
    # What a page can send without being asked about it first is never of this type.
    if content_type.partition(";")[0].strip().lower() != _JSON:
        raise Refusal(415, "The body must be JSON, with Content-Type: application/json.")
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.ValidationError as error:
        raise Refusal(400, f"The body cannot be used: {error}.") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Refusal(400, "The body is not JSON.") from None


_READERS: Mapping[str, Callable[[str, bytes], Wanted]] = {
    MODELS: _models,
    CHAT: _chat,
    EMBEDDINGS: _embeddings,
    TRANSCRIPTIONS: _transcription,
}
