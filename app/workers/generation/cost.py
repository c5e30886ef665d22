"""What a context of a model takes, as llama.cpp itself reckons it without taking any."""

import re
from typing import Any

import llama_cpp.llama_cpp as native
import psutil

from app.workers.generation import library
from app.workers.generation.context import context_options
from app.workers.generation.model import Model

_SHORT, _LONG = 2048, 8192
_SIZE = re.compile(r"(?:compute buffer size|output buffer size|: size) *(?:=|is) *([\d.]+) MiB")


def context_bytes(model: Model) -> tuple[int, int, int]:
    """Bytes of any context, of each of its tokens, and of each with a compact cache (0 where the model has none).

    `model` was opened for its header only. Caches of windows and states do not grow; so two lengths are looked at.
    """
    short, long = _bytes_at(model, _SHORT, compact=False), _bytes_at(model, _LONG, compact=False)
    if short is None or long is None:
        return 0, 0, 0
    each = (long - short) // (_LONG - _SHORT)
    always = max(0, short - _SHORT * each)
    compact = _bytes_at(model, _LONG, compact=True)
    return always, each, max(1, (compact - always) // _LONG) if compact is not None else 0


def resident_bytes() -> int:
    """What this process takes now."""
    return int(psutil.Process().memory_info().rss)


def _bytes_at(model: Model, tokens: int, *, compact: bool) -> int | None:
    """Cache and buffers together; None where there can be no such context.

    The engine reckons with the logits of a whole batch, and is asked only for those of the last token.
    """
    options: Any = context_options(model, tokens, threads=1, compact=compact)
    with library.lines_told() as lines, library.errors():
        pointer = native.llama_init_from_model(model.pointer, options)
        if not pointer:
            return None
        native.llama_free(pointer)
    told = sum(float(found[1]) for line in lines if (found := _SIZE.search(line))) * 1024**2
    logits_bytes = (int(options.n_ubatch) - 1) * model.vocabulary_size * 4
    return max(0, int(told) - logits_bytes)
