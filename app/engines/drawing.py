"""Pictures and forms as plain PDF, made by a confined worker of their own, so that the window shows them as any page."""

from hashlib import sha256
from typing import TypeVar

from app.core.asking.pictures import (
    LONGEST_SIDE,
    PREVIEW_SIDE,
    AttachedPicture,
    Picture,
    PictureOrigin,
    PictureRef,
    Pixels,
)
from app.core.cancel import CancelToken
from app.core.errors import UnreadableFile, WorkerCrashed, WorkerError
from app.engines.process import WorkerProcess
from app.engines.reading_watch import ReadingWatch
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

_MOST_PAGES = 100
_MOST_FLATTENED = 5000
_SECONDS = 30.0

Answer = TypeVar("Answer", bound=Message)


class Drawing:
    """Makes PDFs to look at; `process` is the draw worker."""

    def __init__(self, process: WorkerProcess) -> None:
        self._process = process

    def pdf_of(self, content: bytes) -> bytes:
        """A PDF with a page for each picture in a file, of the first hundred.

        Raises:
            UnreadableFile: it cannot be decoded, or takes more time or memory than a picture may.
        """
        return self._made(DrawPicture(content=content, page_limit=_MOST_PAGES))

    def flattened(self, content: bytes, password: str = "") -> bytes:
        """A PDF whose pages show what was filled in and added to them; it needs no password.

        Raises:
            UnreadableFile: it cannot be opened, or takes more time or memory than it may.
        """
        return self._made(Flatten(content=content, password=password, page_limit=_MOST_FLATTENED))

    def prepared(self, content: bytes, name: str, *, with_origin: bool = False) -> AttachedPicture:
        """A picture file made anew, upright and no larger than is of use, to be asked about under this name.

        When and where it was taken is told only `with_origin`.

        Raises:
            UnreadableFile: it is no picture that can be read, or takes more time or memory than one may.
        """
        request = PreparePicture(
            content=content, longest_side=LONGEST_SIDE, preview_side=PREVIEW_SIDE, with_origin=with_origin
        )
        made = self._asked(request, PicturePrepared)
        ref = PictureRef(sha256(made.content).hexdigest(), made.width, made.height)
        preview = Pixels(made.preview_width, made.preview_height, made.preview)
        origin = PictureOrigin(made.taken_at, made.latitude, made.longitude)
        return AttachedPicture(Picture(name, ref, preview), made.content, origin)

    def pixels_of(self, content: bytes) -> Pixels:
        """The pixels of a picture. Raises as `prepared` does."""
        opened = self._asked(OpenPicture(content=content), PictureOpened)
        return Pixels(opened.width, opened.height, opened.rows)

    def _made(self, request: DrawPicture | Flatten) -> bytes:
        return self._asked(request, Drawn).pdf

    def _asked(self, request: Message, answer: type[Answer]) -> Answer:
        try:
            self._process.start()
            with ReadingWatch(self._process, _SECONDS):
                return self._process.call(request, answer, CancelToken())
        except WorkerCrashed as error:
            raise UnreadableFile("This file took more time or memory to draw than a file may.") from error
        except WorkerError as error:
            raise UnreadableFile(str(error)) from error
