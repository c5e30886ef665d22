"""Who is next in the queue of recordings, and how one changes places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.meetings.recording_queue import QueuedRecording, QueueStatus, moved, next_waiting
from app.core.meetings.transcript import Listening

A, B, C = (QueuedRecording(number, f"/{number}.wav", Listening()) for number in (1, 2, 3))


def test_the_first_that_waits_is_next() -> None:
    paused = QueuedRecording(4, "/4.wav", Listening(), QueueStatus.PAUSED)
    failed = QueuedRecording(5, "/5.wav", Listening(), QueueStatus.FAILED)
    assert next_waiting((paused, failed, B, C)) == B
    assert next_waiting((paused, failed)) is None


@pytest.mark.parametrize(
    ("number", "by", "order"), [(1, 1, (B, A, C)), (3, -2, (C, A, B)), (1, -1, (A, B, C)), (3, 9, (A, B, C))]
)
def test_one_moves_and_never_past_an_end(number: int, by: int, order: tuple[QueuedRecording, ...]) -> None:
    assert moved((A, B, C), number, by) == order


@given(st.integers(-5, 5), st.integers(0, 4))
def test_nothing_is_lost_by_moving(by: int, number: int) -> None:
    assert sorted(one.id for one in moved((A, B, C), number, by)) == [1, 2, 3]
