"""PDF, read with PDFium, so that an offset into a page's text is the index of a character on the page."""

import contextlib
import ctypes
import itertools
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium

from app.core.documents import Heading, Page, ReadDocument
from app.core.errors import UnreadableFile
from app.workers.reading import pdf_second_reader
from app.workers.reading.terms import MAXIMUM_CHARACTERS, Checkpoint, left_out_note

_MAXIMUM_BOOKMARKS = 5_000
_LONGEST_HEADING = 200
_PRODUCER_NAMES = re.compile(
    r"^(?:microsoft (?:word|excel|powerpoint) - |untitled|unknown|slide 1$|print$|layout 1$)", re.I
)
_FILE_NAME = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|rtf|odt|txt|tex|dvi|ps|indd|qxd|pmd|fm|wpd|html?|cdr|ai|eps)$", re.I
)

_WORD_JOINER = "\u2060"
_UNKNOWN = "\ufffd"
_SURROGATE_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_SHOWN_AS = {
    **dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), " "),
    **dict.fromkeys(range(0xD800, 0xE000), _UNKNOWN),
    0x0A: "\n",
    # PDFium marks a hyphen that divides a word at the end of a line, and drops the line end after it.
    **dict.fromkeys((0x02, 0xFFFE), "\u00ad"),
    # Bullets of the Symbol and Wingdings fonts.
    **dict.fromkeys((0xF06C, 0xF06E, 0xF0A7, 0xF0B7, 0xF0D8, 0xF0FC), "\u2022"),
}


def read(content: bytes, page_limit: int, password: str, checkpoint: Checkpoint) -> ReadDocument:
    """The pages in order, numbered from 1; headings are those of the outline that are found on their page.

    Where PDFium cannot open the file, pypdf tries; offsets then are into the text alone, and a note says so.

    Raises:
        UnreadableFile: damaged, without text, or protected by a password other than `password`.
    """
    try:
        document = pypdfium2.PdfDocument(content, password=password or None)
    except pypdfium2.PdfiumError as error:
        _refuse_protected(error, password)
        return pdf_second_reader.read(content, page_limit, password, checkpoint)
    with contextlib.closing(document):
        contents = _read_contents(document, min(len(document), page_limit), checkpoint)
        if not any(text.strip() for text in contents.texts):
            if contents.broken:
                return pdf_second_reader.read(content, page_limit, password, checkpoint)
            raise UnreadableFile(_reason_without_text(len(document), contents.pictures))
        outline = _outline(document, len(contents.texts))
        pages = tuple(
            Page(index + 1, text, tuple(_headings(text, outline.get(index, []))))
            for index, text in enumerate(contents.texts)
        )
        return ReadDocument(_title(document), "pdf", pages, _notes(contents, len(document)))


@dataclass(slots=True)
class _Contents:
    """The text of each page, and the numbers of the pages that show something without text, or cannot be opened."""

    texts: list[str] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)


def _refuse_protected(error: pypdfium2.PdfiumError, password: str) -> None:
    if error.err_code == pdfium.FPDF_ERR_PASSWORD and password:
        raise UnreadableFile("This PDF is protected, and the password given is not right.")
    if error.err_code == pdfium.FPDF_ERR_PASSWORD:
        raise UnreadableFile("This PDF needs a password; save a copy without one and add that.")
    if error.err_code == pdfium.FPDF_ERR_SECURITY:
        raise UnreadableFile("This PDF is protected in a way that Alcove cannot open; save a copy without protection.")


def _read_contents(document: pypdfium2.PdfDocument, page_count: int, checkpoint: Checkpoint) -> _Contents:
    contents = _Contents()
    length = 0
    for index in range(page_count):
        checkpoint()
        try:
            text, shows_something = _page_text(document, index)
        except pypdfium2.PdfiumError:
            text, shows_something = "", False
            contents.broken.append(index + 1)
        if shows_something and not text.strip():
            contents.pictures.append(index + 1)
        length += len(text)
        if length > MAXIMUM_CHARACTERS:
            break
        contents.texts.append(text)
    return contents


def _page_text(document: pypdfium2.PdfDocument, index: int) -> tuple[str, bool]:
    with contextlib.closing(document[index]) as page, contextlib.closing(page.get_textpage()) as textpage:
        return _characters(textpage), pdfium.FPDFPage_CountObjects(page) > 0


def _characters(textpage: pypdfium2.PdfTextPage) -> str:
    """Exactly one character for each of PDFium's character indexes."""
    count = textpage.count_chars()
    if count <= 0:
        return ""
    units = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(textpage, 0, count, units) - 1
    text = bytes(units)[: 2 * written].decode("utf-16-le", "surrogatepass")
    if written == len(text) == count:
        return text.translate(_SHOWN_AS)
    # PDFium leaves some characters out of the text, and writes others in two halves: ask for each.
    return characters_of([pdfium.FPDFText_GetUnicode(textpage, index) for index in range(count)])


def characters_of(codes: list[int]) -> str:
    """One character for each of PDFium's character codes, whatever they are, so that positions stay the same.

    Line hyphens become soft hyphens; what cannot be shown becomes a space; of the two halves of a character outside
    the basic plane the first becomes the character and the second a word joiner, which is not seen.
    """
    text = "".join(chr(code) if code <= sys.maxunicode else _UNKNOWN for code in codes)
    text = _SURROGATE_PAIR.sub(lambda pair: _joined(pair[0]) + _WORD_JOINER, text)
    return text.translate(_SHOWN_AS)


def _joined(pair: str) -> str:
    return pair.encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def _reason_without_text(page_count: int, pictures: list[int]) -> str:
    if page_count == 0:
        return "This PDF is damaged: it has no pages."
    if not pictures:
        return "This PDF contains no text."
    return "This PDF contains only pictures, no text (a scan, perhaps); Alcove cannot read text in pictures yet."


def _notes(contents: _Contents, page_count: int) -> tuple[str, ...]:
    notes = []
    if len(contents.texts) < page_count:
        notes.append(left_out_note(len(contents.texts), page_count, "pages"))
    if contents.pictures:
        notes.append(f"{_pages(contents.pictures)} only pictures, whose text cannot be searched yet.")
    if contents.broken:
        notes.append(f"{_pages(contents.broken)} damage and could not be read.")
    return tuple(notes)


def _pages(numbers: list[int]) -> str:
    """The subject of a note, such as "2 pages (3, 7) contain"."""
    if len(numbers) == 1:
        return f"Page {numbers[0]} contains"
    listed = ", ".join(str(number) for number in numbers[:5]) + (", …" if len(numbers) > 5 else "")
    return f"{len(numbers):,} pages ({listed}) contain"


def _title(document: pypdfium2.PdfDocument) -> str:
    """The title a person gave; what programs write there instead is not one."""
    try:
        title = " ".join(document.get_metadata_value("Title").split())
    except UnicodeError:
        return ""
    if (
        len(title) < 3
        or not re.search(r"[^\W\d_]{2}", title)
        or _PRODUCER_NAMES.match(title)
        or _FILE_NAME.search(title)
    ):
        return ""
    return title[:_LONGEST_HEADING]


def _outline(document: pypdfium2.PdfDocument, page_count: int) -> dict[int, list[tuple[int, str]]]:
    """Level and title of the outline's entries, for each page index; a loop in the outline ends it."""
    entries: dict[int, list[tuple[int, str]]] = {}
    for bookmark in itertools.islice(document.get_toc(max_depth=6), _MAXIMUM_BOOKMARKS):
        destination = bookmark.get_dest()
        index = destination.get_index() if destination is not None else None
        if index is not None and 0 <= index < page_count:
            with contextlib.suppress(UnicodeError):
                entries.setdefault(index, []).append((bookmark.level + 1, " ".join(bookmark.get_title().split())))
    return entries


def _headings(text: str, entries: list[tuple[int, str]]) -> Iterator[Heading]:
    found = [Heading(offset, level, title) for level, title in entries if (offset := _find(title, text)) is not None]
    return iter(sorted(found, key=lambda heading: heading.offset))


def _find(title: str, text: str) -> int | None:
    """Where a heading begins on its page, at the start of a line if it can be, however it is broken and spaced there."""
    letters = [re.escape(letter) for letter in title[:_LONGEST_HEADING] if not letter.isspace()]
    if not letters:
        return None
    pattern = r"[\s\u00ad]*".join(letters)
    match = re.search(rf"^[ \t]*({pattern})", text, re.I | re.M) or re.search(f"({pattern})", text, re.I)
    return match.start(1) if match else None
