"""The worker that reads documents: it takes bytes and gives text, and can do nothing else."""

from collections.abc import Callable, Iterator
from typing import BinaryIO

from app.core.documents import Page, ReadDocument
from app.core.errors import UnreadableFile
from app.lockdown.sandbox import confine_reader
from app.workers.protocol import FileOpened, HeadingRead, Message, PageRead, ReadFile
from app.workers.reading import docx, html, markdown, pdf, plain_text
from app.workers.reading.recognize import recognize
from app.workers.reading.terms import Reading
from app.workers.serve import CancelFlag, serve

MEMORY_BYTES = 2 * 1024**3
"""Address space of the process: it starts with 80 MB, and no real document tried took more than 0.3 GB."""

_READERS: dict[str, Callable[[bytes, Reading], ReadDocument]] = {
    "pdf": lambda content, reading: pdf.read(content, reading.page_limit, reading.password, reading.checkpoint),
    "docx": lambda content, reading: docx.read(content, reading.checkpoint),
    "html": lambda content, reading: html.read(content, reading.checkpoint),
    "markdown": lambda content, _reading: markdown.read(content),
    "text": lambda content, _reading: plain_text.read(content),
}


def run(lock: str, source: BinaryIO, sink: BinaryIO) -> None:
    """Serve until the pipe closes, without files, children or network, whatever a document makes its parser do."""
    plain_text.preload_codecs()
    status = confine_reader(readable=(), temporary=None, memory_bytes=MEMORY_BYTES, cpu_seconds=None)
    serve("read", f"{lock}; {status.detail}", {ReadFile: _read_file}, source, sink)


def read_content(name: str, content: bytes, reading: Reading) -> ReadDocument:
    """The text of a file, or of a part of a file, of any kind; `name` is a hint where the content leaves a choice.

    Raises:
        UnreadableFile: with the one reason, fit for the user.
    """
    return _READERS[recognize(name, content)](content, reading)


def _read_file(request: ReadFile, flag: CancelFlag) -> Iterator[Message]:
    reading = Reading(request.page_limit, request.password, flag.raise_if_set, read_content)
    try:
        document = read_content(request.name, request.content, reading)
    except MemoryError:
        raise UnreadableFile("This file needs more memory to be read than a document may take.") from None
    if not any(page.text.strip() for page in document.pages):
        raise UnreadableFile("This document contains no text.")
    yield FileOpened(
        format=document.format,
        title=document.title,
        page_count=len(document.pages),
        notes=document.notes,
        author=document.author,
        date=document.date,
    )
    for page in document.pages:
        yield _message(page)


def _message(page: Page) -> PageRead:
    headings = tuple(HeadingRead(heading.offset, heading.level, heading.text) for heading in page.headings)
    return PageRead(number=page.number, text=page.text, headings=headings, label=page.label, first_row=page.first_row)
