"""Making a model smaller: to which sizes, what each comes to, and what was gained and lost."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.core.models.model import Model, Role


@dataclass(frozen=True, slots=True)
class Compression:
    """A way to store weights; `name` as llama.cpp has it, `bits` for each weight on average.

    `narrow_bits` are those of a weight in a row that is no multiple of 256 long, as llama.cpp falls back there, and
    `head_bits` those of the matrix that chooses the next token, which it spares.
    Source: llama_tensor_get_type in src/llama-quant.cpp.
    """

    name: str
    bits: float
    narrow_bits: float
    head_bits: float


COMPRESSIONS = (
    Compression("Q8_0", 8.5, 8.5, 8.5),
    Compression("Q6_K", 6.6, 8.5, 6.6),
    Compression("Q5_K_M", 5.7, 6.1, 6.6),
    Compression("Q4_K_M", 4.8, 5.5, 6.6),
    Compression("Q3_K_M", 3.9, 4.6, 6.6),
)
"""From hardly any loss to a clear one; below it answers suffer."""

_WHOLE_BITS = {"all F32": 32.0, "F16": 16.0, "BF16": 16.0, "Q8_0": 8.5}
"""What may be compressed: to compress again what is small already adds one loss to another."""

_WHOLE_BLOCK = 256
_NARROW_HEAD_BITS = 8.5


@dataclass(frozen=True, slots=True)
class ModelFigures:
    """What a model takes and gives; None is what could not be measured.

    `perplexity` is over the user's own passages, of which there may be none: lower is better.
    """

    size_bytes: int
    tokens_per_s: float | None
    perplexity: float | None


def choices(model: Model) -> tuple[Compression, ...]:
    """The sizes a model can be compressed to, the largest first; none where it is no chat model or small already."""
    bits = _bits(model)
    return tuple(one for one in COMPRESSIONS if one.bits < bits - 1)


def weights_apart(shapes: Mapping[str, tuple[int, int]]) -> dict[str, int]:
    """How many weights are stored in more bits than the rest, for a model's parameters: by the widths of its matrices."""
    head = "output.weight" if "output.weight" in shapes else "token_embd.weight"
    counts = {name: width * rows for name, (width, rows) in shapes.items()}
    narrow = {name for name, (width, _rows) in shapes.items() if width % _WHOLE_BLOCK}
    return {
        "head_weights": counts.get(head, 0) if head not in narrow else 0,
        "narrow_head_weights": counts.get(head, 0) if head in narrow else 0,
        "narrow_weights": sum(counts[name] for name in narrow - {head}),
    }


def expected_bytes(model: Model, compression: Compression) -> int:
    """About how large a model's file becomes."""
    whole_bits = 8 * sum(file.size_bytes for file in model.weights)
    all_weights = whole_bits / _bits(model)
    head, narrow_head, narrow = (
        int(model.parameters.get(name, 0)) for name in ("head_weights", "narrow_head_weights", "narrow_weights")
    )
    expected_bits = (
        (all_weights - head - narrow_head - narrow) * compression.bits
        + head * compression.head_bits
        + narrow_head * _NARROW_HEAD_BITS
        + narrow * compression.narrow_bits
    )
    return int(expected_bits / 8)


def _bits(model: Model) -> float:
    if model.role is not Role.CHAT:
        return 0.0
    return _WHOLE_BITS.get(str(model.parameters.get("quantization", "")), 0.0)
