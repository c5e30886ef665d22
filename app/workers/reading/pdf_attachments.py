"""Files inside a PDF."""

from collections.abc import Iterator
from functools import partial

import pypdfium2

from app.core.library.documents import ReadDocument
from app.workers.reading.parts import Part
from app.workers.reading.terms import Reading, damaged


def attachments(document: pypdfium2.PdfDocument) -> Iterator[Part]:
    """The attached files in order, to be read as parts."""
    for index in range(document.count_attachments()):
        try:
            attachment = document.get_attachment(index)
            name = attachment.get_name() or f"attachment {index + 1}"
        except (pypdfium2.PdfiumError, UnicodeError):
            continue
        yield name, partial(_read, attachment, name)


def _read(attachment: pypdfium2.PdfAttachment, name: str, reading: Reading) -> ReadDocument:
    try:
        content = bytes(attachment.get_data())
    except pypdfium2.PdfiumError:
        raise damaged("attachment", "its content cannot be unpacked") from None
    return reading.read_part(name, content, reading)
