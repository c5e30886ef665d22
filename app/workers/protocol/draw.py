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


class PreparePicture(Message, frozen=True):
    """Make a picture file anew from its pixels, upright, with sides of at most so many; answered by `PicturePrepared`.

    `with_origin` asks when and where it was taken as well.
    """

    content: bytes
    longest_side: int
    preview_side: int
    with_origin: bool = False


class PicturePrepared(Message, frozen=True):
    """A PNG or JPEG file with nothing in it but the pixels; `preview` are rows of red, green and blue.

    The rest is as in `PictureOrigin`.
    """

    content: bytes
    width: int
    height: int
    preview_width: int
    preview_height: int
    preview: bytes
    taken_at: str = ""
    latitude: float | None = None
    longitude: float | None = None


class OpenPicture(Message, frozen=True):
    """Lay a picture file open; answered by `PictureOpened`."""

    content: bytes


class PictureOpened(Message, frozen=True):
    """The pixels of a picture: rows of red, green and blue."""

    width: int
    height: int
    rows: bytes


class Drawn(Message, frozen=True):
    """A PDF without protection. Pictures are as Alcove reads them: upright, on white, no larger than is of use."""

    pdf: bytes
