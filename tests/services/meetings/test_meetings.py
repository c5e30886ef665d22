"""Recordings become kept transcripts; what was heard before a crash stays."""

import shutil
import wave
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy
import pytest
from numpy.typing import NDArray

from app.core.cancel import CancelToken
from app.core.errors import Cancelled, UserError, WorkerCrashed
from app.core.events import Heard, Notice, Progress, Transcribed
from app.core.meetings.sounds import SAMPLE_RATE
from app.core.meetings.transcript import Listening, Segment
from app.engines.process import WorkerProcess
from app.engines.transcriber import SpeakerModels, Transcriber
from app.services.meetings.meetings import MeetingService
from app.services.meetings.recorded_tracks import RecordedTracks
from app.services.meetings.voices import Voices
from app.storage.audit import Audit
from app.storage.database import Database
from app.storage.meetings.meetings import Meetings
from app.storage.meetings.recordings import Recordings
from app.storage.meetings.transcript_edits import TranscriptEdits
from app.storage.meetings.voices import VoiceStore
from app.storage.places import Places
from app.storage.settings import Settings
from app.workers.audio import open_recording
from tests.installed import REPOSITORY, SPEAKERS, SPEECH, model_folder, model_sha256, shared_data
from tests.kills import kill

Sound = NDArray[numpy.float32]


@pytest.fixture(scope="module")
def process() -> Iterator[WorkerProcess]:
    process = WorkerProcess("transcribe", obedience_seconds=0.1)
    yield process
    process.close()


@pytest.fixture(scope="module")
def transcriber(process: WorkerProcess) -> Transcriber:
    return Transcriber(process, model_folder(SPEECH), model_sha256(SPEECH), threads=2)


@pytest.fixture(scope="module")
def speakers(process: WorkerProcess) -> SpeakerModels:
    return SpeakerModels(process, REPOSITORY / "resources/models/speakers", model_sha256(SPEAKERS), threads=2)


@pytest.fixture
def service(transcriber: Transcriber, speakers: SpeakerModels, tmp_path: Path) -> Iterator[MeetingService]:
    database = Database(tmp_path / "vault.db", bytes(32))
    audit, settings = Audit(database), Settings(database)
    settings.set("voices.remember", True)
    voices = Voices(settings, VoiceStore(database), audit)
    recorded = RecordedTracks(Recordings(database, Places(tmp_path, tmp_path, tmp_path), bytes(32)), audit)
    edits = TranscriptEdits(database)
    yield MeetingService(lambda: transcriber, lambda: speakers, Meetings(database), edits, recorded, voices, audit)
    database.close()


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A minute of two who speak in turns: several windows of the model."""
    path = tmp_path_factory.mktemp("talk") / "talk.wav"
    sound = numpy.concatenate(list(open_recording(shared_data("speech/simulated/sim_2spk.flac")).samples))
    write_wave(path, sound[: 66 * SAMPLE_RATE])
    return path


@pytest.fixture
def silence(tmp_path: Path) -> Path:
    path = tmp_path / "silence.wav"
    write_wave(path, numpy.zeros(20 * SAMPLE_RATE, numpy.float32))
    return path


def write_wave(path: Path, sound: Sound) -> None:
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, SAMPLE_RATE, 0, "NONE", ""))
        file.writeframes((sound * 32767).astype("<i2").tobytes())


def test_speech_is_written_down_with_the_times_of_its_words(service: MeetingService) -> None:
    speech = shared_data("speech/faster_whisper_tests/jfk.flac")
    events = list(service.transcribe(speech, Listening(), CancelToken()))
    transcript = next(event.transcript for event in events if isinstance(event, Transcribed))
    text = " ".join(segment.text for segment in transcript.segments).lower()
    assert "ask not what your country can do for you" in text
    assert (transcript.language, transcript.complete, transcript.title) == ("en", True, "jfk")
    assert transcript.duration_s == pytest.approx(11, abs=0.1)
    words = [word for segment in transcript.segments for word in segment.words]
    assert len(words) >= 20
    assert all(0 <= word.start <= word.end <= 11.1 and 0 <= word.confidence <= 1 for word in words)
    assert [event.segment for event in events if isinstance(event, Heard)] == list(transcript.segments)
    assert any(isinstance(event, Progress) and event.total for event in events)
    assert service.transcript(transcript.id) == transcript
    assert [kept.id for kept in service.transcripts()] == [transcript.id]


@pytest.mark.fault(27)
def test_silence_invents_nothing(service: MeetingService, silence: Path) -> None:
    events = list(service.transcribe(silence, Listening(), CancelToken()))
    transcript = next(event.transcript for event in events if isinstance(event, Transcribed))
    assert transcript.segments == ()
    assert any(isinstance(event, Notice) and "No speech" in event.text for event in events)


def test_what_share_of_its_length_a_recording_took_is_noted(process: WorkerProcess, tmp_path: Path) -> None:
    noted: list[float] = []
    sha256 = model_sha256(SPEECH)
    transcriber = Transcriber(process, model_folder(SPEECH), sha256, threads=2, note_share=noted.append)
    for seconds in (10, 60):
        path = tmp_path / f"{seconds}.wav"
        write_wave(path, numpy.zeros(seconds * SAMPLE_RATE, numpy.float32))
        list(transcriber.transcribe(path, "en", "", 0.0, CancelToken()))
    assert len(noted) == 1, "ten seconds tell nothing of the machine"
    assert 0 < noted[0] < 5


def test_a_file_without_sound_leaves_nothing_behind(service: MeetingService, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no sound")
    with pytest.raises(UserError, match=r"notes\.txt is not a recording"):
        list(service.transcribe(tmp_path / "notes.txt", Listening(), CancelToken()))
    assert service.transcripts() == []


def test_a_missing_file_is_named(service: MeetingService, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"There is no file .*gone\.wav"):
        list(service.transcribe(tmp_path / "gone.wav", Listening(), CancelToken()))


def test_what_was_heard_before_a_crash_is_kept(service: MeetingService, process: WorkerProcess, talk: Path) -> None:
    heard: list[Segment] = []

    def hear() -> None:
        for event in service.transcribe(talk, Listening("en"), CancelToken()):
            if isinstance(event, Heard):
                heard.append(event.segment)
                kill(process)

    with pytest.raises(WorkerCrashed, match="Nothing was lost"):
        hear()
    kept = service.transcript(service.transcripts()[0].id)
    assert not kept.complete
    assert list(kept.segments) == heard != []


def test_what_was_heard_before_a_cancel_is_kept_and_goes_on_where_it_stopped(
    service: MeetingService, process: WorkerProcess, talk: Path
) -> None:
    listening = Listening("en")
    cancel = CancelToken()

    def hear_a_little() -> None:
        for event in service.transcribe(talk, listening, cancel):
            if isinstance(event, Heard) and event.segment.end > 10:
                cancel.cancel()

    with pytest.raises(Cancelled):
        hear_a_little()
    kept = service.transcript(service.transcripts()[0].id)
    assert kept.segments != ()
    assert not kept.complete
    events = service.resume(kept.id, CancelToken())
    first = [event for event in islice(events, 3 + len(kept.segments)) if isinstance(event, Heard | Progress)]
    assert [event.segment for event in first if isinstance(event, Heard)][: len(kept.segments)] == list(kept.segments)
    for event in events:
        if isinstance(event, Heard) and event.segment.end > 30:
            process.kill()
            break
    events.close()
    resumed = service.transcript(kept.id)
    assert resumed.segments[: len(kept.segments)] == kept.segments
    assert len(resumed.segments) > len(kept.segments)
    starts = [segment.start for segment in resumed.segments]
    assert starts == sorted(starts)
    assert resumed.segments[len(kept.segments)].start >= kept.segments[-1].end - 0.01
    assert [one.id for one in service.transcripts()] == [kept.id]


def test_a_recording_that_changed_is_heard_from_its_beginning(
    service: MeetingService, talk: Path, tmp_path: Path
) -> None:
    recording = tmp_path / "recording.wav"
    shutil.copy(talk, recording)
    cancel = CancelToken()

    def hear_a_little() -> None:
        for event in service.transcribe(recording, Listening("en"), cancel):
            if isinstance(event, Heard):
                cancel.cancel()

    with pytest.raises(Cancelled):
        hear_a_little()
    sound = numpy.concatenate(list(open_recording(shared_data("speech/faster_whisper_tests/jfk.flac")).samples))
    write_wave(recording, sound[: 6 * SAMPLE_RATE])
    events = list(service.transcribe(recording, Listening("en"), CancelToken()))
    transcript = next(event.transcript for event in events if isinstance(event, Transcribed))
    assert "ask not" in transcript.segments[0].text.lower()
    assert len(service.transcripts()) == 2


def test_speakers_are_told_apart_and_renamed_everywhere(service: MeetingService) -> None:
    speech = shared_data("speech/azure_sdk/katiesteve_mono.wav")
    events = list(service.transcribe(speech, Listening("en", speakers=0), CancelToken()))
    transcript = next(event.transcript for event in events if isinstance(event, Transcribed))
    assert transcript.speakers == ("Speaker 1", "Speaker 2")
    asked = next(segment for segment in transcript.segments if "have you heard" in segment.text.lower())
    answered = next(segment for segment in transcript.segments if "tell me more" in segment.text.lower())
    assert asked.speaker != answered.speaker
    service.rename_speaker(transcript.id, asked.speaker, " Katie ")
    renamed = service.transcript(transcript.id)
    assert [segment.speaker == "Katie" for segment in renamed.segments] == [
        segment.speaker == asked.speaker for segment in transcript.segments
    ]
    again = list(service.transcribe(speech, Listening("en", speakers=2), CancelToken()))
    recognized = next(event.transcript for event in again if isinstance(event, Transcribed))
    assert set(recognized.speakers) == {"Katie", "Speaker 1"}
    assert any(isinstance(event, Notice) and "by voice: Katie" in event.text for event in again)
    with pytest.raises(UserError, match="needs a name"):
        service.rename_speaker(transcript.id, "Katie", "  ")
    with pytest.raises(UserError, match="Nobody is called"):
        service.rename_speaker(transcript.id, "Steve", "Stephen")


def test_two_languages_in_one_recording_are_both_written_down(service: MeetingService) -> None:
    speech = shared_data("speech/azure_sdk/en-us_zh-cn.wav")
    events = list(service.transcribe(speech, Listening(), CancelToken()))
    transcript = next(event.transcript for event in events if isinstance(event, Transcribed))
    assert {segment.language for segment in transcript.segments} == {"en", "zh"}
    text = " ".join(segment.text for segment in transcript.segments)
    assert "library" in text
    assert "今天" in text


def test_transcripts_are_renamed_and_deleted(service: MeetingService, silence: Path) -> None:
    events = list(service.transcribe(silence, Listening("en"), CancelToken()))
    transcript = next(event.transcript for event in events if isinstance(event, Transcribed))
    service.rename(transcript.id, "Inauguration")
    assert service.transcript(transcript.id).title == "Inauguration"
    service.delete(transcript.id)
    assert service.transcripts() == []
