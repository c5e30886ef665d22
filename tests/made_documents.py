"""Small documents made on the spot, good ones and hostile ones."""

import zipfile
import zlib
from collections.abc import Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def pdf_of(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """A PDF of numbered objects, number 1 being the catalogue, with a right cross-reference table."""
    file = bytearray(b"%PDF-1.7\n")
    offsets = {}
    for number, body in objects.items():
        offsets[number] = len(file)
        file += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table_at = len(file)
    size = max(objects) + 1
    file += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        file += b"%010d 00000 %s \n" % (offsets.get(number, 0), b"n" if number in offsets else b"f")
    file += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, table_at)
    return bytes(file)


def stream(content: bytes, dictionary: bytes = b"") -> bytes:
    """A stream object."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), dictionary, content)


def deflated(content: bytes) -> bytes:
    """A stream object, compressed."""
    return stream(zlib.compress(content, 9), b"/Filter /FlateDecode")


def lines_of_text(lines: Sequence[str]) -> bytes:
    """Page content that shows these lines from the top of the page, in Latin letters."""
    shown = b"".join(b"(%s) Tj T*\n" % _pdf_string(line) for line in lines)
    return b"BT /F 11 Tf 14 TL 50 780 Td\n%sET" % shown


def _pdf_string(text: str) -> bytes:
    return text.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")


def pdf(*pages: str, title: str = "") -> bytes:
    """A good PDF: each page is a text whose lines it shows."""
    return pdf_of(page_objects([stream(lines_of_text(page.splitlines())) for page in pages], title), b"/Info 4 0 R")


def page_objects(contents: Sequence[bytes], title: str = "") -> dict[int, bytes]:
    """Catalogue (1), page tree (2), font (3), information (4), then a page and its content for each of `contents`."""
    first = 5
    kids = b" ".join(b"%d 0 R" % (first + 2 * index) for index in range(len(contents)))
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(contents), kids),
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        4: b"<< /Title (%s) >>" % _pdf_string(title),
    }
    for index, content in enumerate(contents):
        objects[first + 2 * index] = page(first + 2 * index + 1)
        objects[first + 2 * index + 1] = content
    return objects


def page(content_number: int, more: bytes = b"") -> bytes:
    """A page object below object 2 with the content of another."""
    return (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >>"
        b" /Contents %d 0 R %s >>" % (content_number, more)
    )


def paragraph(text: str, style: str = "", properties: str = "") -> str:
    """A Word paragraph; `properties` are further elements of its pPr."""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{styled}{properties}</w:pPr><w:r><w:t xml:space='preserve'>{escape(text)}</w:t></w:r></w:p>"


def table(*rows: Sequence[str]) -> str:
    """A Word table of one paragraph a cell."""
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def docx(body: str, parts: Mapping[str, str] | None = None, title: str = "") -> bytes:
    """A Word document; `parts` are further parts of word/, such as {"styles": "<w:styles>…"}."""
    parts = dict(parts or {})
    relations = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>'
        for number, name in enumerate(parts)
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="a" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
            f'<Relationship Id="b" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="core.xml"/>'
            "</Relationships>"
        ),
        "core.xml": f'<p xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(title)}</dc:title></p>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
    }
    files |= {f"word/{name}.xml": xml for name, xml in parts.items()}
    return zipped({name: xml.encode() for name, xml in files.items()})


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A compressed archive of these files."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()
