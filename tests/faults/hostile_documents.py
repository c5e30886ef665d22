"""Documents made to do harm, as small as they can be; each is a PDF or a Word document of its own kind."""

import struct
import zipfile
import zlib
from io import BytesIO

from pypdf import PdfReader, PdfWriter

from tests.made_documents import (
    W,
    deflated,
    lines_of_text,
    page,
    page_objects,
    paragraph,
    pdf,
    pdf_of,
    stream,
    zipped,
)
from tests.made_office import odf, xlsx

MEGABYTE = 1024 * 1024


def deflated_bomb(megabytes: int, fill: bytes = b" ") -> bytes:
    """Raw deflate data that unfolds a thousandfold: one block of a megabyte, over and over."""
    compressor = zlib.compressobj(9, wbits=-15)
    block = compressor.compress(fill * MEGABYTE) + compressor.flush(zlib.Z_FULL_FLUSH)
    return block * megabytes + b"\x03\x00"


def zlib_bomb(megabytes: int, fill: bytes = b" ") -> bytes:
    """The same as PDF wants it, with its header and its checksum."""
    checksum = 1
    for _ in range(megabytes):
        checksum = zlib.adler32(fill * MEGABYTE, checksum)
    return b"\x78\xda" + deflated_bomb(megabytes, fill) + struct.pack(">I", checksum)


def flate_bomb(megabytes: int = 1000) -> bytes:
    """A page whose content unfolds to a gigabyte of nothing."""
    return pdf_of(page_objects([stream(zlib_bomb(megabytes), b"/Filter /FlateDecode")]))


def double_flate_bomb(megabytes: int = 4000) -> bytes:
    """The same compressed once more: some kilobytes."""
    twice = zlib.compress(zlib_bomb(megabytes), 9)
    return pdf_of(page_objects([stream(twice, b"/Filter [/FlateDecode /FlateDecode]")]))


def operator_flood(operator: bytes = b"1 0 0 1 0 0 cm\n", megabytes: int = 60) -> bytes:
    """Sixty megabytes of one drawing operator."""
    return pdf_of(page_objects([deflated(operator * (megabytes * MEGABYTE // len(operator)))]))


def text_flood(megabytes: int = 60) -> bytes:
    """Sixty megabytes of operators that each show a letter at the same place."""
    shown = b"BT /F 1 Tf 50 50 Td " + b"(a) Tj " * (megabytes * MEGABYTE // 7) + b"ET"
    return pdf_of(page_objects([deflated(shown)]))


def deep_nesting() -> bytes:
    """A million open brackets where an array should be."""
    objects = page_objects([stream(lines_of_text(["Text"]))])
    objects[4] = b"[" * 1_000_000
    return pdf_of(objects, b"/Info 4 0 R")


def page_tree_loop() -> bytes:
    """A page tree that is its own child."""
    objects = page_objects([stream(lines_of_text(["Text"]))])
    objects[2] = b"<< /Type /Pages /Count 3 /Kids [5 0 R 2 0 R 2 0 R] >>"
    return pdf_of(objects)


def form_loop() -> bytes:
    """A form that draws itself, twice."""
    objects = page_objects([stream(b"/X Do")])
    objects[5] = page(6).replace(b"/Font <<", b"/XObject << /X 7 0 R >> /Font <<")
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 7 0 R >> >>"
    objects[7] = stream(b"/X Do /X Do", form)
    return pdf_of(objects)


def outline_loop() -> bytes:
    """An outline whose entries are their own successors and children."""
    objects = page_objects([stream(lines_of_text(["Text"]))])
    objects[1] = b"<< /Type /Catalog /Pages 2 0 R /Outlines 90 0 R >>"
    objects[90] = b"<< /First 91 0 R /Last 91 0 R >>"
    objects[91] = b"<< /Title (Text) /Parent 90 0 R /Next 92 0 R /First 92 0 R /Dest [5 0 R /Fit] >>"
    objects[92] = b"<< /Title (Text) /Parent 91 0 R /Next 91 0 R /First 91 0 R /Prev 92 0 R /Dest [5 0 R /Fit] >>"
    return pdf_of(objects)


def prev_loop() -> bytes:
    """Cross-reference tables that lead to one another in a circle."""
    first = pdf("Text")
    table_at = first.rindex(b"xref\n0")
    return first.replace(b"/Root 1 0 R", b"/Prev %d /Root 1 0 R" % table_at, 1)


def many_kids(count: int = 200_000) -> bytes:
    """A page tree that says it has 200,000 pages, all of them the same."""
    objects = page_objects([stream(lines_of_text(["Text"]))])
    objects[2] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (count, b"5 0 R " * count)
    return pdf_of(objects)


def huge_picture() -> bytes:
    """A page with a picture of 60,000 by 60,000 dots that unfolds to gigabytes."""
    objects = page_objects([stream(b"/X Do " + lines_of_text(["Text"]))])
    objects[5] = page(6).replace(b"/Font <<", b"/XObject << /X 7 0 R >> /Font <<")
    picture = b"/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 8 /ColorSpace /DeviceGray"
    objects[7] = stream(zlib_bomb(50, b"\x00"), picture + b" /Filter /FlateDecode")
    return pdf_of(objects)


def encrypted(algorithm: str, password: str) -> bytes:
    """A PDF that can be opened with the password only."""
    writer = PdfWriter(PdfReader(BytesIO(pdf("Secret text"))))
    writer.encrypt(password, "owner", algorithm=algorithm)
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def docx_bomb(megabytes: int = 2000) -> bytes:
    """A Word document of two megabytes whose text would be two gigabytes."""
    return _archive_of("word/document.xml", deflated_bomb(megabytes), megabytes * MEGABYTE)


def lying_docx_bomb(megabytes: int = 2000) -> bytes:
    """The same, but it says that it has one kilobyte."""
    return _archive_of("word/document.xml", deflated_bomb(megabytes), 1024)


def _archive_of(name: str, data: bytes, said_size: int) -> bytes:
    """A zip of one deflated member with any size written beside it."""
    encoded = name.encode()
    local = struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 8, 0, 0, 0, len(data), said_size, len(encoded), 0)
    central = struct.pack(
        "<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, 0, 8, 0, 0, 0, len(data), said_size, len(encoded), 0, 0, 0, 0, 0, 0
    )
    body = local + encoded + data
    directory = central + encoded
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 1, 1, len(directory), len(body), 0)
    return body + directory + end


def sheet_bomb(megabytes: int = 2000) -> bytes:
    """A workbook whose only sheet would be two gigabytes."""
    return _archive_of("xl/workbook.xml", deflated_bomb(megabytes), megabytes * MEGABYTE)


def slide_bomb(megabytes: int = 2000) -> bytes:
    """The same as a presentation."""
    return _archive_of("ppt/presentation.xml", deflated_bomb(megabytes), megabytes * MEGABYTE)


def archive_bomb(megabytes: int = 2000) -> bytes:
    """An archive of one text of two gigabytes."""
    return _archive_of("text.txt", deflated_bomb(megabytes), megabytes * MEGABYTE)


def archives_in_archives(width: int = 12, depth: int = 5) -> bytes:
    """An archive of a dozen archives of a dozen archives, and so on: a quarter of a million texts."""
    inner = b"Text " * 1000
    for level in range(depth):
        inner = zipped({f"{number}.{'txt' if not level else 'zip'}": inner for number in range(width)})
    return inner


def million_rows(count: int = 1_000_000) -> bytes:
    """A workbook of a million rows of ten cells, 3 MB packed and 400 MB unpacked."""
    cells = "".join(f'<c r="{letter}1" t="n"><v>1</v></c>' for letter in "ABCDEFGHIJ")
    return xlsx({"S": f"<row>{cells}</row>" * count})


def many_cells_far_apart(count: int = 3_000) -> bytes:
    """A workbook of rows that each fill a column of their own, so that together they are nine million cells."""
    return xlsx(
        {"S": "".join(f'<row r="{n}"><c r="{_column(n)}{n}"><v>{n}</v></c></row>' for n in range(1, count + 1))}
    )


def _column(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def repeated_cells() -> bytes:
    """A sheet of three elements that says it has a million rows of sixteen thousand cells of text."""
    cell = '<table:table-cell table:number-columns-repeated="16384"><text:p>Text</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    return odf(f'<office:spreadsheet><table:table table:name="S">{row}</table:table></office:spreadsheet>')


def shared_text_bomb() -> bytes:
    """A workbook that shows one text of a megabyte in ten thousand cells."""
    row = "<row>" + '<c t="s"><v>0</v></c>' * 100 + "</row>"
    return xlsx({"S": row * 100}, strings=["x" * MEGABYTE])


def odf_entity_bomb() -> bytes:
    """The billion laughs as an OpenDocument text."""
    entities = '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{number} "{f"&a{number - 1};" * 10}">' for number in range(1, 10)
    )
    return zipped({"content.xml": f"<!DOCTYPE d [{entities}]><d>&a9;</d>".encode()})


def sheet_entity_bomb() -> bytes:
    """The billion laughs in the rows of a sheet, which are read one at a time."""
    whole = zipfile.ZipFile(BytesIO(xlsx({"S": ""})))
    files = {name: whole.read(name) for name in whole.namelist()}
    entities = b'<!ENTITY a "haha">' + b"".join(b'<!ENTITY a%d "&a;&a;&a;">' % n for n in range(5))
    files["xl/sheet0.xml"] = b"<!DOCTYPE d [%s]><worksheet><row><c t='str'><v>&a4;</v></c></row></worksheet>" % entities
    return zipped(files)


def many_members(count: int = 100_000) -> bytes:
    """A Word document of a hundred thousand empty parts."""
    return zipped({"word/document.xml": b"<x/>", **{f"word/{number}": b"" for number in range(count)}})


def entity_bomb() -> bytes:
    """The billion laughs, as the text of a Word document."""
    entities = '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{number} "{f"&a{number - 1};" * 10}">' for number in range(1, 10)
    )
    xml = f'<!DOCTYPE d [{entities}]><w:document xmlns:w="{W}"><w:body>{paragraph("x")}&a9;</w:body></w:document>'
    return zipped({"word/document.xml": xml.encode()})


def external_entity() -> bytes:
    """A Word document that asks for a file of the system and an address."""
    entities = '<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b SYSTEM "http://127.0.0.1/">'
    xml = f'<!DOCTYPE d [{entities}]><w:document xmlns:w="{W}"><w:body>&a;&b;</w:body></w:document>'
    return zipped({"word/document.xml": xml.encode()})


def zip_slip() -> bytes:
    """A Word document with parts that would lie outside, were they ever written."""
    with_slip = {"../../../../tmp/alcove-slip": b"x", "/etc/alcove-slip": b"x", "word/document.xml": b""}
    xml = f'<w:document xmlns:w="{W}"><w:body>{paragraph("Text")}</w:body></w:document>'
    return zipped({**with_slip, "word/document.xml": xml.encode()})


def deep_xml() -> bytes:
    """A Word document nested fifty thousand elements deep."""
    xml = f'<w:document xmlns:w="{W}"><w:body>' + "<w:sdt>" * 50_000
    return zipped({"word/document.xml": xml.encode()})


def deep_html() -> bytes:
    """A web page nested two hundred thousand elements deep, which takes its parser quadratic time."""
    return b"<html>" + b"<div>" * 200_000 + b"text"
