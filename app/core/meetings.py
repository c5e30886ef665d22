"""What was heard: words, segments and transcripts. Times are seconds from the start of the recording."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """One recognized word; `confidence` is a probability from 0 to 1."""

    start: float
    end: float
    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of speech. `speaker` is empty where speakers were not told apart."""

    start: float
    end: float
    text: str
    speaker: str = ""
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Transcript:
    """A transcribed recording. `id` is 0 until it is kept; `real_time_factor` is processing time over duration."""

    id: int
    path: str
    title: str
    language: str
    duration_s: float
    segments: tuple[Segment, ...]
    real_time_factor: float
    created_at: str = ""
    complete: bool = True
