"""How well a model foresees a text: the sum of -ln p over its tokens, from which perplexity follows."""

from collections.abc import Sequence
from typing import Any

import llama_cpp.llama_cpp as native
import numpy

from app.core.errors import ModelError
from app.workers.generation.context import context_options
from app.workers.generation.model import Model
from app.workers.serve import CancelFlag

LONGEST_TOKENS = 512
_BATCH_TOKENS = 64
"""Every token's logits are kept until the batch is over: 40 MB with a large vocabulary."""


def surprise(model: Model, text: str, threads: int, flag: CancelFlag) -> tuple[float, int]:
    """In nats, over how many tokens: all but the first of the text's beginning, in a context of its own.

    Raises:
        ModelError: there is not enough memory for that.
        Cancelled: the flag was set.
    """
    tokens = model.tokens(text)[:LONGEST_TOKENS]
    if len(tokens) < 2:
        return 0.0, 0
    pointer: Any = native.llama_init_from_model(
        model.pointer, context_options(model, LONGEST_TOKENS, threads, compact=False)
    )
    if not pointer:
        raise ModelError(f"There is not enough memory to measure {model.path.name}; close other programs.")
    batch = native.llama_batch_init(_BATCH_TOKENS, 0, 1)
    try:
        total = 0.0
        for start in range(0, len(tokens) - 1, _BATCH_TOKENS):
            flag.raise_if_set()
            total += _batch_surprise(model, pointer, batch, tokens[start : start + _BATCH_TOKENS + 1], start)
    finally:
        native.llama_batch_free(batch)
        native.llama_free(pointer)
    return total, len(tokens) - 1


def _batch_surprise(model: Model, pointer: Any, batch: Any, tokens: Sequence[int], start: int) -> float:
    """Read all but the last of these tokens, and add up how surprising each next one was."""
    read, expected = tokens[:_BATCH_TOKENS], tokens[1:]
    batch.n_tokens = len(read)
    for place, token in enumerate(read):
        batch.token[place] = token
        batch.pos[place] = start + place
        batch.n_seq_id[place] = 1
        batch.seq_id[place][0] = 0
        batch.logits[place] = place < len(expected)
    if native.llama_decode(pointer, batch) != 0:
        raise ModelError(f"{model.path.name} stopped in the middle of a text; measure it again.")
    total = 0.0
    for place, token in enumerate(expected):
        row = native.llama_get_logits_ith(pointer, place)
        logits = numpy.ctypeslib.as_array(row, shape=(model.vocabulary_size,)).astype(numpy.float64)
        highest = logits.max()
        total += float(highest + numpy.log(numpy.exp(logits - highest).sum()) - logits[token])
    return total
