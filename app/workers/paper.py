"""The worker that lays out Word documents, PDF and spreadsheets: it writes no file, but gives back the bytes.

PDF is laid out by Qt without a display, because it shapes every script a font is there for and breaks lines in both
directions; it is the one place outside the window that has Qt.
"""

import functools
import re
import unicodedata
from collections.abc import Callable, Iterator
from html import escape
from io import BytesIO
from typing import BinaryIO

from app.core.errors import UserError
from app.core.tools.tables import number_of
from app.core.words.text import is_right_to_left
from app.workers.error_stream import unheard
from app.workers.protocol.paper import PaperBlock, PaperWritten, WritePaper, WriteSheet
from app.workers.serve import CancelFlag, serve

_BLOCKS_BETWEEN_LOOKS = 200
_STYLE = """
h1 { font-size: 20pt; margin-bottom: 5px; } h2 { font-size: 13pt; margin-top: 19px; margin-bottom: 5px; }
p, li { margin-top: 0px; margin-bottom: 7px; } .small { color: #555555; font-size: 9pt; }
"""
"""Distances in pixels of 1/96 inch: Qt takes those in points for nothing."""
_MARGIN_MM = 20
_FONT = ("sans-serif", 10)
_EASTERN = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO")
"""How the names of signs begin that one and the same font has."""
_MOST_NAMED = 8
_DOTS_PER_INCH = 300
_LONGEST_CELL = 32_767
_FIGURE = re.compile(r"[-+]?\d[\d.,'’]*")
_SHEET_DIGITS = 15
_WIDEST = 60.0
"""Characters, about as many as a line is read with ease."""
_LONGEST_TITLE = 255
"""Characters a property of a Word document has room for."""


def run(lock: str, source: BinaryIO, sink: BinaryIO) -> None:
    """Serve until the pipe closes."""
    serve("paper", lock, {WritePaper: _write, WriteSheet: _write_sheet}, source, sink)


def _write(request: WritePaper, flag: CancelFlag) -> Iterator[PaperWritten]:
    forms: dict[str, Callable[[WritePaper, CancelFlag], bytes]] = {"docx": _docx, "pdf": _pdf}
    yield PaperWritten(content=forms[request.form](request, flag))


def _write_sheet(request: WriteSheet, flag: CancelFlag) -> Iterator[PaperWritten]:
    """Texts stay texts, whatever they begin with: no cell is a formula or a link that opens something."""
    import xlsxwriter

    written = BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        book.set_properties({"title": _allowed(request.title)[:_LONGEST_TITLE]})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        for at, row in enumerate(request.rows):
            if at % _BLOCKS_BETWEEN_LOOKS == 0:
                flag.raise_if_set()
            for column, cell in enumerate(row):
                number = _number(cell) if at else None
                if number is not None:
                    sheet.write_number(at, column, number, body)
                elif cell:
                    sheet.write_string(at, column, _allowed(cell)[:_LONGEST_CELL], body if at else head)
        for column, width in enumerate(_widths(request.rows)):
            sheet.set_column(column, column, width)
    yield PaperWritten(content=written.getvalue())


def _number(cell: str) -> float | None:
    """What a cell can be calculated with; a number that begins with a zero, or has more digits than a sheet keeps, is a text."""
    number = number_of(cell) if _FIGURE.fullmatch(cell) else None
    digits = cell.lstrip("-+")
    kept = not digits.startswith("0") or digits[:2] in ("0", "0.", "0,")
    return float(number) if number is not None and kept and len(number.as_tuple().digits) <= _SHEET_DIGITS else None


def _widths(rows: tuple[tuple[str, ...], ...]) -> list[float]:
    width = max(map(len, rows), default=0)
    return [min(_WIDEST, max(len(row[column]) for row in rows if column < len(row)) + 2.0) for column in range(width)]


def _docx(request: WritePaper, flag: CancelFlag) -> bytes:
    import docx
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    document = docx.Document()
    about = document.core_properties
    for made_up in list(about._element):  # by the library: its own name, and a day in 2013
        about._element.remove(made_up)
    about.title = _allowed(request.title)[:_LONGEST_TITLE]
    styles = {"title": "Title", "heading": "Heading 1", "item": "List Bullet"}
    for number, block in enumerate(request.blocks):
        if number % _BLOCKS_BETWEEN_LOOKS == 0:
            flag.raise_if_set()
        paragraph = document.add_paragraph(style=styles.get(block.kind, "Normal"))
        mirrored = is_right_to_left(block.text)
        if mirrored:
            paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        if block.lead:
            lead = paragraph.add_run(f"{_allowed(block.lead)}  ")
            lead.font.bold = lead.font.cs_bold = True
            lead.font.rtl = mirrored or None
        run = paragraph.add_run(_allowed(block.text))
        run.italic = block.kind == "remark"
        run.font.rtl = mirrored or None
        if block.note:
            paragraph.add_run(f"  ({_allowed(block.note)})").font.size = Pt(8.5)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _pdf(request: WritePaper, flag: CancelFlag) -> bytes:
    from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
    from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPdfWriter, QTextDocument

    _graphics()
    _require_fonts(request)
    flag.raise_if_set()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(_allowed(request.title)[:_LONGEST_TITLE])
    writer.setCreator("Alcove")
    writer.setResolution(_DOTS_PER_INCH)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    document = QTextDocument()
    document.setDefaultStyleSheet(_STYLE)
    document.setDefaultFont(QFont(*_FONT))
    document.setHtml("".join(_html(request.blocks)))
    document.documentLayout().setPaintDevice(writer)
    document.setPageSize(writer.pageLayout().paintRectPixels(_DOTS_PER_INCH).size().toSizeF())
    flag.raise_if_set()
    document.print_(writer)
    del writer
    return bytes(buffer.data().data())


def _require_fonts(request: WritePaper) -> None:
    """Raises UserError where letters would be empty boxes, for no font of this computer has them."""
    from PySide6.QtGui import QFont, QFontMetrics

    letters = {sign for block in request.blocks for text in (block.lead, block.text, block.note) for sign in text}
    metrics = QFontMetrics(QFont(*_FONT))
    missing = sorted(sign for sign in letters if sign.isalpha() and not metrics.inFontUcs4(ord(sign)))
    if missing:
        eastern = unicodedata.name(missing[0], "").startswith(_EASTERN)
        raise UserError(
            f"No font of this computer has {' '.join(missing[:_MOST_NAMED])}, which a PDF would show as empty boxes; "
            f"install one that has, such as {'Noto Sans CJK' if eastern else 'Noto Sans'}, or choose a Word document."
        )


@functools.cache
def _graphics() -> object:
    """Qt without a display, for as long as this process lives: it does not bear being ended and begun again."""
    import os

    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtGui import QFontDatabase, QGuiApplication

    graphics = QGuiApplication(["paper"])
    # Where no list of the fonts is kept yet, it is made anew, and that it may not be kept is nobody's concern.
    with unheard():
        QFontDatabase.families()
    return graphics


def _html(blocks: tuple[PaperBlock, ...]) -> Iterator[str]:
    """Escaped throughout: nothing said in a meeting is markup, and nothing is loaded from anywhere."""
    listed = False
    for block in blocks:
        if listed != (block.kind == "item"):
            yield "</ul>" if listed else "<ul>"
            listed = not listed
        tag = {"title": "h1", "heading": "h2", "item": "li"}.get(block.kind, "p")
        style = ' class="small"' if block.kind == "remark" else ""
        direction = f' dir="{"rtl" if is_right_to_left(block.text) else "ltr"}"'
        lead = f"<b>{escape(block.lead)}</b>&nbsp; " if block.lead else ""
        note = f' <span class="small">({escape(block.note)})</span>' if block.note else ""
        yield f"<{tag}{style}{direction}>{lead}{escape(block.text)}{note}</{tag}>"
    if listed:
        yield "</ul>"


def _allowed(text: str) -> str:
    """Without the control characters, and what is no character, that XML has no place for."""
    return "".join(one for one in text if (one >= " " or one in "\t\n") and one not in "\ufffe\uffff")
