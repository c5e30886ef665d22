"""The sound of meetings is erased for good, whatever comes in between."""

from pathlib import Path

import pytest

from app.core.errors import NothingFound, UserError
from app.core.meetings.sounds import BYTES_PER_SECOND, Track
from app.storage.database import Database
from app.storage.meetings.meetings import Meetings
from app.storage.meetings.recordings import Recordings
from app.storage.places import Places
from tests.storage.made import KEY


@pytest.fixture
def recordings(database: Database, places: Places) -> Recordings:
    return Recordings(database, places, KEY)


def recorded(recordings: Recordings) -> int:
    recording = recordings.begin("Standup", (Track.MICROPHONE,))
    writer = recordings.writer(recording, Track.MICROPHONE)
    writer.write(bytes(BYTES_PER_SECOND))
    writer.finish()
    return recordings.end(recording.id).id


def tracks(places: Places) -> list[Path]:
    return list(places.blobs.glob("*.track"))


def test_erased_its_row_and_its_file_are_gone_and_the_transcript_stays(
    recordings: Recordings, database: Database, places: Places
) -> None:
    recording_id = recorded(recordings)
    recordings.delete(recording_id)
    assert tracks(places) == []
    with pytest.raises(NothingFound):
        recordings.recording(recording_id)
    assert [one.title for one in Meetings(database).transcripts()] == ["Standup"]


def test_what_could_not_be_erased_is_told_and_erased_at_the_next_start(recordings: Recordings, places: Places) -> None:
    recording_id = recorded(recordings)
    [path] = tracks(places)
    path.unlink()
    path.mkdir()
    with pytest.raises(UserError, match="cannot be erased"):
        recordings.delete(recording_id)
    assert recordings.recordings() == []
    path.rmdir()
    path.write_bytes(b"still there")
    recordings.sweep()
    assert tracks(places) == []


def test_the_tracks_of_other_recordings_are_not_swept(recordings: Recordings, places: Places) -> None:
    recorded(recordings)
    recordings.sweep()
    assert len(tracks(places)) == 1
