"""Sound gathered into pieces that are short enough to be worked on at once, cut where nobody speaks."""

from collections.abc import Iterator
from itertools import pairwise

import numpy
from numpy.typing import NDArray

from app.core.meetings.sounds import SAMPLE_RATE
from app.workers.recognition import Stretch, find_speech

Tracks = NDArray[numpy.float32]
"""Sound of several tracks: one row for each, mono at 16 kHz, from -1 to 1."""

_PIECE_S = 300
"""Features are built for a whole piece at once (3.3 GB for an hour), so pieces are kept short."""
_SHORTEST_CUT_S = 120


class Pieces:
    """Gathers blocks; a piece comes out, with its second, whenever five minutes are full."""

    def __init__(self, from_s: float) -> None:
        self._position = from_s
        self._blocks: list[Tracks] = []
        self._held = 0

    def add(self, block: Tracks) -> Iterator[tuple[float, Tracks]]:
        """Take the next sound; yields the piece it completes, cut at the last pause of all tracks."""
        self._blocks.append(block)
        self._held += block.shape[1]
        if self._held >= _PIECE_S * SAMPLE_RATE:
            sound = numpy.concatenate(self._blocks, axis=1)
            cut = _last_pause(sound)
            self._blocks, self._held = [sound[:, cut:]], sound.shape[1] - cut
            position, self._position = self._position, self._position + cut / SAMPLE_RATE
            yield position, sound[:, :cut]

    def rest(self) -> Iterator[tuple[float, Tracks]]:
        """Yields the last piece, if anything is left."""
        if self._held:
            yield self._position, numpy.concatenate(self._blocks, axis=1)
            self._blocks, self._held = [], 0


def _last_pause(sound: Tracks) -> int:
    """The sample in the middle of the last pause after two minutes; the end where there is none."""
    speech = _spoken([stretch for track in sound for stretch in find_speech(track)])
    pauses = [
        (before.end + after.start) // 2
        for before, after in pairwise(speech)
        if before.end >= _SHORTEST_CUT_S * SAMPLE_RATE
    ]
    length = sound.shape[1]
    if speech and speech[-1].end < length - SAMPLE_RATE // 2:
        pauses.append((speech[-1].end + length) // 2)
    return pauses[-1] if pauses else length


def _spoken(stretches: list[Stretch]) -> list[Stretch]:
    """Stretches of several tracks in order, those that overlap made one."""
    merged: list[Stretch] = []
    for stretch in sorted(stretches, key=lambda it: it.start):
        if merged and stretch.start < merged[-1].end:
            merged[-1] = Stretch(merged[-1].start, max(merged[-1].end, stretch.end))
        else:
            merged.append(stretch)
    return merged
