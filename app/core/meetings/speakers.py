"""Who said what: speakers' turns and recognized words laid over each other, word by word."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import count as numbers_from
from itertools import groupby, takewhile

from app.core.meetings.transcript import SYSTEM, Segment, Turn, Word

_FARTHEST_S = 2.0
_SHORTEST_ISLAND_S = 0.4
_SHORTEST_OVERLAP_S = 0.5
_NUMBERED = "Speaker "


def attributed(
    segments: Iterable[Segment], turns: Sequence[Turn], known: Mapping[int, str]
) -> tuple[tuple[Segment, ...], dict[int, str]]:
    """The segments with their speakers, and what each speaker is called in them.

    They are cut where the speaker changes within one, and marked where two speak at once. A word belongs to whoever
    speaks most of it, else to the nearest turn, else to the speaker before it. A speaker who has one short word between
    two of another is taken for a slip of the clock. What was corrected by hand is not cut. Who is not `known` by name is
    "Speaker 1" and so on, in the order of the text.
    """
    ordered = sorted(turns, key=lambda turn: (turn.start, turn.end))
    if not ordered:
        return tuple(segments), {}
    lookup = _Lookup(ordered)
    split = [part for segment in segments for part in _cut(segment, lookup)]
    names = speaker_names((who for who, _ in split), known)
    crossings = overlaps(ordered)
    parts = (replace(part, speaker=names[who], overlapped=_crossed(part, crossings)) for who, part in split)
    return tuple(parts), names


def speaker_names(heard: Iterable[int], known: Mapping[int, str]) -> dict[int, str]:
    """What each speaker is called; those without a name are numbered as they are heard, past names that are taken."""
    taken = set(known.values())
    free = (name for number in numbers_from(1) if (name := f"{_NUMBERED}{number}") not in taken)
    return {speaker: known.get(speaker) or next(free) for speaker in dict.fromkeys(heard)}


def names_a_person(speaker: str) -> bool:
    """Whether a speaker is called by a name, and not only told apart from others."""
    return speaker not in ("", SYSTEM) and not speaker.removeprefix(_NUMBERED).isdecimal()


def overlaps(turns: Iterable[Turn]) -> list[tuple[float, float]]:
    """The stretches in which more than one speaks, in order; `turns` are in the order of their starts."""
    found: list[tuple[float, float]] = []
    latest: dict[int, float] = {}
    for turn in turns:
        end = min(turn.end, max((end for speaker, end in latest.items() if speaker != turn.speaker), default=0.0))
        if end > turn.start:
            if found and turn.start <= found[-1][1]:
                found[-1] = found[-1][0], max(found[-1][1], end)
            else:
                found.append((turn.start, end))
        latest[turn.speaker] = max(latest.get(turn.speaker, 0.0), turn.end)
    return found


def _crossed(segment: Segment, crossings: Sequence[tuple[float, float]]) -> bool:
    first = bisect_left(crossings, segment.start, key=lambda it: it[1])
    inside = takewhile(lambda it: it[0] < segment.end, crossings[first:])
    return sum(min(end, segment.end) - max(start, segment.start) for start, end in inside) >= _SHORTEST_OVERLAP_S


class _Lookup:
    """Finds the speaker of a stretch of time; knows the one before."""

    def __init__(self, turns: Sequence[Turn]) -> None:
        self._turns = turns
        self._starts = [turn.start for turn in turns]
        self._longest = max((turn.end - turn.start for turn in turns), default=0.0)
        self._last = turns[0].speaker if turns else 0

    def speaker(self, start: float, end: float) -> int:
        first = bisect_left(self._starts, start - self._longest - _FARTHEST_S)
        last = bisect_left(self._starts, end + _FARTHEST_S)
        near = self._turns[first:last]
        if near:
            best = max(near, key=lambda turn: min(end, turn.end) - max(start, turn.start))
            if min(end, best.end) - max(start, best.start) > -_FARTHEST_S:
                self._last = best.speaker
        return self._last


def _cut(segment: Segment, lookup: _Lookup) -> list[tuple[int, Segment]]:
    if not segment.words or segment.heard is not None:
        return [(lookup.speaker(segment.start, segment.end), segment)]
    runs = _runs(segment.words, lookup)
    if len(runs) == 1:
        return [(runs[0][0], segment)]
    texts = _texts(segment, [len(words) for _, words in runs])
    return [
        (who, replace(segment, start=words[0].start, end=words[-1].end, text=text, words=tuple(words)))
        for (who, words), text in zip(runs, texts, strict=True)
    ]


def _runs(words: Sequence[Word], lookup: _Lookup) -> list[tuple[int, list[Word]]]:
    speakers = [lookup.speaker(word.start, word.end) for word in words]
    for place in range(1, len(words) - 1):
        before, after = speakers[place - 1], speakers[place + 1]
        if before == after and words[place].end - words[place].start < _SHORTEST_ISLAND_S:
            speakers[place] = before
    pairs = zip(speakers, words, strict=True)
    return [(who, [word for _, word in run]) for who, run in groupby(pairs, key=lambda pair: pair[0])]


def _texts(segment: Segment, counts: Sequence[int]) -> list[str]:
    """The segment's own text, cut after so many words each: languages without spaces stay without."""
    texts, begin, place = [], 0, 0
    for count in counts:
        for word in segment.words[place : place + count]:
            found = segment.text.find(word.text, begin)
            end = found + len(word.text) if found >= 0 else begin
            begin = max(begin, end)
        place += count
        texts.append(begin)
    texts[-1] = len(segment.text)
    starts = [0, *texts[:-1]]
    return [segment.text[start:end].strip() for start, end in zip(starts, texts, strict=True)]
