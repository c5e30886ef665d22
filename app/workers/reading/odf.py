"""OpenDocument: texts (.odt), sheets (.ods) and presentations (.odp), by the text their programs last showed."""

import dataclasses
from collections.abc import Iterator

from lxml import etree

from app.core.library.documents import Heading, Page, ReadDocument
from app.workers.reading.composed_text import Block, compose, length_notes
from app.workers.reading.office_package import OfficePackage
from app.workers.reading.office_properties import read_properties
from app.workers.reading.protected_odf import decrypted, is_protected
from app.workers.reading.sheet_text import Room, Row, sheet_pages
from app.workers.reading.terms import MAXIMUM_CHARACTERS, Reading, damaged, one_line, remark

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_PRESENTATION = "{urn:oasis:names:tc:opendocument:xmlns:presentation:1.0}"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_KIND = "OpenDocument file"
_LEFT_OUT = {
    *(f"{_TEXT}tracked-changes", f"{_OFFICE}forms", f"{_OFFICE}annotation-end", f"{_OFFICE}scripts"),
    *(f"{_TEXT}sequence-decls", f"{_TEXT}note-citation", f"{_TABLE}shapes", f"{_PRESENTATION}notes"),
    *(f"{_OFFICE}event-listeners", f"{_TEXT}index-title-template", f"{_TEXT}table-of-content-source"),
}
_SIGNS = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")
_MOST_REPEATED = 1000
"""A sheet fills itself up to its last row and column with one repeated cell; nobody fills in the same text so often."""


def read(content: bytes, reading: Reading) -> ReadDocument:
    """A text as one page; a page for each sheet or slide, labelled with its name.

    Raises:
        LockedFile: it is protected by a password other than the one given.
        UnreadableFile: it is damaged, or made to do harm.
    """
    package = OfficePackage(content, _KIND)
    if is_protected(package):
        package = OfficePackage(decrypted(package, reading.password), _KIND)
    root = package.part("content.xml")
    body = None if root is None else root.find(f"{_OFFICE}body")
    if body is None:
        raise damaged(_KIND, "it holds no text part")
    properties = read_properties(package)
    room = Room()
    pages, kind = _pages(body, room, reading)
    pages = pages[: reading.page_limit]
    title = properties.title or (pages[0].headings[0].text if kind != "ods" and pages and pages[0].headings else "")
    notes = room.notes() or (length_notes(pages[0]) if kind == "odt" and pages else ())
    return ReadDocument(title, kind, pages, notes, properties.author, properties.date)


def _pages(body: etree._Element, room: Room, reading: Reading) -> tuple[tuple[Page, ...], str]:
    sheets = body.find(f"{_OFFICE}spreadsheet")
    if sheets is not None:
        return tuple(_sheets(sheets, room, reading)), "ods"
    slides = body.find(f"{_OFFICE}presentation")
    if slides is None:
        slides = body.find(f"{_OFFICE}drawing")
    if slides is not None:
        return tuple(_slides(slides, reading)), "odp"
    text = body.find(f"{_OFFICE}text")
    return ((compose(_checked(_blocks(text), reading)),) if text is not None else ()), "odt"


def _checked(blocks: Iterator[Block], reading: Reading) -> Iterator[Block]:
    for count, block in enumerate(blocks):
        if count % 200 == 0:
            reading.checkpoint()
        yield block


def _sheets(sheets: etree._Element, room: Room, reading: Reading) -> Iterator[Page]:
    for table in sheets.iterchildren(f"{_TABLE}table"):
        yield from sheet_pages(one_line(table.get(f"{_TABLE}name")), _rows(table), room, reading.checkpoint)
        if room.left < 0:
            return


def _rows(table: etree._Element) -> Iterator[Row]:
    number = 1
    for row in table.iter(f"{_TABLE}table-row"):
        if next(row.iterancestors(f"{_TABLE}table"), None) is not table:
            continue
        cells = _cells(row)
        repeated = _count(row, f"{_TABLE}number-rows-repeated")
        for offset in range(min(repeated, _MOST_REPEATED) if cells else 0):
            yield number + offset, cells
        number += repeated


def _cells(row: etree._Element) -> dict[int, str]:
    cells: dict[int, str] = {}
    column = 0
    for cell in row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
        repeated = _count(cell, f"{_TABLE}number-columns-repeated")
        text = " ".join(_paragraph_text(child) for child in cell.iter(*_PARAGRAPHS))
        if text.strip():
            cells.update((column + offset, text) for offset in range(min(repeated, _MOST_REPEATED)))
        column += repeated
    return cells


def _count(element: etree._Element, attribute: str) -> int:
    written = element.get(attribute, "1")
    return min(int(written), 1 << 24) if written.isdecimal() and len(written) < 10 else 1


def _slides(slides: etree._Element, reading: Reading) -> Iterator[Page]:
    length = 0
    for number, slide in enumerate(slides.iterchildren(f"{_DRAW}page"), start=1):
        reading.checkpoint()
        page = compose(_slide_blocks(slide))
        headings = page.headings or ((Heading(0, 1, f"Slide {number}"),) if page.text else ())
        yield dataclasses.replace(page, number=number, label=f"Slide {number}", headings=headings)
        length += len(page.text)
        if length > MAXIMUM_CHARACTERS:
            return


def _slide_blocks(slide: etree._Element) -> Iterator[Block]:
    frames = list(slide.iterchildren(tag=etree.Element))
    for frame in sorted(frames, key=lambda frame: frame.get(f"{_PRESENTATION}class") != "title"):
        is_title = frame.get(f"{_PRESENTATION}class") == "title"
        for block in _blocks(frame) if frame.tag not in _LEFT_OUT else ():
            yield dataclasses.replace(block, heading_level=1 if is_title else block.heading_level)
    notes = slide.find(f"{_PRESENTATION}notes")
    spoken = (
        [block for frame in notes if frame.tag == f"{_DRAW}frame" for block in _blocks(frame)]
        if notes is not None
        else []
    )
    if any(block.text.strip() for block in spoken):
        yield Block("Notes:")
        yield from spoken


def _blocks(container: etree._Element, bullet: str = "") -> Iterator[Block]:
    for child in container.iterchildren(tag=etree.Element):
        if child.tag in _LEFT_OUT:
            continue
        if child.tag in _PARAGRAPHS:
            yield from _paragraph_blocks(child, bullet)
        elif child.tag == f"{_TABLE}table":
            yield from _table(child)
        elif child.tag == f"{_TEXT}list-item":
            yield from _blocks(child, "\u2022 ")
        else:
            yield from _blocks(child, bullet)


def _paragraph_blocks(paragraph: etree._Element, bullet: str) -> Iterator[Block]:
    text = _paragraph_text(paragraph)
    level = paragraph.get(f"{_TEXT}outline-level", "1") if paragraph.tag == f"{_TEXT}h" else "0"
    heading = min(int(level), 9) if level.isdecimal() and len(level) < 3 else 1
    yield Block(bullet + text if text.strip() else "", heading, tight=bool(bullet))
    for box in paragraph.iter(f"{_DRAW}text-box"):  # it stands apart from the words it is anchored to
        if next(box.iterancestors(*_PARAGRAPHS), None) is paragraph:
            yield from _blocks(box)


def _table(table: etree._Element) -> Iterator[Block]:
    first = True
    for row in table.iter(f"{_TABLE}table-row"):
        if next(row.iterancestors(f"{_TABLE}table"), None) is not table:
            continue  # the rows of a table inside a cell are read with that cell
        cells = [list(_blocks(cell)) for cell in row.iterchildren(f"{_TABLE}table-cell")]
        if len(cells) == 1:
            yield from cells[0]
            continue
        texts = [one_line(" ".join(block.text for block in cell)) for cell in cells]
        if any(texts):
            yield Block(" | ".join(texts), tight=not first)
            first = False


def _paragraph_text(paragraph: etree._Element) -> str:
    parts: list[str] = []
    _collect(paragraph, parts)
    return "".join(parts)


def _collect(element: etree._Element, parts: list[str]) -> None:
    """Depth first; libxml2 refuses documents nested deeper than 256, so this ends."""
    parts.append(element.text or "")
    for child in element:
        if child.tag == f"{_TEXT}s":
            parts.append(" " * min(_count(child, f"{_TEXT}c"), 100))
        elif child.tag in _SIGNS:
            parts.append(_SIGNS[child.tag])
        elif child.tag == f"{_TEXT}note":
            body = child.find(f"{_TEXT}note-body")
            parts.append(f" [{one_line(' '.join(body.itertext()))}]" if body is not None else "")
        elif child.tag == f"{_OFFICE}annotation":
            said = " ".join(_paragraph_text(line) for line in child.iter(*_PARAGRAPHS))
            parts.append(f" [{remark(child.findtext(_CREATOR), said)}]")
        elif isinstance(child.tag, str) and child.tag not in _LEFT_OUT and child.tag != f"{_DRAW}text-box":
            _collect(child, parts)
        parts.append(child.tail or "")
