"""The worker that holds llama.cpp: loads a checked GGUF file, counts tokens, and writes answers token by token."""

import time
from collections.abc import Generator, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

import msgspec

from app.core.errors import ModelError, UserError
from app.workers.generation import devices, library, state_file
from app.workers.generation.calling import as_call, begins_call
from app.workers.generation.context import shared_beginning
from app.workers.generation.cost import context_bytes, projector_bytes, resident_bytes
from app.workers.generation.loaded import Loaded, load, template_of
from app.workers.generation.model import Model
from app.workers.generation.prompt import PromptTokens
from app.workers.generation.sampling import sampler
from app.workers.generation.sight import Sight
from app.workers.generation.surprise import surprise
from app.workers.generation.thinking import ThinkingText, begins_inside
from app.workers.generation.writing import Writing
from app.workers.protocol.compress import MeasureSurprise, SurpriseMeasured
from app.workers.protocol.generate import (
    CountPictures,
    CountTokens,
    DevicesListed,
    Generate,
    Generated,
    InspectTextModel,
    ListDevices,
    LoadTextModel,
    PromptRead,
    TextModelInspected,
    TextModelLoaded,
    TokenCounts,
)
from app.workers.protocol.message import Message
from app.workers.protocol.model_state import (
    CompareTurns,
    ExportState,
    ImportState,
    StateExported,
    StateImported,
    StatePiece,
    TurnsCompared,
)
from app.workers.serve import CancelFlag, Handler, serve
from app.workers.weights import require_unchanged, verify_file

_STATE_PIECE_BYTES = 4 * 1024 * 1024


def run(lock: str, source: BinaryIO, sink: BinaryIO) -> None:
    """Serve until the pipe closes."""
    generator = _Generator()
    handlers: dict[type[Message], Handler] = {
        LoadTextModel: generator.load,
        InspectTextModel: _inspect,
        ListDevices: _list_devices,
        CountTokens: generator.count_tokens,
        CountPictures: generator.count_pictures,
        MeasureSurprise: generator.measure_surprise,
        Generate: generator.generate,
        CompareTurns: generator.compare,
        ExportState: generator.export_state,
        ImportState: generator.import_state,
    }
    serve("generate", lock, handlers, source, sink)


class _Generator:
    """Answers the requests about the one model that is loaded."""

    def __init__(self) -> None:
        self._loaded: Loaded | None = None
        self._incoming = bytearray()

    def load(self, request: LoadTextModel, flag: CancelFlag) -> Iterator[Message]:
        started = time.perf_counter()
        self._unload()
        self._incoming = bytearray()
        files = {Path(path): sha256 for path, sha256 in ((request.path, request.sha256), *request.others.items())}
        verified = {path: verify_file(path, sha256, flag) for path, sha256 in files.items()}
        loaded = load(Path(request.path), request, flag)
        try:
            for path, state in verified.items():
                require_unchanged(path, state)
        except ModelError:
            loaded.close()
            raise
        self._loaded = loaded
        facts = loaded.model.facts
        note = "" if facts.chat_template else "; the file has no chat template, so ChatML is used"
        yield TextModelLoaded(
            context_tokens=loaded.context.size,
            description=f"{facts.architecture} {facts.parameters:,} parameters {facts.quantization}{note}",
            backend=", ".join(filter(None, (request.device, library.start()))),
            load_ms=_milliseconds_since(started),
        )

    def count_tokens(self, request: CountTokens, flag: CancelFlag) -> Iterator[Message]:
        model = self._current().model
        counts = []
        for text in request.texts:
            flag.raise_if_set()
            counts.append(len(model.tokens(text)))
        yield TokenCounts(counts=tuple(counts))

    def count_pictures(self, request: CountPictures, _flag: CancelFlag) -> Iterator[Message]:
        loaded = self._current()
        yield TokenCounts(counts=tuple(map(loaded.picture_tokens, request.pictures)))

    def measure_surprise(self, request: MeasureSurprise, flag: CancelFlag) -> Iterator[Message]:
        model = self._current().model
        for text in request.texts:
            nats, tokens = surprise(model, text, request.threads, flag)
            yield SurpriseMeasured(surprise=nats, tokens=tokens)

    def generate(self, request: Generate, flag: CancelFlag) -> Iterator[Message]:
        loaded = self._current()
        self._incoming = bytearray()
        if request.functions and not request.begun:
            yield from _answered_or_called(loaded, request, flag)
            return
        if request.functions:
            rendered = loaded.to_be_answered(loaded.with_functions(request.turns, request.functions))
        else:
            thinks = request.thinking_tokens > 0 and not (request.grammar or request.begun)
            rendered = loaded.rendered(request.turns, thinking=thinks)
        yield from _answered(loaded, rendered + loaded.model.without_control(request.begun), request, flag)

    def compare(self, request: CompareTurns, _flag: CancelFlag) -> Iterator[Message]:
        loaded = self._current()
        prompt = loaded.ids_of(request.turns)
        yield TurnsCompared(total=len(prompt), held=loaded.context.held(prompt))

    def export_state(self, request: ExportState, _flag: CancelFlag) -> Iterator[Message]:
        loaded = self._current()
        wanted = shared_beginning([loaded.ids_of(turns) for turns in request.prompts])
        tokens, cache = loaded.context.state(wanted, request.most_bytes)
        if tokens:
            yield StatePiece(content=state_file.header(loaded.identity, tokens))
        for start in range(0, len(cache), _STATE_PIECE_BYTES):
            yield StatePiece(content=bytes(cache[start : start + _STATE_PIECE_BYTES]))
        yield StateExported(tokens=len(tokens))

    def import_state(self, request: ImportState, _flag: CancelFlag) -> Iterator[Message]:
        loaded = self._current()
        if request.offset == 0:
            self._incoming = bytearray()
        if request.offset != len(self._incoming):
            raise UserError("A part of what was read before is missing; it is read again.")
        self._incoming += request.content
        if request.last:
            state, self._incoming = self._incoming, bytearray()
            yield StateImported(tokens=loaded.context.resume(*state_file.parted(loaded.identity, state)))

    def _current(self) -> Loaded:
        if self._loaded is None:
            raise UserError("No chat model is loaded; choose one under Models.")
        return self._loaded

    def _unload(self) -> None:
        if self._loaded is not None:
            self._loaded.close()
            self._loaded = None


def _inspect(request: InspectTextModel, flag: CancelFlag) -> Iterator[Message]:
    model = Model(Path(request.path), flag, header_only=True)
    sight, for_projector = None, 0
    try:
        template_of(model)
        facts = model.facts
        resident = resident_bytes()
        if request.projector:
            projector = Path(request.projector)
            with library.lines_told() as lines:
                sight = Sight(model, projector, threads=1, reserve=True)
            for_projector = projector_bytes(lines, projector)
        always, each, compact_each = context_bytes(model, sight)
    finally:
        if sight is not None:
            sight.close()
        model.close()
    yield TextModelInspected(
        name=facts.name,
        architecture=facts.architecture,
        parameters=facts.parameters,
        layers=facts.layers,
        context_tokens=facts.context_tokens,
        quantization=facts.quantization,
        licence=facts.licence,
        kv_bytes_per_token=facts.kv_bytes_per_token,
        has_template=bool(facts.chat_template),
        resident_bytes=resident,
        context_bytes=always,
        bytes_per_token=each,
        compact_bytes_per_token=compact_each,
        processor=library.processor(),
        projector_bytes=for_projector,
    )


def _answered_or_called(loaded: Loaded, request: Generate, flag: CancelFlag) -> Iterator[Message]:
    """An answer in words, or a call of one of the functions the model is told of, where it begins one or has to."""
    rendered = loaded.with_functions(request.turns, request.functions)
    calls = request.must_call
    if not calls:
        with loaded.tokens_of(rendered, request.turns, request.pixels) as prompt:
            calls = yield from _begins_call(loaded, prompt, request, flag)
    if not calls:
        yield from _answered(loaded, loaded.to_be_answered(rendered), request, flag)
        return
    form = loaded.call_format
    bound = msgspec.structs.replace(request, grammar=form.grammar(request.functions), stop=())
    yield from as_call(loaded, request.functions, _answered(loaded, rendered + form.opening, bound, flag, spelled=True))


def _begins_call(
    loaded: Loaded, prompt: PromptTokens, request: Generate, flag: CancelFlag
) -> Generator[Message, None, bool]:
    """Whether the model wants to call one of the functions it was told of."""
    context = loaded.context
    _require_room(prompt.size, request.maximum_tokens, context.size)
    drawing = sampler(loaded.model, request.temperature, request.seed, "")
    with drawing as choice, devices.blamed(loaded.device), context.interruptible(flag):
        reused = context.keep(prompt)
        for read in context.read(prompt):
            yield PromptRead(read=read, total=prompt.size, reused=reused)
        return begins_call(loaded, choice, request.functions, request.maximum_tokens)


def _answered(
    loaded: Loaded, rendered: str, request: Generate, flag: CancelFlag, *, spelled: bool = False
) -> Iterator[Message]:
    """What the model writes behind this text; `spelled` with its control tokens, and without thoughts."""
    context, marks = loaded.context, loaded.model.marks
    thinking = None
    if marks is not None and not spelled:
        thinking = ThinkingText(marks, begins_inside(rendered, marks))
    with ExitStack() as open_for_it:
        prompt = open_for_it.enter_context(loaded.tokens_of(rendered, request.turns, request.pixels))
        _require_room(prompt.size, request.maximum_tokens, context.size)
        choice = open_for_it.enter_context(sampler(loaded.model, request.temperature, request.seed, request.grammar))
        with devices.blamed(loaded.device), context.interruptible(flag):
            started = time.perf_counter()
            reused = context.keep(prompt)
            yield PromptRead(read=reused, total=prompt.size, reused=reused)
            for read in context.read(prompt):
                yield PromptRead(read=read, total=prompt.size, reused=reused)
            prompt_ms = _milliseconds_since(started)
            started = time.perf_counter()
            finish, generated = yield from Writing(context, choice, request, thinking, spelled=spelled).write()
        yield Generated(
            finish=finish,
            prompt_tokens=prompt.size,
            reused_tokens=reused,
            generated_tokens=generated,
            prompt_ms=prompt_ms,
            generation_ms=_milliseconds_since(started),
        )


def _list_devices(_request: ListDevices, _flag: CancelFlag) -> Iterator[Message]:
    yield DevicesListed(devices=tuple(devices.found()))


def _require_room(prompt_tokens: int, maximum_tokens: int, context_tokens: int) -> None:
    if prompt_tokens + maximum_tokens > context_tokens:
        raise UserError(
            f"The question and what goes with it are {prompt_tokens:,} tokens and the answer may take {maximum_tokens:,}, "
            f"but this model holds {context_tokens:,}; ask a shorter question or start a new conversation."
        )


def _milliseconds_since(started: float) -> float:
    return (time.perf_counter() - started) * 1000
