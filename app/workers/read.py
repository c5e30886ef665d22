"""The worker that reads documents: it takes bytes and gives text, and can do nothing else."""

from collections.abc import Callable, Iterator
from typing import BinaryIO

from app.core.errors import LockedFile, UnreadableFile
from app.core.library.documents import Page, ReadDocument
from app.lockdown.sandbox import confine_reader
from app.workers.protocol.message import Message
from app.workers.protocol.read import FileLocked, FileOpened, FileRead, HeadingRead, PageRead, ReadFile
from app.workers.reading import (
    archive,
    delimited,
    doc,
    docx,
    epub,
    html,
    json_text,
    mail,
    markdown,
    msg,
    odf,
    pdf,
    plain_text,
    ppt,
    pptx,
    protected_office,
    rtf,
    xls,
    xlsx,
    xml_text,
)
from app.workers.reading.page_stream import PageStream
from app.workers.reading.recognize import recognize
from app.workers.reading.terms import Reading
from app.workers.serve import CancelFlag, serve

MEMORY_BYTES = 2 * 1024**3
"""Address space of the process: it starts with 80 MB, and no real document tried took more than 0.3 GB."""

_READERS: dict[str, Callable[[bytes, Reading], ReadDocument]] = {
    "pdf": lambda content, reading: pdf.stream(content, reading).whole(),
    "image": lambda content, reading: _picture_file(content, reading).whole(),
    "docx": docx.read,
    "pptx": pptx.read,
    "xlsx": xlsx.read,
    "xls": xls.read,
    "doc": doc.read,
    "ppt": ppt.read,
    "odf": odf.read,
    "epub": epub.read,
    "rtf": rtf.read,
    "eml": mail.read,
    "mbox": mail.read_mailbox,
    "mhtml": mail.read_web_archive,
    "msg": msg.read,
    "zip": archive.read,
    "protected": protected_office.read,
    "csv": delimited.read,
    "json": json_text.read,
    "html": html.read,
    "xml": xml_text.read,
    "markdown": lambda content, _reading: markdown.read(content),
    "text": lambda content, _reading: plain_text.read(content),
}


def run(lock: str, source: BinaryIO, sink: BinaryIO) -> None:
    """Serve until the pipe closes, without files, children or network, whatever a document makes its parser do."""
    prepare()
    status = confine_reader(readable=(), temporary=None, memory_bytes=MEMORY_BYTES, cpu_seconds=None)
    serve("read", f"{lock}; {status.detail}", {ReadFile: _read_file}, source, sink)


def prepare() -> None:
    """Load what the readers would load when they first need it: once confined, no module can be opened."""
    plain_text.preload_codecs()


def read_content(name: str, content: bytes, reading: Reading) -> ReadDocument:
    """The text of a file, or of a part of a file, of any kind; `name` is a hint where the content leaves a choice.

    Raises:
        UnreadableFile: with the one reason, fit for the user.
    """
    return _READERS[recognize(name, content)](content, reading)


def _read_file(request: ReadFile, flag: CancelFlag) -> Iterator[Message]:
    reading = Reading(request.page_limit, request.password, flag.raise_if_set, read_content)
    return answers(request, reading)


def answers(request: ReadFile, reading: Reading) -> Iterator[Message]:
    """What a request is answered with, page by page.

    Raises:
        UnreadableFile: with the one reason, fit for the user; also after some pages.
    """
    has_text = False
    try:
        stream = _stream(request.name, request.content, reading)
        head = stream.head
        yield FileOpened(
            format=head.format, title=head.title, page_count=stream.page_count, author=head.author, date=head.date
        )
        for page in stream.pages:
            has_text = has_text or bool(page.text.strip())
            yield _message(page)
    except LockedFile as error:
        yield FileLocked(sentence=str(error))
        return
    except MemoryError:
        raise UnreadableFile("This file needs more memory to be read than a document may take.") from None
    except RecursionError:
        raise UnreadableFile("This file is nested deeper than a document may be.") from None
    if not has_text and not reading.pictures.missed:
        if reading.pictures.looked_at:
            raise UnreadableFile("This document contains only pictures, and no text was found in them.")
        raise UnreadableFile("This document contains no text.")
    yield FileRead(notes=tuple(stream.notes), pictures_missed=reading.pictures.missed)


def _stream(name: str, content: bytes, reading: Reading) -> PageStream:
    kind = recognize(name, content)
    if kind == "pdf":
        return pdf.stream(content, reading)
    if kind == "image":
        return _picture_file(content, reading)
    return PageStream.of(_READERS[kind](content, reading))


def _picture_file(content: bytes, reading: Reading) -> PageStream:
    return reading.pictures.stream_file(content, reading.page_limit, reading.checkpoint)


def _message(page: Page) -> PageRead:
    return PageRead(
        number=page.number,
        text=page.text,
        headings=tuple(HeadingRead(heading.offset, heading.level, heading.text) for heading in page.headings),
        label=page.label,
        first_row=page.first_row,
        runs=tuple((run.start, run.source, run.length) for run in page.runs),
        boxes=tuple((box.start, box.end, box.left, box.top, box.right, box.bottom) for box in page.boxes),
        confidence=page.confidence,
    )
