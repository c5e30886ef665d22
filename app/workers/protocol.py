"""What Alcove and its workers say to each other, over two pipes.

A *frame* is a 4-byte length, a 4-byte request number (both unsigned, little endian) and one message as MessagePack.
Every message is one of the types below; anything else, or anything longer than `MAXIMUM_FRAME_BYTES`, ends the
connection. There is no pickle, no path to code: a worker taken over by a hostile file can only send values.

A conversation is short. The application sends a request; the worker answers with any number of messages of the types
named beside the request, and then with exactly one `Done`, `Failed` or `Stopped`. While it works, the application may
send `Cancel` with the same request number. One request runs at a time. When the pipe closes, the worker ends.
"""

import struct
from typing import IO, Literal

import msgspec

MAXIMUM_FRAME_BYTES = 512 * 1024 * 1024
_HEADER = struct.Struct("<II")


class Message(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The base of every message; the type's name travels as its tag."""


class ProtocolError(Exception):
    """The other side sent something that is not a message."""


# To and from every worker ---------------------------------------------------------------------------------------


class Cancel(Message, frozen=True):
    """Stop the request with this number; the worker answers `Stopped` within 100 ms."""


class Ready(Message, frozen=True):
    """The first frame of every worker (request 0): it is locked and listens. `lock` is the lock's own sentence."""

    worker: str
    lock: str


class Done(Message, frozen=True):
    """The request is complete."""


class Failed(Message, frozen=True):
    """The request could not be done; `sentence` is fit for the user."""

    sentence: str


class Stopped(Message, frozen=True):
    """The request was cancelled and the worker is ready for the next."""


# generate: llama.cpp --------------------------------------------------------------------------------------------


class ChatTurn(msgspec.Struct, frozen=True):
    """One turn of a prompt; `role` is system, user or assistant."""

    role: str
    text: str


class LoadTextModel(Message, frozen=True):
    """Load a GGUF file once its sha256 is right; answered by `TextModelLoaded`. The model before it is unloaded."""

    path: str
    sha256: str
    context_tokens: int
    threads: int
    gpu_layers: int = 0


class TextModelLoaded(Message, frozen=True):
    """What was loaded, and on what: `backend` names the processor variant or GPU chosen at run time."""

    context_tokens: int
    description: str
    backend: str
    load_ms: float


class InspectTextModel(Message, frozen=True):
    """Read the header of a GGUF file and try its chat template, leaving what is loaded; answered by `TextModelInspected`."""

    path: str


class TextModelInspected(Message, frozen=True):
    """What a GGUF header says; `kv_bytes_per_token` is the size of one token in a float16 KV cache."""

    name: str
    architecture: str
    parameters: int
    context_tokens: int
    quantization: str
    licence: str
    kv_bytes_per_token: int
    has_template: bool


class CountTokens(Message, frozen=True):
    """Count the tokens of each text with the loaded model's vocabulary; answered by `TokenCounts`."""

    texts: tuple[str, ...]


class TokenCounts(Message, frozen=True):
    """Tokens of each text, in the order asked."""

    counts: tuple[int, ...]


class Generate(Message, frozen=True):
    """Continue the conversation: answered by `PromptRead`…, `TokenText`…, `Generated`.

    Whatever part of the rendered prompt is already in the KV cache is not computed again. `grammar` is GBNF, or "".
    """

    turns: tuple[ChatTurn, ...]
    maximum_tokens: int
    temperature: float = 0.0
    seed: int = 0
    stop: tuple[str, ...] = ()
    grammar: str = ""


class PromptRead(Message, frozen=True):
    """How many prompt tokens are in the cache now, of how many, and how many were there from before."""

    read: int
    total: int
    reused: int


class TokenText(Message, frozen=True):
    """The next piece of text: whole characters only, though not always one token."""

    text: str


class Generated(Message, frozen=True):
    """The end of an answer. `finish` is "end", "length" or "stop"."""

    finish: str
    prompt_tokens: int
    reused_tokens: int
    generated_tokens: int
    prompt_ms: float
    generation_ms: float


# index: embedder, exact vectors and Chroma ----------------------------------------------------------------------


class LoadEmbedder(Message, frozen=True):
    """Load an ONNX embedder from a folder once the sha256 of each file is right; answered by `EmbedderLoaded`."""

    folder: str
    sha256: dict[str, str]
    maximum_tokens: int
    threads: int


class EmbedderLoaded(Message, frozen=True):
    """What the loaded embedder gives."""

    dimensions: int
    maximum_tokens: int


class Embed(Message, frozen=True):
    """Embed texts; answered by `Vectors`."""

    texts: tuple[str, ...]


class Vectors(Message, frozen=True):
    """Unit vectors as little-endian float16, row by row: shape [len(texts), dimensions]."""

    dimensions: int
    float16: bytes


class HoldVectors(Message, frozen=True):
    """Keep these vectors in memory for exact search, replacing any of the same id."""

    ids: tuple[int, ...]
    float16: bytes


class DropVectors(Message, frozen=True):
    """Forget these vectors; `everything` forgets all and the generation as well."""

    ids: tuple[int, ...] = ()
    everything: bool = False


class HoldWords(Message, frozen=True):
    """Keep these passages' bags in memory to rank them by words, and these documents' cards; see `BagBatch`."""

    passages: tuple[int, ...]
    documents: tuple[int, ...]
    sizes: tuple[int, ...]
    bags: bytes
    card_documents: tuple[int, ...]
    card_sizes: tuple[int, ...]
    cards: bytes


class FindPassages(Message, frozen=True):
    """What may answer a question: the `top` best by words, by meaning, and half as many of documents it names.

    `words`, `names` and `numbers` are those of `Asked`. `documents` limits the search to these; None searches all.
    The figures of passages in `also` are given too. Answered by `Candidates`.
    """

    text: str
    top: int
    words: tuple[int, ...]
    names: tuple[int, ...]
    numbers: tuple[int, ...]
    documents: tuple[int, ...] | None = None
    also: tuple[int, ...] = ()


class Candidates(Message, frozen=True):
    """Passages in no order. `cosines` are None where there is no vector; `words` are BM25 scores.

    `named` says how strongly the question names the passage's document, from 0 to 1. `exact` tells who answered.
    """

    ids: tuple[int, ...]
    cosines: tuple[float | None, ...]
    words: tuple[float, ...]
    named: tuple[float, ...]
    exact: bool


class FindNearest(Message, frozen=True):
    """The `top` nearest passages to a text, and the cosine of each id in `also`; answered by `Neighbours`.

    `among` limits the search to these ids; None searches all.
    """

    text: str
    top: int
    among: tuple[int, ...] | None = None
    also: tuple[int, ...] = ()


class Neighbours(Message, frozen=True):
    """Ids and cosines, nearest first; then those asked for in `also` that are held. `exact` tells who answered."""

    ids: tuple[int, ...]
    cosines: tuple[float, ...]
    also_ids: tuple[int, ...]
    also_cosines: tuple[float, ...]
    exact: bool


class BuildGeneration(Message, frozen=True):
    """Build a Chroma index of all held vectors in an empty folder and close it, for `OpenGeneration` to check.

    With "" it is built in memory, checked, and answers from then on; what a `Cancel` interrupts there, the next
    request continues. Answered by `GenerationBuilt`.
    """

    folder: str


class OpenGeneration(Message, frozen=True):
    """Answer from the Chroma index of these ids in this folder, once ids and canaries are right.

    Canaries are vectors held: all of them, or a sample in a process that only checks. Answered by `GenerationOpen`.
    """

    folder: str
    ids: tuple[int, ...]


class CloseGeneration(Message, frozen=True):
    """Let go of the generation and scan everything from now on; answered by `GenerationOpen`, not trusted."""


class GenerationBuilt(Message, frozen=True):
    """A generation of `count` vectors is there."""

    count: int


class GenerationOpen(Message, frozen=True):
    """Whether the generation is trusted; if not, `reason` says why and the exact scan goes on answering."""

    trusted: bool
    reason: str = ""


# read: documents ------------------------------------------------------------------------------------------------


class ReadFile(Message, frozen=True):
    """Read a document from its bytes; `name` is only a hint.

    Answered by `FileOpened`, `PageRead` for each page as soon as it is read, and `FileRead`; or by `FileLocked` alone.
    """

    name: str
    content: bytes
    page_limit: int
    password: str = ""


class FileOpened(Message, frozen=True):
    """What the file turned out to be; `author` and `date` (ISO 8601) as it says itself."""

    format: str
    title: str
    page_count: int
    author: str = ""
    date: str = ""


class FileLocked(Message, frozen=True):
    """The file needs a password, or another one; `sentence` is fit for the user."""

    sentence: str


class HeadingRead(msgspec.Struct, frozen=True):
    """A heading at a character offset into the page's text."""

    offset: int
    level: int
    text: str


class PageRead(Message, frozen=True):
    """One page, in order; `number` is None in formats without pages; the rest as in `Page`.

    A run is its start, source and length; a box is a word's start and end, left, top, right and bottom.
    """

    number: int | None
    text: str
    headings: tuple[HeadingRead, ...] = ()
    label: str = ""
    first_row: int = 0
    runs: tuple[tuple[int, int, int], ...] = ()
    boxes: tuple[tuple[int, int, float, float, float, float], ...] = ()
    confidence: float | None = None


class FileRead(Message, frozen=True):
    """The end of a file: what is to be told of it, and in how many pictures text was not looked for."""

    notes: tuple[str, ...] = ()
    pictures_missed: int = 0


# transcribe: faster-whisper -------------------------------------------------------------------------------------


class LoadSpeechModel(Message, frozen=True):
    """Load a CTranslate2 Whisper folder once the sha256 of each file is right; answered by `Done`."""

    folder: str
    sha256: dict[str, str]
    threads: int


class Transcribe(Message, frozen=True):
    """Transcribe an audio or video file; answered by `RecordingOpened`, then `SegmentHeard`… and `HeardUntil`…

    `language` is a code such as "de", or "" to find out stretch by stretch. `from_s` skips what was heard before.
    `vocabulary` are names and terms that may be said.
    """

    path: str
    language: str = ""
    from_s: float = 0.0
    vocabulary: str = ""


class RecordingOpened(Message, frozen=True):
    """The recording's length as the file says, 0.0 where it does not."""

    duration_s: float


class WordHeard(msgspec.Struct, frozen=True):
    """A recognized word; seconds from the start of the recording, confidence from 0 to 1."""

    start: float
    end: float
    text: str
    confidence: float


class SegmentHeard(Message, frozen=True):
    """A recognized stretch of speech, and the code of its language."""

    start: float
    end: float
    text: str
    language: str
    words: tuple[WordHeard, ...] = ()


class HeardUntil(Message, frozen=True):
    """Everything before this second is done, speech or silence."""

    second: float


class TellSpeakers(Message, frozen=True):
    """Tell apart who speaks in a recording, with the models of `folder`; answered by `HeardUntil`… and `SpeakerTurn`…

    `speakers` is how many there are, 0 to find out.
    """

    path: str
    folder: str
    sha256: dict[str, str]
    threads: int
    speakers: int = 0


class SpeakerTurn(Message, frozen=True):
    """Somebody speaks; speakers are numbered from 0 as they are first heard. Turns may overlap."""

    start: float
    end: float
    speaker: int


# tables: DuckDB --------------------------------------------------------------------------------------------------


class TableColumn(msgspec.Struct, frozen=True, kw_only=True):
    """A column. Numbers are written like 1234.5, dates like 2024-01-31; what is not is left out of a calculation."""

    name: str
    kind: Literal["text", "number", "date"]


class TableCondition(msgspec.Struct, frozen=True, kw_only=True):
    """A comparison of a column with any of some values; `operator` is =, <>, <, <=, > or >=."""

    column: int
    operator: str
    values: tuple[str, ...]


class Calculate(Message, frozen=True):
    """Calculate over a table; answered by `Calculated`.

    `aggregate` is sum, average, median, minimum, maximum or count, of `column` (None for count), over the rows that meet
    all `conditions`, for each value of the column `group` if there is one. `name` is the table's, for the query shown.
    """

    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str | None, ...], ...]
    aggregate: str
    column: int | None = None
    conditions: tuple[TableCondition, ...] = ()
    group: int | None = None
    name: str = ""


class Calculated(Message, frozen=True):
    """What came of it: a row for each group, its value last; the query as text; and the rows it rests on.

    `rows` are positions in the table, the first fifty; `rows_used` is how many there are in all.
    """

    sql: str
    values: tuple[tuple[str | None, ...], ...]
    rows: tuple[int, ...]
    rows_used: int


AnyMessage = (
    Cancel
    | Ready
    | Done
    | Failed
    | Stopped
    | LoadTextModel
    | TextModelLoaded
    | InspectTextModel
    | TextModelInspected
    | CountTokens
    | TokenCounts
    | Generate
    | PromptRead
    | TokenText
    | Generated
    | LoadEmbedder
    | EmbedderLoaded
    | Embed
    | Vectors
    | HoldVectors
    | DropVectors
    | HoldWords
    | FindPassages
    | Candidates
    | FindNearest
    | Neighbours
    | BuildGeneration
    | OpenGeneration
    | CloseGeneration
    | GenerationBuilt
    | GenerationOpen
    | ReadFile
    | FileOpened
    | FileLocked
    | PageRead
    | FileRead
    | LoadSpeechModel
    | Transcribe
    | RecordingOpened
    | SegmentHeard
    | HeardUntil
    | TellSpeakers
    | SpeakerTurn
    | Calculate
    | Calculated
)

_encoder = msgspec.msgpack.Encoder()
_decoder: msgspec.msgpack.Decoder[AnyMessage] = msgspec.msgpack.Decoder(AnyMessage)


def write_frame(pipe: IO[bytes], request: int, message: Message) -> None:
    """Send one message and flush.

    Raises:
        ProtocolError: if it is longer than a frame may be.
        OSError: if the other side is gone.
    """
    body = _encoder.encode(message)
    if len(body) > MAXIMUM_FRAME_BYTES:
        raise ProtocolError(f"{type(message).__name__} of {len(body):,} bytes is longer than a frame may be")
    pipe.write(_HEADER.pack(len(body), request))
    pipe.write(body)
    pipe.flush()


def read_frame(pipe: IO[bytes]) -> tuple[int, AnyMessage] | None:
    """The next request number and message; None once the other side has closed the pipe.

    Raises:
        ProtocolError: if what came is not a message.
    """
    header = _read_exactly(pipe, _HEADER.size)
    if header is None:
        return None
    length, request = _HEADER.unpack(header)
    if length > MAXIMUM_FRAME_BYTES:
        raise ProtocolError(f"a frame of {length:,} bytes was announced; {MAXIMUM_FRAME_BYTES:,} is the limit")
    body = _read_exactly(pipe, length)
    if body is None:
        return None
    try:
        return request, _decoder.decode(body)
    except msgspec.MsgspecError as error:
        raise ProtocolError(f"not a message: {error}") from error


def _read_exactly(pipe: IO[bytes], size: int) -> bytes | None:
    parts = bytearray()
    while len(parts) < size:
        part = pipe.read(size - len(parts))
        if not part:
            return None
        parts += part
    return bytes(parts)
