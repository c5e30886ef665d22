"""What a model has read: the KV cache, reused from one prompt to the next, and the step from token to token."""

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import llama_cpp.llama_cpp as native
import numpy
from numpy.typing import NDArray

from app.core.errors import Cancelled, ModelError
from app.workers.generation import library
from app.workers.generation.model import Model
from app.workers.serve import CancelFlag

_BATCH_TOKENS = 256
"""A processor reads no faster in larger batches (0.5B on two idle cores: 248, 256, 256 tokens/s at 128, 256, 512), and
the shorter a batch, the sooner it is told."""
_ABORTED = 2


class Context:
    """One conversation's worth of memory for a model; float16 keys and values, flash attention where the backend has it.

    Raises:
        ModelError: there is not enough memory for so many tokens.
    """

    def __init__(self, model: Model, tokens: int, threads: int) -> None:
        self.model = model
        self._read: list[int] = []
        options = native.llama_context_default_params()
        options.n_ctx = tokens
        options.n_batch = options.n_ubatch = _BATCH_TOKENS
        options.n_threads = options.n_threads_batch = threads
        options.no_perf = True
        with library.errors() as errors:
            self.pointer: Any = native.llama_init_from_model(model.pointer, options)
        if not self.pointer:
            reason = f" ({errors[-1]})" if errors else ""
            raise ModelError(
                f"There is not enough memory for {model.path.name} with a context of {tokens:,} tokens{reason}; "
                "close other programs or choose a smaller model."
            )
        self._memory = native.llama_get_memory(self.pointer)
        self._next = (native.llama_token * 1)()
        self._step = native.llama_batch_get_one(self._next, 1)

    def close(self) -> None:
        """Free the cache; call it before the model's own `close`."""
        native.llama_free(self.pointer)

    @property
    def size(self) -> int:
        """How many tokens fit."""
        return int(native.llama_n_ctx(self.pointer))

    @contextmanager
    def interruptible(self, flag: CancelFlag) -> Iterator[None]:
        """Within the block, reading stops between two operations of the processor once the flag is set.

        What is computed on a GPU stops between two batches.
        """
        native.llama_set_abort_callback(self.pointer, library.stop_callback(), ctypes.c_void_p(flag.address))
        try:
            yield
        finally:
            native.llama_set_abort_callback(self.pointer, native.ggml_abort_callback(), ctypes.c_void_p(None))

    def keep(self, tokens: Sequence[int]) -> int:
        """Forget everything after the first token that differs from `tokens`; returns how many are kept.

        The last token is always read again, because only reading gives the logits after it.
        """
        self._forget_after(min(_common_prefix(self._read, tokens), len(tokens) - 1))
        return len(self._read)

    def read(self, tokens: Sequence[int]) -> Iterator[int]:
        """Read what `keep` has not kept, in batches; yields how many are read after each.

        Raises:
            Cancelled: the flag was set; what was read whole is kept.
            ModelError: llama.cpp failed.
        """
        while len(self._read) < len(tokens):
            part = tokens[len(self._read) : len(self._read) + _BATCH_TOKENS]
            array = (native.llama_token * len(part))(*part)
            self._decode(native.llama_batch_get_one(array, len(part)), part)
            yield len(self._read)

    def read_one(self, token: int) -> None:
        """Read one more token. Raises as `read` does."""
        self._next[0] = token
        self._decode(self._step, (token,))

    def logits(self) -> NDArray[numpy.float32]:
        """The logits after the last token read, shape [vocabulary_size]; valid until the next read."""
        pointer = native.llama_get_logits_ith(self.pointer, -1)
        return numpy.ctypeslib.as_array(pointer, (self.model.vocabulary_size,))

    def _decode(self, batch: Any, tokens: Sequence[int]) -> None:
        code = native.llama_decode(self.pointer, batch)
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
        if not native.llama_memory_seq_rm(self._memory, 0, count, -1):
            native.llama_memory_clear(self._memory, True)
            count = 0
        del self._read[count:]


def _common_prefix(first: Sequence[int], second: Sequence[int]) -> int:
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return count
