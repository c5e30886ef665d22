"""What the Minutes show after each event, without Qt."""

from dataclasses import replace

from app.core.events import MinutesWritten, Progress
from app.core.meetings.minutes import Minutes
from app.ui.meetings import minutes_state as changes
from app.ui.meetings.minutes_state import MinutesState, reduce


def minutes(number: int, transcript_id: int = 1) -> Minutes:
    return Minutes(number, transcript_id, "Talk", "general", ())


OPEN = MinutesState(transcript_id=1, versions=(minutes(5), minutes(4)), known=True)


def test_the_newest_version_is_in_sight_until_another_is_chosen() -> None:
    assert OPEN.shown == minutes(5)
    assert reduce(OPEN, changes.VersionChosen(4)).shown == minutes(4)


def test_a_new_version_comes_into_sight() -> None:
    state = reduce(reduce(OPEN, changes.VersionChosen(4)), MinutesWritten(minutes(6)))
    assert state.shown == minutes(6)
    assert [one.id for one in state.versions] == [6, 5, 4]


def test_a_version_is_there_once_with_its_edits_whichever_news_of_it_comes_first() -> None:
    written, edited = MinutesWritten(minutes(6)), replace(minutes(6), title="Edited")
    read = changes.VersionsRead(1, (edited, minutes(5), minutes(4)))
    for events in ((written, read), (read, written)):
        state = reduce(reduce(OPEN, events[0]), events[1])
        assert (state.shown, len(state.versions)) == (edited, 3)
    before = changes.VersionsRead(1, OPEN.versions)
    assert reduce(reduce(OPEN, written), before).versions == (minutes(6), *OPEN.versions)


def test_minutes_of_another_meeting_change_nothing_here() -> None:
    assert reduce(OPEN, MinutesWritten(minutes(6, transcript_id=2))) == OPEN
    assert reduce(OPEN, changes.VersionsRead(2, (minutes(9, 2),))) == OPEN


def test_progress_is_only_of_the_meeting_that_is_written() -> None:
    progress = Progress("Writing the summary", 1, 4, "parts")
    writing = reduce(reduce(OPEN, changes.WritingBegun(1)), progress)
    assert (writing.busy, writing.progress) == (True, progress)
    elsewhere = reduce(writing, changes.MeetingOpened(2))
    assert not elsewhere.busy
    assert reduce(elsewhere, changes.WritingEnded()).writing is None
    assert reduce(OPEN, progress) == OPEN


def test_another_meeting_begins_empty() -> None:
    state = reduce(OPEN, changes.MeetingOpened(2))
    assert (state.versions, state.known, state.shown) == ((), False, None)
    assert reduce(OPEN, changes.MeetingOpened(1)) is OPEN
