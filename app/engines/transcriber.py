"""Speech recognition, seen from the application: a recording in, segments out, in the transcribe worker."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from app.core.cancel import CancelToken
from app.core.meetings import Segment, Turn, Word
from app.engines.process import WorkerProcess
from app.workers.protocol.frames import AnyMessage
from app.workers.protocol.transcribe import (
    HeardUntil,
    LoadSpeechModel,
    RecordingOpened,
    SegmentHeard,
    SpeakerTurn,
    TellSpeakers,
    Transcribe,
)

Recognized = RecordingOpened | Segment | HeardUntil


class Transcriber:
    """Transcribes recordings with one speech model, loading it into every new worker process."""

    def __init__(self, process: WorkerProcess, folder: Path, sha256: Mapping[str, str], threads: int) -> None:
        self._process = process
        self._load = LoadSpeechModel(folder=str(folder), sha256=dict(sha256), threads=threads)

    def transcribe(
        self, path: Path, language: str, vocabulary: str, from_s: float, cancel: CancelToken
    ) -> Iterator[Recognized]:
        """Recognize a recording from a second on; segments come in order, `HeardUntil` tells how far everything is done.

        Raises:
            WorkerError: the file or the model cannot be used, in a sentence.
            WorkerCrashed: the worker died; whatever came before it is right, and the next call works.
            Cancelled: on cancel.
        """
        request = Transcribe(path=str(path), language=language, vocabulary=vocabulary, from_s=from_s)
        for message in self._process.stream(request, cancel, setup=self._load):
            recognized = _recognized(message)
            if recognized is not None:
                yield recognized


class SpeakerModels:
    """Tells speakers apart with the models that come with Alcove, in the transcribe worker."""

    def __init__(self, process: WorkerProcess, folder: Path, sha256: Mapping[str, str], threads: int) -> None:
        self._process = process
        self._folder = str(folder)
        self._sha256 = dict(sha256)
        self._threads = threads

    def turns(self, path: Path, speakers: int, cancel: CancelToken) -> Iterator[Turn | HeardUntil]:
        """Who speaks when: `HeardUntil` while the recording is listened to, the turns at its end.

        `speakers` is how many there are, 0 to find out. Raises as `Transcriber.transcribe` does.
        """
        request = TellSpeakers(
            path=str(path), folder=self._folder, sha256=self._sha256, threads=self._threads, speakers=speakers
        )
        for message in self._process.stream(request, cancel):
            if isinstance(message, SpeakerTurn):
                yield Turn(message.start, message.end, message.speaker)
            elif isinstance(message, HeardUntil):
                yield message


def _recognized(message: AnyMessage) -> Recognized | None:
    if isinstance(message, SegmentHeard):
        words = tuple(Word(word.start, word.end, word.text, word.confidence) for word in message.words)
        return Segment(message.start, message.end, message.text, words=words, language=message.language)
    if isinstance(message, RecordingOpened | HeardUntil):
        return message
    return None
