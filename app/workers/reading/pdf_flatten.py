"""A PDF in which what people filled in and added is part of its pages, for viewers that draw the pages alone."""

import contextlib
from io import BytesIO

import pypdfium2
import pypdfium2.raw as pdfium

from app.core.errors import UnreadableFile

_DRAWN_ONCE = 0.05
"""PDFium gives what has no appearance of its own one when it draws the page, however small; else it would be dropped."""


def flattened(content: bytes, password: str, page_limit: int) -> bytes:
    """The same pages, no longer protected; PDFium's characters stay where they are, what is added follows them.

    Raises:
        UnreadableFile: damaged, or the password is not right.
    """
    try:
        with pypdfium2.PdfDocument(content, password=password or None) as document:
            document.init_forms()
            for index in range(min(len(document), page_limit)):
                with contextlib.closing(document[index]) as page:
                    if pdfium.FPDFPage_GetAnnotCount(page):
                        page.render(scale=_DRAWN_ONCE)
                        pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
            written = BytesIO()
            document.save(written, flags=pdfium.FPDF_REMOVE_SECURITY)
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile("This PDF is damaged.") from error
    return written.getvalue()
