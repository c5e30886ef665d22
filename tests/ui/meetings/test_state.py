"""What the Meetings view shows after each thing that can happen."""

from dataclasses import replace

from app.core.events import Event, Transcribed
from app.core.meetings.transcript import Segment, Transcript
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


HEARING = changes.HearingNow("/a.wav", "a")


def test_what_begins_is_shown_to_who_reads_nothing_else() -> None:
    state = after(HEARING, changes.HearingNow("/a.wav", "a", (HELLO, BYE)))
    assert (state.key, state.segments) == (RUNNING, (HELLO, BYE))


def test_who_reads_is_not_torn_away_by_what_begins() -> None:
    state = after(changes.Chosen(4), changes.TranscriptRead(OTHER), HEARING)
    assert (state.key, state.segments) == (4, OTHER.segments)


def test_a_transcript_that_grows_is_listed_once() -> None:
    growing = replace(KEPT, complete=False)
    assert after(changes.Listed((growing, OTHER)), HEARING).listed == (OTHER,)
    assert after(changes.Listed((growing, OTHER))).listed == (growing, OTHER)


def test_the_transcript_takes_the_place_of_what_was_heard() -> None:
    state = after(HEARING, Transcribed(KEPT), changes.HearingNow())
    assert (state.key, state.open, state.hearing) == (3, KEPT, None)
    assert state.transcripts == (KEPT,)


def test_who_reads_another_transcript_is_left_in_peace() -> None:
    state = after(HEARING, changes.Chosen(4), changes.TranscriptRead(OTHER), Transcribed(KEPT))
    assert (state.key, state.open) == (4, OTHER)


def test_what_ends_without_a_transcript_is_left() -> None:
    state = after(HEARING, changes.HearingNow())
    assert (state.hearing, state.key) == (None, None)


def test_a_transcript_that_comes_too_late_is_not_shown() -> None:
    assert after(changes.Chosen(4), changes.TranscriptRead(KEPT)).open is None


def test_titles_are_searched_whatever_their_case() -> None:
    state = after(changes.Listed((KEPT, OTHER)), changes.SearchTyped("BOARD"))
    assert state.listed == (OTHER,)


def test_a_deleted_transcript_is_closed() -> None:
    state = after(changes.Listed((KEPT, OTHER)), changes.Chosen(3), changes.TranscriptRead(KEPT), changes.Deleted(3))
    assert (state.transcripts, state.key, state.open) == ((OTHER,), None, None)


NONE: frozenset[int] = frozenset()


def test_what_is_recorded_comes_into_sight_and_leaves_it_to_whoever_chooses_another() -> None:
    recording = after(changes.Chosen(4), changes.TranscriptRead(OTHER), changes.RecorderAt(9, NONE))
    assert (recording.key, recording.open, recording.recorder_in_sight) == (9, None, True)
    reading = after(changes.Chosen(4), changes.TranscriptRead(OTHER), changes.RecorderAt(9, NONE), state=recording)
    assert (reading.key, reading.recorder_in_sight) == (4, False)
    assert after(changes.Chosen(9), state=reading).recorder_in_sight


def test_what_was_recorded_stays_in_sight_until_its_transcript_can_be_read() -> None:
    writing = after(changes.RecorderAt(3, NONE), changes.RecorderAt(None, frozenset({3})))
    assert writing.recorder_in_sight
    assert not after(changes.TranscriptRead(KEPT), state=writing).recorder_in_sight
    assert not after(changes.RecorderAt(None, NONE), state=writing).recorder_in_sight


def test_several_recordings_may_wait_to_be_written_down_while_another_is_made() -> None:
    waiting = after(changes.RecorderAt(None, frozenset({3, 4})))
    assert after(changes.Chosen(3), state=waiting).recorder_in_sight
    assert after(changes.Chosen(4), state=waiting).recorder_in_sight
    assert not after(changes.Chosen(5), state=waiting).recorder_in_sight
    assert not after(changes.RecorderAt(9, frozenset({3, 4})), changes.Chosen(3), state=waiting).recorder_in_sight


def test_a_recording_of_which_nothing_was_kept_is_left() -> None:
    state = after(changes.RecorderAt(9, NONE), changes.RecorderAt(None, NONE))
    assert (state.key, state.recorder_in_sight) == (None, False)
