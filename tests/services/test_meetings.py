"""Recordings become kept transcripts; what was heard before a crash stays."""

import os
import signal
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.cancel import CancelToken
from app.core.errors import Cancelled, UserError, WorkerCrashed
from app.core.events import Heard, Notice, Progress, Transcribed
from app.core.meetings import Segment
from app.engines.process import WorkerProcess
from app.engines.transcriber import Transcriber
from app.services.meetings import MeetingService
from app.storage.audit import Audit
from app.storage.database import Database
from app.storage.meetings import Meetings
from tests.installed import SPEECH, model_folder, model_sha256, shared_data


@pytest.fixture
def process() -> Iterator[WorkerProcess]:
    process = WorkerProcess("transcribe", obedience_seconds=0.1)
    yield process
    process.close()


@pytest.fixture
def service(process: WorkerProcess, tmp_path: Path) -> Iterator[MeetingService]:
    transcriber = Transcriber(process, model_folder(SPEECH), model_sha256(SPEECH), threads=2)
    database = Database(tmp_path / "vault.db", bytes(32))
    yield MeetingService(lambda: transcriber, Meetings(database), Audit(database))
    database.close()


@pytest.fixture
def silence(tmp_path: Path) -> Path:
    path = tmp_path / "silence.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
        file.writeframes(bytes(2 * 16_000 * 20))
    return path


def test_speech_is_written_down_with_the_times_of_its_words(service: MeetingService) -> None:
    speech = shared_data("speech/faster_whisper_tests/jfk.flac")
    events = list(service.transcribe(speech, None, CancelToken()))
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


def test_silence_invents_nothing(service: MeetingService, silence: Path) -> None:
    events = list(service.transcribe(silence, None, CancelToken()))
    transcript = next(event.transcript for event in events if isinstance(event, Transcribed))
    assert transcript.segments == ()
    assert any(isinstance(event, Notice) and "No speech" in event.text for event in events)


def test_a_file_without_sound_leaves_nothing_behind(service: MeetingService, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no sound")
    with pytest.raises(UserError, match=r"notes\.txt is not a recording"):
        list(service.transcribe(tmp_path / "notes.txt", None, CancelToken()))
    assert service.transcripts() == []


def test_a_missing_file_is_named(service: MeetingService, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"There is no file .*gone\.wav"):
        list(service.transcribe(tmp_path / "gone.wav", None, CancelToken()))


def test_what_was_heard_before_a_crash_is_kept(service: MeetingService, process: WorkerProcess) -> None:
    speech = shared_data("speech/simulated/sim_2spk.flac")
    heard: list[Segment] = []

    def hear() -> None:
        for event in service.transcribe(speech, "en", CancelToken()):
            if isinstance(event, Heard):
                heard.append(event.segment)
                os.kill(process.process_id or 0, signal.SIGKILL)

    with pytest.raises(WorkerCrashed, match="Nothing was lost"):
        hear()
    kept = service.transcript(service.transcripts()[0].id)
    assert not kept.complete
    assert list(kept.segments) == heard != []


def test_cancel_keeps_what_was_heard(service: MeetingService) -> None:
    speech = shared_data("speech/simulated/sim_2spk.flac")
    cancel = CancelToken()

    def hear() -> None:
        for event in service.transcribe(speech, "en", cancel):
            if isinstance(event, Heard):
                cancel.cancel()

    with pytest.raises(Cancelled):
        hear()
    assert len(service.transcript(service.transcripts()[0].id).segments) >= 1


def test_transcripts_are_renamed_exported_and_deleted(service: MeetingService, tmp_path: Path) -> None:
    speech = shared_data("speech/faster_whisper_tests/jfk.flac")
    events = list(service.transcribe(speech, "en", CancelToken()))
    transcript = next(event.transcript for event in events if isinstance(event, Transcribed))
    service.rename(transcript.id, "Inauguration")
    service.export(transcript.id, "md", tmp_path / "out.md")
    assert (tmp_path / "out.md").read_text(encoding="utf-8").startswith("# Inauguration\n")
    assert not (tmp_path / "out.md.part").exists()
    with pytest.raises(UserError, match="could not be written"):
        service.export(transcript.id, "txt", tmp_path / "no folder" / "out.txt")
    with pytest.raises(UserError, match="not a format"):
        service.export_text(transcript, "pdf")
    service.delete(transcript.id)
    assert service.transcripts() == []
