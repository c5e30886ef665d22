"""Picture files as PDF, made by a confined worker of their own, so that the window shows them as it shows any page."""

from app.core.cancel import CancelToken
from app.core.errors import UnreadableFile, WorkerCrashed, WorkerError
from app.engines.process import WorkerProcess
from app.engines.reading_watch import ReadingWatch
from app.workers.protocol.draw import DrawPicture, PictureDrawn

_MOST_PAGES = 100
_SECONDS = 30.0


class Drawing:
    """Draws picture files; `process` is the draw worker."""

    def __init__(self, process: WorkerProcess) -> None:
        self._process = process

    def pdf_of(self, content: bytes) -> bytes:
        """A PDF with a page for each picture in a file, of the first hundred.

        Raises:
            UnreadableFile: it cannot be decoded, or takes more time or memory than a picture may.
        """
        request = DrawPicture(content=content, page_limit=_MOST_PAGES)
        try:
            self._process.start()
            with ReadingWatch(self._process, _SECONDS):
                return self._process.call(request, PictureDrawn, CancelToken()).pdf
        except WorkerCrashed as error:
            raise UnreadableFile("This picture took more time or memory to draw than a picture may.") from error
        except WorkerError as error:
            raise UnreadableFile(str(error)) from error
