"""What the queue of recordings shows, and what its buttons are about."""

from app.core.meetings.recording_queue import QueuedRecording, QueueStatus
from app.core.meetings.transcript import Listening
from app.ui.meetings.queue_state import QueueRead, QueueState, RowChosen, reduce

RUNNING = QueuedRecording(1, "/a.wav", Listening(), QueueStatus.RUNNING)
WAITING = QueuedRecording(2, "/b.wav", Listening())
FAILED = QueuedRecording(3, "/c.wav", Listening(), QueueStatus.FAILED, "c.wav has no sound track.")
QUEUE = reduce(QueueState(), QueueRead((WAITING, RUNNING, FAILED), None, ()))


def test_the_buttons_are_about_what_runs_until_a_row_is_chosen() -> None:
    assert QUEUE.target == RUNNING
    assert reduce(QUEUE, RowChosen(3)).target == FAILED


def test_a_row_that_is_gone_is_chosen_no_longer() -> None:
    state = reduce(reduce(QUEUE, RowChosen(3)), QueueRead((WAITING,), None, ()))
    assert state.target == WAITING
    assert reduce(state, QueueRead((), None, ())).target is None


def test_what_runs_or_waits_can_be_paused_and_what_failed_cannot() -> None:
    assert [reduce(QUEUE, RowChosen(one.id)).can_pause for one in (RUNNING, WAITING, FAILED)] == [True, True, False]
    assert not QueueState().can_pause


def test_the_ends_of_the_queue_are_its_ends() -> None:
    moves = [(state.can_move_up, state.can_move_down) for state in (reduce(QUEUE, RowChosen(it)) for it in (2, 1, 3))]
    assert moves == [(False, True), (True, True), (True, False)]
