"""Reading a PDF in this very process, as the worker does."""

from collections.abc import Callable

from app.core.library.documents import Page, ReadDocument
from app.workers.reading import pdf
from app.workers.reading.pictures import Pictures
from app.workers.reading.terms import Reading


def read_pdf(
    content: bytes,
    page_limit: int = 1000,
    password: str = "",
    checkpoint: Callable[[], None] = lambda: None,
    pictures: Pictures | None = None,
) -> ReadDocument:
    """The whole document; files inside it are taken for plain text."""
    reading = Reading(page_limit, password, checkpoint, _read_text, pictures=pictures or Pictures())
    return pdf.stream(content, reading).whole()


def _read_text(_name: str, content: bytes, _reading: Reading) -> ReadDocument:
    return ReadDocument("", "text", (Page(None, content.decode()),))
