"""The worker that decodes recordings for whoever plays or follows them, beside the one that recognizes speech."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from app.workers.audio import from_second, open_recording
from app.workers.protocol.message import Message
from app.workers.protocol.samples import DecodeRecording, SamplesDecoded
from app.workers.protocol.transcribe import RecordingOpened
from app.workers.serve import CancelFlag, serve


def run(lock: str, source: BinaryIO, sink: BinaryIO) -> None:
    """Serve until the pipe closes."""
    serve("decode", lock, {DecodeRecording: _decode}, source, sink)


def _decode(request: DecodeRecording, flag: CancelFlag) -> Iterator[Message]:
    recording = open_recording(Path(request.path))
    yield RecordingOpened(duration_s=recording.duration_s)
    for block in from_second(recording.samples, request.from_s, flag):
        yield SamplesDecoded(samples=(block.clip(-1, 1) * 32767).astype("<i2").tobytes())
