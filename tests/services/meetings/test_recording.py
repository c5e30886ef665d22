"""A meeting is recorded into the vault, and is there whatever happens to the recorder."""

import random
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import cast

import numpy
import pytest

from app.core.administration.policy import Policy
from app.core.cancel import CancelToken
from app.core.errors import NothingFound, UserError
from app.core.events import DeviceChanged, Event, Recorded, RecordingAt, RecordingBegun
from app.core.meetings.sounds import BYTES_PER_SECOND, DeviceLost, SoundTaken, Track, TrackSource
from app.engines.sound import Sound, Taken
from app.services.meetings.recorded_tracks import RecordedTracks
from app.services.meetings.recording import RecordingService
from app.services.permissions import Permissions
from app.storage.audit import Audit
from app.storage.database import Database
from app.storage.meetings.meetings import Meetings
from app.storage.meetings.recordings import Recordings
from app.storage.places import Places
from tests import sound_server
from tests.installed import REPOSITORY
from tests.services.recording_child import KEY, SOURCES, service
from tests.sound_server import SoundServer, likeness, speech, write_wav

TENTH = BYTES_PER_SECOND // 10


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SoundServer]:
    folder = tmp_path / "sound"
    folder.mkdir()
    with sound_server.sound_server(folder) as server:
        monkeypatch.setenv("PULSE_SERVER", server.address)
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
        yield server


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "vault.db", KEY)
    yield database
    database.close()


@pytest.fixture
def recorder(database: Database, tmp_path: Path) -> Iterator[RecordingService]:
    recorder = service(tmp_path, database)
    yield recorder
    recorder.close()


class ScriptedSound:
    """A sound system that brings noise as fast as it is taken, the computer's a tenth of a second later."""

    def __init__(self, first: Sequence[Taken] = ()) -> None:
        self.given = dict.fromkeys(Track, b"")
        self.begun = 0
        self._first = first

    def recorder(self, database: Database, folder: Path) -> RecordingService:
        """A recorder of what it brings."""
        audit = Audit(database)
        recordings = Recordings(database, Places(folder, folder, folder), KEY)
        return RecordingService(
            cast(Sound, self), recordings, RecordedTracks(recordings, audit), audit, Permissions(Policy())
        )

    def record(self, _sources: Sequence[TrackSource], cancel: CancelToken) -> Generator[Taken, None, None]:
        self.begun += 1
        yield from self._first
        yield self._taken(Track.MICROPHONE)
        while True:
            cancel.checkpoint()
            yield self._taken(Track.MICROPHONE)
            yield self._taken(Track.SYSTEM)

    def _taken(self, track: Track) -> SoundTaken:
        samples = random.Random(len(self.given[track])).randbytes(TENTH)
        self.given[track] += samples
        return SoundTaken(track, samples, 0.5, 0.1)


def record(recorder: RecordingService, seconds: float) -> tuple[list[Event], Recorded]:
    """Record for so long; everything it told."""
    cancel, told = CancelToken(), []
    for event in recorder.record("Meeting", SOURCES, cancel):
        told.append(event)
        if isinstance(event, RecordingAt) and event.second >= seconds:
            cancel.cancel()
    return told, next(event for event in told if isinstance(event, Recorded))


@pytest.mark.usefixtures("server")
def test_a_meeting_is_there_from_the_first_second_and_whole_in_the_end(
    recorder: RecordingService, database: Database
) -> None:
    cancel, told = CancelToken(), []
    for event in recorder.record("Standup", SOURCES, cancel):
        told.append(event)
        if isinstance(event, RecordingBegun):
            assert [one.title for one in Meetings(database).transcripts()] == ["Standup"]
        if isinstance(event, RecordingAt) and event.second >= 2:
            assert event.seconds_left > 3600
            assert {level.track for level in event.levels} == set(Track)
            cancel.cancel()
    assert isinstance(told[0], RecordingBegun)
    assert {event.name for event in told if isinstance(event, DeviceChanged)} == {"Desk", "Monitor of Speakers"}
    recorded = told[-1]
    assert isinstance(recorded, Recorded)
    assert recorded.reason == ""
    assert recorded.duration_s >= 2
    blocks = list(recorder.tracks.blocks(recorded.recording_id))
    assert all(len(mine) == len(theirs) for mine, theirs in blocks)
    assert sum(len(mine) for mine, _theirs in blocks) == round(recorded.duration_s * BYTES_PER_SECOND)
    assert "meeting recorded" in {entry.kind for entry in Audit(database).entries()}


def test_a_pause_takes_no_time_and_both_tracks_go_on_side_by_side(database: Database, tmp_path: Path) -> None:
    scripted, cancel, paused = ScriptedSound(), CancelToken(), []
    recorder = scripted.recorder(database, tmp_path)
    for event in recorder.record("Meeting", SOURCES, cancel):
        if not isinstance(event, RecordingAt):
            continue
        if event.paused:
            paused.append(event.second)
            cancel.resume()
        elif event.second >= 1 and not paused:
            cancel.pause()
        elif event.second >= 2:
            cancel.cancel()
    assert paused == [pytest.approx(1.0)]
    assert scripted.begun == 2, "the devices were let go"
    mine, theirs = (b"".join(recorder.tracks.samples(1, track)) for track in Track)
    assert len(mine) == 2 * BYTES_PER_SECOND
    assert mine == scripted.given[Track.MICROPHONE], "nothing is lost and nothing added"
    spoken = scripted.given[Track.SYSTEM]
    assert theirs == spoken[: 8 * TENTH] + bytes(2 * TENTH) + spoken[8 * TENTH :]


def test_one_meeting_is_recorded_at_a_time(database: Database, tmp_path: Path) -> None:
    recorder = ScriptedSound().recorder(database, tmp_path)
    recording = recorder.record("Meeting", SOURCES, CancelToken())
    next(recording)
    with pytest.raises(UserError, match="already"):
        next(recorder.record("Another", SOURCES, CancelToken()))
    recording.close()
    assert isinstance(next(recorder.record("Another", SOURCES, CancelToken())), RecordingBegun)


def test_a_recording_that_nobody_listens_to_any_more_is_ended_and_kept(database: Database, tmp_path: Path) -> None:
    recorder = ScriptedSound().recorder(database, tmp_path)
    events = recorder.record("Meeting", SOURCES, CancelToken())
    for event in events:
        if isinstance(event, RecordingAt) and event.second >= 1:
            break
    events.close()
    recording = recorder.tracks.of_transcript(1)
    assert recording is not None
    assert (recording.running, recording.duration_s) == (False, pytest.approx(1))


@pytest.mark.fault(28)
def test_a_recording_whose_second_track_cannot_be_written_leaves_nothing_behind(
    database: Database, tmp_path: Path
) -> None:
    recorder = ScriptedSound().recorder(database, tmp_path)
    (tmp_path / "blobs").mkdir()
    (tmp_path / "blobs" / f"recording-1-{Track.SYSTEM}.track").touch()
    with pytest.raises(UserError, match="cannot be written"):
        list(recorder.record("Meeting", SOURCES, CancelToken()))
    assert Meetings(database).transcripts() == []
    assert recorder.close_interrupted() == []
    assert list((tmp_path / "blobs").iterdir()) == []
    assert isinstance(next(recorder.record("Meeting", SOURCES, CancelToken())), RecordingBegun)


@pytest.mark.parametrize(
    ("lost", "sentence"),
    [(DeviceLost(Track.MICROPHONE, ""), "no microphone"), (DeviceLost(Track.MICROPHONE, "Desk"), "Desk cannot be")],
)
def test_a_microphone_that_is_not_there_or_cannot_be_opened_is_told_before_anything_is_kept(
    database: Database, tmp_path: Path, lost: DeviceLost, sentence: str
) -> None:
    recorder = ScriptedSound([lost]).recorder(database, tmp_path)
    with pytest.raises(UserError, match=sentence):
        list(recorder.record("Meeting", (TrackSource(Track.MICROPHONE),), CancelToken()))
    assert Meetings(database).transcripts() == []


def test_what_is_recorded_can_be_followed_while_it_is(
    recorder: RecordingService, server: SoundServer, tmp_path: Path
) -> None:
    cancel, followed = CancelToken(), []
    said = speech(3)
    following: list[threading.Thread] = []

    def follow(recording_id: int) -> None:
        followed.extend(recorder.tracks.follow(recording_id, 0.0, CancelToken()))

    for event in recorder.record("Meeting", SOURCES, cancel):
        if isinstance(event, RecordingBegun):
            following.append(threading.Thread(target=follow, args=(event.recording_id,)))
            following[0].start()
        if isinstance(event, RecordingAt) and event.second >= 1.5 and len(following) == 1:
            following.append(threading.Thread(target=server.play(write_wav(tmp_path / "a.wav", said), "room").wait))
            following[1].start()
        if isinstance(event, RecordingAt) and event.second >= 6:
            cancel.cancel()
    for thread in following:
        thread.join()
    heard = numpy.frombuffer(b"".join(mine for mine, _theirs in followed), "<i2") / 32768
    assert likeness(said, heard)[0] > 0.99
    kept = b"".join(mine for mine, _theirs in recorder.tracks.blocks(1))
    assert b"".join(mine for mine, _theirs in followed) == kept


@pytest.mark.usefixtures("server")
def test_erased_sound_is_gone_and_the_transcript_stays(
    recorder: RecordingService, database: Database, tmp_path: Path
) -> None:
    _told, recorded = record(recorder, 1)
    assert len(list((tmp_path / "blobs").glob("*.track"))) == 2
    assert recorder.tracks.erase(recorded.transcript_id)
    assert not list((tmp_path / "blobs").glob("*.track"))
    assert Meetings(database).transcript(recorded.transcript_id).title == "Meeting"
    with pytest.raises(NothingFound):
        list(recorder.tracks.blocks(recorded.recording_id))


@pytest.mark.usefixtures("server")
def test_a_missing_microphone_is_told_before_anything_is_kept(
    recorder: RecordingService, database: Database, server: SoundServer
) -> None:
    server.unload("module-remap-source", "microphone")
    with pytest.raises(UserError, match="no microphone"):
        list(recorder.record("Meeting", (TrackSource(Track.MICROPHONE),), CancelToken()))
    assert Meetings(database).transcripts() == []


def killed_recording(folder: Path, server: SoundServer, seconds: float) -> tuple[float, float, sound_server.Sound]:
    """Record in a process that is killed after so long: the second told last, what is kept of it, and the sound."""
    folder.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.services.recording_child", str(folder)],
        cwd=REPOSITORY,
        env={**server.environment, "PYTHONPATH": str(REPOSITORY)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    told = 0.0
    while told < seconds:
        line = process.stdout.readline().strip()
        told = told if line == "begun" else float(line)
    process.kill()
    rest, _nothing = process.communicate()
    lines = [line for line in rest.splitlines(keepends=True) if line.endswith("\n")]
    told = max([told, *(float(line) for line in lines)])
    database = Database(folder / "vault.db", KEY)
    recorder = service(folder, database)
    waiting = recorder.close_interrupted()
    assert [one.running for one in waiting] == [False]
    mine = b"".join(block[0] for block in recorder.tracks.blocks(waiting[0].id))
    database.close()
    assert waiting[0].duration_s == pytest.approx(len(mine) / BYTES_PER_SECOND, abs=0.5)
    # A track whose last piece was not on disk yet is filled up with silence to the length of the other.
    heard = numpy.trim_zeros(numpy.frombuffer(mine, "<i2") / 32768, "b")
    return told, len(heard) / sound_server.RATE, heard


def check_kills(folder: Path, server: SoundServer, kills: int, seed: int) -> None:
    """Nothing but the last second is lost, and what is kept is one stretch of what was played."""
    chance = random.Random(seed)
    # Noise is nowhere silent and nowhere like itself.
    played = numpy.clip(numpy.random.default_rng(seed).normal(0, 0.1, 60 * sound_server.RATE), -1, 1)
    playing = server.play(write_wav(folder / "played.wav", numpy.tile(played, 40)), "room")
    around = numpy.concatenate([played, played])
    most_lost_s = 0.0
    try:
        for number in range(kills):
            told, kept, sound = killed_recording(folder / str(number), server, chance.uniform(1.5, 4))
            assert told - kept <= 1.0, (told, kept)
            # It begins with silence until the device is open.
            stretch = sound[sound_server.RATE * 3 // 10 :][-sound_server.RATE :]
            assert likeness(stretch, around)[0] > 0.9
            assert doubled(sound) < 0.05
            most_lost_s = max(most_lost_s, told - kept)
    finally:
        playing.kill()
        playing.wait()
    print(f"{kills} kills; {most_lost_s:.2f} s at the end of a recording lost at the most")


def doubled(sound: sound_server.Sound) -> float:
    """The highest share of the sound that comes a second time, a hundredth of a second later or more."""
    spectrum = numpy.fft.rfft(sound, 2 * len(sound))
    likely = numpy.fft.irfft(numpy.abs(spectrum) ** 2)[: len(sound)]
    return float(likely[sound_server.RATE // 100 :].max() / likely[0])


@pytest.mark.fault(28)
def test_a_killed_recorder_loses_at_most_the_last_second(server: SoundServer, tmp_path: Path) -> None:
    check_kills(tmp_path, server, kills=3, seed=1)


@pytest.mark.fault(28)
@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_fifty_kills_lose_at_most_the_last_second_each(server: SoundServer, tmp_path: Path) -> None:
    check_kills(tmp_path, server, kills=50, seed=2)
