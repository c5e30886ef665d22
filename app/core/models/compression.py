"""Making a model smaller: to which sizes, what each comes to, and what was gained and lost."""

from dataclasses import dataclass

from app.core.models.model import Model, Role


@dataclass(frozen=True, slots=True)
class Compression:
    """A way to store weights; `name` as llama.cpp has it, `bits` for each weight on average."""

    name: str
    bits: float


COMPRESSIONS = (
    Compression("Q8_0", 8.5),
    Compression("Q6_K", 6.6),
    Compression("Q5_K_M", 5.7),
    Compression("Q4_K_M", 4.9),
    Compression("Q3_K_M", 4.0),
)
"""From hardly any loss to a clear one; below it answers suffer."""

_WHOLE_BITS = {"all F32": 32.0, "F16": 16.0, "BF16": 16.0, "Q8_0": 8.5}
"""What may be compressed: to compress again what is small already adds one loss to another."""


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


def expected_bytes(model: Model, compression: Compression) -> int:
    """About how large a model's file becomes."""
    return int(sum(file.size_bytes for file in model.weights) * compression.bits / _bits(model))


def _bits(model: Model) -> float:
    if model.role is not Role.CHAT:
        return 0.0
    return _WHOLE_BITS.get(str(model.parameters.get("quantization", "")), 0.0)
