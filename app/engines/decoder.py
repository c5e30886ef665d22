"""The sound of any audio or video file, decoded in a worker: its formats are not ours to open here."""

from collections.abc import Iterator
from pathlib import Path

from app.core.cancel import CancelToken
from app.engines.process import WorkerProcess
from app.workers.protocol.samples import DecodeRecording, SamplesDecoded


class Decoder:
    """Decodes recordings; the worker is busy with one for as long as its sound is being taken."""

    def __init__(self, process: WorkerProcess) -> None:
        self._process = process

    def samples(self, path: Path, from_s: float, cancel: CancelToken) -> Iterator[bytes]:
        """A recording from a second on: 16 kHz mono, signed 16 bit, little endian. Raises as `WorkerProcess.stream`."""
        request = DecodeRecording(path=str(path), from_s=from_s)
        for message in self._process.stream(request, cancel):
            if isinstance(message, SamplesDecoded):
                yield message.samples
