"""Speech recognition, seen from the application: a recording in, segments out, in the transcribe worker."""

import struct
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from app.core.cancel import CancelToken
from app.core.meetings.transcript import TRACKS, Segment, Turn, Word
from app.core.meetings.voices import VoicePrint
from app.engines.process import WorkerProcess
from app.engines.sample_stream import SamplesFrom, send
from app.workers.protocol.frames import AnyMessage
from app.workers.protocol.samples import OpenRecognition, OpenSpeakers
from app.workers.protocol.transcribe import (
    HeardUntil,
    LoadSpeechModel,
    RecordingOpened,
    SegmentHeard,
    SpeakerTurn,
    SpeakerVoice,
    TellSpeakers,
    Transcribe,
)

SpeakersFound = Turn | VoicePrint | HeardUntil
Recognized = RecordingOpened | Segment | HeardUntil

_TELLING_S = 30.0
"""From what is shorter nothing is learned about the machine."""


class Transcriber:
    """Transcribes recordings with one speech model, loading it into every new worker process.

    Not `careful`, doubtful passages are not read a second time. `note_share` is told what share of its length every
    recording took that was heard to its end.
    """

    def __init__(
        self,
        process: WorkerProcess,
        folder: Path,
        sha256: Mapping[str, str],
        threads: int,
        careful: bool = True,
        note_share: Callable[[float], None] | None = None,
    ) -> None:
        self._process = process
        self._load = LoadSpeechModel(folder=str(folder), sha256=dict(sha256), threads=threads, careful=careful)
        self._note_share = note_share

    def transcribe(
        self,
        path: Path,
        language: str,
        vocabulary: str,
        from_s: float,
        cancel: CancelToken,
        content: bytes = b"",
    ) -> Iterator[Recognized]:
        """Recognize a recording from a second on; segments come in order, `HeardUntil` tells how far everything is done.

        Where its `content` is given, nothing is read from the disk, and `path` is only its name.

        Raises:
            WorkerError: the file or the model cannot be used, in a sentence.
            WorkerCrashed: the worker died; whatever came before it is right, and the next call works.
            Cancelled: on cancel.
        """
        request = Transcribe(path=str(path), language=language, vocabulary=vocabulary, from_s=from_s, content=content)
        for message in self._timed(self._process.stream(request, cancel, setup=self._load), from_s):
            recognized = _recognized(message)
            if recognized is not None:
                yield recognized

    def transcribe_samples(
        self,
        samples_from: SamplesFrom,
        tracks: int,
        language: str,
        vocabulary: str,
        from_s: float,
        cancel: CancelToken,
    ) -> Iterator[Segment | HeardUntil]:
        """Recognize a recording whose sound is sent, from a second on; segments and `HeardUntil` come as for a file.

        Of two tracks the first is the microphone, the second what the loudspeaker plays; the segments of both come in
        one order of time, and their speaker is the track's name in `TRACKS`. What comes between two `HeardUntil`
        belongs together: who goes on from the second of one must have kept none of what came after it. Raises as
        `transcribe` does.
        """

        def opening(stream: int, second: float) -> OpenRecognition:
            return OpenRecognition(
                stream=stream, tracks=tracks, language=language, vocabulary=vocabulary, from_s=second
            )

        messages = send(self._process, opening, samples_from, from_s, cancel, self._load)
        for message in self._timed(messages, from_s):
            if isinstance(message, HeardUntil):
                yield message
            elif isinstance(message, SegmentHeard):
                segment = segment_of(message)
                yield segment if tracks == 1 else replace(segment, speaker=TRACKS[message.track])

    def _timed(self, messages: Iterator[AnyMessage], from_s: float) -> Iterator[AnyMessage]:
        """The messages; the time until each of them counts, not what is done with it.

        It counts from when the recording is open: starting a worker and loading its model are no part of it. Sound
        that is sent is not opened; there it counts from the first stretch that was heard.
        """
        begun_s: float | None = None
        until_s, elapsed_s, asked = from_s, 0.0, time.monotonic()
        for message in messages:
            if begun_s is not None:
                elapsed_s += time.monotonic() - asked
            if isinstance(message, HeardUntil):
                until_s = max(until_s, message.second)
            if begun_s is None and isinstance(message, RecordingOpened | HeardUntil):
                begun_s = until_s
            yield message
            asked = time.monotonic()
        if self._note_share is not None and begun_s is not None and until_s - begun_s >= _TELLING_S:
            self._note_share(elapsed_s / (until_s - begun_s))


class SpeakerModels:
    """Tells speakers apart with the models that come with Alcove, in the transcribe worker."""

    def __init__(self, process: WorkerProcess, folder: Path, sha256: Mapping[str, str], threads: int) -> None:
        self._process = process
        self._folder = str(folder)
        self._sha256 = dict(sha256)
        self._threads = threads

    def turns(self, path: Path, speakers: int, cancel: CancelToken) -> Iterator[SpeakersFound]:
        """Who speaks when: `HeardUntil` while the recording is listened to, the turns and the voices at its end.

        `speakers` is how many there are, 0 to find out. Raises as `Transcriber.transcribe` does.
        """
        request = TellSpeakers(
            path=str(path), folder=self._folder, sha256=self._sha256, threads=self._threads, speakers=speakers
        )
        yield from _turns(self._process.stream(request, cancel))

    def turns_of_samples(
        self, samples_from: SamplesFrom, speakers: int, cancel: CancelToken
    ) -> Iterator[SpeakersFound]:
        """Who speaks when in one track whose sound is sent; yields and raises as `turns` does."""

        def opening(stream: int, _second: float) -> OpenSpeakers:
            return OpenSpeakers(
                stream=stream,
                folder=self._folder,
                sha256=self._sha256,
                threads=self._threads,
                speakers=speakers,
            )

        yield from _turns(send(self._process, opening, samples_from, 0.0, cancel, goes_on=False))


def segment_of(message: SegmentHeard) -> Segment:
    """What the worker heard, in the application's terms."""
    words = tuple(Word(word.start, word.end, word.text, word.confidence) for word in message.words)
    return Segment(message.start, message.end, message.text, words=words, language=message.language)


def _turns(messages: Iterator[AnyMessage]) -> Iterator[SpeakersFound]:
    for message in messages:
        if isinstance(message, SpeakerTurn):
            yield Turn(message.start, message.end, message.speaker)
        elif isinstance(message, SpeakerVoice):
            values = struct.unpack(f"<{len(message.values) // 4}f", message.values)
            yield VoicePrint(message.speaker, values, message.seconds)
        elif isinstance(message, HeardUntil):
            yield message


def _recognized(message: AnyMessage) -> Recognized | None:
    if isinstance(message, SegmentHeard):
        return segment_of(message)
    if isinstance(message, RecordingOpened | HeardUntil):
        return message
    return None
