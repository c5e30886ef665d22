"""PDF, read with PDFium: page by page, in reading order, each character with its place on the page."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium

from app.core.errors import LockedFile, UnreadableFile
from app.core.library.documents import Page, ReadDocument
from app.workers.reading import pdf_second_reader
from app.workers.reading.page_stream import PageStream
from app.workers.reading.parts import Parts
from app.workers.reading.pdf_annotations import additions, with_additions
from app.workers.reading.pdf_attachments import attachments
from app.workers.reading.pdf_lines import read_lines
from app.workers.reading.pdf_margins import MeasuredPage, without_running_lines
from app.workers.reading.pdf_order import whole_words, write_page
from app.workers.reading.pdf_outline import TypeSizes, outline_headings, read_outline
from app.workers.reading.pdf_properties import author_of, date_of, title_of
from app.workers.reading.pdf_text import characters, is_garbled
from app.workers.reading.pictures import Pixels, pages_named, recognition_note
from app.workers.reading.terms import MAXIMUM_CHARACTERS, Reading, left_out_note

_POINTS_PER_INCH = 72
_PICTURE_DPI = 200
_LONGEST_PICTURE_SIDE = 2600
_STAMP_CHARACTERS = 100
"""So little text over a picture of the page is a stamp on a scan, not its text."""
_PICTURE_SHARE = 0.5


def stream(content: bytes, reading: Reading) -> PageStream:
    """The pages in order, numbered from 1, then the files that are attached.

    A page's text is in reading order; its `runs` say which of PDFium's characters it consists of, its `boxes` where
    words read from a picture stand. Where PDFium cannot open the file, pypdf tries; what it finds has no place on the
    page, and a note says so.

    Raises:
        LockedFile: protected by a password other than the one given.
        UnreadableFile: damaged; also while the pages are read.
    """
    try:
        document = pypdfium2.PdfDocument(content, password=reading.password or None)
    except pypdfium2.PdfiumError as error:
        _refuse_protected(error, reading.password)
        return PageStream.of(_second_reading(content, reading))
    document.init_forms()
    head = ReadDocument(title_of(document), "pdf", (), author=author_of(document), date=date_of(document))
    notes: list[str] = []
    page_count = min(len(document), reading.page_limit)
    return PageStream(head, page_count, _all_pages(document, content, reading, notes), notes)


@dataclass(slots=True)
class _Seen:
    """What was met on the way: pages that cannot be opened, pages without text, pages read from their picture."""

    broken: list[int] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    recognized: dict[int, float] = field(default_factory=dict)
    pages: int = 0
    has_text: bool = False


def _refuse_protected(error: pypdfium2.PdfiumError, password: str) -> None:
    if error.err_code == pdfium.FPDF_ERR_PASSWORD and password:
        raise LockedFile("This PDF is protected, and the password given is not right.")
    if error.err_code == pdfium.FPDF_ERR_PASSWORD:
        raise LockedFile("This PDF needs a password.")
    if error.err_code == pdfium.FPDF_ERR_SECURITY:
        raise UnreadableFile("This PDF is protected in a way that Alcove cannot open; save a copy without protection.")


def _second_reading(content: bytes, reading: Reading) -> ReadDocument:
    return pdf_second_reader.read(content, reading.page_limit, reading.password, reading.checkpoint)


def _all_pages(document: pypdfium2.PdfDocument, content: bytes, reading: Reading, notes: list[str]) -> Iterator[Page]:
    with contextlib.closing(document):
        seen = _Seen()
        held_back: list[Page] = []
        for page in _own_pages(document, reading, seen):
            held_back.append(page)
            if seen.has_text:
                yield from held_back
                held_back = []
        if seen.broken and not seen.has_text and not reading.pictures.missed:
            recovered = _second_reading(content, reading)
            notes += recovered.notes
            yield from recovered.pages
            return
        yield from held_back
        notes += _notes(seen, len(document), reading.pictures.missed > 0)
        attached = Parts(reading)
        attached.read(attachments(document))
        yield from attached.pages
        notes += attached.notes()
        if not len(document):
            raise UnreadableFile("This PDF is damaged: it has no pages.")


def _own_pages(document: pypdfium2.PdfDocument, reading: Reading, seen: _Seen) -> Iterator[Page]:
    page_count = min(len(document), reading.page_limit)
    outline = read_outline(document, page_count)
    sizes = TypeSizes()
    known_words: set[str] = set()
    length = 0
    for measured in without_running_lines(_measured_pages(document, page_count, reading, seen)):
        reading.checkpoint()
        page = Page(measured.index + 1, measured.text)
        if measured.picture is not None:
            seen.recognized[measured.index + 1] = measured.picture.confidence
            page = measured.picture.page(measured.index + 1)
        elif measured.lines:
            known_words |= whole_words(measured.text)
            written = write_page(measured.text, measured.lines, known_words)
            entries = outline.get(measured.index, [])
            headings = tuple(outline_headings(written.text, entries)) if outline else sizes.headings(written)
            page = Page(measured.index + 1, written.text, headings, runs=written.runs)
        page = with_additions(page, measured.added)
        length += len(page.text)
        if length > MAXIMUM_CHARACTERS:
            return
        seen.pages += 1
        seen.has_text = seen.has_text or bool(page.text.strip())
        yield page


def _measured_pages(
    document: pypdfium2.PdfDocument, page_count: int, reading: Reading, seen: _Seen
) -> Iterator[MeasuredPage]:
    for index in range(page_count):
        reading.checkpoint()
        try:
            yield _measured_page(document, index, reading, seen)
        except pypdfium2.PdfiumError:
            seen.broken.append(index + 1)
            yield MeasuredPage(index, "", [])


def _measured_page(document: pypdfium2.PdfDocument, index: int, reading: Reading, seen: _Seen) -> MeasuredPage:
    with contextlib.closing(document[index]) as page, contextlib.closing(page.get_textpage()) as textpage:
        text, added = characters(textpage), additions(page, textpage)
        if _lacks_text(page, textpage, text):
            picture = reading.pictures.read(lambda: _render(page))
            if picture is not None and picture.text.strip():
                return MeasuredPage(index, picture.text, [], picture, added)
            if not text.strip():
                seen.pictures.append(index + 1)
        return MeasuredPage(index, text, read_lines(textpage, text, page.get_rotation()), added=added)


def _lacks_text(page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage, text: str) -> bool:
    """Whether a page shows something, and its text does not say it."""
    length = len("".join(text.split()))
    if not length:
        return bool(pdfium.FPDFPage_CountObjects(page) > 0)
    if length < _STAMP_CHARACTERS and _picture_share(page) > _PICTURE_SHARE:
        return True
    return is_garbled(textpage, text)


def _picture_share(page: pypdfium2.PdfPage) -> float:
    """How much of a page its largest picture covers."""
    width, height = page.get_size()
    largest = 0.0
    for picture in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = picture.get_bounds()
        largest = max(largest, float((right - left) * (top - bottom)))
    return largest / max(float(width * height), 1.0)


def _render(page: pypdfium2.PdfPage) -> Pixels:
    longest = max(*page.get_size(), 1.0)
    scale = min(_PICTURE_DPI / _POINTS_PER_INCH, _LONGEST_PICTURE_SIDE / longest)
    pixels: Pixels = page.render(scale=scale, may_draw_forms=False).to_numpy()
    return pixels


def _notes(seen: _Seen, page_count: int, pictures_missed: bool) -> Iterator[str]:
    if seen.pages < page_count:
        yield left_out_note(seen.pages, page_count, "pages")
    if seen.recognized:
        yield recognition_note(seen.recognized, page_count)
    if seen.pictures:
        why = "whose text was not read" if pictures_missed else "in which no text was found"
        yield f"{pages_named(seen.pictures)} only pictures, {why}."
    if seen.broken:
        yield f"{pages_named(seen.broken)} damage and could not be read."
