"""Speech at another speed, at its own pitch."""

import numpy
import pytest

from app.core.meetings.sounds import SAMPLE_RATE
from app.workers.sounding.stretch import Sound, Stretcher


def tone(seconds: float, hertz: float = 220.0) -> Sound:
    times = numpy.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return (0.5 * numpy.sin(2 * numpy.pi * hertz * times)).astype(numpy.float32)


def stretched(sound: Sound, speed: float, block: int = 1600) -> Sound:
    stretcher = Stretcher(speed)
    return numpy.concatenate([stretcher.feed(sound[at : at + block]) for at in range(0, len(sound), block)])


def pitch(sound: Sound) -> float:
    spectrum = numpy.abs(numpy.fft.rfft(sound * numpy.hanning(len(sound))))
    return float(numpy.argmax(spectrum)) * SAMPLE_RATE / len(sound)


@pytest.mark.parametrize("speed", [0.5, 0.75, 1.5, 2.0])
def test_it_takes_another_time_at_the_same_pitch_and_loudness(speed: float) -> None:
    played = stretched(tone(4), speed)
    assert len(played) / SAMPLE_RATE == pytest.approx(4 / speed, abs=0.2)
    assert pitch(played) == pytest.approx(220, abs=2)
    middle = played[SAMPLE_RATE // 2 : -SAMPLE_RATE // 2]
    assert float(numpy.sqrt(numpy.mean(middle**2))) == pytest.approx(0.5 / 2**0.5, rel=0.05)


def test_at_its_own_speed_nothing_is_changed() -> None:
    sound = tone(1)
    assert numpy.array_equal(stretched(sound, 1.0), sound)


def test_the_size_of_the_pieces_does_not_matter() -> None:
    sound = tone(1)
    assert numpy.allclose(stretched(sound, 1.5, 160), stretched(sound, 1.5, 5000))
