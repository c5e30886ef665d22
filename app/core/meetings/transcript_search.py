"""Finding in the open transcript: words that are looked for, words to replace, words that were hardly heard."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from operator import attrgetter

from app.core.meetings.transcript import Segment
from app.core.meetings.transcript_edits import Edit, Segments, reword, together
from app.core.meetings.word_times import Place, word_places

_MOST_SPLICES_ONE_BY_ONE = 8
_row_of = attrgetter("index")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: a text, in this case only, as whole words only."""

    text: str = ""
    case: bool = False
    whole_word: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of a segment's text."""

    index: int
    begin: int
    end: int


def matches(segments: Segments, wanted: Wanted) -> tuple[Match, ...]:
    """Where the text is found, in order; nowhere for an empty one."""
    pattern = _pattern(wanted)
    if pattern is None:
        return ()
    return tuple(Match(at, *one) for at, segment in enumerate(segments) for one in _places(pattern, segment.text))


def matches_after(found: tuple[Match, ...], edit: Edit, segments: Segments, wanted: Wanted) -> tuple[Match, ...]:
    """Where the text is found after an edit that made `segments`, if it was `found` there before: as `matches` would say.

    Of a few corrections only what they touched is looked through.
    """
    if len(edit.splices) > _MOST_SPLICES_ONE_BY_ONE:
        return matches(segments, wanted)
    for splice in edit.splices:
        first = bisect_left(found, splice.index, key=_row_of)
        behind = found[bisect_left(found, splice.index + len(splice.before), key=_row_of) :]
        shift = len(splice.after) - len(splice.before)
        if shift:
            behind = tuple(Match(one.index + shift, one.begin, one.end) for one in behind)
        made = (replace(one, index=one.index + splice.index) for one in matches(splice.after, wanted))
        found = (*found[:first], *made, *behind)
    return found


def replace_match(segments: Segments, match: Match, by: str) -> Edit:
    """Another text for one match."""
    text = segments[match.index].text
    return reword(segments, match.index, text[: match.begin] + by + text[match.end :])


def replace_all(segments: Segments, wanted: Wanted, by: str) -> Edit:
    """Another text for every match, as one edit. A segment of which nothing would be left keeps its text."""
    pattern = _pattern(wanted)
    if pattern is None:
        return Edit()
    texts = ((at, pattern.sub(lambda _found: by, segment.text)) for at, segment in enumerate(segments))
    changed = ((at, text) for at, text in texts if text.strip() and text != segments[at].text)
    return together(reword(segments, at, text) for at, text in changed)


def next_match(found: tuple[Match, ...], index: int, place: int, *, backwards: bool = False) -> Match | None:
    """The match after a place (before it, `backwards`), going round at the end; None where there is none."""
    if not found:
        return None
    if backwards:
        return found[bisect_left(found, (index, place), key=_place_of) - 1]
    return found[bisect_right(found, (index, place), key=_place_of) % len(found)]


def number_of(found: tuple[Match, ...], match: Match | None) -> int:
    """Which of the matches it is, from 1; 0 for none of them."""
    if match is None:
        return 0
    at = bisect_left(found, _place_of(match), key=_place_of)
    return at + 1 if found[at : at + 1] == (match,) else 0


def found_in(found: tuple[Match, ...], index: int) -> tuple[Match, ...]:
    """The matches in one segment."""
    return found[bisect_left(found, index, key=_row_of) : bisect_right(found, index, key=_row_of)]


def _place_of(match: Match) -> Place:
    return match.index, match.begin


def unsure_places(segment: Segment, threshold: float) -> tuple[Place, ...]:
    """Where words stand that were recognized with less confidence than the threshold."""
    return tuple(
        place
        for word, place in zip(segment.words, word_places(segment), strict=True)
        if word.confidence < threshold and place[0] < place[1]
    )


def spoken_at(segments: Segments, second: float) -> tuple[int, int | None] | None:
    """The segment, and the word in it, that is heard at a second, or the last one before; None before the first."""
    index = bisect_right(segments, second, key=lambda segment: segment.start) - 1
    if index < 0:
        return None
    words = segments[index].words
    word = bisect_right(words, second, key=lambda word: word.start) - 1
    return index, word if word >= 0 else None


def next_unsure(
    segments: Segments, threshold: float, index: int, place: int, *, backwards: bool = False
) -> Match | None:
    """The next word that was hardly heard after a place (before it, `backwards`); None behind the last one."""
    order = range(index, -1, -1) if backwards else range(index, len(segments))
    for at in order:
        if all(word.confidence >= threshold for word in segments[at].words):
            continue
        places = unsure_places(segments[at], threshold)
        for begin, end in reversed(places) if backwards else places:
            if ((at, begin) < (index, place)) if backwards else ((at, begin) > (index, place)):
                return Match(at, begin, end)
    return None


def _pattern(wanted: Wanted) -> re.Pattern[str] | None:
    if not wanted.text:
        return None
    text = re.escape(wanted.text)
    if wanted.whole_word:
        text = rf"(?<!\w){text}(?!\w)"
    return re.compile(text, re.NOFLAG if wanted.case else re.IGNORECASE)


def _places(pattern: re.Pattern[str], text: str) -> Iterator[Place]:
    return (found.span() for found in pattern.finditer(text))
