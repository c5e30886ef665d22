"""Captions come while something is said, settle when it is over, and tell when they are behind: by a clock of our own."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import numpy
import pytest

from app.core.cancel import CancelToken
from app.core.errors import Cancelled, UserError
from app.core.events import Caption, Event, Notice
from app.core.meetings.sounds import BYTES_PER_SECOND, SAMPLE_RATE, Block, Track
from app.core.meetings.transcript import MICROPHONE, SYSTEM, Listening
from app.engines.captioner import Captioner, Caught
from app.engines.decoder import Decoder
from app.engines.process import WorkerProcess
from app.services.meetings.captions import Captions
from app.services.meetings.recorded_tracks import RecordedTracks
from app.storage.audit import Audit
from app.storage.database import Database
from app.storage.meetings.recordings import Recordings
from app.storage.places import Places, find_places
from app.workers.audio import open_recording
from tests.installed import SPEECH, model_folder, model_sha256, shared_data
from tests.kills import kill

JFK = "speech/faster_whisper_tests/jfk.flac"


class Paced:
    """Sound in blocks of so many seconds, of which so much waits meanwhile."""

    def __init__(self, tracks: list[numpy.ndarray], block_s: float, behind_s: Callable[[int], float]) -> None:
        self._tracks = tracks
        self._size = int(block_s * SAMPLE_RATE)
        self._behind_s = behind_s
        self.taken = 0

    @property
    def waiting_s(self) -> float:
        return self._behind_s(self.taken)

    def take(self, cancel: CancelToken) -> Block | None:
        cancel.checkpoint()
        begin = self.taken * self._size
        self.taken += 1
        block = tuple(track[begin : begin + self._size].tobytes() for track in self._tracks)
        return block if block[0] else None


@pytest.fixture(scope="module")
def process() -> Iterator[WorkerProcess]:
    process = WorkerProcess("transcribe", obedience_seconds=0.1)
    yield process
    process.close()


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    process = WorkerProcess("decode", obedience_seconds=0.1)
    yield Decoder(process)
    process.close()


@pytest.fixture
def service(process: WorkerProcess, decoder: Decoder) -> Captions:
    captioner = Captioner(process, model_folder(SPEECH), model_sha256(SPEECH), threads=2)
    return Captions(lambda: captioner, decoder, cast(RecordedTracks, None))


def speech() -> numpy.ndarray:
    sound = numpy.concatenate(list(open_recording(shared_data(JFK)).samples))
    return (sound * 32767).astype("<i2")


def captions(service: Captions, sound: Paced, tracks: int = 1) -> list[Caption]:
    events = service.follow(sound, tracks, Listening("en"), CancelToken())
    return [event for event in events if isinstance(event, Caption)]


def settled(found: list[Caption]) -> str:
    text = " ".join(segment.text for caption in found for segment in caption.settled)
    return re.sub(r"[^\w ]", "", text).lower()


def test_words_are_shown_while_they_are_said_and_settle_in_the_end(service: Captions) -> None:
    sound = Paced([speech()], 0.5, lambda _: 0.0)
    shown: list[tuple[float, str]] = []
    found: list[Caption] = []
    for event in service.follow(sound, 1, Listening("en"), CancelToken()):
        if isinstance(event, Caption):
            found.append(event)
            shown += [(sound.taken * 0.5, segment.text.lower()) for segment in event.provisional]
    assert "ask not what your country can do for you" in settled(found)
    assert found[-1].provisional == ()
    when, text = shown[0]
    assert when <= 3.0
    assert text.split()[0] in settled(found)
    assert any(one.settled and number < len(found) - 1 for number, one in enumerate(found)), "not all at the end"
    starts = [segment.start for caption in found for segment in caption.settled]
    assert starts == sorted(starts)


def test_who_is_behind_says_so_and_catches_up_without_losing_a_word(service: Captions) -> None:
    late = Paced([speech()], 4.0, lambda taken: max(0.0, 12.0 - 4 * taken))
    found = captions(service, late)
    assert next(caption.behind_s for caption in found) == 8
    assert found[-1].behind_s == 0
    assert all(caption.provisional == () for caption in found)
    assert "ask not what your country can do for you" in settled(found)


def test_each_track_has_captions_of_its_own(service: Captions) -> None:
    said = speech()
    half = len(said) // 2
    found = captions(service, Paced([said, numpy.roll(said, half)], 1.0, lambda _: 0.0), tracks=2)
    texts = dict.fromkeys((MICROPHONE, SYSTEM), "")
    for caption in found:
        for segment in caption.settled:
            texts[segment.speaker] += segment.text.lower()
    assert "country" in texts[MICROPHONE]
    assert "country" in texts[SYSTEM]


class Asked(Captioner):
    """A captioner that hears nothing, and what it was asked to listen for."""

    def __init__(self) -> None:
        self.vocabulary: list[str] = []

    def open(self, *asked: Any) -> None:
        self.vocabulary.append(asked[2])

    def end(self, *_asked: Any) -> Iterator[Caught]:
        return iter(())


def test_names_of_the_library_are_listened_for_as_in_a_transcript(decoder: Decoder) -> None:
    asked, listening = Asked(), Listening("en", vocabulary="Alcove", library_names=True)
    names = {listening: "Alcove, Zander"}
    service = Captions(lambda: asked, decoder, cast(RecordedTracks, None), names.__getitem__)
    assert list(service.follow(Paced([numpy.zeros(0, "<i2")], 1.0, lambda _: 0.0), 1, listening, CancelToken())) == []
    assert asked.vocabulary == ["Alcove, Zander"]


@pytest.mark.parametrize("kind", ["silence", "hum", "noise", "chord"])
def test_what_nobody_says_has_no_captions(service: Captions, kind: str) -> None:
    time = numpy.arange(12 * SAMPLE_RATE) / SAMPLE_RATE
    chord = sum(numpy.sin(2 * numpy.pi * tone * time) for tone in (262, 330, 392)) * 0.1 * (1 + numpy.sin(6 * time))
    sounds = {
        "silence": numpy.zeros_like(time),
        "hum": 0.2 * numpy.sin(2 * numpy.pi * 50 * time),
        "noise": numpy.random.default_rng(1).normal(0, 0.05, len(time)),
        "chord": chord,
    }
    found = captions(service, Paced([(sounds[kind] * 32767).astype("<i2")], 0.5, lambda _: 0.0))
    assert settled(found) == ""
    assert all(caption.provisional == () for caption in found)


def test_a_worker_that_dies_costs_only_what_it_was_hearing(service: Captions, process: WorkerProcess) -> None:
    said = numpy.concatenate([speech(), numpy.zeros(2 * SAMPLE_RATE, "<i2"), speech()])
    killed: list[int] = []
    events: list[Event] = []
    sound = Paced([said], 1.0, lambda _: 0.0)
    for event in service.follow(sound, 1, Listening("en"), CancelToken()):
        events.append(event)
        if isinstance(event, Caption) and event.settled and not killed:
            killed.append(sound.taken)
            kill(process)
    assert any(isinstance(event, Notice) for event in events)
    last = [caption for caption in events if isinstance(caption, Caption) and caption.settled][-1]
    assert "country" in last.settled[-1].text.lower()
    assert last.settled[-1].end > 20, "times go on where they were"


def test_a_recording_is_captioned_from_what_is_sealed(process: WorkerProcess, tmp_path: Path) -> None:
    database = Database(tmp_path / "vault.db", bytes(32))
    places = Places(tmp_path, tmp_path / "models", find_places(None).resources)
    recordings = Recordings(database, places, bytes(32))
    recording = recordings.begin("Talk", (Track.MICROPHONE,))
    writer = recordings.writer(recording, Track.MICROPHONE)
    writer.write(speech().tobytes())
    writer.finish()
    writer.close()
    recordings.end(recording.id)
    captioner = Captioner(process, model_folder(SPEECH), model_sha256(SPEECH), threads=2)
    tracks = RecordedTracks(recordings, Audit(database))
    service = Captions(lambda: captioner, Decoder(process), tracks)
    events = list(service.of_recording(recording.id, 1, lambda: 11.0, Listening("en"), CancelToken()))
    assert "what you can do for your country" in settled([event for event in events if isinstance(event, Caption)])
    database.close()


def test_cancel_ends_the_captions(service: Captions) -> None:
    cancel = CancelToken()
    sound = Paced([speech()], 0.5, lambda taken: cancel.cancel() or 0.0 if taken > 3 else 0.0)
    with pytest.raises(Cancelled):
        list(service.follow(sound, 1, Listening("en"), cancel))


def test_a_file_is_played_at_its_own_pace(service: Captions) -> None:
    path = shared_data("speech/valentini_denoiser/clean/p287_001.wav")
    events = list(service.play(path, Listening("en"), CancelToken()))
    found = [event for event in events if isinstance(event, Caption)]
    assert settled(found) == "please call stella"
    with pytest.raises(UserError, match="There is no file"):
        list(service.play(path.with_name("gone.wav"), Listening("en"), CancelToken()))


def test_a_file_is_decoded_where_files_are_opened(decoder: Decoder) -> None:
    samples = b"".join(decoder.samples(shared_data(JFK), 1.0, CancelToken()))
    assert len(samples) / BYTES_PER_SECOND == pytest.approx(10, abs=0.05)
