"""The worker that holds faster-whisper: from a recording to segments with word times, in constant memory."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import numpy

from app.core.errors import UserError
from app.workers.audio import from_second, open_recording
from app.workers.bleed import WithoutBleed
from app.workers.captioning import Captioning
from app.workers.hearing import Hearing, Listener
from app.workers.pieces import Tracks
from app.workers.protocol.message import Message
from app.workers.protocol.samples import (
    EndSamples,
    HearSamples,
    OpenCaptions,
    OpenRecognition,
    OpenSpeakers,
)
from app.workers.protocol.transcribe import LoadSpeechModel, RecordingOpened, TellSpeakers, Transcribe
from app.workers.recognition import Recognizer
from app.workers.serve import CancelFlag, serve
from app.workers.speakers import SpeakerFinder, tell_speakers
from app.workers.speech_model import SpeechModel
from app.workers.weights import verify_files


def run(lock: str, source: BinaryIO, sink: BinaryIO) -> None:
    """Serve until the pipe closes."""
    transcriber = _Transcriber()
    serve(
        "transcribe",
        lock,
        {
            LoadSpeechModel: transcriber.load,
            Transcribe: transcriber.transcribe,
            TellSpeakers: tell_speakers,
            OpenRecognition: transcriber.open_recognition,
            OpenCaptions: transcriber.open_captions,
            OpenSpeakers: transcriber.open_speakers,
            HearSamples: transcriber.hear,
            EndSamples: transcriber.end,
        },
        source,
        sink,
    )


class _Transcriber:
    def __init__(self) -> None:
        self._model: SpeechModel | None = None
        self._careful = True
        self._stream = 0
        self._listener: Listener | None = None

    def load(self, request: LoadSpeechModel, flag: CancelFlag) -> Iterator[Message]:
        self._model = None
        self._careful = request.careful
        verify_files(Path(request.folder), request.sha256, flag)
        self._model = SpeechModel(
            request.folder, device="cpu", compute_type="int8", cpu_threads=request.threads, local_files_only=True
        )
        yield from ()

    def transcribe(self, request: Transcribe, flag: CancelFlag) -> Iterator[Message]:
        """Segments as they are recognized; every piece of up to five minutes is cut where nobody speaks."""
        recognizer = self._recognizer(request.language, request.vocabulary)
        recording = open_recording(Path(request.path), request.content)
        yield RecordingOpened(duration_s=recording.duration_s)
        hearing = Hearing((recognizer,), request.from_s)
        for block in from_second(recording.samples, request.from_s, flag):
            yield from hearing.hear(block[numpy.newaxis], flag)
        yield from hearing.end(flag)

    def open_recognition(self, request: OpenRecognition, _flag: CancelFlag) -> Iterator[Message]:
        self._open_tracks(request, Hearing(self._recognizers(request), request.from_s))
        yield from ()

    def open_captions(self, request: OpenCaptions, _flag: CancelFlag) -> Iterator[Message]:
        self._open_tracks(request, Captioning(self._recognizers(request), request.from_s))
        yield from ()

    def open_speakers(self, request: OpenSpeakers, flag: CancelFlag) -> Iterator[Message]:
        verify_files(Path(request.folder), request.sha256, flag)
        finder = SpeakerFinder(Path(request.folder), request.threads, request.speakers)
        self._open(request.stream, finder)
        yield from ()

    def hear(self, request: HearSamples, flag: CancelFlag) -> Iterator[Message]:
        yield from self._listening(request.stream).hear(_sound(request.tracks), flag)

    def end(self, request: EndSamples, flag: CancelFlag) -> Iterator[Message]:
        listener, self._listener = self._listening(request.stream), None
        yield from listener.end(flag)

    def _recognizer(self, language: str, vocabulary: str) -> Recognizer:
        if self._model is None:
            raise UserError("No speech model is loaded; choose one under Models.")
        return Recognizer(self._model, language, vocabulary, self._careful)

    def _recognizers(self, request: OpenRecognition | OpenCaptions) -> list[Recognizer]:
        return [self._recognizer(request.language, request.vocabulary) for _ in range(request.tracks)]

    def _open_tracks(self, request: OpenRecognition | OpenCaptions, listener: Listener) -> None:
        self._open(request.stream, WithoutBleed(listener) if request.tracks > 1 else listener)

    def _open(self, stream: int, listener: Listener) -> None:
        self._stream, self._listener = stream, listener

    def _listening(self, stream: int) -> Listener:
        if self._listener is None or stream != self._stream:
            raise UserError("Listening to this recording was interrupted; please start it again.")
        return self._listener


def _sound(tracks: tuple[bytes, ...]) -> Tracks:
    integers = numpy.stack([numpy.frombuffer(samples, "<i2") for samples in tracks])
    return integers.astype(numpy.float32) / numpy.float32(32768)
