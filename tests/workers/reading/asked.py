"""Reading in this very process, as the worker does."""

from collections.abc import Callable

from app.core.errors import UnreadableFile
from app.core.library.documents import ReadDocument
from app.workers.read import read_content
from app.workers.reading.terms import Reading


def reading(password: str = "", page_limit: int = 1000) -> Reading:
    """A request at whose checkpoints nobody asks to stop."""
    return Reading(page_limit, password, lambda: None, read_content)


def read(content: bytes, name: str = "", password: str = "") -> ReadDocument:
    """A file of any kind, recognized by its content."""
    return read_content(name, content, reading(password))


def labels(document: ReadDocument) -> list[str]:
    """What the pages are called."""
    return [page.label for page in document.pages]


def texts(document: ReadDocument) -> list[str]:
    """What the pages say."""
    return [page.text for page in document.pages]


def refusal(reader: Callable[[bytes, Reading], ReadDocument], content: bytes) -> str:
    """The sentence a file is refused with; "" if it is read. Nothing else may come of it."""
    try:
        reader(content, reading())
    except UnreadableFile as error:
        return str(error)
    return ""
