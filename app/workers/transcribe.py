"""The worker that holds faster-whisper: from a recording to segments with word times, in constant memory."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

import msgspec
import numpy
from faster_whisper import WhisperModel

from app.core.errors import UserError
from app.workers.audio import SAMPLE_RATE, open_recording
from app.workers.protocol.message import Message
from app.workers.protocol.transcribe import (
    HeardUntil,
    LoadSpeechModel,
    RecordingOpened,
    SegmentHeard,
    TellSpeakers,
    Transcribe,
)
from app.workers.recognition import Recognizer, Sound, find_speech
from app.workers.serve import CancelFlag, serve
from app.workers.speakers import tell_speakers
from app.workers.weights import verify_files

_PIECE_S = 300
"""Features are built for a whole piece at once (3.3 GB for an hour), so pieces are kept short."""
_SHORTEST_CUT_S = 120


def run(lock: str, source: BinaryIO, sink: BinaryIO) -> None:
    """Serve until the pipe closes."""
    transcriber = _Transcriber()
    serve(
        "transcribe",
        lock,
        {LoadSpeechModel: transcriber.load, Transcribe: transcriber.transcribe, TellSpeakers: tell_speakers},
        source,
        sink,
    )


class _Transcriber:
    def __init__(self) -> None:
        self._model: WhisperModel | None = None

    def load(self, request: LoadSpeechModel, flag: CancelFlag) -> Iterator[Message]:
        self._model = None
        verify_files(Path(request.folder), request.sha256, flag)
        self._model = WhisperModel(
            request.folder, device="cpu", compute_type="int8", cpu_threads=request.threads, local_files_only=True
        )
        yield from ()

    def transcribe(self, request: Transcribe, flag: CancelFlag) -> Iterator[Message]:
        """Segments as they are recognized; every piece of up to five minutes is cut where nobody speaks."""
        if self._model is None:
            raise UserError("No speech model is loaded; choose one under Models.")
        recording = open_recording(Path(request.path))
        yield RecordingOpened(duration_s=recording.duration_s)
        recognizer = Recognizer(self._model, request.language, request.vocabulary)
        for offset, piece in _pieces(recording.samples, request.from_s, flag):
            for heard in recognizer.hear(piece, flag):
                for segment in heard.segments:
                    yield _moved(segment, offset)
                yield HeardUntil(second=offset + heard.until)
            yield HeardUntil(second=offset + len(piece) / SAMPLE_RATE)


def _pieces(samples: Iterator[Sound], from_s: float, flag: CancelFlag) -> Iterator[tuple[float, Sound]]:
    """Second and sound of every piece, from `from_s` on, cut at the last pause before the piece is full."""
    to_skip = int(from_s * SAMPLE_RATE)
    position = from_s
    blocks: list[Sound] = []
    held = 0
    for block in samples:
        flag.raise_if_set()
        if to_skip:
            skipped = min(to_skip, len(block))
            to_skip -= skipped
            block = block[skipped:]
        blocks.append(block)
        held += len(block)
        if held >= _PIECE_S * SAMPLE_RATE:
            sound = numpy.concatenate(blocks)
            cut = _last_pause(sound)
            yield position, sound[:cut]
            position += cut / SAMPLE_RATE
            blocks, held = [sound[cut:]], len(sound) - cut
    if held:
        yield position, numpy.concatenate(blocks)


def _last_pause(sound: Sound) -> int:
    """The sample in the middle of the last pause after two minutes; the end where there is none."""
    speech = find_speech(sound)
    pauses = [
        (before.end + after.start) // 2
        for before, after in pairwise(speech)
        if before.end >= _SHORTEST_CUT_S * SAMPLE_RATE
    ]
    if speech and speech[-1].end < len(sound) - SAMPLE_RATE // 2:
        pauses.append((speech[-1].end + len(sound)) // 2)
    return pauses[-1] if pauses else len(sound)


def _moved(segment: SegmentHeard, offset: float) -> SegmentHeard:
    words = tuple(
        msgspec.structs.replace(word, start=word.start + offset, end=word.end + offset) for word in segment.words
    )
    return msgspec.structs.replace(segment, start=segment.start + offset, end=segment.end + offset, words=words)
