"""PDF read with pypdf: slower and less exact than PDFium, but it opens some files that PDFium gives up."""

import logging
import zlib
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from app.core.library.documents import Page, ReadDocument
from app.workers.reading.terms import MAXIMUM_CHARACTERS, Checkpoint, damaged, left_out_note

# What pypdf lets through from the depths of a broken file, beside its own errors.
_DAMAGE = (
    *(PyPdfError, zlib.error, LookupError, ValueError, TypeError, AttributeError, ArithmeticError),
    *(AssertionError, RecursionError, NotImplementedError, OSError),
)
_NOTE = "This PDF is damaged; its text was recovered, but passages cannot be shown on its pages."


def read(content: bytes, page_limit: int, password: str, checkpoint: Checkpoint) -> ReadDocument:
    """The pages that can be recovered, with a note; pages that cannot are empty.

    Raises:
        UnreadableFile: nothing could be recovered.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it warns of every flaw, and quotes the file
    try:
        reader = PdfReader(BytesIO(content), strict=False, password=password or None)
        page_count = len(reader.pages)
    except _DAMAGE:
        raise damaged("PDF", "its structure cannot be read") from None
    pages: list[Page] = []
    length = 0
    for index in range(min(page_count, page_limit)):
        checkpoint()
        text = _page_text(reader, index)
        length += len(text)
        if length > MAXIMUM_CHARACTERS:
            break
        pages.append(Page(index + 1, text))
    if not any(page.text.strip() for page in pages):
        raise damaged("PDF", "no text could be recovered from it")
    notes = (_NOTE,) if len(pages) == page_count else (_NOTE, left_out_note(len(pages), page_count, "pages"))
    return ReadDocument("", "pdf", tuple(pages), notes)


def _page_text(reader: PdfReader, index: int) -> str:
    try:
        text = reader.pages[index].extract_text()
    except _DAMAGE:
        return ""
    return "".join(character if character.isprintable() or character in "\n\t" else " " for character in text)
