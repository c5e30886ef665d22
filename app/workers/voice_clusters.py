"""The voices of many windows gathered into speakers, and their turns."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations

import numpy
from numpy.typing import NDArray

from app.workers.voice_windows import FIRST_FRAME_S, FRAME_S, LocalVoice, Window

Prints = NDArray[numpy.float64]

SAME_VOICE = 0.64
"""Mean cosine above which two groups of voices are one; 0.60 to 0.65 did best on generated conversations."""
_CERTAINLY_SAME_VOICE = 0.8
"""Groups more alike than this are one speaker even where more speakers were said to be there: in the conversations at
hand the same voice at its least alike had 0.69 to 0.91, different voices 0.53 at most."""
_SPEAKS = 0.4
_SURE_S = 1.0
_BLOCK = 300
_TINY_S = 2.0
_TINY_SHARE = 0.02
"""Who says less than this is taken for the speaker most alike."""
_SHORTEST_PAUSE_S = 0.5
_SHORTEST_TURN_S = 0.2


@dataclass(frozen=True, eq=False)
class Speaker:
    """A speaker of the whole recording; `print` is a unit vector, `seconds` is how long they speak alone."""

    print: Prints
    seconds: float
    turns: tuple[tuple[float, float], ...]


def speakers_of(windows: Sequence[Window], wanted: int) -> list[Speaker]:
    """The speakers of a recording in the order they are first heard; as many as `wanted` if that many can be told apart.

    `wanted` is 0 to find out. Speakers may speak at once.
    """
    sure = [voice for window in windows for voice in window.voices if voice.print is not None]
    clear = [voice for voice in sure if voice.alone_s >= _SURE_S] or sure
    if not clear:
        return []
    prints = numpy.array([voice.print for voice in clear], numpy.float64)
    seconds = numpy.array([max(voice.alone_s, 0.1) for voice in clear])
    centres, weights = _settled(prints, seconds, wanted)
    likely = _laid_together(windows, centres)
    found = [
        Speaker(centre, float(weight), _turns(column > _SPEAKS))
        for centre, weight, column in zip(centres, weights, likely.T, strict=True)
    ]
    return sorted((one for one in found if one.turns), key=lambda one: one.turns[0])


def grouped(prints: Prints, seconds: NDArray[numpy.float64], wanted: int) -> list[list[int]]:
    """Average-linkage clustering of unit vectors weighted by seconds: the places that belong together.

    With `wanted`, merging goes on or ends early so that that many groups remain which say more than hardly a word, unless
    two of them are certainly one voice.
    """
    likeness = prints @ prints.T
    numpy.fill_diagonal(likeness, -numpy.inf)
    weights = seconds.astype(numpy.float64).copy()
    groups: dict[int, list[int]] = {place: [place] for place in range(len(prints))}
    while len(groups) > 1:
        one, other = divmod(int(likeness.argmax()), len(prints))
        least = _CERTAINLY_SAME_VOICE if len(groups) <= wanted else SAME_VOICE
        if likeness[one, other] < least and not _too_many(weights, groups, wanted):
            break
        total = weights[one] + weights[other]
        merged = (likeness[one] * weights[one] + likeness[other] * weights[other]) / total
        merged[one] = -numpy.inf
        likeness[one], likeness[:, one] = merged, merged
        likeness[other], likeness[:, other] = -numpy.inf, -numpy.inf
        weights[one] = total
        groups[one] += groups.pop(other)
    return list(groups.values())


def _too_many(weights: NDArray[numpy.float64], groups: dict[int, list[int]], wanted: int) -> bool:
    if not wanted:
        return False
    lengths = numpy.array([weights[place] for place in groups])
    return int((lengths >= _tiny(lengths)).sum()) > wanted


def _tiny(lengths: NDArray[numpy.float64]) -> float:
    return min(max(_TINY_S, _TINY_SHARE * float(lengths.sum())), float(lengths.max()))


def _settled(prints: Prints, seconds: NDArray[numpy.float64], wanted: int) -> tuple[Prints, NDArray[numpy.float64]]:
    """The centres of the speakers and their seconds: block by block, so that a day of speech costs little, then all."""
    while len(prints) > _BLOCK:
        parts = [
            _centres(prints[at : at + _BLOCK], seconds[at : at + _BLOCK], 0) for at in range(0, len(prints), _BLOCK)
        ]
        gathered = sum(len(part[0]) for part in parts)
        if gathered >= len(prints):
            break
        prints = numpy.concatenate([part[0] for part in parts])
        seconds = numpy.concatenate([part[1] for part in parts])
    centres, lengths = _centres(prints, seconds, wanted)
    kept = lengths >= _tiny(lengths)
    if wanted and kept.sum() < wanted:
        kept = numpy.isin(numpy.arange(len(lengths)), lengths.argsort()[::-1][:wanted])
    return centres[kept], lengths[kept]


def _centres(prints: Prints, seconds: NDArray[numpy.float64], wanted: int) -> tuple[Prints, NDArray[numpy.float64]]:
    groups = grouped(prints, seconds, wanted)
    sums = numpy.array([(prints[group] * seconds[group, None]).sum(axis=0) for group in groups])
    lengths = numpy.array([seconds[group].sum() for group in groups])
    return sums / numpy.maximum(numpy.linalg.norm(sums, axis=1, keepdims=True), 1e-9), lengths


def _laid_together(windows: Sequence[Window], centres: Prints) -> NDArray[numpy.float32]:
    """The probability that each speaker speaks, frame by frame, averaged over the windows that see a frame."""
    length = max(round(window.start_s / FRAME_S) + len(window.activity) for window in windows)
    likely = numpy.zeros((length, len(centres)), numpy.float32)
    seen: NDArray[numpy.float32] = numpy.zeros(length, numpy.float32)
    for window in windows:
        first = round(window.start_s / FRAME_S)
        here = slice(first, first + len(window.activity))
        seen[here] += 1
        for voice, speaker in _assigned(window.voices, centres):
            likely[here, speaker] += window.activity[:, voice.column]
    return (likely / numpy.maximum(seen, 1)[:, None]).astype(numpy.float32, copy=False)


def _assigned(voices: Sequence[LocalVoice], centres: Prints) -> list[tuple[LocalVoice, int]]:
    """Each voice of a window with its speaker; different voices are different speakers while there are enough."""
    heard = [voice for voice in voices if voice.print is not None]
    alike = [centres @ heard_print for voice in voices if (heard_print := voice.print) is not None]
    if not heard or len(heard) > len(centres):
        return [(voice, int(row.argmax())) for voice, row in zip(heard, alike, strict=True)]
    spoken = [voice.spoken_s for voice in heard]
    orders = permutations(range(len(centres)), len(heard))
    best = max(orders, key=lambda order: sum(spoken[at] * alike[at][one] for at, one in enumerate(order)))
    return list(zip(heard, best, strict=True))


def _turns(speaks: NDArray[numpy.bool_]) -> tuple[tuple[float, float], ...]:
    """The stretches of frames in seconds; short pauses are bridged, and what is left too short is dropped."""
    edges = numpy.flatnonzero(numpy.diff(numpy.concatenate([[False], speaks, [False]]).astype(numpy.int8)))
    spans = [(start * FRAME_S + FIRST_FRAME_S, end * FRAME_S + FIRST_FRAME_S) for start, end in edges.reshape(-1, 2)]
    if not spans:
        return ()
    breaks = [at for at, (one, other) in enumerate(pairwise(spans), 1) if other[0] - one[1] >= _SHORTEST_PAUSE_S]
    bridged = [(spans[start][0], spans[end - 1][1]) for start, end in pairwise([0, *breaks, len(spans)])]
    return tuple((float(start), float(end)) for start, end in bridged if end - start >= _SHORTEST_TURN_S)
