"""The worker that reads documents: it takes bytes and gives text, and can do nothing else."""

from collections.abc import Iterator
from typing import BinaryIO

from app.core.documents import Page, ReadDocument
from app.core.errors import UnreadableFile
from app.lockdown.sandbox import confine_reader
from app.workers.protocol import FileOpened, HeadingRead, Message, PageRead, ReadFile
from app.workers.reading import docx, html, markdown, pdf, plain_text
from app.workers.reading.recognize import recognize
from app.workers.serve import CancelFlag, serve

MEMORY_BYTES = 2 * 1024**3
"""Address space of the process: it starts with 80 MB, and no real document tried took more than 0.3 GB."""


def run(lock: str, source: BinaryIO, sink: BinaryIO) -> None:
    """Serve until the pipe closes, without files, children or network, whatever a document makes its parser do."""
    plain_text.preload_codecs()
    status = confine_reader(readable=(), temporary=None, memory_bytes=MEMORY_BYTES, cpu_seconds=None)
    serve("read", f"{lock}; {status.detail}", {ReadFile: _read_file}, source, sink)


def _read_file(request: ReadFile, flag: CancelFlag) -> Iterator[Message]:
    try:
        document = _read(request, flag)
    except MemoryError:
        raise UnreadableFile("This file needs more memory to be read than a document may take.") from None
    if not any(page.text.strip() for page in document.pages):
        raise UnreadableFile("This document contains no text.")
    yield FileOpened(format=document.format, title=document.title, page_count=len(document.pages), notes=document.notes)
    for page in document.pages:
        yield _message(page)


def _read(request: ReadFile, flag: CancelFlag) -> ReadDocument:
    content = request.content
    kind = recognize(request.name, content)
    if kind == "pdf":
        return pdf.read(content, request.page_limit, request.password, flag.raise_if_set)
    if kind == "docx":
        return docx.read(content, flag.raise_if_set)
    if kind == "html":
        return html.read(content, flag.raise_if_set)
    return markdown.read(content) if kind == "markdown" else plain_text.read(content)


def _message(page: Page) -> PageRead:
    headings = tuple(HeadingRead(heading.offset, heading.level, heading.text) for heading in page.headings)
    return PageRead(number=page.number, text=page.text, headings=headings)
