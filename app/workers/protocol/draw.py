"""What is asked of the process that makes PDFs for the viewer, and what it answers."""

from app.workers.protocol.message import Message


class DrawPicture(Message, frozen=True):
    """Make a PDF of a picture file from its bytes, a page for each picture in it; answered by `Drawn`."""

    content: bytes
    page_limit: int


class Flatten(Message, frozen=True):
    """Make what was filled into a PDF, and added to it, part of its pages; answered by `Drawn`."""

    content: bytes
    password: str
    page_limit: int


class Drawn(Message, frozen=True):
    """A PDF without protection. Pictures are as Alcove reads them: upright, on white, no larger than is of use."""

    pdf: bytes
