"""Speech faster or slower at its own pitch.

WSOLA (Verhelst and Roelands, "An overlap-add technique based on waveform similarity (WSOLA) for high quality time-scale
modification of speech", ICASSP 1993): windows taken at one pace are laid at another, each moved to where it continues
the one before best.
"""

import numpy
from numpy.typing import NDArray

from app.core.meetings.sounds import SAMPLE_RATE

Sound = NDArray[numpy.float32]
_WINDOW = SAMPLE_RATE // 25
_HOP = _WINDOW // 2
_SEARCH = SAMPLE_RATE // 100


class Stretcher:
    """Takes sound in pieces of any length and gives it at another speed, with a delay of 50 ms."""

    def __init__(self, speed: float) -> None:
        self._speed = speed
        self._fade = numpy.hanning(_WINDOW + 1)[:_WINDOW].astype(numpy.float32)
        self._waiting: Sound = numpy.zeros(0, numpy.float32)
        self._position = 0.0
        self._tail: Sound = numpy.zeros(_HOP, numpy.float32)
        self._natural: Sound = numpy.zeros(_HOP, numpy.float32)

    def feed(self, samples: Sound) -> Sound:
        """What can be played now that these samples are known too."""
        if self._speed == 1.0:
            return samples
        self._waiting = numpy.concatenate([self._waiting, samples])
        given: list[Sound] = []
        while int(self._position) + 2 * _SEARCH + _WINDOW + _HOP <= len(self._waiting):
            given.append(self._next_window())
        used = int(self._position)
        self._waiting = self._waiting[used:]
        self._position -= used
        return numpy.concatenate(given) if given else numpy.zeros(0, numpy.float32)

    def _next_window(self) -> Sound:
        region = self._waiting[int(self._position) :][: 2 * _SEARCH + _WINDOW]
        start = self._best_start(region)
        window = region[start : start + _WINDOW] * self._fade
        given = self._tail + window[:_HOP]
        self._tail = window[_HOP:]
        beyond = int(self._position) + start + _HOP
        self._natural = self._waiting[beyond : beyond + _HOP]
        self._position += _HOP * self._speed
        return given

    def _best_start(self, region: Sound) -> int:
        """Where in the region sound begins that is most like what followed the last window."""
        candidates = region[: 2 * _SEARCH + _HOP]
        likeness = numpy.correlate(candidates, self._natural, "valid")
        squares = numpy.concatenate([[0.0], numpy.cumsum(candidates.astype(numpy.float64) ** 2)])
        power = numpy.sqrt(numpy.maximum(squares[_HOP:] - squares[:-_HOP], 1e-9))
        return int(numpy.argmax(likeness / power))
