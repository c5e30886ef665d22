"""What the player shows while it plays, is sought in, and cannot play."""

from app.ui.meetings import player_state as changes
from app.ui.meetings.player_state import Change, PlayerState, reduce


def after(*done: Change) -> PlayerState:
    state = reduce(PlayerState(), changes.Opened(3, 60.0))
    for change in done:
        state = reduce(state, change)
    return state


def test_what_is_heard_moves_on() -> None:
    state = after(changes.Begun(10.0), changes.Moved(10.4))
    assert (state.playing, state.second, state.back) == (True, 10.4, 7.4)


def test_nothing_is_before_the_beginning_or_behind_the_end() -> None:
    assert after(changes.Moved(-3.0)).second == 0.0
    assert after(changes.Moved(99.0)).second == 60.0
    assert after(changes.Moved(1.0)).back == 0.0


def test_a_pause_stays_where_it_is_and_the_end_goes_to_the_beginning() -> None:
    assert after(changes.Begun(10.0), changes.Moved(12.0), changes.Ended()).second == 12.0
    assert after(changes.Begun(10.0), changes.Moved(60.0), changes.Ended()).second == 0.0


def test_what_cannot_be_played_stays_silent_until_it_is_asked_for_again() -> None:
    state = after(changes.Begun(10.0), changes.Ended(failed=True))
    assert (state.mute, state.playing, state.second) == (True, False, 10.0)
    assert not reduce(state, changes.Begun(10.0)).mute
    assert not reduce(state, changes.FoundAgain()).mute


def test_another_transcript_begins_anew_at_the_same_speed() -> None:
    state = after(changes.Set(1.5, 0.5), changes.Begun(10.0), changes.Opened(4, 30.0))
    assert state == PlayerState(4, 30.0, speed=1.5, volume=0.5)
    assert reduce(reduce(state, changes.Moved(9.0)), changes.Opened(4, 31.0)).second == 9.0
