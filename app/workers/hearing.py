"""A recording heard block by block: the segments of all its tracks in the order of time, in constant memory."""

import heapq
from collections.abc import Iterator, Sequence
from typing import Protocol

import msgspec

from app.core.meetings.sounds import SAMPLE_RATE
from app.workers.pieces import Pieces, Tracks
from app.workers.protocol.message import Message
from app.workers.protocol.transcribe import HeardUntil, SegmentHeard
from app.workers.recognition import Heard, Recognizer
from app.workers.serve import CancelFlag

Group = tuple[float, list[SegmentHeard]]


class Listener(Protocol):
    """What is done with sound that comes in blocks."""

    def hear(self, block: Tracks, flag: CancelFlag) -> Iterator[Message]:
        """Take the next sound; yields what became certain by it."""

    def end(self, flag: CancelFlag) -> Iterator[Message]:
        """There is no more; yields the rest."""


class Hearing:
    """Recognizes a recording, with a recognizer for each of its tracks."""

    def __init__(self, recognizers: Sequence[Recognizer], from_s: float) -> None:
        self._recognizers = recognizers
        self._pieces = Pieces(from_s)

    def hear(self, block: Tracks, flag: CancelFlag) -> Iterator[Message]:
        """Every piece of up to five minutes is recognized once it is full; segments come as they are recognized."""
        flag.raise_if_set()
        for offset, piece in self._pieces.add(block):
            yield from self._recognize(offset, piece, flag)

    def end(self, flag: CancelFlag) -> Iterator[Message]:
        """Recognizes what is left."""
        for offset, piece in self._pieces.rest():
            yield from self._recognize(offset, piece, flag)

    def _recognize(self, offset: float, piece: Tracks, flag: CancelFlag) -> Iterator[Message]:
        heard = [recognizer.hear(track, flag) for recognizer, track in zip(self._recognizers, piece, strict=True)]
        for until, segments in together(heard):
            yield from (moved(segment, offset) for segment in segments)
            yield HeardUntil(second=offset + until)
        yield HeardUntil(second=offset + piece.shape[1] / SAMPLE_RATE)


def together(tracks: Sequence[Iterator[Heard]]) -> Iterator[Group]:
    """What is heard in several tracks by time: the segments up to a second that nothing reaches across."""
    if len(tracks) == 1:
        yield from ((heard.until, list(heard.segments)) for heard in tracks[0])
        return
    group: list[SegmentHeard] = []
    until = 0.0
    marked = [_marked(heard, number) for number, heard in enumerate(tracks)]
    for heard in heapq.merge(*marked, key=lambda it: it.start):
        if group and heard.start >= until:
            yield until, sorted(group, key=lambda it: it.start)
            group = []
        group += heard.segments
        until = max(until, heard.until)
    if group:
        yield until, sorted(group, key=lambda it: it.start)


def _marked(track: Iterator[Heard], number: int) -> Iterator[Heard]:
    for heard in track:
        segments = tuple(msgspec.structs.replace(segment, track=number) for segment in heard.segments)
        yield Heard(heard.start, heard.until, segments)


def moved(segment: SegmentHeard, offset: float) -> SegmentHeard:
    """The segment with its times so much later."""
    words = tuple(
        msgspec.structs.replace(word, start=word.start + offset, end=word.end + offset) for word in segment.words
    )
    return msgspec.structs.replace(segment, start=segment.start + offset, end=segment.end + offset, words=words)
