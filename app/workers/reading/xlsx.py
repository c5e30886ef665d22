"""Workbooks (.xlsx, .xlsm): every sheet row by row, with the values the program last showed, and the comments."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from app.core.documents import Page, ReadDocument
from app.workers.reading.chart_text import chart_blocks
from app.workers.reading.composed_text import compose
from app.workers.reading.number_format import GENERAL, NumberFormat, built_in_format, parse_format
from app.workers.reading.office_package import OfficePackage, relation_id
from app.workers.reading.office_properties import read_properties
from app.workers.reading.sheet_text import Row, named_page, sheet_pages
from app.workers.reading.terms import MAXIMUM_CHARACTERS, Reading, damaged, left_out_note, one_line

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_A_PARAGRAPH = "{http://schemas.openxmlformats.org/drawingml/2006/main}p"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_KIND = "workbook"
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_MOST_STRINGS = 5_000_000


@dataclass(frozen=True, slots=True)
class _Workbook:
    strings: list[str]
    formats: list[NumberFormat]
    since_1904: bool


def read(content: bytes, reading: Reading) -> ReadDocument:
    """The sheets in order; formulas by their last value, a hidden sheet's label says so.

    Raises:
        UnreadableFile: it is damaged or made to do harm.
    """
    package = OfficePackage(content, _KIND)
    main = package.related("", "officeDocument") or "xl/workbook.xml"
    root = package.part(main)
    if root is None:
        raise damaged(_KIND, "it holds no list of sheets")
    workbook = _Workbook(
        strings=_shared_strings(package, package.related(main, "sharedStrings")),
        formats=_formats(package, package.related(main, "styles")),
        since_1904=any(one.get("date1904") in ("1", "true") for one in root.iter(f"{_S}workbookPr")),
    )
    parts = package.all_related(main)
    sheets = [(sheet, parts[relation_id(sheet)]) for sheet in root.iter(f"{_S}sheet") if relation_id(sheet) in parts]
    pages: list[Page] = []
    length = read_sheets = 0
    for sheet, name in sheets:
        suffix = "" if sheet.get("state", "visible") == "visible" else " (hidden)"
        if length > MAXIMUM_CHARACTERS or len(pages) >= reading.page_limit:
            break
        for page in _sheet(package, name, one_line(sheet.get("name")), suffix, workbook, reading):
            pages.append(page)
            length += len(page.text)
        read_sheets += 1
    notes = [left_out_note(read_sheets, len(sheets), "sheets")] if read_sheets < len(sheets) else []
    if length > MAXIMUM_CHARACTERS:
        notes.append(f"Only the first {MAXIMUM_CHARACTERS:,} characters were read.")
    properties = read_properties(package)
    return ReadDocument(properties.title, "xlsx", tuple(pages), tuple(notes), properties.author, properties.date)


def _sheet(
    package: OfficePackage, name: str, label: str, suffix: str, workbook: _Workbook, reading: Reading
) -> Iterator[Page]:
    yield from sheet_pages(label, _rows(package, name, workbook), reading.checkpoint, suffix)
    comments = package.related(name, "comments")
    root = package.part(comments) if comments is not None else None
    lines = [f"{one.get('ref', '')}: {_text(one)}" for one in root.iter(f"{_S}comment")] if root is not None else []
    if lines:
        yield named_page(f"{label}, comments", "\n".join(lines))
    drawing = package.related(name, "drawing")
    drawn = _drawn(package, drawing) if drawing is not None else ""
    if drawn:
        yield named_page(f"{label}, drawings", drawn)


def _drawn(package: OfficePackage, drawing: str) -> str:
    """The charts and text boxes of a sheet."""
    root = package.part(drawing)
    if root is None:
        return ""
    related = package.all_related(drawing)
    parts = [one_line("".join(paragraph.itertext("{*}t"))) for paragraph in root.iter(_A_PARAGRAPH)]
    for chart in root.iter(_CHART):
        part = package.part(related.get(relation_id(chart), ""))
        parts.append(compose(chart_blocks(part)).text if part is not None else "")
    return "\n\n".join(filter(None, parts))


def _rows(package: OfficePackage, name: str, workbook: _Workbook) -> Iterator[Row]:
    number = 0
    for row in package.elements(name, "row"):
        written = row.get("r", "")
        number = int(written) if written.isdecimal() and len(written) < 8 else number + 1
        cells: dict[int, str] = {}
        column = 0
        for cell in row.iterchildren("{*}c"):
            place = _CELL.fullmatch(cell.get("r", ""))
            column = _column(place[1]) if place else column + 1
            cells[column] = _shown(cell, workbook)
        yield number, cells


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _shown(cell: etree._Element, workbook: _Workbook) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _text(cell)
    value = cell.findtext("{*}v") or ""
    if kind == "s":
        return workbook.strings[int(value)] if value.isdecimal() and int(value) < len(workbook.strings) else ""
    if kind == "b":
        return "TRUE" if value == "1" else "FALSE" if value == "0" else value
    if kind != "n" or not value:
        return value
    style = cell.get("s", "")
    number_format = (
        workbook.formats[int(style)] if style.isdecimal() and int(style) < len(workbook.formats) else GENERAL
    )
    try:
        return number_format.show(float(value), since_1904=workbook.since_1904)
    except (ValueError, OverflowError):
        return value


def _shared_strings(package: OfficePackage, name: str | None) -> list[str]:
    strings: list[str] = []
    for item in package.elements(name, "si") if name is not None else ():
        strings.append(_text(item))
        if len(strings) > _MOST_STRINGS:
            raise damaged(_KIND, "it holds more texts than a workbook can")
    return strings


def _text(element: etree._Element) -> str:
    """The text of all runs, without the reading aids of East Asian text."""
    return "".join(run.text or "" for run in element.iter("{*}t") if etree.QName(run.getparent()).localname != "rPh")


def _formats(package: OfficePackage, name: str | None) -> list[NumberFormat]:
    """The number format of each cell style."""
    root = package.part(name) if name is not None else None
    if root is None:
        return []
    own = {one.get("numFmtId", ""): parse_format(one.get("formatCode", "")) for one in root.iter(f"{_S}numFmt")}
    formats = []
    for style in root.iterfind(f"{_S}cellXfs/{_S}xf"):
        identity = style.get("numFmtId", "0")
        formats.append(own.get(identity) or built_in_format(int(identity) if identity.isdecimal() else 0))
    return formats
