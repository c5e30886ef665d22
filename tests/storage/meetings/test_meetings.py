from dataclasses import replace

import pytest

from app.core.errors import NothingFound
from app.core.meetings.transcript import Listening, Segment, Word
from app.storage.database import Database
from app.storage.meetings.meetings import Meetings
from tests.storage.made import decrypted

FIRST = Segment(0.5, 2.25, "Good morning.", "A", (Word(0.5, 1.0, "Good", 0.98), Word(1.0, 2.25, "morning.", 0.5)))
SECOND = Segment(3.0, 4.0, "Guten Tag.")


@pytest.fixture
def meetings(database: Database) -> Meetings:
    return Meetings(database)


def test_a_transcript_comes_back_as_it_was_heard(meetings: Meetings) -> None:
    transcript_id = meetings.begin("/talk.wav", "Talk")
    meetings.add_segment(transcript_id, FIRST)
    meetings.add_segment(transcript_id, SECOND)
    finished = meetings.finish(transcript_id, "de", 10.0, 0.25)
    assert meetings.transcript(transcript_id) == finished
    assert finished.segments == (FIRST, SECOND)
    assert (finished.path, finished.title, finished.language, finished.complete) == ("/talk.wav", "Talk", "de", True)
    assert (finished.duration_s, finished.real_time_factor) == (10.0, 0.25)


def test_an_interrupted_one_is_there_as_far_as_it_was_heard(meetings: Meetings) -> None:
    transcript_id = meetings.begin("/talk.wav", "Talk")
    assert meetings.heard_until(transcript_id) == 0.0
    meetings.add_segment(transcript_id, FIRST)
    assert meetings.heard_until(transcript_id) == 2.25
    meetings.mark_heard(transcript_id, 9.0)
    meetings.add_segment(transcript_id, SECOND)
    assert meetings.heard_until(transcript_id) == 9.0
    interrupted = meetings.transcript(transcript_id)
    assert not interrupted.complete
    assert interrupted.segments == (FIRST, SECOND)


def test_an_interrupted_one_is_found_again_by_its_very_recording(meetings: Meetings) -> None:
    german = Listening("de", speakers=2)
    transcript_id = meetings.begin("/talk.wav", "Talk", german, 100, 7)
    assert meetings.unfinished("/talk.wav", german, 100, 7) == transcript_id
    assert meetings.unfinished("/talk.wav", Listening("de"), 100, 7) == transcript_id
    for other in (Listening("en"), Listening("de", vocabulary="Zander")):
        assert meetings.unfinished("/talk.wav", other, 100, 7) is None
    assert meetings.unfinished("/talk.wav", german, 100, 8) is None
    assert meetings.unfinished("/other.wav", german, 100, 7) is None
    assert meetings.listening(transcript_id) == german
    meetings.finish(transcript_id, "de", 10.0, 0.25)
    assert meetings.unfinished("/talk.wav", german, 100, 7) is None


def test_segments_are_replaced_all_at_once(meetings: Meetings) -> None:
    transcript_id = meetings.begin("/talk.wav", "Talk")
    meetings.add_segment(transcript_id, SECOND)
    told = (replace(FIRST, speaker="Speaker 1", language="en"), replace(SECOND, speaker="Speaker 2", language="de"))
    assert meetings.replace_segments(transcript_id, told)
    assert meetings.transcript(transcript_id).segments == told
    assert not meetings.replace_segments(transcript_id, (FIRST,), instead_of=(SECOND,))
    assert meetings.transcript(transcript_id).segments == told
    assert meetings.replace_segments(transcript_id, (FIRST,), instead_of=told)
    assert meetings.transcript(transcript_id).segments == (FIRST,)


def test_the_latest_is_listed_first_without_segments(meetings: Meetings) -> None:
    older, newer = meetings.begin("/a", "older"), meetings.begin("/b", "newer")
    meetings.add_segment(older, FIRST)
    assert [(it.id, it.segments) for it in meetings.transcripts()] == [(newer, ()), (older, ())]
    meetings.rename(older, "renamed")
    assert meetings.transcript(older).title == "renamed"


def test_a_deleted_one_leaves_nothing_in_the_decrypted_file(database: Database, meetings: Meetings) -> None:
    transcript_id = meetings.begin("/narwhal.wav", "Narwhals")
    meetings.add_segment(transcript_id, Segment(0, 1, "the narwhal speaks", words=(Word(0, 1, "narwhal", 1.0),)))
    database.checkpoint()
    assert b"the narwhal speaks" in decrypted(database.path)
    meetings.delete(transcript_id)
    assert b"arwhal" not in decrypted(database.path)
    for gone in (meetings.transcript, lambda it: meetings.add_segment(it, FIRST), lambda it: meetings.rename(it, "x")):
        with pytest.raises(NothingFound, match="no longer exists"):
            gone(transcript_id)
    assert meetings.heard_until(transcript_id) == 0.0


def test_transcripts_are_found_by_what_is_said_in_them(meetings: Meetings) -> None:
    first, second = meetings.begin("/a", "older"), meetings.begin("/b", "newer")
    for text in ("The Züricher office moves.", "The office stays.", "会议预算"):
        meetings.add_segment(first, Segment(0, 1, text))
    meetings.add_segment(second, Segment(0, 1, "No offices."))
    assert meetings.saying("OFFICE") == {first, second}
    assert meetings.saying("zuricher off") == {first}
    assert meetings.saying("预算") == {first}
    assert meetings.saying('"') == set()
    meetings.replace_segments(first, (SECOND,))
    assert meetings.saying("office") == {second}
    meetings.delete(second)
    assert meetings.saying("office") == set()


def test_transcripts_are_found_by_who_speaks_and_by_what_they_say(meetings: Meetings) -> None:
    first, second = meetings.begin("/a", "older"), meetings.begin("/b", "newer")
    meetings.add_segment(first, Segment(0, 1, "The rent is due.", "Anna Berg"))
    meetings.add_segment(first, Segment(1, 2, "Roofs leak.", "Ben"))
    meetings.add_segment(second, Segment(0, 1, "Roofs leak.", "Anna Berg"))
    assert meetings.saying("berg") == {first, second}
    assert meetings.saying("ann rent") == {first}
    assert meetings.saying("anna roof") == {second}
    assert meetings.saying("ben rent") == set()
    assert meetings.saying("carla") == set()
