"""The summary and the topics of minutes: the telling sentences of what was said, chosen so that no part falls silent."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.library.documents import Passage, ScoredPassage
from app.core.library.key_points import Point, choose, distinct, points_of, tells_something, weigh
from app.core.meetings.minutes import MinutesLine, Moment
from app.core.meetings.minutes_items import cleaned
from app.core.meetings.speeches import Speech
from app.core.meetings.transcript_formats import clock
from app.core.words.stems import stems

_WINDOW_CHARACTERS = 6000
"""About 1,500 tokens, and five to eight minutes of speech."""
_FEWEST_WORDS = 8
_SHORTEST_STEM = 4


@dataclass(frozen=True, slots=True)
class Window:
    """Some minutes of a meeting: the sentences that tell something, from which second it goes to which."""

    points: tuple[Point, ...]
    since: float
    until: float


def spoken_passages(spoken: Sequence[Speech]) -> list[ScoredPassage]:
    """Every speech as a passage called by its speaker; `page_index` is its position, `label` its time."""
    return [
        ScoredPassage(
            Passage(
                id=position + 1,
                document_id=0,
                ordinal=position,
                page_index=position,
                page=None,
                start=0,
                end=len(speech.text),
                heading="",
                text=speech.text,
                label=clock(speech.start),
            ),
            "",
            speech.speaker or "Speaker",
            1.0,
        )
        for position, speech in enumerate(spoken)
    ]


def windows(spoken: Sequence[Speech], passages: Sequence[ScoredPassage]) -> list[Window]:
    """The meeting window by window; every speech is in one of them."""
    found: list[Window] = []
    points: list[Point] = []
    length = 0
    since: float | None = None
    for position, (speech, scored) in enumerate(zip(spoken, passages, strict=True)):
        since = speech.start if since is None else since
        points += [point for point in points_of(scored.passage) if _tells(point)]
        length += len(speech.text)
        if length >= _WINDOW_CHARACTERS or position == len(spoken) - 1:
            found.append(Window(tuple(points), since, speech.end))
            points, length, since = [], 0, None
    return found


def seconds_read(read: Sequence[Window], spoken: Sequence[Speech], heard_s: float) -> float:
    """Of so many seconds that were listened to, all but those of speeches that are in no window."""
    missed = [
        speech.end - speech.start
        for speech in spoken
        if not any(window.since <= speech.start and speech.end <= window.until for window in read)
    ]
    return max(0.0, heard_s - sum(missed))


def telling(read: Sequence[Window], count: int, about: Sequence[str] = ()) -> list[list[Point]]:
    """The `count` most telling sentences, by window; about some words only, where they are given."""
    focus = {stem for word in about for stem in stems(word)}
    pairs = [
        (point, number)
        for number, window in enumerate(read)
        for point in window.points
        if not focus or _mentions(point, focus)
    ]
    kept = {id(point) for point in distinct(point for point, _ in pairs)}
    pairs = [pair for pair in pairs if id(pair[0]) in kept]
    points, numbers = [point for point, _ in pairs], [number for _, number in pairs]
    chosen = {id(point) for point in choose(points, weigh(points, about), count, numbers)}
    return [[point for point, own in pairs if own == number and id(point) in chosen] for number in range(len(read))]


def quoted(point: Point, spoken: Sequence[Speech]) -> MinutesLine:
    """A sentence as a line of its own, in the words of whoever said it."""
    position = point.passage.page_index
    text = cleaned(point.text, spoken[position].language)
    return MinutesLine(text, (moment_of(position, point.start, point.end, spoken),))


def moment_of(position: int, start: int, end: int, spoken: Sequence[Speech]) -> Moment:
    """When `text[start:end]` of a speech was said."""
    speech = spoken[position]
    return Moment(
        round(speech.second(start), 2), round(speech.second(end), 2), speech.speaker, speech.text[start:end].strip()
    )


def _tells(point: Point) -> bool:
    return tells_something(point) and len(cleaned(point.text).split()) >= _FEWEST_WORDS and not point.text.endswith("?")


def _mentions(point: Point, focus: set[str]) -> bool:
    """Whether one of the words stands in the sentence, or begins one of it: compounds and endings count."""
    return any(
        word in focus or any(len(wanted) >= _SHORTEST_STEM and word.startswith(wanted) for wanted in focus)
        for word in stems(point.text)
    )
