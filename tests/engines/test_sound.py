"""The real recorder over a real sound server: what is heard, when, and what happens when devices go."""

import os
import signal
import time
from collections import defaultdict
from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path

import numpy
import pytest

from app.core.cancel import CancelToken
from app.core.errors import Cancelled, WorkerError
from app.core.meetings.sounds import (
    BYTES_PER_SECOND,
    DeviceLost,
    DeviceOpened,
    SoundSystemLost,
    SoundTaken,
    Track,
    TrackSource,
)
from app.engines.process import WorkerProcess
from app.engines.sound import Sound, Taken
from tests import sound_server
from tests.sound_server import SoundServer, likeness, speech, write_wav

SLACK_S = 0.5
BOTH = (TrackSource(Track.MICROPHONE), TrackSource(Track.SYSTEM))


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SoundServer]:
    with sound_server.sound_server(tmp_path) as server:
        monkeypatch.setenv("PULSE_SERVER", server.address)
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
        yield server


@pytest.fixture
def listening() -> Iterator[WorkerProcess]:
    process = WorkerProcess("sound")
    yield process
    process.close()


@pytest.fixture
def sound(listening: WorkerProcess) -> Iterator[Sound]:
    playing = WorkerProcess("sound")
    yield Sound(listening, playing)
    playing.close()


Record = Callable[..., Generator[Taken, None, None]]


@pytest.fixture
def record(sound: Sound) -> Iterator[Record]:
    """Begins recordings, and ends them with the test: one that is only left holds its worker."""
    begun: list[Generator[Taken, None, None]] = []

    def begin(sources: Sequence[TrackSource] = BOTH, cancel: CancelToken | None = None) -> Generator[Taken, None, None]:
        begun.append(sound.record(sources, cancel or CancelToken()))
        return begun[-1]

    yield begin
    for recording in begun:
        recording.close()


class Heard:
    """Everything a recording has brought."""

    def __init__(self) -> None:
        self.samples: defaultdict[Track, bytes] = defaultdict(bytes)
        self.told: list[Taken] = []

    def take(self, taken: Taken) -> None:
        if isinstance(taken, SoundTaken):
            self.samples[taken.track] += taken.samples
        else:
            self.told.append(taken)

    def track(self, track: Track) -> sound_server.Sound:
        return numpy.frombuffer(self.samples[track], "<i2") / 32768

    def seconds(self, track: Track) -> float:
        return len(self.samples[track]) / BYTES_PER_SECOND


def hear(recording: Iterator[Taken], heard: Heard, seconds: float) -> None:
    """Take what comes until every track is so much longer."""
    until = {track: heard.seconds(track) + seconds for track in Track}
    while any(heard.seconds(track) < until[track] for track in Track):
        heard.take(next(recording))


def hear_until(recording: Iterator[Taken], heard: Heard, wanted: type[Taken], track: Track | None = None) -> Taken:
    """Take what comes until something of a kind is told, of one track where one is named."""
    while True:
        taken = next(recording)
        heard.take(taken)
        if isinstance(taken, wanted) and track in (None, getattr(taken, "track", None)):
            return taken


def behind(heard: Heard) -> float:
    """When the microphone's track would have begun if it ended now: later only by what was heard and is still to come."""
    return time.monotonic() - heard.seconds(Track.MICROPHONE)


def catch_up(recording: Iterator[Taken], heard: Heard, began: float) -> None:
    """Take what comes until the track is as long as the time since it began: one that has lost time never is."""
    while behind(heard) > began + SLACK_S:
        heard.take(next(recording))


@pytest.mark.usefixtures("server")
def test_microphones_and_outputs_are_told_apart_and_the_defaults_known(sound: Sound) -> None:
    found = sound.devices()
    assert found.system == "PulseAudio"
    assert [(it.name, it.default) for it in found.of(Track.MICROPHONE)] == [("Desk", True)]
    assert {(it.id, it.default) for it in found.of(Track.SYSTEM)} == {
        ("speakers.monitor", True),
        ("room.monitor", False),
    }


def test_both_tracks_are_recorded_as_they_sound_apart_and_in_time(
    server: SoundServer, record: Record, tmp_path: Path
) -> None:
    mine, theirs = speech(4), speech(4, from_s=60)
    recording, heard = record(), Heard()
    hear(recording, heard, 2.5)
    my_file, their_file = write_wav(tmp_path / "mine.wav", mine), write_wav(tmp_path / "theirs.wav", theirs)
    first = time.monotonic()
    players = [server.play(my_file, "room")]
    apart_s = time.monotonic() - first
    players.append(server.play(their_file, "speakers"))
    hear(recording, heard, 5.5)
    assert [player.wait() for player in players] == [0, 0]
    alike, my_second = likeness(mine, heard.track(Track.MICROPHONE))
    assert alike > 0.99
    alike, their_second = likeness(theirs, heard.track(Track.SYSTEM))
    assert alike > 0.99
    assert their_second - my_second == pytest.approx(apart_s, abs=1.0), "one player starts after the other"
    assert likeness(theirs, heard.track(Track.MICROPHONE))[0] < 0.2
    assert abs(heard.seconds(Track.MICROPHONE) - heard.seconds(Track.SYSTEM)) < 1.2
    assert {it.track for it in heard.told if isinstance(it, DeviceOpened)} == set(Track)


@pytest.mark.usefixtures("server")
def test_a_recording_is_as_long_as_the_time_that_passed(record: Record) -> None:
    asked, recording, heard = time.monotonic(), record(), Heard()
    hear(recording, heard, 2)
    began = behind(heard)
    hear(recording, heard, 3)
    catch_up(recording, heard, began)
    assert behind(heard) > asked - SLACK_S, "nothing is there that cannot have been heard yet"


@pytest.mark.fault(28)
def test_an_unplugged_microphone_is_told_and_another_takes_its_place(server: SoundServer, record: Record) -> None:
    server.control(
        "load-module",
        "module-remap-source",
        "master=speakers.monitor",
        "source_name=headset",
        "source_properties=device.description=Headset",
    )
    recording, heard = record((TrackSource(Track.MICROPHONE, "headset"), BOTH[1])), Heard()
    opened = hear_until(recording, heard, DeviceOpened, Track.MICROPHONE)
    assert opened == DeviceOpened(Track.MICROPHONE, "Headset")
    hear(recording, heard, 1)
    heard.told.clear()
    server.unload("module-remap-source", "headset")
    assert hear_until(recording, heard, DeviceOpened) == DeviceOpened(Track.MICROPHONE, "Desk")
    hear(recording, heard, 1)


@pytest.mark.fault(28)
def test_without_any_microphone_the_track_is_silent_until_there_is_one(server: SoundServer, record: Record) -> None:
    recording, heard = record(), Heard()
    hear(recording, heard, 1)
    server.unload("module-remap-source", "microphone")
    assert hear_until(recording, heard, DeviceLost) == DeviceLost(Track.MICROPHONE, "Desk")
    hear(recording, heard, 1)
    server.control(
        "load-module",
        "module-remap-source",
        "master=room.monitor",
        "source_name=new",
        "source_properties=device.description=New",
    )
    assert hear_until(recording, heard, DeviceOpened) == DeviceOpened(Track.MICROPHONE, "New")


def test_a_recording_outlives_the_sound_server_and_loses_no_time(server: SoundServer, record: Record) -> None:
    asked, recording, heard = time.monotonic(), record(), Heard()
    hear(recording, heard, 1)
    began = behind(heard)
    server.kill()
    lost = hear_until(recording, heard, SoundSystemLost)
    assert isinstance(lost, SoundSystemLost)
    assert "sound" in lost.reason
    server.start()
    hear_until(recording, heard, DeviceOpened)
    hear(recording, heard, 1)
    catch_up(recording, heard, began)
    assert behind(heard) > asked - SLACK_S


@pytest.mark.usefixtures("server")
def test_a_recording_outlives_its_worker(record: Record, listening: WorkerProcess) -> None:
    recording, heard = record(), Heard()
    hear(recording, heard, 1)
    assert listening.process_id is not None
    os.kill(listening.process_id, signal.SIGKILL)
    hear_until(recording, heard, SoundSystemLost)
    hear(recording, heard, 2)


def test_a_stopped_recording_lets_go_of_the_microphone(server: SoundServer, record: Record) -> None:
    cancel = CancelToken()
    recording, heard = record(BOTH, cancel), Heard()
    hear(recording, heard, 0.5)
    assert server.control("list", "short", "source-outputs")
    cancel.cancel()
    with pytest.raises(Cancelled):
        hear(recording, heard, 60)
    assert "Alcove" not in server.control("list", "source-outputs")


@pytest.mark.usefixtures("server")
def test_what_is_played_is_heard_and_told_second_by_second(record: Record, sound: Sound) -> None:
    played = speech(3)
    samples = (played * 32767).round().astype("<i2").tobytes()
    recording, heard = record(), Heard()
    hear(recording, heard, 2.5)
    seconds = list(sound.play(iter([samples]), from_s=10.0, speed=1.0, cancel=CancelToken()))
    hear(recording, heard, 5)
    assert likeness(played, heard.track(Track.SYSTEM))[0] > 0.99
    assert seconds == sorted(seconds)
    assert seconds[0] >= 10
    assert seconds[-1] == pytest.approx(13, abs=0.01)


@pytest.mark.usefixtures("server")
def test_playing_stops_on_cancel(sound: Sound) -> None:
    cancel = CancelToken()
    playing = sound.play(iter([bytes(BYTES_PER_SECOND * 60)]), 0.0, 1.0, cancel)
    next(playing)
    cancel.cancel()
    with pytest.raises(Cancelled):
        for _ in playing:
            pass


def test_a_sound_server_that_ends_while_it_plays_is_told_in_a_sentence(server: SoundServer, sound: Sound) -> None:
    playing = sound.play(iter([bytes(BYTES_PER_SECOND * 60)]), 0.0, 1.0, CancelToken())
    next(playing)
    server.kill()
    with pytest.raises(WorkerError, match="sound system"):
        for _ in playing:
            pass
    server.start()
    assert next(sound.play(iter([bytes(BYTES_PER_SECOND)]), 0.0, 1.0, CancelToken())) >= 0


def test_without_a_sound_system_a_sentence_says_so(
    sound: Sound, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/nobody")
    with pytest.raises(WorkerError, match="PulseAudio or PipeWire"):
        sound.devices()
    with pytest.raises(WorkerError, match="PulseAudio or PipeWire"):
        next(sound.record(BOTH, CancelToken()))
