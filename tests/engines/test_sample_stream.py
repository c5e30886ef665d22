"""Sound sent in blocks is heard as the same sound in a file is; nothing is lost when the worker comes and goes."""

from collections.abc import Iterator
from pathlib import Path

import numpy
import pytest

from app.core.cancel import CancelToken
from app.core.errors import Cancelled, WorkerError
from app.core.meetings.sounds import SAMPLE_RATE, Block
from app.core.meetings.transcript import MICROPHONE, SYSTEM, Segment, Turn
from app.engines.process import WorkerProcess
from app.engines.sample_stream import SamplesFrom
from app.engines.transcriber import SpeakerModels, Transcriber
from app.workers.audio import open_recording
from app.workers.protocol.samples import HearSamples
from app.workers.protocol.transcribe import HeardUntil
from tests.installed import REPOSITORY, SPEAKERS, SPEECH, model_folder, model_sha256, shared_data

JFK = "speech/faster_whisper_tests/jfk.flac"


@pytest.fixture(scope="module")
def process() -> Iterator[WorkerProcess]:
    process = WorkerProcess("transcribe", obedience_seconds=0.1)
    yield process
    process.close()


@pytest.fixture(scope="module")
def transcriber(process: WorkerProcess) -> Transcriber:
    return Transcriber(process, model_folder(SPEECH), model_sha256(SPEECH), threads=2)


def integers(path: Path) -> numpy.ndarray:
    sound = numpy.concatenate(list(open_recording(path).samples))
    return numpy.clip(numpy.rint(sound * 32768), -32768, 32767).astype("<i2")


def blocks(*tracks: numpy.ndarray, seconds: float = 0.7) -> SamplesFrom:
    size = int(seconds * SAMPLE_RATE)

    def samples_from(second: float) -> Iterator[Block]:
        for start in range(int(second * SAMPLE_RATE), len(tracks[0]), size):
            yield tuple(track[start : start + size].tobytes() for track in tracks)

    return samples_from


def words(segments: list[Segment]) -> list[str]:
    """Without punctuation, which the last bit of a sample may change."""
    return [word.text.strip(" ,.").casefold() for segment in segments for word in segment.words]


def test_samples_are_recognized_as_their_file_is(transcriber: Transcriber) -> None:
    path = shared_data(JFK)
    of_file = [it for it in transcriber.transcribe(path, "en", "", 0.0, CancelToken()) if isinstance(it, Segment)]
    heard = list(transcriber.transcribe_samples(blocks(integers(path)), 1, "en", "", 0.0, CancelToken()))
    segments = [it for it in heard if isinstance(it, Segment)]
    assert words(segments) == words(of_file) != []
    assert [segment.speaker for segment in segments] == [""] * len(segments)
    assert isinstance(heard[-1], HeardUntil)
    assert heard[-1].second == pytest.approx(11, abs=0.1)


def test_a_recording_goes_on_from_a_second_in_its_own_time(transcriber: Transcriber) -> None:
    sound = numpy.concatenate([integers(shared_data(JFK)), numpy.zeros(2 * SAMPLE_RATE, "<i2")] * 2)
    heard = list(transcriber.transcribe_samples(blocks(sound), 1, "en", "", 13.0, CancelToken()))
    segments = [it for it in heard if isinstance(it, Segment)]
    assert "ask not" in " ".join(words(segments)).lower()
    assert all(13 <= segment.start <= segment.end <= 26 for segment in segments)


def test_two_tracks_come_in_one_order_of_time_each_with_its_own_speaker(transcriber: Transcriber) -> None:
    speech = integers(shared_data(JFK))
    pause = numpy.zeros_like(speech)
    microphone, system = numpy.concatenate([speech, pause]), numpy.concatenate([pause, speech])
    heard = list(transcriber.transcribe_samples(blocks(microphone, system), 2, "en", "", 0.0, CancelToken()))
    segments = [it for it in heard if isinstance(it, Segment)]
    assert {segment.speaker for segment in segments if segment.end < 11.5} == {MICROPHONE}
    assert {segment.speaker for segment in segments if segment.start > 10.5} == {SYSTEM}
    assert [segment.start for segment in segments] == sorted(segment.start for segment in segments)


def test_what_the_loudspeaker_says_into_the_microphone_is_written_down_once(transcriber: Transcriber) -> None:
    played = integers(shared_data(JFK))
    heard = numpy.roll(played, SAMPLE_RATE // 12) // 4
    found = list(transcriber.transcribe_samples(blocks(heard, played), 2, "en", "", 0.0, CancelToken()))
    assert {it.speaker for it in found if isinstance(it, Segment)} == {SYSTEM}


def test_a_worker_that_was_ended_while_the_job_was_paused_is_started_again(
    process: WorkerProcess, transcriber: Transcriber
) -> None:
    whole = blocks(integers(shared_data(JFK)), seconds=4)

    def samples_from(second: float) -> Iterator[Block]:
        for number, block in enumerate(whole(second)):
            if number == 1 and not ended:
                process.stop()
                ended.append(True)
            yield block

    ended: list[bool] = []
    heard = list(transcriber.transcribe_samples(samples_from, 1, "en", "", 0.0, CancelToken()))
    text = " ".join(words([it for it in heard if isinstance(it, Segment)])).lower()
    assert ended
    assert text.count("ask not") == 1


def test_cancel_stops_between_blocks(transcriber: Transcriber) -> None:
    cancel = CancelToken()
    whole = blocks(integers(shared_data(JFK)))

    def samples_from(second: float) -> Iterator[Block]:
        for block in whole(second):
            yield block
            cancel.cancel()

    with pytest.raises(Cancelled):
        list(transcriber.transcribe_samples(samples_from, 1, "en", "", 0.0, cancel))


def test_sound_for_a_stream_that_nobody_opened_is_refused(process: WorkerProcess) -> None:
    with pytest.raises(WorkerError, match="start it again"):
        process.tell(HearSamples(stream=10_000, tracks=(b"",)))


def test_speakers_of_samples_are_those_of_their_file(process: WorkerProcess) -> None:
    models = SpeakerModels(process, REPOSITORY / "resources/models/speakers", model_sha256(SPEAKERS), threads=2)
    path = shared_data("speech/pyannote_sample/sample.wav")

    of_file = [it for it in models.turns(path, 2, CancelToken()) if isinstance(it, Turn)]
    of_samples = models.turns_of_samples(blocks(integers(path)), 2, CancelToken())
    turns = [it for it in of_samples if isinstance(it, Turn)]
    assert [turn.speaker for turn in turns] == [turn.speaker for turn in of_file]
    assert [turn.start for turn in turns] == pytest.approx([turn.start for turn in of_file], abs=0.2)
