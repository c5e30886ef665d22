"""Whether a model fits into memory, reckoned before it is loaded: weights, cache and buffers, by the length of its context."""

from collections.abc import Mapping
from dataclasses import dataclass

LEAST_CONTEXT_TOKENS = 2048
"""Instructions, some passages, a question and its answer: less is of no use."""
SPARE_BYTES = 256 * 1024**2
"""What is left to everybody else, so that nothing is swapped out the moment a model is there."""

_FOUR_BIT = frozenset({2, 12, 20, 39})
_ON_ARM = frozenset({8, 13, 14})
_WITH_AVX512 = frozenset({10})


@dataclass(frozen=True, slots=True)
class MemoryNeed:
    """What a model takes: always, and for each token of its context; with a cache of half the size, or 0 if it has none."""

    fixed_bytes: int
    bytes_per_token: int
    compact_bytes_per_token: int = 0

    def at(self, context_tokens: int, *, compact: bool = False) -> int:
        """Bytes in all, with a context of so many tokens in use to its end."""
        each = self.compact_bytes_per_token if compact else self.bytes_per_token
        return self.fixed_bytes + context_tokens * each


@dataclass(frozen=True, slots=True)
class FitPlan:
    """How a model is loaded: the length of its context, whether its cache is halved, and what that takes in all."""

    context_tokens: int
    compact: bool
    needed_bytes: int


def plan(need: MemoryNeed, wished_tokens: int, available_bytes: int) -> FitPlan | None:
    """As much context as is wished if it fits, else with a cache of half the size, else shorter; None where nothing fits.

    Keys and values of eight bits cost hardly any quality; a shorter context costs what was said before.
    """
    tokens = wished_tokens
    while tokens >= min(LEAST_CONTEXT_TOKENS, wished_tokens):
        for compact in (False, True) if need.compact_bytes_per_token else (False,):
            needed_bytes = need.at(tokens, compact=compact)
            if needed_bytes + SPARE_BYTES <= available_bytes:
                return FitPlan(tokens, compact, needed_bytes)
        tokens //= 2
    return None


def rearranged_bytes(matrix_bytes: Mapping[int, int], processor: str) -> int:
    """How much of the weights llama.cpp copies into an order that suits the processor, beside those in the file.

    `matrix_bytes` is by the number of the tensors' type; `processor` is what llama.cpp says of it, such as "AVX2 = 1".
    Source: ggml_repack_get_optimal_repack_type in ggml/src/ggml-cpu/repack.cpp.
    """
    kinds: frozenset[int] = frozenset()
    if "AVX2 = 1" in processor:
        kinds |= _FOUR_BIT
    if "AVX512 = 1" in processor:
        kinds |= _WITH_AVX512
    if "DOTPROD = 1" in processor or "MATMUL_INT8 = 1" in processor:
        kinds |= _FOUR_BIT | _ON_ARM
    return sum(size for kind, size in matrix_bytes.items() if kind in kinds)
