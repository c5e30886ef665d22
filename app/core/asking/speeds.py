"""How fast models read and write: as measured, as expected of one that was not, and of every answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.asking.prompting import GenerationSummary

QUESTION_TOKENS = 800
"""What a new question over documents has a model read: instructions, passages and the question itself."""
_LEAST_READ, _LEAST_WRITTEN = 128, 24


@dataclass(frozen=True, slots=True)
class Speed:
    """Tokens per second: of a prompt that is read, and of an answer that is written."""

    reading: float
    writing: float

    @property
    def first_word_s(self) -> float:
        """Seconds from a new question over documents to the first word of its answer."""
        return QUESTION_TOKENS / self.reading + 1 / self.writing

    def or_faster(self, other: "Speed") -> "Speed":
        """The faster of both in each: what a machine reaches when nothing else keeps it busy."""
        return Speed(max(self.reading, other.reading), max(self.writing, other.writing))


@dataclass(frozen=True, slots=True)
class Estimate:
    """A model's speed on this machine; `measured` says whether it is its own, or reckoned from another model's."""

    speed: Speed
    measured: bool


def estimated(size_bytes: int, measured: Sequence[tuple[int, Speed]]) -> Speed | None:
    """The speed of a model of this size, from those of others (size in bytes, speed); None where there are none.

    Writing reads every weight once a token, and reading multiplies with every weight, so both go with the size; the
    nearest in size is taken.
    """
    if not measured:
        return None
    other_bytes, speed = min(measured, key=lambda one: abs(one[0] - size_bytes))
    factor = other_bytes / size_bytes
    return Speed(speed.reading * factor, speed.writing * factor)


def tells_much(summary: GenerationSummary) -> bool:
    """Whether enough was read and written for a speed that is not chance."""
    tokens = summary.tokens
    return tokens.prompt - tokens.reused >= _LEAST_READ and tokens.generated >= _LEAST_WRITTEN


def speed_of(summary: GenerationSummary) -> Speed | None:
    """The speed at which an answer came; None where too little was read or written to tell."""
    read = summary.tokens.prompt - summary.tokens.reused
    # The first token of an answer comes with the last of the prompt, and the last one is not read again.
    written = summary.tokens.generated - (summary.finish == "length")
    if read < 2 or written < 2 or summary.prompt_ms <= 0 or summary.generation_ms <= 0:
        return None
    return Speed(read / summary.prompt_ms * 1000, written / summary.generation_ms * 1000)


@dataclass(frozen=True, slots=True)
class WrittenAnswer:
    """What one answer of a model took. `first_word_ms` is from the model's being asked, loading it included."""

    at: str
    model: str
    first_word_ms: float
    summary: GenerationSummary

    @property
    def reading(self) -> float | None:
        """Tokens of the prompt read per second; None where nearly all of it was known."""
        speed = speed_of(self.summary)
        return speed.reading if speed else None

    @property
    def writing(self) -> float | None:
        """Tokens written per second."""
        speed = speed_of(self.summary)
        return speed.writing if speed else None


@dataclass(frozen=True, slots=True)
class MachineLoad:
    """What the machine does now. `processor` is a share of all cores; None is what the system does not tell.

    `device` is what answers are computed on beside the processor, as `Device.told`, "" where there is nothing else.

    `workers` are the names of the processes that run, with the memory each holds in bytes; the application is among them.
    """

    at: str
    processor: float
    available_bytes: int
    workers: tuple[tuple[str, int], ...]
    temperature_c: float | None = None
    power_w: float | None = None
    device: str = ""

    @property
    def memory_bytes(self) -> int:
        """What Alcove holds altogether."""
        return sum(size for _, size in self.workers)
