"""The worker that makes PDFs for the viewer, of pictures and of forms: the window draws plain pages alone."""

from collections.abc import Iterator
from typing import BinaryIO

from app.lockdown.sandbox import confine_reader
from app.workers.protocol.draw import Drawn, DrawPicture, Flatten
from app.workers.reading.pdf_flatten import flattened
from app.workers.reading.picture_files import as_pdf, sample
from app.workers.serve import CancelFlag, serve

MEMORY_BYTES = 2 * 1024**3
"""Address space of the process, as the reader's."""


def run(lock: str, source: BinaryIO, sink: BinaryIO) -> None:
    """Serve until the pipe closes, confined like the reader."""
    as_pdf(sample(), 1)  # what is loaded when first used is loaded now
    status = confine_reader(readable=(), temporary=None, memory_bytes=MEMORY_BYTES, cpu_seconds=None)
    serve("draw", f"{lock}; {status.detail}", {DrawPicture: _draw, Flatten: _flatten}, source, sink)


def _draw(request: DrawPicture, _flag: CancelFlag) -> Iterator[Drawn]:
    yield Drawn(pdf=as_pdf(request.content, request.page_limit))


def _flatten(request: Flatten, _flag: CancelFlag) -> Iterator[Drawn]:
    yield Drawn(pdf=flattened(request.content, request.password, request.page_limit))
