"""What the Meetings view shows after each thing that can happen."""

from app.core.events import Event, Heard, Progress, Transcribed
from app.core.meetings import Segment, Transcript
from app.ui.meetings import state as changes
from app.ui.meetings.state import RUNNING, Change, MeetingsState, reduce

HELLO, BYE = Segment(0.0, 1.0, "Hello."), Segment(1.0, 2.0, "Goodbye.")
KEPT = Transcript(3, "/a.wav", "a", "en", 2.0, (HELLO, BYE), 0.2)
OTHER = Transcript(4, "/b.wav", "Board meeting", "en", 2.0, (BYE,), 0.2)


def after(*events: Change | Event, state: MeetingsState | None = None) -> MeetingsState:
    state = state or MeetingsState()
    for event in events:
        state = reduce(state, event)
    return state


def hearing() -> MeetingsState:
    return after(changes.RecordingsChosen(("/a.wav", "/b.wav")), changes.HearingBegun("/a.wav", "a"))


def test_what_is_heard_appears_at_once() -> None:
    state = after(Progress("Transcribing", 1, 2, "seconds"), Heard(HELLO), Heard(BYE), state=hearing())
    assert (state.key, state.segments) == (RUNNING, (HELLO, BYE))
    assert state.hearing is not None
    assert state.hearing.progress == Progress("Transcribing", 1, 2, "seconds")


def test_the_next_recording_waits() -> None:
    assert hearing().waiting == ("/b.wav",)


def test_the_transcript_takes_the_place_of_what_was_heard() -> None:
    state = after(Heard(HELLO), Transcribed(KEPT), changes.Ended(None), state=hearing())
    assert (state.key, state.open, state.hearing) == (3, KEPT, None)
    assert state.transcripts == (KEPT,)


def test_who_reads_another_transcript_is_left_in_peace() -> None:
    state = after(changes.Chosen(4), changes.TranscriptRead(OTHER), Transcribed(KEPT), state=hearing())
    assert (state.key, state.open) == (4, OTHER)


def test_cancel_gives_up_what_waits_too() -> None:
    state = after(changes.StopPressed(), changes.Ended(""), state=hearing())
    assert (state.waiting, state.hearing, state.key) == ((), None, None)


def test_a_failure_lets_the_next_recording_begin() -> None:
    state = reduce(hearing(), changes.Ended("There is no speech model."))
    assert (state.waiting, state.failure) == (("/b.wav",), "There is no speech model.")


def test_a_transcript_that_comes_too_late_is_not_shown() -> None:
    assert after(changes.Chosen(4), changes.TranscriptRead(KEPT)).open is None


def test_titles_are_searched_whatever_their_case() -> None:
    state = after(changes.Listed((KEPT, OTHER)), changes.SearchTyped("BOARD"))
    assert state.listed == (OTHER,)


def test_a_deleted_transcript_is_closed() -> None:
    state = after(changes.Listed((KEPT, OTHER)), changes.Chosen(3), changes.TranscriptRead(KEPT), changes.Deleted(3))
    assert (state.transcripts, state.key, state.open) == ((OTHER,), None, None)
