"""The models that write answers: one port, and behind it llama.cpp."""

import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import exp, inf
from pathlib import Path
from typing import Protocol

import msgspec

from app.core.asking.conversations import TokenCounts
from app.core.asking.pictures import PictureRef
from app.core.asking.prompting import (
    FunctionCall,
    GenerationOptions,
    GenerationSummary,
    Prompt,
    PromptProgress,
    Thought,
)
from app.core.cancel import CancelToken
from app.core.errors import WorkerCrashed
from app.core.models.adapters import identity_of
from app.core.models.devices import Device
from app.core.models.model import Model
from app.engines.model_memory import ModelMemory, chat_turns, pictures_shown
from app.engines.process import WorkerProcess
from app.workers.protocol import compress, generate
from app.workers.protocol.frames import AnyMessage
from app.workers.protocol.message import Message

_PATIENCE_SECONDS = 120.0
_CHECKED_BYTES_PER_S = 50_000_000
"""A slow disk's."""

Written = PromptProgress | Thought | str | FunctionCall | GenerationSummary
Noted = Callable[[Model, float, GenerationSummary], None]


class TextModel(Protocol):
    """Continues a conversation.

    `name` is for the user; `context_tokens` is how many tokens prompt and answer may have together; `writes` says
    whether it has words of its own, `sees` whether it looks at pictures; `memory` holds what it has read, None where it has none.
    """

    @property
    def name(self) -> str: ...  # noqa: D102

    @property
    def context_tokens(self) -> int: ...  # noqa: D102

    @property
    def writes(self) -> bool: ...  # noqa: D102

    @property
    def sees(self) -> bool: ...  # noqa: D102

    @property
    def notice(self) -> str: ...  # noqa: D102

    @property
    def memory(self) -> ModelMemory | None: ...  # noqa: D102

    def stream(self, prompt: Prompt, options: GenerationOptions, cancel: CancelToken) -> Iterator[Written]:
        """Read the prompt and write.

        What comes: `PromptProgress`…, `Thought`…, pieces of text or a `FunctionCall`, and a `GenerationSummary` at the end.

        Raises:
            UserError: the prompt is too long, or the model cannot be used; the sentence says why.
            WorkerCrashed: the model's process died; the next call starts another.
            Cancelled: the token was cancelled.
        """
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, without those that a chat template puts around it. Raises as `stream` does."""
        ...

    def count_pictures(self, pictures: Sequence[PictureRef]) -> int:
        """Tokens of all these pictures together, none for a model that does not see. Raises as `stream` does."""
        ...


@dataclass(frozen=True, slots=True)
class Adapter:
    """A LoRA adapter's file, and how strongly it changes the model, from 0 to 2."""

    path: Path
    sha256: str
    scale: float


@dataclass(frozen=True, slots=True)
class OnDevice:
    """So many of a model's layers lie on a device. `failed` is told of its failure: its name as told, and the reason."""

    device: Device
    layers: int
    failed: Callable[[str, str], None]


class LlamaModel:
    """A GGUF model from the catalogue, held by the generate worker.

    It is loaded, its hash checked, before the first request and whenever the worker is new or holds another model.
    `folder` is the model's own, `threads` best the number of physical cores, `adapter` one that was made for it.
    `noted` is told of every answer: the model, the milliseconds to its first word, and its summary. Where a device
    fails, the processor does it all from then on, and `notice` says so.
    """

    writes = True

    def __init__(
        self,
        process: WorkerProcess,
        model: Model,
        folder: Path,
        threads: int,
        context_tokens: int,
        noted: Noted | None = None,
        *,
        compact: bool = False,
        notice: str = "",
        adapter: Adapter | None = None,
        on: OnDevice | None = None,
    ) -> None:
        file, projector = model.files[0], model.projector
        others = {str(folder / part.path): part.sha256 for part in model.files[1:]}
        if adapter is not None:
            others[str(adapter.path)] = adapter.sha256
        self.name = model.name
        self.sees = projector is not None
        self.notice = notice
        self.context_tokens = min(context_tokens, model.context_tokens)
        self._process = process
        self._noted = noted
        self._model = model
        self._load = generate.LoadTextModel(
            path=str(folder / file.path),
            sha256=file.sha256,
            context_tokens=self.context_tokens,
            threads=threads,
            compact=compact,
            others=others,
            adapter="" if adapter is None else str(adapter.path),
            adapter_scale=1.0 if adapter is None else adapter.scale,
            projector="" if projector is None else str(folder / projector.path),
            device="" if on is None else on.device.name,
            device_layers=0 if on is None else on.layers,
        )
        self._on = on
        named = identity_of(model, "" if adapter is None else adapter.sha256, self._load.adapter_scale)
        self.memory: ModelMemory | None = ModelMemory(named, process, self._load)

    def stream(self, prompt: Prompt, options: GenerationOptions, cancel: CancelToken) -> Iterator[Written]:
        """As `TextModel` says. What the worker has read before is not read again, see `PromptProgress.reused`."""
        request = generate.Generate(
            turns=chat_turns(prompt.turns),
            maximum_tokens=options.maximum_tokens,
            begun=prompt.begun,
            temperature=options.temperature,
            seed=options.seed,
            stop=options.stop,
            grammar=options.grammar,
            thinking_tokens=options.thinking_tokens,
            ends_loops=options.ends_loops,
            pixels=dict(prompt.pixels),
            functions=tuple(
                generate.FunctionOffered(one.name, one.description, one.parameters) for one in prompt.functions
            ),
            must_call=prompt.must_call,
        )
        asked, first_word_ms = time.monotonic(), 0.0
        for message in self._answers(request, cancel):
            if isinstance(message, generate.TokenText):
                first_word_ms = first_word_ms or (time.monotonic() - asked) * 1000
                yield message.text
            elif isinstance(message, generate.ThoughtText):
                yield Thought(message.text)
            elif isinstance(message, generate.FunctionCalled):
                yield FunctionCall(f"call_{secrets.token_hex(12)}", message.name, message.arguments)
            elif isinstance(message, generate.PromptRead):
                yield PromptProgress(message.read, message.total, message.reused)
            elif isinstance(message, generate.Generated):
                summary = _summary(message)
                if self._noted is not None:
                    self._noted(self._model, first_word_ms, summary)
                yield summary

    def count_tokens(self, texts: Sequence[str], cancel: CancelToken | None = None) -> list[int]:
        """As `TextModel` says."""
        request = generate.CountTokens(texts=tuple(texts))
        answers = self._answers(request, cancel or CancelToken())
        return [count for one in answers if isinstance(one, generate.TokenCounts) for count in one.counts]

    def count_pictures(self, pictures: Sequence[PictureRef]) -> int:
        """As `TextModel` says."""
        if not pictures or not self.sees:
            return 0
        request = generate.CountPictures(pictures=pictures_shown(pictures))
        return sum(self._process.call(request, generate.TokenCounts, setup=self._load).counts)

    def perplexity(self, texts: Sequence[str], cancel: CancelToken) -> Iterator[float]:
        """How badly it foresees the tokens of these texts, from 1 upwards, over all that were read; after each text.

        Raises as `stream` does.
        """
        request = compress.MeasureSurprise(texts=tuple(texts), threads=self._load.threads)
        surprise, tokens = 0.0, 0
        for message in self._answers(request, cancel):
            if isinstance(message, compress.SurpriseMeasured):
                surprise, tokens = surprise + message.surprise, tokens + message.tokens
                yield exp(surprise / max(tokens, 1))

    def _answers(self, request: Message, cancel: CancelToken) -> Iterator[AnyMessage]:
        """The worker's; where the device fails before there is anything of worth, once more from the processor."""
        on, began = self._on, False
        patience_seconds = inf if on is None else _patience_seconds(on.device, self._model)
        try:
            for message in self._process.stream(request, cancel, self._load, patience_seconds):
                began = began or not isinstance(message, generate.TextModelLoaded | generate.PromptRead)
                yield message
        except WorkerCrashed as error:
            if on is None:
                raise
            self._leave(on.device)
            if began:
                on.failed(on.device.told, str(error))
                raise
            crash = str(error)
        else:
            return
        for message in self._process.stream(request, cancel, self._load):
            if isinstance(
                message, generate.TextModelLoaded
            ):  # what the processor cannot load either is no device's fault
                on.failed(on.device.told, crash)
            yield message

    def _leave(self, device: Device) -> None:
        self._on = None
        self._load = msgspec.structs.replace(self._load, device="", device_layers=0)
        if self.memory is not None:
            self.memory = replace(self.memory, load=self._load)
        self.notice = (
            f"{device.description} failed, so the processor computes the answers from now on; "
            "to try it again, choose it again under Models."
        )


def _patience_seconds(device: Device, model: Model) -> float:
    """How long a device may be silent: its files are checked first, and its driver compiles what it needs."""
    return inf if device.is_software else _PATIENCE_SECONDS + model.size_bytes / _CHECKED_BYTES_PER_S


def _summary(message: generate.Generated) -> GenerationSummary:
    tokens = TokenCounts(message.prompt_tokens, message.reused_tokens, message.generated_tokens)
    return GenerationSummary(message.finish, tokens, message.prompt_ms, message.generation_ms)
