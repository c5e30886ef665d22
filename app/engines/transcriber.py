"""Speech recognition, seen from the application: a recording in, segments out, in the transcribe worker."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from app.core.cancel import CancelToken
from app.core.meetings import Segment, Word
from app.engines.process import WorkerProcess
from app.workers.protocol import (
    AnyMessage,
    HeardUntil,
    LoadSpeechModel,
    RecordingOpened,
    SegmentHeard,
    Transcribe,
)

Recognized = RecordingOpened | Segment | HeardUntil


class Transcriber:
    """Transcribes recordings with one speech model, loading it into every new worker process."""

    def __init__(self, process: WorkerProcess, folder: Path, sha256: Mapping[str, str], threads: int) -> None:
        self._process = process
        self._load = LoadSpeechModel(folder=str(folder), sha256=dict(sha256), threads=threads)

    def transcribe(self, path: Path, language: str, from_s: float, cancel: CancelToken) -> Iterator[Recognized]:
        """Recognize a recording from a second on; segments come in order, `HeardUntil` tells how far everything is done.

        Raises:
            WorkerError: the file or the model cannot be used, in a sentence.
            WorkerCrashed: the worker died; whatever came before it is right, and the next call works.
            Cancelled: on cancel.
        """
        request = Transcribe(path=str(path), language=language, from_s=from_s)
        for message in self._process.stream(request, cancel, setup=self._load):
            recognized = _recognized(message)
            if recognized is not None:
                yield recognized


def _recognized(message: AnyMessage) -> Recognized | None:
    if isinstance(message, SegmentHeard):
        words = tuple(Word(word.start, word.end, word.text, word.confidence) for word in message.words)
        return Segment(message.start, message.end, message.text, words=words)
    if isinstance(message, RecordingOpened | HeardUntil):
        return message
    return None
