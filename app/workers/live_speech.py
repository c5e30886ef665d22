"""Where speech begins and ends while it is still coming: the detector's state is kept from block to block."""

from collections import deque
from dataclasses import dataclass

import numpy
from faster_whisper.vad import get_vad_model
from numpy.typing import NDArray

from app.core.meetings.sounds import SAMPLE_RATE

FRAME = 512
FRAMES_A_SECOND = SAMPLE_RATE / FRAME
_CONTEXT = 64
_SPEECH, _SILENCE = 0.5, 0.35
_LONGEST_S = 15.0
_ENDS = ((10.0, 0.10), (7.0, 0.20), (4.0, 0.35), (0.0, 0.50))
"""So much silence ends a stretch that is already so long (seconds): the longer it is, the sooner it is settled."""
_SHORTEST_FRAMES = 4
_PADDING_FRAMES = 12


class SpeechDetector:
    """Silero VAD over a stream: one probability for every 32 ms."""

    def __init__(self) -> None:
        self._session = get_vad_model().session
        self._h = numpy.zeros((1, 1, 128), numpy.float32)
        self._c = numpy.zeros((1, 1, 128), numpy.float32)
        self._left = numpy.zeros(_CONTEXT, numpy.float32)

    def probabilities(self, sound: NDArray[numpy.float32]) -> list[float]:
        """The probabilities of the frames that this sound completes."""
        held = numpy.concatenate((self._left, sound))
        frames = (len(held) - _CONTEXT) // FRAME
        self._left = held[frames * FRAME :]
        if not frames:
            return []
        windows = numpy.lib.stride_tricks.sliding_window_view(held, FRAME + _CONTEXT)[::FRAME][:frames]
        found, self._h, self._c = self._session.run(
            None, {"input": numpy.ascontiguousarray(windows), "h": self._h, "c": self._c}
        )
        return [float(probability) for probability in numpy.reshape(found, -1)]


@dataclass(frozen=True)
class Cut:
    """A stretch of speech is over: frames from the beginning of the stream. With `spoken` false it was only a noise."""

    start: int
    end: int
    spoken: bool


class Chunker:
    """Tells from one probability after another where stretches of speech begin and end."""

    def __init__(self) -> None:
        self._frame = 0
        self._floor = 0
        self._begun: int | None = None
        self._last_spoken = 0
        self._spoken = 0
        self._recent: deque[float] = deque(maxlen=int(_LONGEST_S * FRAMES_A_SECOND))

    @property
    def begun(self) -> int | None:
        """The frame where the open stretch begins, with what is kept before it; None while nobody speaks."""
        return self._begun

    @property
    def spoken_until(self) -> int:
        """The frame after the last one with speech."""
        return self._last_spoken

    @property
    def kept_from(self) -> int:
        """The first frame that may still be needed."""
        return self._begun if self._begun is not None else max(self._floor, self._frame - _PADDING_FRAMES)

    def add(self, probability: float) -> Cut | None:
        """Take the next frame; the stretch that it ends, if it ends one."""
        frame, self._frame = self._frame, self._frame + 1
        self._recent.append(probability)
        if self._begun is None:
            if probability < _SPEECH:
                return None
            self._begun, self._spoken = max(self._floor, frame - _PADDING_FRAMES), 0
        if probability >= _SILENCE:
            self._last_spoken = frame + 1
            self._spoken += probability >= _SPEECH
        length = self._frame - self._begun
        silence = self._frame - self._last_spoken
        if silence >= _silence_frames(length):
            return self._end(min(self._frame, self._last_spoken + _PADDING_FRAMES))
        if length >= _LONGEST_S * FRAMES_A_SECOND:
            return self._end(self._quietest())
        return None

    def close(self) -> Cut | None:
        """Nothing more comes; the stretch that was open."""
        return None if self._begun is None else self._end(self._frame)

    def _end(self, end: int) -> Cut:
        assert self._begun is not None
        cut = Cut(self._begun, end, self._spoken >= _SHORTEST_FRAMES)
        going_on = self._last_spoken > end
        self._floor = end
        self._begun = end if going_on else None
        self._spoken = self._last_spoken - end if going_on else 0
        return cut

    def _quietest(self) -> int:
        """The frame in the last third of the open stretch that is least like speech."""
        recent = list(self._recent)[-int(_LONGEST_S * FRAMES_A_SECOND / 3) :]
        return self._frame - len(recent) + min(range(len(recent)), key=recent.__getitem__)


def _silence_frames(length: int) -> float:
    seconds = length / FRAMES_A_SECOND
    return FRAMES_A_SECOND * next(silence for longer, silence in _ENDS if seconds >= longer)
