"""Transcripts as hypothesis makes them up: ordered words with their times, in scripts with and without spaces."""

from hypothesis import strategies

from app.core.meetings.transcript import Segment, Word

SPOKEN = ("the", "budget", "Anna,", "is", "two", "thousand", "euros.", "Zürich", "не", "会议", "预算", "ไทย", "ok?")
words = strategies.sampled_from(SPOKEN)
texts = strategies.lists(words, max_size=6).map(" ".join)


@strategies.composite
def segments(draw: strategies.DrawFn, most: int = 5) -> tuple[Segment, ...]:
    """A few segments, one after the other, each with its words one after the other."""
    made, at = [], 0.0
    for _ in range(draw(strategies.integers(1, most))):
        spoken = draw(strategies.lists(words, min_size=1, max_size=8))
        between = draw(strategies.sampled_from((" ", "")))
        timed, start = [], at
        for text in spoken:
            begin = at + draw(strategies.sampled_from((0.0, 0.1, 0.5)))
            at = begin + draw(strategies.sampled_from((0.05, 0.2, 0.4)))
            timed.append(Word(begin, at, text, draw(strategies.sampled_from((0.2, 0.7, 0.99)))))
        speaker = draw(strategies.sampled_from(("", "Speaker 1", "Speaker 2")))
        known = draw(strategies.booleans())
        made.append(Segment(start, at, between.join(spoken), speaker, tuple(timed) if known else ()))
    return tuple(made)
