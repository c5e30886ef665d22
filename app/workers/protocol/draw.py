"""What is asked of the process that draws pictures, and what it answers."""

from app.workers.protocol.message import Message


class DrawPicture(Message, frozen=True):
    """Make a PDF of a picture file from its bytes, a page for each picture in it; answered by `PictureDrawn`."""

    content: bytes
    page_limit: int


class PictureDrawn(Message, frozen=True):
    """The pictures as Alcove reads them: upright, on white, no larger than is of use."""

    pdf: bytes
