"""Answers in the shapes of OpenAI's API.

Source: the OpenAPI description at https://github.com/openai/openai-openapi, of which this is the small part that is offered.
"""

import base64
import itertools
import secrets
import struct
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from app.core.meetings.transcript import Segment, main_language
from app.core.meetings.transcript import Transcript as Spoken
from app.core.meetings.transcript_formats import format_subtitles
from app.workers.calling.refusal import Refusal
from app.workers.protocol import index
from app.workers.protocol.api import ApiRequest, CallAsked, ChatEnded, ModelsKnown
from app.workers.protocol.frames import AnyMessage
from app.workers.protocol.generate import TokenText
from app.workers.protocol.transcribe import RecordingOpened, SegmentHeard

Answers = Iterator[AnyMessage]
Reply = Callable[[Answers], Iterator[bytes]]

_FINISHES = {"end": "stop", "stop": "stop", "length": "length", "call": "tool_calls"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of the application, and how its answers are written: piece by piece where it `streams`."""

    request: ApiRequest
    content_type: str
    reply: Reply
    streams: bool = False


def models(answers: Answers) -> Iterator[bytes]:
    """The list of models."""
    known = next(answer for answer in answers if isinstance(answer, ModelsKnown))
    listed = [
        {"id": model.id, "object": "model", "created": 0, "owned_by": "alcove", "alcove": {"role": model.role}}
        for model in known.models
    ]
    yield _json({"object": "list", "data": listed})


@dataclass(frozen=True, slots=True)
class Chat:
    """A whole answer."""

    model: str

    def __call__(self, answers: Answers) -> Iterator[bytes]:
        """One JSON object."""
        text, calls, ended = "", list[CallAsked](), ChatEnded(finish="end", prompt_tokens=0, generated_tokens=0)
        for answer in answers:
            if isinstance(answer, TokenText):
                text += answer.text
            elif isinstance(answer, CallAsked):
                calls.append(answer)
            elif isinstance(answer, ChatEnded):
                ended = answer
        message: dict[str, Any] = {"role": "assistant", "content": text, "refusal": None}
        if calls:
            message |= {"content": text or None, "tool_calls": [_call(one) for one in calls]}
        choice = {"index": 0, "message": message, "finish_reason": _FINISHES[ended.finish], "logprobs": None}
        whole = _chat_head("chat.completion", self.model) | {"choices": [choice], "usage": _usage(ended)}
        yield _json(whole | _evidence(ended))


@dataclass(frozen=True, slots=True)
class ChatStream:
    """An answer as it is written, as server-sent events."""

    model: str
    with_usage: bool

    def __call__(self, answers: Answers) -> Iterator[bytes]:
        """One event for each piece, and `[DONE]`."""
        head = _chat_head("chat.completion.chunk", self.model)
        yield _event(head | {"choices": [_delta({"role": "assistant", "content": ""})]})
        for answer in answers:
            if isinstance(answer, TokenText):
                yield _event(head | {"choices": [_delta({"content": answer.text})]})
            elif isinstance(answer, CallAsked):
                yield _event(head | {"choices": [_delta({"tool_calls": [{"index": 0} | _call(answer)]})]})
            elif isinstance(answer, ChatEnded):
                yield _event(head | {"choices": [_delta({}, _FINISHES[answer.finish])]} | _evidence(answer))
                if self.with_usage:
                    yield _event(head | {"choices": [], "usage": _usage(answer)})
        yield b"data: [DONE]\n\n"


@dataclass(frozen=True, slots=True)
class Vectors:
    """Vectors, as numbers or as Base64 of little-endian float32."""

    model: str
    as_base64: bool
    dimensions: int | None

    def __call__(self, answers: Answers) -> Iterator[bytes]:
        """One JSON object. Raises Refusal where another number of dimensions was wanted."""
        vectors = next(answer for answer in answers if isinstance(answer, index.Vectors))
        if self.dimensions not in (None, vectors.dimensions):
            raise Refusal(400, f"The vectors of this model have {vectors.dimensions} dimensions.")
        row = struct.Struct(f"<{vectors.dimensions}e")
        data = [
            {"object": "embedding", "index": number, "embedding": self._written(values)}
            for number, values in enumerate(row.iter_unpack(vectors.float16))
        ]
        usage = {"prompt_tokens": vectors.tokens, "total_tokens": vectors.tokens}
        yield _json({"object": "list", "data": data, "model": self.model, "usage": usage})

    def _written(self, values: tuple[float, ...]) -> str | tuple[float, ...]:
        if not self.as_base64:
            return values
        return base64.b64encode(struct.pack(f"<{len(values)}f", *values)).decode()


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was said, in one of the formats."""

    written: str
    with_words: bool

    def __call__(self, answers: Answers) -> Iterator[bytes]:
        """The whole transcript."""
        duration_s, heard = 0.0, list[SegmentHeard]()
        for answer in answers:
            if isinstance(answer, RecordingOpened):
                duration_s = answer.duration_s
            elif isinstance(answer, SegmentHeard):
                heard.append(answer)
        text = " ".join(segment.text.strip() for segment in heard)
        match self.written:
            case "json":
                yield _json({"text": text})
            case "text":
                yield f"{text}\n".encode()
            case "verbose_json":
                yield _json(self._verbose(text, duration_s, heard))
            case _:
                segments = tuple(Segment(it.start, it.end, it.text.strip()) for it in heard)
                yield format_subtitles(Spoken(0, "", "", "", duration_s, segments, 0.0), self.written).encode()

    def _verbose(self, text: str, duration_s: float, heard: list[SegmentHeard]) -> dict[str, Any]:
        segments = [
            {"id": number, "start": it.start, "end": it.end, "text": it.text} for number, it in enumerate(heard)
        ]
        whole: dict[str, Any] = {
            "task": "transcribe",
            "language": main_language(Segment(it.start, it.end, it.text, language=it.language) for it in heard),
            "duration": duration_s,
            "text": text,
            "segments": segments,
        }
        if self.with_words:
            words = itertools.chain.from_iterable(it.words for it in heard)
            whole["words"] = [{"word": word.text.strip(), "start": word.start, "end": word.end} for word in words]
        return whole


def error_event(refusal: Refusal) -> bytes:
    """A refusal in the middle of a stream."""
    return b"data: " + refusal.body() + b"\n\n"


def _chat_head(kind: str, model: str) -> dict[str, Any]:
    return {"id": f"chatcmpl-{secrets.token_hex(12)}", "object": kind, "created": int(time.time()), "model": model}


def _call(asked: CallAsked) -> dict[str, Any]:
    return {"id": asked.id, "type": "function", "function": {"name": asked.name, "arguments": asked.arguments}}


def _delta(delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
    return {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}


def _usage(ended: ChatEnded) -> dict[str, int]:
    total = ended.prompt_tokens + ended.generated_tokens
    return {
        "prompt_tokens": ended.prompt_tokens,
        "completion_tokens": ended.generated_tokens,
        "total_tokens": total,
    }


def _evidence(ended: ChatEnded) -> dict[str, Any]:
    return {"alcove": msgspec.Raw(ended.evidence.encode())} if ended.evidence else {}


def _event(value: dict[str, Any]) -> bytes:
    return b"data: " + _json(value) + b"\n\n"


def _json(value: Any) -> bytes:
    return msgspec.json.encode(value)
