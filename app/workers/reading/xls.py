"""Old workbooks (.xls), read with xlrd: every sheet row by row, with values as they are shown."""

import dataclasses
import struct
from collections.abc import Iterator
from io import StringIO

import xlrd
from xlrd.biffh import error_text_from_code
from xlrd.compdoc import CompDocError

from app.core.library.documents import Page, ReadDocument
from app.workers.reading import protected_office
from app.workers.reading.number_format import GENERAL, parse_format
from app.workers.reading.ole_container import read_summary
from app.workers.reading.parts import DEEPEST
from app.workers.reading.sheet_text import Room, Row, named_page, sheet_pages
from app.workers.reading.terms import Reading, damaged, remark

_KIND = "workbook"
# Whatever xlrd makes of bytes that a fuzzer wrote.
_BROKEN = (
    *(xlrd.XLRDError, CompDocError, struct.error, ArithmeticError, LookupError, ValueError, TypeError),
    *(AssertionError, AttributeError, RecursionError, NotImplementedError),
)


def read(content: bytes, reading: Reading) -> ReadDocument:
    """The sheets in order; formulas by their last value, a hidden sheet's label says so.

    Raises:
        LockedFile: it is protected by a password.
        UnreadableFile: it is damaged.
    """
    try:
        book = xlrd.open_workbook(file_contents=content, logfile=StringIO(), formatting_info=True, on_demand=True)
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower() and reading.depth < DEEPEST:
            inside = dataclasses.replace(reading, depth=reading.depth + 1)
            return read(protected_office.decrypted(content, reading.password), inside)
        raise damaged(_KIND, "it cannot be opened as a workbook") from None
    except _BROKEN as error:
        raise damaged(_KIND, f"it cannot be opened ({type(error).__name__})") from None
    pages: list[Page] = []
    unread: list[str] = []
    room = Room()
    for index in range(min(book.nsheets, reading.page_limit)):
        try:
            pages += list(_sheet(book, index, room, reading))
        except _BROKEN:
            unread.append(f"The sheet {book.sheet_names()[index]} is damaged and could not be read.")
        if room.left < 0:
            break
    if not pages and unread:
        raise damaged(_KIND, "none of its sheets can be read")
    summary = read_summary(content)
    return ReadDocument(
        summary.title, "xls", tuple(pages[: reading.page_limit]), (*unread, *room.notes()), summary.author, summary.date
    )


def _sheet(book: xlrd.Book, index: int, room: Room, reading: Reading) -> Iterator[Page]:
    reading.checkpoint()
    sheet = book.sheet_by_index(index)
    suffix = " (hidden)" if sheet.visibility else ""
    yield from sheet_pages(sheet.name, _rows(book, sheet), room, reading.checkpoint, suffix)
    lines = [
        f"{xlrd.cellname(row, column)}: {remark(note.author, note.text)}"
        for (row, column), note in sorted(sheet.cell_note_map.items())
    ]
    if lines:
        yield named_page(f"{sheet.name}, comments", "\n".join(lines))
    book.unload_sheet(index)


def _rows(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> Iterator[Row]:
    for row in range(sheet.nrows):
        yield row + 1, {column: _shown(book, cell) for column, cell in enumerate(sheet.row(row)) if cell.ctype}


def _shown(book: xlrd.Book, cell: xlrd.sheet.Cell) -> str:
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(error_text_from_code.get(cell.value, ""))
    if cell.ctype not in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return str(cell.value)
    shown_as = GENERAL
    if cell.xf_index is not None and cell.xf_index < len(book.xf_list):
        code = book.format_map.get(book.xf_list[cell.xf_index].format_key)
        shown_as = parse_format(code.format_str) if code is not None else GENERAL
    return shown_as.show(float(cell.value), since_1904=bool(book.datemode))
