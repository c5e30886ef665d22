"""What people add to the pages of a PDF: values of form fields, comments, highlights, and text of their own.

None of it is part of a page's content, so that it is not among PDFium's characters; it follows the page's text, a line
each, with its place. What is hidden from whoever looks at the page is left out, and so are passwords.
"""

import ctypes
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import pypdfium2
import pypdfium2.raw as pdfium

from app.core.library.documents import Page
from app.core.library.positions import Run, WordBox
from app.workers.reading.pdf_fields import Rectangle, field_line, one_line, within
from app.workers.reading.terms import remark

_MOST_ANNOTATIONS = 2000
"""Of one page."""
_LONGEST_TEXT = 10_000
_SHARES = 10_000
"""Parts that a page's width and height are divided into, to ask PDFium for the place of a point as it is shown."""
_UNSEEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
_MARKED = {
    pdfium.FPDF_ANNOT_HIGHLIGHT: "Highlighted",
    pdfium.FPDF_ANNOT_UNDERLINE: "Underlined",
    pdfium.FPDF_ANNOT_SQUIGGLY: "Underlined",
    pdfium.FPDF_ANNOT_STRIKEOUT: "Struck out",
}
_NO_COMMENTS = (pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP, pdfium.FPDF_ANNOT_WIDGET)


@dataclass(frozen=True, slots=True)
class Addition:
    """A line that somebody added to a page; `box` is left, top, right and bottom in shares of the page as shown."""

    text: str
    box: tuple[float, float, float, float]


def additions(page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage) -> list[Addition]:
    """What was added to a page, form fields first, in the file's order. Their values need the document's form."""
    fields: list[Addition] = []
    comments: list[Addition] = []
    count = min(pdfium.FPDFPage_GetAnnotCount(page), _MOST_ANNOTATIONS)
    for index in range(count):
        with _annotation(page, index) as annotation:
            if annotation is None or pdfium.FPDFAnnot_GetFlags(annotation) & _UNSEEN:
                continue
            is_field = pdfium.FPDFAnnot_GetSubtype(annotation) == pdfium.FPDF_ANNOT_WIDGET
            rectangle = _rectangle(annotation)
            line = field_line(page, textpage, annotation, rectangle) if is_field else _comment(textpage, annotation)
            if line:
                (fields if is_field else comments).append(Addition(line, _shares(page, rectangle)))
    return fields + comments


def with_additions(page: Page, added: Iterable[Addition]) -> Page:
    """The page with a line for each addition after its own text."""
    text, boxes = page.text, list(page.boxes)
    runs = page.runs
    if text and not runs and not boxes:
        runs = (Run(0, 0, len(text)),)
    for number, addition in enumerate(added):
        text += ("\n" if number else "\n\n") if text else ""
        boxes.append(WordBox(len(text), len(text) + len(addition.text), *addition.box))
        text += addition.text
    return replace(page, text=text, runs=runs, boxes=tuple(boxes)) if len(text) > len(page.text) else page


@contextmanager
def _annotation(page: pypdfium2.PdfPage, index: int) -> Iterator[pdfium.FPDF_ANNOTATION | None]:
    annotation = pdfium.FPDFPage_GetAnnot(page, index)
    try:
        yield annotation or None
    finally:
        if annotation:
            pdfium.FPDFPage_CloseAnnot(annotation)


def _comment(textpage: pypdfium2.PdfTextPage, annotation: pdfium.FPDF_ANNOTATION) -> str:
    """A comment, a highlight or a text as one line; "" where there is nothing to say, or only a comment's state."""
    kind = pdfium.FPDFAnnot_GetSubtype(annotation)
    if kind in _NO_COMMENTS or pdfium.FPDFAnnot_HasKey(annotation, b"StateModel"):
        return ""
    said = _value(annotation, b"Contents")[:_LONGEST_TEXT]
    author = _value(annotation, b"T")
    marked = _marked(textpage, annotation)[:_LONGEST_TEXT] if kind in _MARKED else ""
    if marked:
        comment = f" {remark(author, said)}" if said and said != marked else ""
        return remark(author, f"“{marked}”", _MARKED[kind]) + comment
    if not said:
        return ""
    return remark(author, said, "Added text" if kind == pdfium.FPDF_ANNOT_FREETEXT else "Comment")


def _marked(textpage: pypdfium2.PdfTextPage, annotation: pdfium.FPDF_ANNOTATION) -> str:
    """The words under a highlight, line by line."""
    corners = pdfium.FS_QUADPOINTSF()
    words = []
    for index in range(min(pdfium.FPDFAnnot_CountAttachmentPoints(annotation), _MOST_ANNOTATIONS)):
        if pdfium.FPDFAnnot_GetAttachmentPoints(annotation, index, ctypes.byref(corners)):
            across = (corners.x1, corners.x2, corners.x3, corners.x4)
            up = (corners.y1, corners.y2, corners.y3, corners.y4)
            words.append(within(textpage, Rectangle(min(across), min(up), max(across), max(up))))
    return " ".join(filter(None, words))


def _value(annotation: pdfium.FPDF_ANNOTATION, key: bytes) -> str:
    return one_line(lambda buffer, size: pdfium.FPDFAnnot_GetStringValue(annotation, key, buffer, size))


def _rectangle(annotation: pdfium.FPDF_ANNOTATION) -> Rectangle:
    found = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(annotation, ctypes.byref(found))
    across, up = sorted((found.left, found.right)), sorted((found.bottom, found.top))
    return Rectangle(across[0], up[0], across[1], up[1])


def _shares(page: pypdfium2.PdfPage, rectangle: Rectangle) -> tuple[float, float, float, float]:
    corners = [_shown(page, x, y) for x in (rectangle.left, rectangle.right) for y in (rectangle.bottom, rectangle.top)]
    left, right = min(x for x, _ in corners), max(x for x, _ in corners)
    top, bottom = min(y for _, y in corners), max(y for _, y in corners)
    return left, top, max(right, left + 1 / _SHARES), max(bottom, top + 1 / _SHARES)


def _shown(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[float, float]:
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(page, 0, 0, _SHARES, _SHARES, 0, x, y, ctypes.byref(across), ctypes.byref(down))
    most = _SHARES - 1
    return min(max(across.value, 0), most) / _SHARES, min(max(down.value, 0), most) / _SHARES
