"""Sound on its way to the captions: nothing is dropped, doubled or waited for."""

import itertools
import threading

import pytest

from app.core.cancel import CancelToken
from app.core.errors import Cancelled
from app.services.live_sound import BYTES_A_SECOND, FollowedSound, LiveSound, PlayedSound

TENTH = BYTES_A_SECOND // 10


def taken(sound: LiveSound | FollowedSound | PlayedSound) -> list[tuple[bytes, ...]]:
    blocks = []
    while (block := sound.take(CancelToken())) is not None:
        blocks.append(block)
    return blocks


def test_all_that_is_put_is_taken_in_order() -> None:
    sound = LiveSound(1)
    pieces = [bytes([number]) * TENTH for number in range(30)]
    for piece in pieces:
        sound.put(0, piece)
    assert sound.waiting_s == pytest.approx(3)
    sound.end()
    assert b"".join(block[0] for block in taken(sound)) == b"".join(pieces)


def test_whoever_is_far_behind_gets_twenty_seconds_at_a_time() -> None:
    sound = LiveSound(1)
    sound.put(0, bytes(50 * BYTES_A_SECOND))
    sound.end()
    assert [len(block[0]) / BYTES_A_SECOND for block in taken(sound)] == [20, 20, 10]


def test_a_taker_waits_until_there_is_a_quarter_of_a_second() -> None:
    sound, found = LiveSound(1), []
    thread = threading.Thread(target=lambda: found.extend(taken(sound)))
    thread.start()
    for _ in range(3):
        sound.put(0, bytes(TENTH))
    sound.end()
    thread.join(20)
    assert sum(len(block[0]) for block in found) == 3 * TENTH


def test_tracks_stay_side_by_side_and_a_lost_one_is_silent_until_it_is_back() -> None:
    sound = LiveSound(2)
    sound.put(0, b"\1" * (5 * BYTES_A_SECOND))
    first = sound.take(CancelToken())
    assert first == (b"\1" * (3 * BYTES_A_SECOND), bytes(3 * BYTES_A_SECOND))
    sound.put(1, b"\2" * (5 * BYTES_A_SECOND))
    sound.end()
    assert taken(sound) == [(b"\1" * (2 * BYTES_A_SECOND), b"\2" * (2 * BYTES_A_SECOND))]


def test_cancel_wakes_who_waits() -> None:
    sound, cancel = LiveSound(1), CancelToken()
    threading.Timer(0.05, cancel.cancel).start()
    with pytest.raises(Cancelled):
        sound.take(cancel)


def test_a_recording_is_played_at_its_own_pace() -> None:
    now = itertools.count(0, 0.3)
    played = PlayedSound(iter([b"\1" * BYTES_A_SECOND, b"\2" * BYTES_A_SECOND]), lambda: float(next(now)))
    blocks = taken(played)
    assert b"".join(block[0] for block in blocks) == b"\1" * BYTES_A_SECOND + b"\2" * BYTES_A_SECOND
    assert len(blocks) > 1


def test_a_recording_is_followed_while_it_is_made_all_that_waits_at_once() -> None:
    halves = [(bytes([number]) * (BYTES_A_SECOND // 2), bytes(BYTES_A_SECOND // 2)) for number in range(8)]
    sound = FollowedSound(iter(halves), lambda: 4.0)
    assert sound.waiting_s == 4
    (whole,) = taken(sound)
    assert whole == (b"".join(block[0] for block in halves), bytes(4 * BYTES_A_SECOND))
    assert sound.waiting_s == 0
    assert len(taken(FollowedSound(iter(halves), lambda: 0.0))) == 8
