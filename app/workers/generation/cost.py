"""What a context of a model takes, as llama.cpp itself reckons it without taking any."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import llama_cpp.llama_cpp as native
import psutil

from app.workers.generation import library
from app.workers.generation.context import context_options, picture_batch
from app.workers.generation.model import Model
from app.workers.generation.sight import Sight

_SHORT, _LONG = 2048, 8192
_SIZE = re.compile(r"(?:compute buffer size|output buffer size|: size) *(?:=|is) *([\d.]+) MiB")


def context_bytes(model: Model, sight: Sight | None = None) -> tuple[int, int, int]:
    """Bytes of any context, of each of its tokens, and of each with a compact cache (0 where the model has none).

    `model` was opened for its header only. Caches of windows and states do not grow; so two lengths are looked at.
    """
    batch_tokens = picture_batch(sight)
    short, long = (_bytes_at(model, tokens, batch_tokens, compact=False) for tokens in (_SHORT, _LONG))
    if short is None or long is None:
        return 0, 0, 0
    each = (long - short) // (_LONG - _SHORT)
    always = max(0, short - _SHORT * each)
    compact = _bytes_at(model, _LONG, batch_tokens, compact=True)
    return always, each, max(1, (compact - always) // _LONG) if compact is not None else 0


def resident_bytes() -> int:
    """What this process takes now."""
    return int(psutil.Process().memory_info().rss)


def projector_bytes(lines: Iterable[str], path: Path) -> int:
    """What a projector takes: all of its file, and what its encoder said it needs for a picture."""
    return path.stat().st_size + _told_bytes(lines)


def _bytes_at(model: Model, tokens: int, batch_tokens: int, *, compact: bool) -> int | None:
    """Cache and buffers together; None where there can be no such context.

    The engine reckons with the logits of a whole batch, and is asked only for those of the last token.
    """
    options: Any = context_options(model, tokens, threads=1, compact=compact, batch_tokens=batch_tokens)
    with library.lines_told() as lines, library.errors():
        pointer = native.llama_init_from_model(model.pointer, options)
        if not pointer:
            return None
        native.llama_free(pointer)
    logits_bytes = (int(options.n_ubatch) - 1) * model.vocabulary_size * 4
    return max(0, _told_bytes(lines) - logits_bytes)


def _told_bytes(lines: Iterable[str]) -> int:
    return int(sum(float(found[1]) for line in lines if (found := _SIZE.search(line))) * 1024**2)
