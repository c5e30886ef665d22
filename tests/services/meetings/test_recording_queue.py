"""Recordings transcribed one after the other in the background, whatever happens in between."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.core.events import Event, Heard, Transcribed
from app.core.meetings.recording_queue import QueueStatus
from app.core.meetings.transcript import Listening
from app.engines.process import WorkerProcess
from app.engines.transcriber import SpeakerModels, Transcriber
from app.services.jobs import Lane
from app.services.meetings.meetings import MeetingService
from app.services.meetings.recorded_tracks import RecordedTracks
from app.services.meetings.recording_queue import RecordingQueue
from app.services.meetings.voices import Voices
from app.storage.audit import Audit
from app.storage.database import Database
from app.storage.meetings.meetings import Meetings
from app.storage.meetings.recording_queue import QueuedRecordings
from app.storage.meetings.recordings import Recordings
from app.storage.meetings.transcript_edits import TranscriptEdits
from app.storage.meetings.voices import VoiceStore
from app.storage.places import Places
from app.storage.settings import Settings
from tests.installed import REPOSITORY, SPEAKERS, SPEECH, model_folder, model_sha256, shared_data

KEY = bytes(32)
ENGLISH = Listening("en")


class Opened:
    """A queue over real services, and a way to wait for what it tells."""

    def __init__(self, folder: Path) -> None:
        self.process = WorkerProcess("transcribe", obedience_seconds=0.1)
        self.database = Database(folder / "vault.db", KEY)
        transcriber = Transcriber(self.process, model_folder(SPEECH), model_sha256(SPEECH), threads=2)
        speakers = SpeakerModels(
            self.process, REPOSITORY / "resources/models/speakers", model_sha256(SPEAKERS), threads=2
        )
        audit = Audit(self.database)
        self.meetings = MeetingService(
            lambda: transcriber,
            lambda: speakers,
            Meetings(self.database),
            TranscriptEdits(self.database),
            RecordedTracks(Recordings(self.database, Places(folder, folder, folder), KEY), audit),
            Voices(Settings(self.database), VoiceStore(self.database), audit),
            audit,
        )
        self.lane = Lane("meeting")
        self.queue = RecordingQueue(self.meetings, QueuedRecordings(self.database), self.lane)
        self.events: list[Event] = []
        self._happened = threading.Condition()
        self.queue.listen(self._wake, self._tell, lambda _recording, _sentence: self._wake())

    def wait_for(self, fact: Callable[[], object]) -> None:
        with self._happened:
            assert self._happened.wait_for(fact, timeout=120)

    def heard_something(self) -> bool:
        return any(isinstance(event, Heard) for event in self.events)

    def statuses(self) -> list[QueueStatus]:
        return [one.status for one in self.queue.snapshot().recordings]

    def close(self) -> None:
        self.lane.close()
        self.process.close()
        self.database.close()

    def _tell(self, _recording: int, event: Event) -> None:
        self.events.append(event)
        self._wake()

    def _wake(self) -> None:
        with self._happened:
            self._happened.notify_all()


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    made = Opened(tmp_path)
    yield made
    made.close()


@pytest.fixture
def short() -> Path:
    return shared_data("speech/faster_whisper_tests/jfk.flac")


@pytest.fixture
def long() -> Path:
    return shared_data("speech/simulated/sim_2spk.flac")


def test_several_are_transcribed_one_after_the_other_and_leave_the_queue(
    opened: Opened, short: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "notes.txt"
    broken.write_text("no sound")
    opened.queue.add([broken, short, short], ENGLISH)
    assert opened.statuses() == [QueueStatus.WAITING] * 3
    opened.queue.start()
    opened.wait_for(lambda: len(opened.statuses()) == 1)
    [failed] = opened.queue.snapshot().recordings
    assert failed.status is QueueStatus.FAILED
    assert "notes.txt is not a recording" in failed.problem
    assert len([event for event in opened.events if isinstance(event, Transcribed)]) == 2
    opened.queue.resume(failed.id)
    opened.wait_for(lambda: opened.statuses() == [QueueStatus.FAILED])
    opened.queue.remove(failed.id)
    assert opened.statuses() == []


def test_what_is_held_waits_until_it_may_go_on(opened: Opened, tmp_path: Path) -> None:
    gone = tmp_path / "gone.wav"
    gone.write_bytes(b"")
    opened.queue.add([gone], ENGLISH)
    gone.unlink()
    opened.queue.hold(True)
    opened.queue.start()
    assert opened.statuses() == [QueueStatus.WAITING]
    opened.queue.hold(False)
    opened.wait_for(lambda: opened.statuses() == [QueueStatus.FAILED])


def test_a_paused_one_lets_others_go_first_and_goes_on_where_it_stopped(
    opened: Opened, long: Path, short: Path
) -> None:
    opened.queue.add([long, short], ENGLISH)
    opened.queue.start()
    opened.wait_for(opened.heard_something)
    first = opened.queue.snapshot().recordings[0].id
    opened.queue.pause(first)
    opened.wait_for(lambda: opened.statuses() == [QueueStatus.PAUSED])
    kept = next(one for one in opened.meetings.transcripts() if one.title == "sim_2spk")
    before = opened.meetings.transcript(kept.id).segments
    assert before
    opened.events.clear()
    opened.queue.resume(first)
    opened.wait_for(lambda: len(opened.queue.snapshot().segments) > len(before))
    opened.queue.remove(first)
    opened.wait_for(lambda: opened.statuses() == [])
    heard = [event.segment for event in opened.events if isinstance(event, Heard)]
    assert tuple(heard[: len(before)]) == before
    assert [one.title for one in opened.meetings.transcripts()].count("sim_2spk") == 1


def test_the_order_can_be_changed(opened: Opened, short: Path, long: Path) -> None:
    opened.queue.add([long, short], ENGLISH)
    opened.queue.move(opened.queue.snapshot().recordings[1].id, -1)
    assert [one.title for one in opened.queue.snapshot().recordings] == ["jfk", "sim_2spk"]


def test_closing_keeps_the_queue_as_it_is(tmp_path: Path, long: Path, short: Path) -> None:
    opened = Opened(tmp_path)
    opened.queue.add([long, short], ENGLISH)
    opened.queue.start()
    opened.wait_for(opened.heard_something)
    opened.close()
    again = Opened(tmp_path)
    assert again.statuses() == [QueueStatus.WAITING] * 2
    again.close()


def test_after_the_application_was_killed_the_queue_goes_on_from_the_last_stretch(tmp_path: Path, long: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from tests.services.meetings.test_recording_queue import *\n"
        "opened = Opened(Path(sys.argv[1])); opened.queue.add([Path(sys.argv[2])], ENGLISH); opened.queue.start()\n"
        "opened.wait_for(lambda: len(opened.queue.snapshot().segments) > 0)\n"
        "print('heard', flush=True); opened.wait_for(lambda: False)"
    )
    command = [sys.executable, "-c", program, str(tmp_path), str(long)]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE) as application:
        assert application.stdout is not None
        assert application.stdout.readline() == b"heard\n"
        os.kill(application.pid, signal.SIGKILL)
    opened = Opened(tmp_path)
    try:
        assert opened.statuses() == [QueueStatus.WAITING]
        [kept] = opened.meetings.transcripts()
        before = opened.meetings.transcript(kept.id).segments
        assert before
        opened.queue.start()
        opened.wait_for(lambda: len(opened.queue.snapshot().segments) > len(before))
        segments = opened.queue.snapshot().segments
        assert segments[: len(before)] == before
        assert segments[len(before)].start >= before[-1].end - 0.01
    finally:
        opened.close()
