"""Small presentations, workbooks, books and letters made on the spot."""

import zipfile
from collections.abc import Mapping, Sequence
from email.message import EmailMessage
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

from msoffcrypto.format.ooxml import OOXMLFile

from tests.made_documents import zipped

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CORE = (
    '<p xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:t="http://purl.org/dc/terms/"><dc:title>{title}</dc:title>'
    "<dc:creator>Ada Byron</dc:creator><t:created>2020-01-02T03:04:05Z</t:created>"
    "<t:modified>2023-05-06T07:08:09Z</t:modified></p>"
)


def package(main: str, files: Mapping[str, str], title: str = "") -> bytes:
    """An Office Open XML package whose main part is `main`, with properties of Ada Byron's."""
    top = {"a": ("officeDocument", main), "b": ("core-properties", "core.xml")}
    everything = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": relations(top),
        "core.xml": _CORE.format(title=escape(title)),
        **files,
    }
    return zipped({name: xml.encode() for name, xml in everything.items()})


def relations(targets: Mapping[str, tuple[str, str]]) -> str:
    """The relations of a part: kind and target by identity."""
    listed = (
        f'<Relationship Id="{identity}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for identity, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(listed)}</Relationships>'


def shape(*paragraphs: str, kind: str = "") -> str:
    """A shape of a slide; `kind` is its placeholder's, such as "title"."""
    placeholder = f"<p:nvSpPr><p:nvPr><p:ph type={quoteattr(kind)}/></p:nvPr></p:nvSpPr>" if kind else ""
    lines = "".join(f"<a:p><a:r><a:t>{escape(line)}</a:t></a:r></a:p>" for line in paragraphs)
    return f"<p:sp>{placeholder}<p:txBody>{lines}</p:txBody></p:sp>"


def slide_table(*rows: Sequence[str]) -> str:
    """A table on a slide."""
    cells = ("".join(f"<a:tc><a:txBody><a:p><a:t>{cell}</a:t></a:p></a:txBody></a:tc>" for cell in row) for row in rows)
    lines = "".join(f"<a:tr>{row}</a:tr>" for row in cells)
    return (
        f"<p:graphicFrame><a:graphic><a:graphicData><a:tbl>{lines}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )


def pptx(*slides: str, notes: str = "", hidden: Sequence[int] = (), title: str = "") -> bytes:
    """A presentation of slides, each the XML of its shapes; `notes` are those of the first."""
    files = {
        "ppt/presentation.xml": f'<p:presentation xmlns:p="{P}" xmlns:r="{OFFICE}"><p:sldIdLst>'
        + "".join(f'<p:sldId r:id="s{number}"/>' for number in range(len(slides)))
        + "</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": relations(
            {f"s{number}": ("slide", f"slides/{number}.xml") for number in range(len(slides))}
        ),
    }
    for number, shapes in enumerate(slides):
        show = ' show="0"' if number in hidden else ""
        files[f"ppt/slides/{number}.xml"] = _slide("sld", shapes, show)
    if notes:
        files["ppt/slides/_rels/0.xml.rels"] = relations({"n": ("notesSlide", "../notes.xml")})
        files["ppt/notes.xml"] = _slide("notes", shape("7", kind="sldNum") + shape(notes, kind="body"), "")
    return package("ppt/presentation.xml", files, title)


def _slide(tag: str, shapes: str, show: str) -> str:
    return f'<p:{tag} xmlns:p="{P}" xmlns:a="{A}"{show}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:{tag}>'


def cell(place: str, value: str, kind: str = "", style: int | None = None) -> str:
    """A cell such as B3; `kind` is "s" for a shared string, "str" for a formula's text, "" for a number."""
    attributes = (f' t="{kind}"' if kind else "") + (f' s="{style}"' if style is not None else "")
    return f'<c r="{place}"{attributes}><v>{escape(value)}</v></c>'


def rows(*cells: Sequence[str], first: int = 1) -> str:
    """Rows of texts from row `first` on; an empty sequence leaves a row out."""
    written = (
        f'<row r="{number}">'
        + "".join(cell(f"{chr(ord('A') + column)}{number}", text, "str") for column, text in enumerate(texts) if text)
        + "</row>"
        for number, texts in enumerate(cells, start=first)
        if texts
    )
    return "".join(written)


def xlsx(
    sheets: Mapping[str, str], strings: Sequence[str] = (), formats: Sequence[str] = (), hidden: str = ""
) -> bytes:
    """A workbook: the XML of the rows by the name of each sheet; cell style n shows the format code n."""
    numbered = list(enumerate(sheets.items()))
    names = "".join(
        f'<sheet name={quoteattr(name)} r:id="s{number}"{" state=" + quoteattr("hidden") if name == hidden else ""}/>'
        for number, (name, _) in numbered
    )
    targets = {f"s{number}": ("worksheet", f"sheet{number}.xml") for number, _ in numbered}
    targets |= {"t": ("sharedStrings", "strings.xml"), "y": ("styles", "styles.xml")}
    codes = "".join(f'<numFmt numFmtId="{200 + n}" formatCode={quoteattr(code)}/>' for n, code in enumerate(formats))
    styles = "".join(f'<xf numFmtId="{200 + number}"/>' for number in range(len(formats)))
    files = {
        "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{OFFICE}"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(targets),
        "xl/strings.xml": f'<sst xmlns="{S}">{"".join(f"<si><t>{escape(one)}</t></si>" for one in strings)}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{S}"><numFmts>{codes}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>',
    }
    for number, (_, xml) in numbered:
        files[f"xl/sheet{number}.xml"] = f'<worksheet xmlns="{S}"><sheetData>{xml}</sheetData></worksheet>'
    return package("xl/workbook.xml", files)


def protected(content: bytes, password: str) -> bytes:
    """The same Office Open XML document, encrypted as Office does it today."""
    plain = BytesIO(content)
    with zipfile.ZipFile(plain, "a") as archive:
        archive.comment = b" " * 4096  # msoffcrypto goes wrong where the container would keep it with small streams
    buffer = BytesIO()
    OOXMLFile(plain).encrypt(password, buffer)
    return buffer.getvalue()


_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def odf(body: str, meta: str = "") -> bytes:
    """An OpenDocument file; `body` is the XML within its body, with the usual prefixes."""
    names = " ".join(
        f'xmlns:{prefix}="{_ODF}:{name}:1.0"'
        for prefix, name in {
            **{"office": "office", "text": "text", "table": "table", "presentation": "presentation"},
            **{"draw": "drawing", "meta": "meta"},
        }.items()
    )
    content = f"<office:document-content {names}><office:body>{body}</office:body></office:document-content>"
    about = f'<office:document-meta {names} xmlns:dc="http://purl.org/dc/elements/1.1/">{meta}</office:document-meta>'
    return zipped({"mimetype": b"application/odf", "content.xml": content.encode(), "meta.xml": about.encode()})


def epub(chapters: Mapping[str, str], navigation: Mapping[str, str] | None = None, encryption: str = "") -> bytes:
    """A book of chapters by file name; `navigation` has titles by file name."""
    links = "".join(f'<li><a href="{name}">{title}</a></li>' for name, title in (navigation or {}).items())
    items = "".join(
        f'<item id="i{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="i{number}"/>' for number in range(len(chapters)))
    book = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>Tides</dc:title><dc:creator>Ada Byron</dc:creator><dc:date>1843-09-05</dc:date></metadata>"
        f'<manifest>{items}<item id="n" href="nav.html" properties="nav" media-type="application/xhtml+xml"/></manifest>'
        f"<spine>{spine}</spine></package>"
    )
    files = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container><rootfiles><rootfile full-path="b/book.opf"/></rootfiles></container>',
        "b/book.opf": book,
        "b/nav.html": f"<html><body><nav><ol>{links}</ol></nav></body></html>",
        **{f"b/{name}": f"<html><body>{body}</body></html>" for name, body in chapters.items()},
    }
    if encryption:
        files["META-INF/encryption.xml"] = f'<e><CipherReference URI="{encryption}"/></e>'
    return zipped({name: text.encode() for name, text in files.items()})


def letter(body: str, attachments: Mapping[str, bytes] | None = None, subject: str = "Tides") -> bytes:
    """An e-mail with a plain body and attached files."""
    message = EmailMessage()
    message["From"] = "Ada Byron <ada@example.org>"
    message["To"] = "Charles <charles@example.org>"
    message["Subject"] = subject
    message["Date"] = "Sat, 03 Jan 2026 10:11:12 +0100"
    message.set_content(body)
    for name, content in (attachments or {}).items():
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return bytes(message)
