"""Whether a model fits into memory, reckoned before it is loaded: weights, cache and buffers, by the length of its context.

Some or all of its layers may lie in the memory of a device beside the processor.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.core.models.devices import Device

LEAST_CONTEXT_TOKENS = 2048
"""Instructions, some passages, a question and its answer: less is of no use."""
SPARE_BYTES = 256 * 1024**2
"""What is left to everybody else, so that nothing is swapped out the moment a model is there."""

DEVICE_SPARE_BYTES = 512 * 1024**2
"""What is left of a device's memory to compute buffers, to its driver, and to what the screen shows."""
EVERY_LAYER = 10_000
"""More than any model has; the engine takes it for all of them."""

_FOUR_BIT = frozenset({2, 12, 20, 39})
_ON_ARM = frozenset({8, 13, 14})
_WITH_AVX512 = frozenset({10})


@dataclass(frozen=True, slots=True)
class MemoryNeed:
    """What a model takes: always, and for each token of its context; with a cache of half the size, or 0 if it has none.

    `weights_bytes` of what it takes always are its weights, in so many `layers` (0: not known).
    """

    fixed_bytes: int
    bytes_per_token: int
    compact_bytes_per_token: int = 0
    weights_bytes: int = 0
    layers: int = 0

    def at(self, context_tokens: int, *, compact: bool = False) -> int:
        """Bytes in all, with a context of so many tokens in use to its end."""
        return self.fixed_bytes + self._cache_bytes(context_tokens, compact)

    def movable_bytes(self, context_tokens: int, *, compact: bool = False) -> int:
        """Bytes of the layers, weights and cache: what can lie on a device."""
        return self.weights_bytes + self._cache_bytes(context_tokens, compact)

    def _cache_bytes(self, context_tokens: int, compact: bool) -> int:
        return context_tokens * (self.compact_bytes_per_token if compact else self.bytes_per_token)


@dataclass(frozen=True, slots=True)
class FitPlan:
    """How a model is loaded: the length of its context, whether its cache is halved, and how many layers lie on a device.

    `needed_bytes` is what that takes of the machine's own memory, `device_bytes` what it takes of the device's.
    """

    context_tokens: int
    compact: bool
    needed_bytes: int
    device_layers: int = 0
    device_bytes: int = 0


def plan(need: MemoryNeed, wished_tokens: int, available_bytes: int, device: Device | None = None) -> FitPlan | None:
    """As much context as is wished if it fits, else with a cache of half the size, else shorter; None where nothing fits.

    Keys and values of eight bits cost hardly any quality; a shorter context costs what was said before. As many layers
    as it has room for lie on the `device`.
    """
    tokens = wished_tokens
    while tokens >= min(LEAST_CONTEXT_TOKENS, wished_tokens):
        for compact in (False, True) if need.compact_bytes_per_token else (False,):
            movable_bytes = need.movable_bytes(tokens, compact=compact)
            layers, moved_bytes = (0, 0) if device is None else _moved(need.layers, movable_bytes, device)
            spared_bytes = 0 if device is None or device.shares_memory else moved_bytes
            needed_bytes = need.at(tokens, compact=compact) - spared_bytes
            if needed_bytes + SPARE_BYTES <= available_bytes:
                return FitPlan(tokens, compact, needed_bytes, layers, moved_bytes)
        tokens //= 2
    return None


def _moved(layers: int, movable_bytes: int, device: Device) -> tuple[int, int]:
    """How many layers the device has room for, and their bytes.

    What is no layer (embeddings, output) counts as a part of each, so that each is reckoned rather too large.
    """
    room_bytes = device.free_bytes - DEVICE_SPARE_BYTES
    if movable_bytes <= room_bytes:
        return EVERY_LAYER, movable_bytes
    found = max(0, room_bytes * layers // movable_bytes)
    return found, movable_bytes * found // max(1, layers)


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
