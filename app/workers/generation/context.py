"""What a model has read: the KV cache, reused from one prompt to the next, and the step from token to token."""

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import Any

import llama_cpp.llama_cpp as native
import numpy
from numpy.typing import NDArray

from app.core.errors import Cancelled, ModelError
from app.workers.generation import library
from app.workers.generation.model import Model
from app.workers.generation.prompt import PromptTokens, Stretch, beyond_positions
from app.workers.generation.sight import Sight
from app.workers.generation.threads import Threads
from app.workers.serve import CancelFlag

_BATCH_TOKENS = 256
"""A processor reads no faster in larger batches (0.5B on two idle cores: 248, 256, 256 tokens/s at 128, 256, 512), and
the shorter a batch, the sooner it is told."""
_ABORTED = 2
_READ, _APART = 0, 1
"""What was read is one sequence; another is only used to give out a part of it."""


def context_options(
    model: Model, tokens: int, threads: int, *, compact: bool, batch_tokens: int = _BATCH_TOKENS
) -> Any:
    """What llama.cpp is told of a context."""
    options = native.llama_context_default_params()
    options.n_ctx = tokens
    options.n_batch = options.n_ubatch = batch_tokens
    options.n_threads = options.n_threads_batch = threads
    options.no_perf = True
    # A recurrent model has one state that cannot be parted, and would need the memory for it twice.
    whole = native.llama_model_is_recurrent(model.pointer) or native.llama_model_is_hybrid(model.pointer)
    options.n_seq_max = 1 if whole else 2
    options.kv_unified = True
    if compact:
        options.type_k = options.type_v = native.GGML_TYPE_Q8_0
    return options


class Context:
    """One conversation's worth of memory for a model; flash attention where the backend has it.

    Keys and values are float16, or take half of that if `compact` (Q8_0).

    `threads` are used on an idle machine, fewer while other programs need its cores. Through `sight` it reads pictures.

    Raises:
        ModelError: there is not enough memory for so many tokens.
    """

    def __init__(
        self, model: Model, tokens: int, threads: int, *, compact: bool = False, sight: Sight | None = None
    ) -> None:
        self.model = model
        self._read: list[int] = []
        self._stretches: dict[int, Stretch] = {}
        self._sight = sight
        self._picture_batch = picture_batch(sight)
        options = context_options(model, tokens, threads, compact=compact, batch_tokens=self._picture_batch)
        self._partable = options.n_seq_max > 1
        with library.errors() as errors:
            self.pointer: Any = native.llama_init_from_model(model.pointer, options)
        if not self.pointer:
            reason = f" ({errors[-1]})" if errors else ""
            raise ModelError(
                f"There is not enough memory for {model.path.name} with a context of {tokens:,} tokens{reason}; "
                "close other programs or choose a smaller model."
            )
        self._memory = native.llama_get_memory(self.pointer)
        self._threads = Threads(threads)
        self._threads_used = threads
        self._logits_at = 0
        self._logits: NDArray[numpy.float32] = numpy.empty(0, numpy.float32)
        self._next = (native.llama_token * 1)()
        self._next_position = (native.llama_pos * 1)()
        self._step = native.llama_batch_get_one(self._next, 1)
        self._step.pos = self._next_position

    def close(self) -> None:
        """Free the cache; call it before the model's own `close`."""
        native.llama_free(self.pointer)

    @property
    def size(self) -> int:
        """How many tokens fit."""
        return int(native.llama_n_ctx(self.pointer))

    @property
    def length(self) -> int:
        """How many tokens it has read, those of pictures as well."""
        return len(self._read) + beyond_positions(self._stretches, len(self._read))

    @contextmanager
    def interruptible(self, flag: CancelFlag) -> Iterator[None]:
        """Within the block, reading stops between two operations of the processor once the flag is set.

        What is computed on a GPU stops between two batches.
        """
        native.llama_set_abort_callback(self.pointer, library.stop_callback(), ctypes.c_void_p(flag.address))
        try:
            with self._sight.interruptible(flag) if self._sight is not None else nullcontext():
                yield
        finally:
            native.llama_set_abort_callback(self.pointer, native.ggml_abort_callback(), ctypes.c_void_p(None))

    def held(self, tokens: Sequence[int]) -> int:
        """How many of the first of these tokens are in the cache."""
        return len(shared_beginning((self._read, tokens)))

    def state(self, tokens: Sequence[int], most_bytes: int) -> tuple[list[int], memoryview]:
        """What was read of the first of these tokens, and the cache's bytes for it, for `resume`.

        No tokens and no bytes where none was read, where the model cannot give out a part, or where it takes more than
        `most_bytes`.
        """
        count = self.held(tokens)
        if count == 0 or (count < len(self._read) and not self._partable):
            return [], memoryview(b"")
        sequence = _READ if count == len(self._read) else _APART
        if sequence == _APART:
            native.llama_memory_seq_cp(self._memory, _READ, _APART, 0, count)
        try:
            size = native.llama_state_seq_get_size(self.pointer, sequence)
            if size > most_bytes:
                return [], memoryview(b"")
            buffer = (ctypes.c_uint8 * size)()
            written = native.llama_state_seq_get_data(self.pointer, buffer, len(buffer), sequence)
        finally:
            if sequence == _APART:
                native.llama_memory_seq_rm(self._memory, _APART, -1, -1)
        return self._read[:count], memoryview(buffer)[:written]

    def resume(self, tokens: Sequence[int], content: memoryview) -> int:
        """Put back what `state` gave, in writable memory, in place of what is in the cache; returns how many tokens.

        None, and an empty cache, where it does not fit this model and context.
        """
        self._forget_after(0)
        buffer = (ctypes.c_uint8 * len(content)).from_buffer(content)
        fits = 0 < len(tokens) < self.size
        if fits and native.llama_state_seq_set_data(self.pointer, buffer, len(buffer), _READ) == len(buffer):
            self._read = list(tokens)
        else:
            native.llama_memory_clear(self._memory, True)
        return len(self._read)

    def keep(self, prompt: PromptTokens) -> int:
        """Forget everything after the first token that differs from the prompt; returns how many are kept.

        The last token is always read again, because only reading gives the logits after it.
        """
        self._forget_after(min(self.held(prompt.ids), len(prompt.ids) - 1))
        self._stretches = prompt.stretches
        return self.length

    def read(self, prompt: PromptTokens) -> Iterator[int]:
        """Read what `keep` has not kept, in batches; yields how many tokens are read after each.

        Raises:
            Cancelled: the flag was set; what was read whole is kept.
            ModelError: llama.cpp failed.
        """
        starts = sorted(prompt.stretches)
        while (begin := len(self._read)) < len(prompt.ids):
            if begin in prompt.stretches:
                self._read_stretch(prompt.stretches[begin], prompt.ids[begin])
            else:
                end = next((start for start in starts if start > begin), len(prompt.ids))
                self._read_text(prompt.ids[begin : min(end, begin + _BATCH_TOKENS)])
            yield self.length

    def _read_text(self, tokens: Sequence[int]) -> None:
        array, begin = (native.llama_token * len(tokens))(*tokens), len(self._read)
        batch = native.llama_batch_get_one(array, len(tokens))
        batch.pos = (native.llama_pos * len(tokens))(*range(begin, begin + len(tokens)))
        self._decode(batch, tokens)

    def _read_stretch(self, stretch: Stretch, standing_for: int) -> None:
        assert self._sight is not None
        code = self._sight.read(stretch, self.pointer, len(self._read), self._picture_batch)
        self._note(code, [standing_for] * stretch.positions)

    def read_one(self, token: int) -> None:
        """Read one more token. Raises as `read` does."""
        self._next[0] = token
        self._next_position[0] = len(self._read)
        self._decode(self._step, (token,))

    def logits(self) -> NDArray[numpy.float32]:
        """The logits after the last token read, shape [vocabulary_size]; valid until the next read.

        llama.cpp keeps them where they were. To look at the same place anew takes longer than to find the largest of them.
        """
        pointer = native.llama_get_logits_ith(self.pointer, -1)
        if (address := ctypes.addressof(pointer.contents)) != self._logits_at:
            self._logits_at = address
            self._logits = numpy.ctypeslib.as_array(pointer, (self.model.vocabulary_size,))
        return self._logits

    def _decode(self, batch: Any, tokens: Sequence[int]) -> None:
        if (threads := self._threads.chosen()) != self._threads_used:
            native.llama_set_n_threads(self.pointer, threads, threads)
            self._threads_used = threads
        self._note(native.llama_decode(self.pointer, batch), tokens)

    def _note(self, code: int, tokens: Sequence[int]) -> None:
        """What was read, where llama.cpp's code says that it was."""
        if code == 0:
            self._read.extend(tokens)
            return
        self._forget_after(len(self._read))
        if code == _ABORTED:
            raise Cancelled
        raise ModelError(
            f"{self.model.path.name} stopped in the middle of the text (llama.cpp error {code}); ask again."
        )

    def _forget_after(self, count: int) -> None:
        """Keep the first `count` tokens; none where the model cannot forget only a part, as recurrent ones cannot."""
        if not native.llama_memory_seq_rm(self._memory, _READ, count, -1):
            native.llama_memory_clear(self._memory, True)
            count = 0
        del self._read[count:]


def picture_batch(sight: Sight | None) -> int:
    """How many tokens a context reads at once where it may have to read a picture."""
    return _BATCH_TOKENS if sight is None else max(_BATCH_TOKENS, sight.batch_tokens)


def shared_beginning(sequences: Sequence[Sequence[int]]) -> list[int]:
    """The tokens that all of these begin with."""
    beginning: list[int] = []
    for tokens in zip(*sequences, strict=False):
        if any(token != tokens[0] for token in tokens):
            break
        beginning.append(tokens[0])
    return beginning
