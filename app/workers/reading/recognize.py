"""What a file is: decided by its content first, and by its name only where the content leaves a choice."""

import re
import zipfile
from io import BytesIO
from pathlib import PurePath

from app.core.errors import UnreadableFile
from app.workers.reading.ole_container import OleContainer

_HEAD_BYTES = 4096
_IWORK = "an Apple iWork document; export it as PDF or in a Microsoft format and add that"

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "rtf"),
    (b"8BPS", "a drawing"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"%!PS", "a PostScript file"),
    (b"\xc5\xd0\xd3\xc6", "a PostScript file"),
    (b"AT&TFORM", "a DjVu document"),
    (b"ID3", "a recording"),
    (b"fLaC", "a recording"),
    (b"OggS", "a recording"),
    (b"\x1aE\xdf\xa3", "a recording"),
    (b"FLV\x01", "a recording"),
    (b"\x1f\x8b", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"\xfd7zXZ\x00", "a compressed file"),
    (b"(\xb5/\xfd", "a compressed file"),
    (b"7z\xbc\xaf\x27\x1c", "an archive"),
    (b"Rar!\x1a\x07", "an archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\x00asm", "a program"),
    (b"SQLite format 3\x00", "a database"),
    (b"!BDN", "an Outlook mailbox (.pst); save its messages as .msg and add those"),
    (b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d", "a OneNote notebook"),
    (b"GGUF", "a language model"),
)
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
_STILL_BRANDS = tuple(b"avif avis heic heix hevc hevx heim heis hevm hevs mif1 msf1".split())
"""What else begins with a "ftyp" box is a recording."""
_OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("encryptedpackage", "protected"),
    ("powerpoint document", "ppt"),
    ("workbook", "xls"),
    ("book", "xls"),
    ("worddocument", "doc"),
    ("__properties_version1.0", "msg"),
    ("quill", "a Publisher document"),
    ("\x05hwpsummaryinformation", "a Hangul document"),
    ("pp40", "a presentation older than PowerPoint 97"),
)
_MAIN_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
_ZIP_MEMBERS = (
    ("word/", "docx"),
    ("xl/workbook.bin", "a binary workbook (.xlsb); save it as .xlsx and add that"),
    ("xl/", "xlsx"),
    ("ppt/", "pptx"),
)
_OTHER_ZIP_MEMBERS = (
    ("visio/", "a drawing"),
    ("META-INF/container.xml", "epub"),
    ("Index/Document.iwa", _IWORK),
    ("Index.zip", _IWORK),
    ("index.apxl", _IWORK),
    ("index.xml", _IWORK),
    ("content.xml", "odf"),
    ("encrypted-package", "odf"),
    ("AndroidManifest.xml", "a program"),
    ("META-INF/MANIFEST.MF", "a program"),
)
_TEXT_SUFFIXES = {
    **dict.fromkeys((".md", ".markdown", ".mdown", ".mkd"), "markdown"),
    **dict.fromkeys((".html", ".htm", ".xhtml"), "html"),
    **dict.fromkeys((".csv", ".tsv", ".tab"), "csv"),
    **dict.fromkeys((".json", ".jsonl", ".ndjson"), "json"),
    **dict.fromkeys((".mht", ".mhtml"), "mhtml"),
    ".eml": "eml",
    ".mbox": "mbox",
}
_DRAWING = ".svg"
_NEVER_TEXT = (".pdf", ".docx", ".doc", ".xlsx", ".xls", ".pptx", ".ppt")
_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML_START = re.compile(rb"\s*<\?xml\b", re.IGNORECASE)
_MAIL_HEADER = re.compile(
    rb"(?:received|return-path|delivered-to|message-id|mime-version|from|to|subject|date|x-[\w-]+|dkim-signature): ?[^\n]*\n"
    rb"(?:[ \t][^\n]*\n)*(?:[\w-]{2,40}:|\r?\n)",
    re.IGNORECASE,
)
_WEB_ARCHIVE = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_SAVED_BY_BROWSER = re.compile(rb"^(?:from: <?saved by|snapshot-content-location:|x-maf)", re.IGNORECASE | re.MULTILINE)
_MAILBOX_START = re.compile(rb"From \S+ .{10,60}\d{4}[^\n]{0,10}\n")
_JSON_START = re.compile(rb"\s*[\[{]\s*(?:[\"\[{\]}\d-]|true|false|null)")
_KINDS = frozenset(
    "pdf docx pptx xlsx xls doc ppt odf epub zip rtf html mhtml xml markdown text csv json eml msg mbox image protected".split()
)
"""What `recognize` answers; every other kind is refused by its name."""


def recognize(name: str, content: bytes) -> str:
    """The kind to read a file as, such as "pdf", "docx", "html" or "text".

    "odf" is any OpenDocument file, "image" any picture, "protected" an Office document protected by a password.

    Raises:
        UnreadableFile: the file is empty, or of a kind that is not read; the sentence names the kind.
    """
    if not content:
        raise UnreadableFile("This file is empty.")
    kind = _kind(PurePath(name).suffix.lower(), content)
    if kind in _KINDS:
        return kind
    if kind == "a recording":
        raise UnreadableFile("This is a recording; transcribe it under Meetings.")
    if ";" in kind:
        raise UnreadableFile(f"This is {kind}.")
    raise UnreadableFile(f"This is {kind}, which Alcove cannot read; save it as PDF, if you can, and add that.")


def _kind(suffix: str, content: bytes) -> str:
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _kind_of_zip(content)
    if content.startswith(_OLE_SIGNATURE):
        return _kind_of_ole(content)
    if content[:1] == b"\x09" and content[1:2] in (b"\x00", b"\x02", b"\x04", b"\x08") and suffix == ".xls":
        return "xls"  # older than its container
    return _kind_of_other_binary(content[:_HEAD_BYTES]) or _kind_of_text(suffix, content[:_HEAD_BYTES])


def _kind_of_zip(content: bytes) -> str:
    """Looks at the list of names only; nothing is unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = [name.replace("\\", "/") for name in archive.namelist()]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise UnreadableFile("This Office document or archive is damaged: its end is missing.") from None
    # Without its list of kinds at the top it may be an archive with a folder of that name.
    members = (_ZIP_MEMBERS if "[Content_Types].xml" in names else ()) + _OTHER_ZIP_MEMBERS
    for beginning, kind in members:
        if any(name.startswith(beginning) for name in names):
            return kind
    return next((_MAIN_PARTS[name] for name in names if name in _MAIN_PARTS), "zip")


def _kind_of_ole(content: bytes) -> str:
    """By the streams at its top: those further down belong to what is embedded."""
    names = {path[0].lower() for path in OleContainer(content, "old Office document").names}
    return next((kind for stream, kind in _OLE_STREAMS if stream in names), "an old Office document")


def _kind_of_other_binary(head: bytes) -> str:
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    if head.startswith(_PICTURES):
        return "image"
    if head[:4] == b"RIFF" and head[8:12] in (b"WAVE", b"AVI "):
        return "a recording"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image"
    if head[4:8] == b"ftyp":
        return "image" if head[8:12] in _STILL_BRANDS else "a recording"
    if head[:2] == b"BM" and head[6:10] == b"\x00\x00\x00\x00":
        return "image"
    return "a recording" if head[:2] in (b"\xff\xfb", b"\xff\xf3", b"\xff\xf1", b"\xff\xf9") else ""


def _kind_of_text(suffix: str, head: bytes) -> str:
    plain_head = _without_utf16(head)
    if suffix in _NEVER_TEXT and not _HTML_START.match(plain_head) and not _XML_START.match(plain_head):
        raise UnreadableFile(f"This file is damaged, or not what its name says: nothing of {suffix} was found in it.")
    if suffix == _DRAWING:
        return "a drawing"
    if suffix in _TEXT_SUFFIXES:
        return _TEXT_SUFFIXES[suffix]
    if _HTML_START.match(plain_head):
        return "html"
    if _XML_START.match(plain_head) or suffix == ".xml":
        return "a drawing" if b"<svg" in plain_head else "xml"
    return _kind_of_mail(plain_head) or ("json" if _JSON_START.match(plain_head) else "text")


def _kind_of_mail(head: bytes) -> str:
    if _MAILBOX_START.match(head):
        return "mbox"
    if not _MAIL_HEADER.match(head):
        return ""
    return "mhtml" if _WEB_ARCHIVE.search(head) and _SAVED_BY_BROWSER.search(head) else "eml"


def _without_utf16(head: bytes) -> bytes:
    """The beginning of a text with byte order mark and the zero bytes of UTF-16 dropped, enough to look for tags."""
    for mark in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"):
        head = head.removeprefix(mark)
    return head.replace(b"\x00", b"")
