"""A track keeps to the clock, whatever its sound card does."""

import random

from hypothesis import given
from hypothesis import strategies as st

from app.core.meetings.sounds import SAMPLE_RATE
from app.workers.sounding.clock import TrackClock

BLOCK = SAMPLE_RATE // 10


def recorded(drift: float, seconds: int, seed: int) -> TrackClock:
    """A card that runs a little fast or slow hands over pieces, each a little late."""
    clock, chance = TrackClock(since=100.0), random.Random(seed)
    clock.begin([(100.0 + (number + 1) / 10, BLOCK) for number in range(3)])
    for number in range(3, seconds * 10):
        heard = 100.0 + (number + 1) / 10 / (1 + drift)
        clock.fit(heard + chance.expovariate(200), BLOCK)
    return clock


@given(st.floats(-3e-4, 3e-4), st.integers(0, 100))
def test_a_card_that_is_fast_or_slow_is_followed(drift: float, seed: int) -> None:
    clock = recorded(drift, 600, seed)
    assert abs(clock.moment - (100.0 + 600 / (1 + drift))) < 0.05


def test_what_comes_at_once_in_the_beginning_was_heard_before() -> None:
    clock = TrackClock(since=100.0)
    silence = clock.begin([(101.0, BLOCK), (101.0, BLOCK), (101.1, BLOCK)])
    assert silence == round(0.8 * SAMPLE_RATE)
    assert round(clock.moment, 6) == 101.1


def test_nothing_for_a_second_is_silence_and_less_is_patience() -> None:
    clock = TrackClock(since=100.0)
    assert clock.idle(100.9) == 0
    assert clock.idle(102.0) == round(1.7 * SAMPLE_RATE)
    assert clock.idle(102.1) == 0


def test_what_was_replaced_by_silence_is_not_heard_again() -> None:
    clock = TrackClock(since=100.0)
    clock.begin([(100.1, BLOCK), (100.2, BLOCK), (100.3, BLOCK)])
    clock.idle(105.0)
    for _ in range(47):
        clock.fit(105.0, BLOCK)
    assert abs(clock.moment - 105.0) < 0.35


def test_a_busy_machine_that_is_late_at_first_and_then_catches_up_costs_no_sound() -> None:
    clock = TrackClock(since=100.0)
    clock.begin([(101.0, BLOCK), (101.1, BLOCK), (101.2, BLOCK)])
    fitted = [clock.fit(101.2, BLOCK) for _ in range(8)]
    assert all(abs(count - BLOCK) <= 0.002 * BLOCK for count in fitted)
