"""The worker that makes PDFs for the viewer, of pictures and of forms: the window draws plain pages alone."""

from collections.abc import Iterator
from typing import BinaryIO

from app.core.asking.pictures import PictureOrigin
from app.lockdown.sandbox import confine_reader
from app.workers.protocol.draw import (
    Drawn,
    DrawPicture,
    Flatten,
    OpenPicture,
    PictureOpened,
    PicturePrepared,
    PreparePicture,
)
from app.workers.protocol.message import Message
from app.workers.reading.pdf_flatten import flattened
from app.workers.reading.picture_files import as_pdf, prepared, sample, upright
from app.workers.reading.picture_origin import origin_of
from app.workers.serve import CancelFlag, Handler, serve

MEMORY_BYTES = 2 * 1024**3
"""Address space of the process, as the reader's."""


def run(lock: str, source: BinaryIO, sink: BinaryIO) -> None:
    """Serve until the pipe closes, confined like the reader."""
    as_pdf(sample(), 1)  # what is loaded when first used is loaded now
    status = confine_reader(readable=(), temporary=None, memory_bytes=MEMORY_BYTES, cpu_seconds=None)
    handlers: dict[type[Message], Handler] = {
        DrawPicture: _draw,
        Flatten: _flatten,
        PreparePicture: _prepare,
        OpenPicture: _open,
    }
    serve("draw", f"{lock}; {status.detail}", handlers, source, sink)


def _draw(request: DrawPicture, _flag: CancelFlag) -> Iterator[Drawn]:
    yield Drawn(pdf=as_pdf(request.content, request.page_limit))


def _flatten(request: Flatten, _flag: CancelFlag) -> Iterator[Drawn]:
    yield Drawn(pdf=flattened(request.content, request.password, request.page_limit))


def _prepare(request: PreparePicture, _flag: CancelFlag) -> Iterator[PicturePrepared]:
    content, picture = prepared(request.content, request.longest_side)
    preview = picture.copy()
    preview.thumbnail((request.preview_side, request.preview_side))
    origin = origin_of(request.content) if request.with_origin else PictureOrigin()
    yield PicturePrepared(
        content=content,
        width=picture.width,
        height=picture.height,
        preview_width=preview.width,
        preview_height=preview.height,
        preview=preview.tobytes(),
        taken_at=origin.taken_at,
        latitude=origin.latitude,
        longitude=origin.longitude,
    )


def _open(request: OpenPicture, _flag: CancelFlag) -> Iterator[PictureOpened]:
    picture = upright(request.content)
    yield PictureOpened(width=picture.width, height=picture.height, rows=picture.tobytes())
