"""What meetings are put together from: words of the library, and processes that do not wait for each other."""

import queue
import threading
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap.meetings import playing, vocabulary_of
from app.bootstrap.workers import Workers
from app.core.cancel import CancelToken
from app.core.meetings.sounds import BYTES_PER_SECOND
from app.core.meetings.transcript import Listening
from app.engines.sound import Sound
from app.services.meetings.recorded_tracks import RecordedTracks
from app.storage.audit import Audit
from app.storage.database import Database
from app.storage.library.documents import Documents
from app.storage.meetings.meetings import Meetings
from app.storage.meetings.recordings import Recordings
from app.storage.places import Places
from app.workers.protocol.transcribe import TellSpeakers
from tests.installed import REPOSITORY, SPEAKERS, model_sha256
from tests.storage.made import add


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "vault.db", bytes(32))
    yield database
    database.close()


@pytest.fixture
def workers() -> Iterator[Workers]:
    workers = Workers()
    yield workers
    workers.close()


def test_names_of_the_library_are_listened_for_where_that_is_wanted(database: Database) -> None:
    documents = Documents(database)
    for number in range(2):
        add(documents, f"/{number}.pdf", "We went to Teltow by train.", "They met with Zander in the hall.")
    vocabulary = vocabulary_of(database)
    assert vocabulary(Listening(vocabulary="Alcove")) == "Alcove"
    assert vocabulary(Listening(vocabulary="Alcove", library_names=True)) == "Alcove, Teltow, Zander"
    assert vocabulary(Listening(library_names=True)) == "Teltow, Zander"


def test_a_recording_is_played_while_another_is_listened_to(
    workers: Workers, database: Database, tmp_path: Path
) -> None:
    path = tmp_path / "talk.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
        file.writeframes(bytes(30 * BYTES_PER_SECOND))
    speakers = TellSpeakers(
        path=str(path),
        folder=str(REPOSITORY / "resources/models/speakers"),
        sha256=model_sha256(SPEAKERS),
        threads=1,
        speakers=0,
    )
    listening = workers.transcribe.stream(speakers, CancelToken())
    next(listening)
    recordings = Recordings(database, Places(tmp_path, tmp_path, tmp_path), bytes(32))
    sound = Sound(workers.listening, workers.playing)
    player = playing(sound, workers, database, RecordedTracks(recordings, Audit(database)))
    transcript_id = Meetings(database).begin(path, "talk")
    heard: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def play() -> None:
        heard.put(b"".join(player.samples(transcript_id, 29.0, CancelToken())))

    thread = threading.Thread(target=play, daemon=True)
    thread.start()
    assert len(heard.get(timeout=120)) == BYTES_PER_SECOND
    listening.close()
    thread.join()
