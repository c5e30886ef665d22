"""Sound on its way to the captions: nothing is dropped, doubled or waited for."""

import pytest

from app.core.cancel import CancelToken
from app.core.errors import Cancelled
from app.core.meetings.sounds import BYTES_PER_SECOND
from app.services.meetings.live_sound import FollowedSound, PlayedSound, Sound


class Clock:
    """A clock that is set by hand: at every look it is `step` later."""

    def __init__(self, step: float) -> None:
        self.now = 0.0
        self.step = step

    def __call__(self) -> float:
        self.now += self.step
        return self.now


def taken(sound: Sound) -> list[tuple[bytes, ...]]:
    blocks = []
    while (block := sound.take(CancelToken())) is not None:
        blocks.append(block)
    return blocks


def test_a_recording_is_played_at_its_own_pace() -> None:
    clock = Clock(0.3)
    samples = b"".join(bytes([second]) * BYTES_PER_SECOND for second in range(4))
    played, heard = PlayedSound(iter([samples]), clock), b""
    while (block := played.take(CancelToken())) is not None:
        heard += block[0]
        assert len(heard) / BYTES_PER_SECOND <= clock.now
    assert heard == samples


def test_whoever_comes_late_gets_what_was_played_meanwhile_twenty_seconds_at_most() -> None:
    clock = Clock(0.0)
    played = PlayedSound(iter([bytes(BYTES_PER_SECOND)] * 30), clock)
    clock.step = 0.3
    first = played.take(CancelToken())
    assert first is not None
    clock.step, clock.now = 0.0, 100.0
    assert played.waiting_s == 30 - len(first[0]) / BYTES_PER_SECOND
    assert [len(block[0]) / BYTES_PER_SECOND for block in taken(played)] == [
        20,
        10 - len(first[0]) / BYTES_PER_SECOND,
    ]


def test_cancel_ends_the_wait_for_what_is_not_played_yet() -> None:
    cancel = CancelToken()
    played = PlayedSound(iter([bytes(BYTES_PER_SECOND)]), lambda: cancel.cancel() or 0.0)
    with pytest.raises(Cancelled):
        played.take(cancel)


def test_a_recording_is_followed_while_it_is_made_all_that_waits_at_once() -> None:
    halves = [(bytes([number]) * (BYTES_PER_SECOND // 2), bytes(BYTES_PER_SECOND // 2)) for number in range(8)]
    sound = FollowedSound(iter(halves), lambda: 4.0)
    assert sound.waiting_s == 4
    (whole,) = taken(sound)
    assert whole == (b"".join(block[0] for block in halves), bytes(4 * BYTES_PER_SECOND))
    assert sound.waiting_s == 0
    assert len(taken(FollowedSound(iter(halves), lambda: 0.0))) == 8


def test_a_follower_who_is_far_behind_gets_twenty_seconds_at_a_time() -> None:
    seconds = [(bytes(BYTES_PER_SECOND),)] * 50
    sound = FollowedSound(iter(seconds), lambda: 50.0)
    assert [len(block[0]) // BYTES_PER_SECOND for block in taken(sound)] == [20, 20, 10]
