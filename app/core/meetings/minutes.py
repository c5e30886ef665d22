"""Minutes of a meeting: sections of lines, each with the seconds it was said at, its support, its owner and its date."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.core.asking.conversations import Support
from app.core.words.stems import stems

_SAME_WORDS = 0.8
_FEWEST_WORDS = 3


class SectionKind(StrEnum):
    """What a section of minutes holds. TOPIC holds what was said about the words its template names."""

    SUMMARY = "summary"
    DECISIONS = "decisions"
    ACTIONS = "actions"
    QUESTIONS = "questions"
    TOPIC = "topic"


@dataclass(frozen=True, slots=True)
class Moment:
    """What was said from one second of the recording to another, to the letter."""

    start: float
    end: float
    speaker: str
    quote: str


@dataclass(frozen=True, slots=True)
class MinutesLine:
    """One line. `due` is a day in ISO 8601, `due_text` how it was said; "" where nobody, or no time, was named.

    `edited` lines are the user's and survive writing the minutes again, `removed` ones stay away.
    """

    text: str
    moments: tuple[Moment, ...] = ()
    support: Support = Support.SUPPORTED
    owner: str = ""
    due: str = ""
    due_text: str = ""
    edited: bool = False
    removed: bool = False


@dataclass(frozen=True, slots=True)
class MinutesSection:
    """A section as its template orders it."""

    heading: str
    kind: SectionKind
    lines: tuple[MinutesLine, ...] = ()

    @property
    def shown(self) -> tuple[MinutesLine, ...]:
        """The lines without those the user removed."""
        return tuple(line for line in self.lines if not line.removed)


@dataclass(frozen=True, slots=True)
class MinutesCoverage:
    """How much was read: seconds of the recording, of how many, in windows; and how many lines were left out as
    unsupported. `phrased` of the windows were put into words by a model."""

    read_s: float = 0.0
    duration_s: float = 0.0
    windows: int = 0
    phrased: int = 0
    dropped: int = 0


@dataclass(frozen=True, slots=True)
class Minutes:
    """The minutes of one transcript; `id` is 0 until they are kept. Writing them again gives another version."""

    id: int
    transcript_id: int
    title: str
    template: str
    sections: tuple[MinutesSection, ...]
    coverage: MinutesCoverage = MinutesCoverage()
    model: str = ""
    created_at: str = ""
    held_on: str = ""

    @property
    def lines(self) -> tuple[MinutesLine, ...]:
        """Every line that is shown, in order."""
        return tuple(line for section in self.sections for line in section.shown)


def without_removed(minutes: Minutes) -> Minutes:
    """The minutes as they are handed on: nothing is left of the lines the user removed."""
    return replace(minutes, sections=tuple(replace(section, lines=section.shown) for section in minutes.sections))


def without_speakers(minutes: Minutes) -> Minutes:
    """The minutes without saying who spoke and who is to do something."""
    sections = [
        replace(section, lines=tuple(_without_speakers(line) for line in section.lines)) for section in minutes.sections
    ]
    return replace(minutes, sections=tuple(sections))


def with_line(minutes: Minutes, section: int, position: int, line: MinutesLine | None) -> Minutes:
    """The minutes with another line at a place; None adds nothing and marks it removed, a place past the end appends.

    Raises:
        IndexError: there is no such section, or nothing at the place to remove.
    """
    lines = list(minutes.sections[section].lines)
    if line is None:
        lines[position] = replace(lines[position], removed=True)
    elif position < len(lines):
        lines[position] = line
    else:
        lines.append(line)
    sections = list(minutes.sections)
    sections[section] = replace(sections[section], lines=tuple(lines))
    return replace(minutes, sections=tuple(sections))


def keeping_edits(new: Minutes, before: Sequence[Minutes]) -> Minutes:
    """New minutes with what the user wrote into those `before`, the newest first, in the sections of the same heading.

    A new line that says what an edited or removed one rests on gives way to it. A section that the new minutes do not
    have is taken over where the user wrote something into it.
    """
    sections = [
        replace(section, lines=_merged(section.lines, _kept(section.heading, before))) for section in new.sections
    ]
    headings = {section.heading for section in new.sections}
    for section in before[0].sections if before else ():
        lines = _kept(section.heading, before)
        if section.heading not in headings and any(not line.removed for line in lines):
            sections.append(replace(section, lines=tuple(lines)))
    return replace(new, sections=tuple(sections))


def carrying_over(newer: Minutes, section: MinutesSection, before: MinutesLine | None, after: MinutesLine) -> Minutes:
    """A newer version with what the user made of a line of an older one's section: of `before`, where it was there."""
    sections = [
        replace(one, lines=tuple(line for line in one.lines if line != before))
        if one.heading == section.heading
        else one
        for one in newer.sections
    ]
    written = replace(newer, sections=(replace(section, lines=(after,)),))
    return keeping_edits(replace(newer, sections=tuple(sections)), (written,))


def distinct_lines(lines: Iterable[MinutesLine]) -> list[MinutesLine]:
    """The lines without those that say again what another does; the one that says more stays, in the first one's place.

    The same words are another task where somebody else is to do it, or on another day.
    """
    kept: list[MinutesLine] = []
    words: list[frozenset[str]] = []
    for line in lines:
        own = frozenset(stems(line.text))
        places = (n for n, other in enumerate(kept) if _same_task(line, other) and _alike(own, words[n]))
        place = next(places, None)
        if place is None:
            kept.append(line)
            words.append(own)
        elif (bool(line.due), len(own)) > (bool(kept[place].due), len(words[place])):
            kept[place], words[place] = line, own
    return kept


def _kept(heading: str, before: Iterable[Minutes]) -> list[MinutesLine]:
    """What the user changed in the newest section of this heading."""
    sections = (section for minutes in before for section in minutes.sections if section.heading == heading)
    newest = next(sections, None)
    return [line for line in newest.lines if line.edited or line.removed] if newest else []


def _without_speakers(line: MinutesLine) -> MinutesLine:
    return replace(line, owner="", moments=tuple(replace(moment, speaker="") for moment in line.moments))


def _merged(new: Sequence[MinutesLine], kept: Sequence[MinutesLine]) -> tuple[MinutesLine, ...]:
    lines = [line for line in new if not any(_same_place(line, other) for other in kept)]
    merged = [*lines, *kept]
    return tuple(sorted(merged, key=lambda line: line.moments[0].start if line.moments else float("inf")))


def _same_place(one: MinutesLine, other: MinutesLine) -> bool:
    return any(
        moment.start < there.end and there.start < moment.end for moment in one.moments for there in other.moments
    )


def _same_task(one: MinutesLine, other: MinutesLine) -> bool:
    return one.owner == other.owner and (one.due == other.due or not (one.due and other.due))


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether hardly a word of the shorter is not in the longer; very short ones have to be the same."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < _FEWEST_WORDS:
        return shorter == longer
    return len(shorter & longer) >= _SAME_WORDS * len(shorter)
