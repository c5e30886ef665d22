"""The worker that holds faster-whisper: from a recording to segments with word times, in constant memory."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

import numpy
from faster_whisper import WhisperModel
from faster_whisper.transcribe import Segment as RecognizedSegment
from faster_whisper.vad import VadOptions, get_speech_timestamps
from numpy.typing import NDArray

from app.core.errors import UserError
from app.workers.audio import SAMPLE_RATE, open_recording
from app.workers.protocol import (
    HeardUntil,
    LoadSpeechModel,
    Message,
    RecordingOpened,
    SegmentHeard,
    Transcribe,
    WordHeard,
)
from app.workers.serve import CancelFlag, serve
from app.workers.weights import verify_files

_PIECE_S = 300
"""Features are built for a whole piece at once (3.3 GB for an hour), so pieces are kept short."""
_SHORTEST_CUT_S = 120
_VAD = VadOptions(min_silence_duration_ms=500, speech_pad_ms=200)


def run(lock: str, source: BinaryIO, sink: BinaryIO) -> None:
    """Serve until the pipe closes."""
    transcriber = _Transcriber()
    serve(
        "transcribe",
        lock,
        {LoadSpeechModel: transcriber.load, Transcribe: transcriber.transcribe},
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
        language = request.language
        announced = False
        for offset, piece in _pieces(recording.samples, request.from_s, flag):
            segments, info = self._model.transcribe(
                piece,
                language=language or None,
                beam_size=5,
                word_timestamps=True,
                vad_filter=True,
                vad_parameters=_VAD,
                condition_on_previous_text=False,
                hallucination_silence_threshold=2.0,
            )
            if not announced and (info.duration_after_vad > 0 or language):
                language = info.language
                announced = True
                yield RecordingOpened(duration_s=recording.duration_s, language=language)
            for segment in segments:
                flag.raise_if_set()
                heard = _heard(segment, offset)
                if heard is not None:
                    yield heard
                    yield HeardUntil(second=heard.end)
            yield HeardUntil(second=offset + len(piece) / SAMPLE_RATE)
        if not announced:
            yield RecordingOpened(duration_s=recording.duration_s, language=language)


def _pieces(
    samples: Iterator[NDArray[numpy.float32]], from_s: float, flag: CancelFlag
) -> Iterator[tuple[float, NDArray[numpy.float32]]]:
    """Second and sound of every piece, from `from_s` on, cut at the last pause before the piece is full."""
    to_skip = int(from_s * SAMPLE_RATE)
    position = from_s
    blocks: list[NDArray[numpy.float32]] = []
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


def _last_pause(sound: NDArray[numpy.float32]) -> int:
    """The sample in the middle of the last pause after two minutes; the end where there is none."""
    speech = get_speech_timestamps(sound, _VAD)
    pauses = [
        (before["end"] + after["start"]) // 2
        for before, after in pairwise(speech)
        if before["end"] >= _SHORTEST_CUT_S * SAMPLE_RATE
    ]
    if speech and speech[-1]["end"] < len(sound) - SAMPLE_RATE // 2:
        pauses.append((speech[-1]["end"] + len(sound)) // 2)
    return int(pauses[-1]) if pauses else len(sound)


def _heard(segment: RecognizedSegment, offset: float) -> SegmentHeard | None:
    """The segment as a message; None where nothing was said, or where every doubt speaks against it."""
    text = segment.text.strip()
    doubted = (segment.no_speech_prob > 0.6 and segment.avg_logprob < -0.8) or segment.compression_ratio > 2.4
    if not text or doubted:
        return None
    words = tuple(
        WordHeard(
            start=offset + float(word.start),
            end=offset + float(word.end),
            text=word.word.strip(),
            confidence=float(word.probability),
        )
        for word in segment.words or ()
    )
    return SegmentHeard(
        start=offset + float(segment.start),
        end=offset + float(segment.end),
        text=text,
        words=words,
    )
