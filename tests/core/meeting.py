"""A short meeting, for tests of everything that is made of one."""

from app.core.meetings.transcript import Segment, Transcript, Word

FESTIVAL = (
    ("Anna", "Good morning. We have to talk about the harbour festival."),
    ("Ben", "We sold forty boats last year and the river was full."),
    ("Anna", "So we decided to move the festival to June."),
    ("Ben", "I'll send the permit papers to the town by Friday."),
    ("Anna", "Ben, can you book the stage as well?"),
    ("Ben", "Yes, I'll do that tomorrow."),
    ("Carla", "How much does the insurance cost?"),
    ("Ben", "I don't know, we have to check."),
    ("Anna", "Carla will call the fire brigade next week."),
    ("Anna", "It is still unclear whether the ferry runs at night."),
    ("Anna", "Did we decide on the band?"),
    ("Carla", "We'll go with the brass band from Ulm."),
    ("Anna", "If we decided to cancel, we would lose the deposit."),
)


def segments(said: tuple[tuple[str, str], ...] = FESTIVAL, language: str = "en") -> tuple[Segment, ...]:
    """A segment every five seconds, its words spread evenly over four of them."""
    return tuple(_segment(5.0 * number, speaker, text, language) for number, (speaker, text) in enumerate(said))


def transcript(said: tuple[tuple[str, str], ...] = FESTIVAL, language: str = "en", number: int = 1) -> Transcript:
    """The whole meeting."""
    found = segments(said, language)
    return Transcript(number, "/recordings/festival.wav", "Festival", language, found[-1].end, found, 0.1)


def _segment(start: float, speaker: str, text: str, language: str) -> Segment:
    parts = text.split()
    each = 4.0 / len(parts)
    words = tuple(
        Word(start + place * each, start + (place + 1) * each, f" {part}", 0.9) for place, part in enumerate(parts)
    )
    return Segment(start, start + 4.0, text, speaker, words, language)
