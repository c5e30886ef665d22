"""What the microphone repeats of the loudspeaker is left out; what is said into it stays."""

import numpy
import pytest

from app.core.meetings.sounds import SAMPLE_RATE
from app.workers.bleed import Bleed

SECONDS = 12


def voice(seed: int) -> numpy.ndarray:
    """Noise with the syllables and pauses of speech."""
    random = numpy.random.default_rng(seed)
    loudness = numpy.repeat(random.choice([0.0, 0.3, 1.0], SECONDS * 5), SAMPLE_RATE // 5)
    colour = numpy.convolve(random.normal(size=SECONDS * SAMPLE_RATE), numpy.hanning(12), mode="same")
    return 0.03 * loudness * colour


def in_a_room(sound: numpy.ndarray, delay_s: float = 0.08) -> numpy.ndarray:
    random = numpy.random.default_rng(7)
    echoes = random.normal(size=3200) * 10 ** (-3 * numpy.arange(3200) / 3200)
    heard = 0.2 * numpy.convolve(sound, echoes / numpy.linalg.norm(echoes))
    return numpy.concatenate((numpy.zeros(int(delay_s * SAMPLE_RATE)), heard))[: len(sound)]


def cleaned(microphone: numpy.ndarray, system: numpy.ndarray, block_s: float = 0.6) -> numpy.ndarray:
    both = numpy.stack((microphone, system)).astype(numpy.float32)
    bleed, size = Bleed(), int(block_s * SAMPLE_RATE)
    found = [bleed.cleaned(both[:, begin : begin + size]) for begin in range(0, both.shape[1], size)]
    whole = numpy.concatenate(found, axis=1)
    assert numpy.array_equal(whole[1], both[1]), "the other track is as it was"
    return whole[0]


def level_db(sound: numpy.ndarray) -> float:
    return float(10 * numpy.log10(numpy.mean(numpy.square(sound[3 * SAMPLE_RATE :])) + 1e-12))


def test_nothing_is_left_where_the_microphone_only_hears_the_loudspeaker() -> None:
    played = voice(1)
    heard = in_a_room(played) + numpy.random.default_rng(3).normal(0, 1e-4, len(played))
    assert level_db(cleaned(heard, played)) < level_db(heard) - 25


def test_what_is_said_into_the_microphone_meanwhile_stays() -> None:
    played, said = voice(1), voice(2)
    left = cleaned(in_a_room(played) + said, played)
    error = left - said
    assert level_db(error) < level_db(said) - 7


@pytest.mark.parametrize("block_s", [0.3, 5.0])
def test_with_headphones_nothing_is_taken_away(block_s: float) -> None:
    said = voice(2)
    left = cleaned(said, voice(1), block_s)
    assert abs(level_db(left) - level_db(said)) < 1
    assert level_db(left - said) < level_db(said) - 7


def test_while_nothing_is_played_the_microphone_is_left_as_it_is() -> None:
    said = voice(2).astype(numpy.float32)
    assert numpy.array_equal(cleaned(said, numpy.zeros_like(said)), said)
