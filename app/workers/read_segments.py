"""What Whisper read in a window: whether to believe it, and how it is told."""

from faster_whisper.transcribe import Segment

from app.core.words.repetition import loop_in, loop_surplus
from app.workers.protocol.transcribe import SegmentHeard, WordHeard


def loops(segments: list[Segment]) -> bool:
    """Whether the model repeats itself, by its words or by how well its text can be compressed."""
    words = [word.word.strip().casefold() for segment in segments for word in segment.words or ()]
    return loop_in(words) is not None or any(segment.compression_ratio > 2.4 for segment in segments)


def doubted(segment: Segment) -> bool:
    """Whether the VAD stands alone with its opinion that something is said here."""
    unlikely = segment.no_speech_prob > 0.6 and segment.avg_logprob < -0.8
    return bool(unlikely or segment.avg_logprob < -1.3)


def segment_heard(segment: Segment, offset: float, language: str) -> SegmentHeard:
    """The segment with its times in the piece; loops that are left are said twice."""
    words = list(segment.words or ())
    surplus = loop_surplus([word.word.strip().casefold() for word in words])
    kept = [word for place, word in enumerate(words) if place not in surplus]
    text = "".join(word.word for word in kept) if surplus else segment.text
    return SegmentHeard(
        start=offset + float(segment.start),
        end=offset + float(segment.end),
        text=text.strip(),
        language=language,
        words=tuple(
            WordHeard(
                start=offset + float(word.start),
                end=offset + float(word.end),
                text=word.word.strip(),
                confidence=float(word.probability),
            )
            for word in kept
            if word.word.strip()
        ),
    )
