"""What the microphone only repeats of the loudspeaker, told by sound alone and left out.

The path from the loudspeaker to the microphone is estimated by least squares (a Wiener filter over the last ten
seconds, solved by conjugate gradients on its Toeplitz equations), what it explains is subtracted, and where it explains
most of what was heard nothing is left. Words are never compared: who repeats what another said is still heard.
"""

from collections.abc import Iterator

import numpy
from numpy.typing import NDArray

from app.core.meetings.sounds import SAMPLE_RATE
from app.workers.hearing import Listener
from app.workers.pieces import Tracks
from app.workers.protocol.message import Message
from app.workers.serve import CancelFlag

Signal = NDArray[numpy.float64]

_HISTORY = 10 * SAMPLE_RATE
_STEP = 2 * SAMPLE_RATE
_TAPS = 6144
"""A delay and a room of 0.38 s together."""
_LEAD = 320
"""The microphone's clock may be ahead by 20 ms."""
_ROUNDS = 40
_REGULARIZATION = 1e-3
_AUDIBLE = 1e-3
_FRAME = 512
_SMOOTH = 5
_EXPLAINED = 0.35
"""Nothing is left of a frame of which less than this share of the energy remains unexplained."""


class Bleed:
    """Cleans the first of two tracks of the second, block by block; remembers the last ten seconds."""

    def __init__(self) -> None:
        self._microphone: Signal = numpy.zeros(0)
        self._system: Signal = numpy.zeros(0)

    def cleaned(self, block: Tracks) -> Tracks:
        """The block with the first track cleaned."""
        parts = [self._clean(block[:, begin : begin + _STEP]) for begin in range(0, block.shape[1], _STEP)]
        return numpy.stack((numpy.concatenate(parts or [block[0]]), block[1]))

    def _clean(self, block: Tracks) -> NDArray[numpy.float32]:
        length = block.shape[1]
        self._microphone = numpy.concatenate((self._microphone, block[0]))[-_HISTORY:]
        self._system = numpy.concatenate((self._system, block[1]))[-_HISTORY:]
        recent = self._system[-length - _TAPS :]
        if numpy.sqrt(numpy.mean(numpy.square(recent))) < _AUDIBLE:
            microphone: NDArray[numpy.float32] = block[0]
            return microphone
        echo = _filtered(self._system, _path(self._system, self._microphone))[-length:]
        left = self._microphone[-length:] - echo
        kept = numpy.repeat(_kept(self._microphone[-length:], left), _FRAME)[:length]
        cleaned: NDArray[numpy.float32] = (left * kept).astype(numpy.float32)
        return cleaned


class WithoutBleed:
    """A listener to two tracks that is spared what the microphone only repeats."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._bleed = Bleed()

    def hear(self, block: Tracks, flag: CancelFlag) -> Iterator[Message]:
        """Take the next sound of both tracks."""
        yield from self._listener.hear(self._bleed.cleaned(block), flag)

    def end(self, flag: CancelFlag) -> Iterator[Message]:
        """There is no more."""
        yield from self._listener.end(flag)


def _path(system: Signal, microphone: Signal) -> Signal:
    """The impulse response, from `_LEAD` samples before, that turns one into the other with the least error."""
    size = 1 << (len(system) + _TAPS).bit_length()
    played, heard = numpy.fft.rfft(system, size), numpy.fft.rfft(microphone, size)
    own = numpy.fft.irfft(played.conj() * played, size)[:_TAPS]
    own[0] *= 1 + _REGULARIZATION
    crossed = numpy.fft.irfft(played.conj() * heard, size)
    wanted = numpy.concatenate((crossed[-_LEAD:], crossed[: _TAPS - _LEAD]))
    circle = numpy.fft.rfft(numpy.concatenate((own, [0.0], own[:0:-1])))
    found, rest = numpy.zeros(_TAPS), wanted
    direction, error = rest, float(rest @ rest)
    for _ in range(_ROUNDS):
        if error < 1e-12:
            break
        turned = numpy.fft.irfft(circle * numpy.fft.rfft(direction, 2 * _TAPS))[:_TAPS]
        step = error / float(direction @ turned)
        found = found + step * direction
        rest = rest - step * turned
        before, error = error, float(rest @ rest)
        direction = rest + error / before * direction
    return found


def _filtered(system: Signal, path: Signal) -> Signal:
    size = 1 << (len(system) + len(path)).bit_length()
    whole = numpy.fft.irfft(numpy.fft.rfft(system, size) * numpy.fft.rfft(path, size), size)
    return whole[_LEAD : _LEAD + len(system)]


def _kept(heard: Signal, left: Signal) -> Signal:
    """For each frame 1, or 0 where hardly anything is left once the echo is taken away."""
    share = _energy(left) / numpy.maximum(_energy(heard), 1e-12)
    return (share > _EXPLAINED).astype(numpy.float64)


def _energy(signal: Signal) -> Signal:
    frames = -(-len(signal) // _FRAME)
    padded = numpy.zeros(frames * _FRAME)
    padded[: len(signal)] = signal
    energy = numpy.square(padded).reshape(frames, _FRAME).sum(axis=1)
    window = numpy.ones(min(_SMOOTH, frames))
    return numpy.convolve(energy, window, mode="same")[:frames]
