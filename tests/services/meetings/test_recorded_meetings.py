"""What Alcove recorded becomes a transcript: two tracks, each with its speakers, nothing lost and nothing twice."""

from collections.abc import Iterator
from pathlib import Path

import numpy
import pytest

from app.core.cancel import CancelToken
from app.core.errors import Cancelled, NothingFound
from app.core.events import Heard, Transcribed
from app.core.meetings.sounds import BYTES_PER_SECOND, SAMPLE_RATE, Track
from app.core.meetings.transcript import MICROPHONE, Listening, Transcript
from app.engines.process import WorkerProcess
from app.engines.transcriber import SpeakerModels, Transcriber
from app.services.meetings.recorded_meetings import RecordedMeetings
from app.services.meetings.recorded_tracks import RecordedTracks
from app.services.meetings.voices import Voices
from app.storage.audit import Audit
from app.storage.database import Database
from app.storage.meetings.meetings import Meetings
from app.storage.meetings.recordings import Recordings
from app.storage.meetings.voices import VoiceStore
from app.storage.places import Places
from app.storage.settings import Settings
from app.workers.audio import open_recording
from tests.installed import REPOSITORY, SPEAKERS, SPEECH, model_folder, model_sha256, shared_data

SILENCE = bytes(12 * BYTES_PER_SECOND)
"""As long as the other track speaks, and a moment more."""


class Opened:
    """The service over a vault of its own, and what it was asked to listen for."""

    def __init__(self, folder: Path, process: WorkerProcess) -> None:
        self.database = Database(folder / "vault.db", bytes(32))
        self.meetings = Meetings(self.database)
        self.recordings = Recordings(self.database, Places(folder, folder, folder), bytes(32))
        self.keeps_sound = True
        self.asked: list[Listening] = []
        transcriber = Transcriber(process, model_folder(SPEECH), model_sha256(SPEECH), threads=2)
        speakers = SpeakerModels(process, REPOSITORY / "resources/models/speakers", model_sha256(SPEAKERS), threads=2)
        audit = Audit(self.database)
        self.tracks = RecordedTracks(self.recordings, audit)
        self.service = RecordedMeetings(
            lambda: transcriber,
            lambda: speakers,
            self.meetings,
            self.recordings,
            self.tracks,
            Voices(Settings(self.database), VoiceStore(self.database), audit),
            audit,
            lambda: self.keeps_sound,
            self._vocabulary_of,
        )

    def _vocabulary_of(self, listening: Listening) -> str:
        self.asked.append(listening)
        return listening.vocabulary

    def recorded(self, **sound: bytes) -> int:
        """A recording that is over, with the sound of each track."""
        recording = self.recordings.begin("Standup", tuple(Track(name) for name in sound))
        for name, samples in sound.items():
            writer = self.recordings.writer(recording, Track(name))
            writer.write(samples)
            writer.finish()
        return self.recordings.end(recording.id).id

    def transcribed(self, recording_id: int, listening: Listening) -> Transcript:
        events = list(self.service.transcribe(recording_id, listening, CancelToken()))
        return next(event.transcript for event in events if isinstance(event, Transcribed))


@pytest.fixture(scope="module")
def process() -> Iterator[WorkerProcess]:
    process = WorkerProcess("transcribe", obedience_seconds=0.1)
    yield process
    process.close()


@pytest.fixture
def opened(tmp_path: Path, process: WorkerProcess) -> Iterator[Opened]:
    made = Opened(tmp_path, process)
    yield made
    made.database.close()


@pytest.fixture(scope="module")
def speech() -> bytes:
    samples = numpy.concatenate(list(open_recording(shared_data("speech/faster_whisper_tests/jfk.flac")).samples))
    return (samples * 32767).astype("<i2").tobytes()


def test_the_microphone_is_me_and_the_others_are_told_apart(opened: Opened, speech: bytes) -> None:
    recording_id = opened.recorded(microphone=SILENCE + speech, system=speech + SILENCE)
    transcript = opened.transcribed(recording_id, Listening(language="en", speakers=1))
    said = {
        speaker: " ".join(one.text for one in transcript.segments if one.speaker == speaker).lower()
        for speaker in transcript.speakers
    }
    assert list(said) == ["Speaker 1", MICROPHONE]
    assert all("country" in text for text in said.values())
    assert transcript.complete
    assert opened.service.waiting() == []


def test_it_is_listened_to_as_the_user_chose(opened: Opened, speech: bytes) -> None:
    listening = Listening(language="en", speakers=None, vocabulary="Kennedy", library_names=True)
    transcript = opened.transcribed(opened.recorded(microphone=speech), listening)
    assert opened.asked == [listening]
    assert transcript.segments


def test_interrupted_it_goes_on_and_nothing_is_there_twice(opened: Opened, speech: bytes) -> None:
    recording_id = opened.recorded(microphone=SILENCE + speech, system=speech + SILENCE)
    listening = Listening(language="en", speakers=None)
    cancel = CancelToken()
    events = opened.service.transcribe(recording_id, listening, cancel)
    first = [next(event.segment for event in events if isinstance(event, Heard))]
    cancel.cancel()
    with pytest.raises(Cancelled):
        first.extend(event.segment for event in events if isinstance(event, Heard))
    assert [one.id for one in opened.service.waiting()] == [recording_id]
    transcript = opened.transcribed(recording_id, listening)
    assert transcript.segments[: len(first)] == tuple(first)
    starts = [one.start for one in transcript.segments]
    assert starts == sorted(set(starts))


def test_the_sound_can_be_erased_once_it_is_written_down(opened: Opened, speech: bytes) -> None:
    opened.keeps_sound = False
    recording_id = opened.recorded(microphone=speech)
    transcript = opened.transcribed(recording_id, Listening(language="en", speakers=None))
    assert opened.tracks.of_transcript(transcript.id) is None
    with pytest.raises(NothingFound):
        opened.recordings.recording(recording_id)


def test_who_share_the_microphone_are_told_apart_where_nobody_else_is_heard(opened: Opened) -> None:
    samples = numpy.concatenate(list(open_recording(shared_data("speech/simulated/sim_2spk.flac")).samples))
    two = (samples[: 32 * SAMPLE_RATE] * 32767).astype("<i2").tobytes()
    recording_id = opened.recorded(microphone=two, system=bytes(len(two)))
    transcript = opened.transcribed(recording_id, Listening(language="en", speakers=0))
    first, second = (
        next(one.speaker for one in transcript.segments if word in one.text.lower()) for word in ("pleased", "crayfish")
    )
    assert {first, second} == {"Speaker 1", "Speaker 2"}


def test_who_is_alone_at_the_microphone_stays_me(opened: Opened, speech: bytes) -> None:
    recording_id = opened.recorded(microphone=speech, system=bytes(len(speech)))
    assert opened.transcribed(recording_id, Listening(language="en", speakers=0)).speakers == (MICROPHONE,)
