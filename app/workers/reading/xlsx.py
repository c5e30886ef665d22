"""Workbooks (.xlsx, .xlsm): every sheet row by row, with the values the program last showed, and the comments."""

import functools
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from app.core.library.documents import Page, ReadDocument
from app.workers.reading.chart_text import chart_blocks
from app.workers.reading.composed_text import compose
from app.workers.reading.number_format import GENERAL, NumberFormat, built_in_format, parse_format
from app.workers.reading.office_package import OfficePackage, relation_id
from app.workers.reading.office_properties import read_properties
from app.workers.reading.sheet_text import Room, Row, named_page, sheet_pages
from app.workers.reading.terms import Reading, damaged, one_line, remark

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_A_PARAGRAPH = "{http://schemas.openxmlformats.org/drawingml/2006/main}p"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_STANDS_IN = "tc="
"""Begins the author of a note that tells older programs of a conversation they cannot show."""
_KIND = "workbook"
_MOST_STRINGS = 5_000_000


@dataclass(frozen=True, slots=True)
class _Workbook:
    strings: list[str]
    formats: list[NumberFormat]
    since_1904: bool
    people: Mapping[str, str]
    """Who takes part in conversations, by their identity."""


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
        people=_people(package, package.related(main, "person")),
    )
    parts = package.all_related(main)
    sheets = [(sheet, parts[relation_id(sheet)]) for sheet in root.iter(f"{_S}sheet") if relation_id(sheet) in parts]
    pages: list[Page] = []
    room = Room()
    for sheet, name in sheets[: reading.page_limit]:
        suffix = "" if sheet.get("state", "visible") == "visible" else " (hidden)"
        pages += _sheet(package, name, one_line(sheet.get("name")), suffix, workbook, room, reading)
        if room.left < 0:
            break
    properties = read_properties(package)
    return ReadDocument(
        properties.title, "xlsx", tuple(pages[: reading.page_limit]), room.notes(), properties.author, properties.date
    )


def _sheet(
    package: OfficePackage, name: str, label: str, suffix: str, workbook: _Workbook, room: Room, reading: Reading
) -> Iterator[Page]:
    yield from sheet_pages(label, _rows(package, name, workbook), room, reading.checkpoint, suffix)
    threads = list(_threads(package, name, workbook.people))
    notes = _notes(package, name, {cell for cell, _said in threads})
    lines = [f"{cell}: {told}" for cell, told in (*notes, *threads)]
    if lines:
        yield named_page(f"{label}, comments", "\n".join(lines))
    drawing = package.related(name, "drawing")
    drawn = _drawn(package, drawing) if drawing is not None else ""
    if drawn:
        yield named_page(f"{label}, drawings", drawn)


def _notes(package: OfficePackage, sheet: str, threaded: Collection[str]) -> Iterator[tuple[str, str]]:
    """The notes of a sheet by their cell, but those that only stand in for a conversation that is there."""
    part = package.related(sheet, "comments")
    root = package.part(part) if part is not None else None
    if root is None:
        return
    authors = [author.text or "" for author in root.iter(f"{_S}author")]
    for note in root.iter(f"{_S}comment"):
        at = note.get("authorId", "")
        author = authors[int(at)] if at.isdecimal() and int(at) < len(authors) else ""
        cell, stands_in = note.get("ref", ""), author.startswith(_STANDS_IN)
        if not stands_in or cell not in threaded:
            yield cell, remark("" if stands_in else author, _text(note).removeprefix(f"{author}:"))


def _threads(package: OfficePackage, sheet: str, people: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What was said in the conversations of a sheet, by their cell."""
    part = package.related(sheet, "threadedComment")
    root = package.part(part) if part is not None else None
    for said in root.iter("{*}threadedComment") if root is not None else ():
        yield said.get("ref", ""), remark(people.get(said.get("personId", "")), said.findtext("{*}text", ""))


def _people(package: OfficePackage, name: str | None) -> dict[str, str]:
    root = package.part(name) if name is not None else None
    return {} if root is None else {one.get("id", ""): one.get("displayName", "") for one in root.iter("{*}person")}


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
        # A strict workbook has another namespace than the usual ones; it is the same in all of a part.
        namespace = row.tag[: row.tag.index("}") + 1] if "}" in row.tag else ""
        for cell in row.iterchildren(f"{namespace}c"):
            column = _column(cell.get("r", "").rstrip("0123456789")) or column + 1
            cells[column] = _shown(cell, namespace, workbook)
        yield number, cells


@functools.lru_cache(maxsize=20_000)
def _column(letters: str) -> int:
    """The number of a column, 0 for what is none."""
    number = 0
    for letter in letters[:4]:
        if not "A" <= letter <= "Z":
            return 0
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _shown(cell: etree._Element, namespace: str, workbook: _Workbook) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _text(cell)
    value = cell.findtext(f"{namespace}v") or ""
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
    if number_format is GENERAL and value.isdecimal():
        return value
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
