"""Live captions, seen from the application: sound in as it comes, settled and provisional text out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from app.core.cancel import CancelToken
from app.core.meetings.sounds import Block
from app.core.meetings.transcript import TRACKS, Segment
from app.engines.process import WorkerProcess
from app.engines.sample_stream import new_stream
from app.engines.transcriber import segment_of
from app.workers.protocol.frames import AnyMessage
from app.workers.protocol.samples import EndSamples, HearSamples, OpenCaptions, ProvisionalHeard
from app.workers.protocol.transcribe import LoadSpeechModel, SegmentHeard


@dataclass(frozen=True)
class Hypothesis:
    """What seems to be said in the open stretch of a track, "" once it is settled; replaces the one before."""

    track: int
    start: float
    end: float
    text: str


Caught = Segment | Hypothesis


class Captioner:
    """Writes down speech while it is said, in a worker of its own: a file that is transcribed does not hold it up."""

    def __init__(self, process: WorkerProcess, folder: Path, sha256: Mapping[str, str], threads: int) -> None:
        self._process = process
        self._load = LoadSpeechModel(folder=str(folder), sha256=dict(sha256), threads=threads)
        self._stream = 0
        self._tracks = 0

    def open(self, tracks: int, language: str, vocabulary: str, from_s: float, cancel: CancelToken) -> None:
        """Get ready for sound of so many tracks that begins at a second. Raises as `WorkerProcess.stream` does."""
        self._stream, self._tracks = new_stream(), tracks
        opening = OpenCaptions(
            stream=self._stream, tracks=tracks, language=language, vocabulary=vocabulary, from_s=from_s
        )
        for _ in self._process.stream(opening, cancel, setup=self._load):
            pass

    def hear(self, block: Block, cancel: CancelToken) -> Iterator[Caught]:
        """Take the next sound; what it settles, and what seems to be said in what is open. Raises as `open` does."""
        request = HearSamples(stream=self._stream, tracks=block)
        yield from self._caught(self._process.stream(request, cancel))

    def end(self, cancel: CancelToken) -> Iterator[Caught]:
        """No more sound comes; settles the rest. Raises as `open` does."""
        yield from self._caught(self._process.stream(EndSamples(stream=self._stream), cancel))

    def _caught(self, messages: Iterator[AnyMessage]) -> Iterator[Caught]:
        for message in messages:
            if isinstance(message, SegmentHeard):
                speaker = TRACKS[message.track] if self._tracks > 1 else ""
                yield replace(segment_of(message), speaker=speaker)
            elif isinstance(message, ProvisionalHeard):
                yield Hypothesis(message.track, message.start, message.end, message.text)
