"""Speech written down while it is said: settled stretch by stretch, with a provisional text of the one still open."""

from collections.abc import Iterator, Sequence

import msgspec
import numpy

from app.core.meetings.sounds import SAMPLE_RATE
from app.workers.hearing import moved
from app.workers.live_speech import FRAME, Chunker, Cut, SpeechDetector
from app.workers.pieces import Tracks
from app.workers.protocol.message import Message
from app.workers.protocol.samples import ProvisionalHeard
from app.workers.recognition import Recognizer, Sound
from app.workers.serve import CancelFlag

_BEHIND_S = 2.5
"""A block as long as this comes from one who is behind: provisional texts are left out until that is made up."""
_FIRST_S = 0.6
_STEP_S = 0.8
_STEP_SHARE = 0.1
"""A stretch is read once there is so much of it, then again and again: the longer it is, the longer until it is."""


class Captioning:
    """Captions of all tracks; `from_s` is the second at which the sound begins."""

    def __init__(self, recognizers: Sequence[Recognizer], from_s: float) -> None:
        self._tracks = [_Track(number, recognizer, from_s) for number, recognizer in enumerate(recognizers)]

    def hear(self, block: Tracks, flag: CancelFlag) -> Iterator[Message]:
        """Take the next sound; yields what it settles, and the open text where it is time."""
        behind = block.shape[1] >= _BEHIND_S * SAMPLE_RATE
        for track, sound in zip(self._tracks, block, strict=True):
            yield from track.settle(sound, flag)
        if not behind:
            for track in self._tracks:
                flag.raise_if_set()
                yield from track.provisional()

    def end(self, flag: CancelFlag) -> Iterator[Message]:
        """Settles what is open."""
        for track in self._tracks:
            yield from track.close(flag)


class _Track:
    """One track: the sound since the open stretch began, and no more."""

    def __init__(self, number: int, recognizer: Recognizer, from_s: float) -> None:
        self._number = number
        self._recognizer = recognizer
        self._from_s = from_s
        self._detector = SpeechDetector()
        self._chunker = Chunker()
        self._sound: Sound = numpy.zeros(0, numpy.float32)
        self._first = 0
        self._read_until = 0
        self._shown = False

    def settle(self, sound: Sound, flag: CancelFlag) -> Iterator[Message]:
        self._sound = numpy.concatenate((self._sound, sound))
        for probability in self._detector.probabilities(sound):
            cut = self._chunker.add(probability)
            if cut is not None:
                flag.raise_if_set()
                yield from self._settled(cut)
        self._drop(self._chunker.kept_from * FRAME)

    def close(self, flag: CancelFlag) -> Iterator[Message]:
        flag.raise_if_set()
        cut = self._chunker.close()
        if cut is not None:
            yield from self._settled(cut)

    def provisional(self) -> Iterator[Message]:
        """The open text, once there is enough more of it; none for a pause, or in doubt."""
        begun = self._chunker.begun
        if begun is None:
            return
        start, spoken_until = begun * FRAME, self._chunker.spoken_until * FRAME
        length_s = (spoken_until - start) / SAMPLE_RATE
        new_s = (spoken_until - max(self._read_until, start)) / SAMPLE_RATE
        if new_s < (max(_STEP_S, _STEP_SHARE * length_s) if self._read_until > start else _FIRST_S):
            return
        self._read_until = spoken_until
        text = self._recognizer.hypothesis(self._sound[start - self._first :])
        if text:
            self._shown = True
            yield self._open(start, spoken_until, text)

    def _settled(self, cut: Cut) -> Iterator[Message]:
        start, end = cut.start * FRAME, cut.end * FRAME
        if cut.spoken:
            offset = self._from_s + start / SAMPLE_RATE
            for segment in self._recognizer.hear_stretch(self._sound[start - self._first : end - self._first]):
                yield msgspec.structs.replace(moved(segment, offset), track=self._number)
        self._read_until = min(self._read_until, end)
        if self._shown:
            self._shown = False
            yield self._open(end, end, "")

    def _open(self, start: int, end: int, text: str) -> ProvisionalHeard:
        begins, ends = self._from_s + start / SAMPLE_RATE, self._from_s + end / SAMPLE_RATE
        return ProvisionalHeard(start=begins, end=ends, text=text, track=self._number)

    def _drop(self, until: int) -> None:
        self._sound = self._sound[until - self._first :]
        self._first = until
