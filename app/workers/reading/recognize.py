"""What a file is: decided by its content first, and by its name only where the content leaves a choice."""

import re
import zipfile
from io import BytesIO
from pathlib import PurePath
from typing import NoReturn

from app.core.errors import UnreadableFile

_HEAD_BYTES = 4096

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG\r\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"8BPS", "a picture"),
    (b"\x00\x00\x01\x00", "a picture"),
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
    (b"!BDN", "a mailbox"),
    (b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d", "a OneNote notebook"),
    (b"GGUF", "a language model"),
)
_OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("EncryptedPackage", "an Office document protected by a password"),
    ("WordDocument", "an old Word document (.doc)"),
    ("Workbook", "a spreadsheet"),
    ("Book", "a spreadsheet"),
    ("PowerPoint Document", "a presentation"),
    ("__substg1.0", "an e-mail"),
    ("Quill", "a Publisher document"),
    ("HwpSummaryInformation", "a Hangul document"),
)
_ZIP_MEMBERS = (
    ("xl/", "a spreadsheet"),
    ("ppt/", "a presentation"),
    ("visio/", "a drawing"),
    ("META-INF/container.xml", "an e-book"),
    ("Index/Document.iwa", "an Apple iWork document"),
    ("Index/", "an Apple iWork document"),
    ("index.apxl", "an Apple iWork document"),
    ("index.xml", "an Apple iWork document"),
    ("content.xml", "an OpenDocument file"),
    ("AndroidManifest.xml", "a program"),
    ("META-INF/MANIFEST.MF", "a program"),
)
_TEXT_SUFFIXES = {
    **dict.fromkeys((".md", ".markdown", ".mdown", ".mkd"), "markdown"),
    **dict.fromkeys((".html", ".htm", ".xhtml"), "html"),
}
_OTHER_TEXT_SUFFIXES = {
    **dict.fromkeys((".eml", ".mht", ".mhtml"), "an e-mail"),
    ".mbox": "a mailbox",
    ".ics": "a calendar",
    ".vcf": "an address book",
    ".svg": "a picture",
}
_NEVER_TEXT = (".pdf", ".docx", ".doc", ".xlsx", ".xls", ".pptx", ".ppt")
_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML_START = re.compile(rb"\s*<\?xml\b", re.IGNORECASE)
_MAIL_HEADER = re.compile(rb"(?:received|return-path|delivered-to|message-id|mime-version|x-[\w-]+): ", re.IGNORECASE)
_MAILBOX_START = re.compile(rb"From \S+ .{10,60}\d{4}\r?\n")


def recognize(name: str, content: bytes) -> str:
    """The format to read a file as: "pdf", "docx", "html", "markdown" or "text".

    Raises:
        UnreadableFile: the file is empty, or of a kind that is not read; the sentence names the kind.
    """
    if not content:
        raise UnreadableFile("This file is empty.")
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _recognize_zip(content)
    if content.startswith(_OLE_SIGNATURE):
        _refuse(_kind_of_ole(content))
    _refuse_other_binary(content[:_HEAD_BYTES])
    return _recognize_text(PurePath(name).suffix.lower(), content[:_HEAD_BYTES])


def _refuse(kind: str) -> NoReturn:
    if kind == "a recording":
        raise UnreadableFile("This is a recording; transcribe it under Meetings.")
    if "password" in kind:
        raise UnreadableFile(f"This is {kind}; save a copy without the password and add that.")
    raise UnreadableFile(f"This is {kind}; Alcove reads PDF, Word (.docx), HTML, Markdown and text for now.")


def _recognize_zip(content: bytes) -> str:
    """Looks at the list of names only; nothing is unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise UnreadableFile("This Office document or archive is damaged: its end is missing.") from None
    if any(name.replace("\\", "/").startswith("word/") for name in names):
        return "docx"
    for beginning, kind in _ZIP_MEMBERS:
        if any(name.startswith(beginning) for name in names):
            _refuse(kind)
    _refuse("an archive")


def _kind_of_ole(content: bytes) -> str:
    for stream, kind in _OLE_STREAMS:
        if stream.encode("utf-16-le") in content:
            return kind
    return "an old Office document"


def _refuse_other_binary(head: bytes) -> None:
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            _refuse(kind)
    if head[:4] == b"RIFF" and head[8:12] in (b"WAVE", b"AVI "):
        _refuse("a recording")
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        _refuse("a picture")
    if head[4:8] == b"ftyp":
        _refuse("a picture" if head[8:12] in (b"heic", b"heix", b"mif1", b"avif") else "a recording")
    if head[:2] == b"BM" and head[6:10] == b"\x00\x00\x00\x00":
        _refuse("a picture")
    if head[:2] in (b"\xff\xfb", b"\xff\xf3", b"\xff\xf1", b"\xff\xf9"):
        _refuse("a recording")


def _recognize_text(suffix: str, head: bytes) -> str:
    plain_head = _without_utf16(head)
    if suffix in _OTHER_TEXT_SUFFIXES:
        _refuse(_OTHER_TEXT_SUFFIXES[suffix])
    if suffix in _NEVER_TEXT:
        raise UnreadableFile(f"This file is damaged, or not what its name says: nothing of {suffix} was found in it.")
    if _TEXT_SUFFIXES.get(suffix) == "markdown":
        return "markdown"
    if _HTML_START.match(plain_head) or _TEXT_SUFFIXES.get(suffix) == "html":
        return "html"
    if _XML_START.match(plain_head) or suffix == ".xml":
        _refuse("a picture" if b"<svg" in plain_head else "an XML file")
    if _MAILBOX_START.match(plain_head):
        _refuse("a mailbox")
    if _MAIL_HEADER.match(plain_head):
        _refuse("an e-mail")
    return "text"


def _without_utf16(head: bytes) -> bytes:
    """The beginning of a text with byte order mark and the zero bytes of UTF-16 dropped, enough to look for tags."""
    for mark in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"):
        head = head.removeprefix(mark)
    return head.replace(b"\x00", b"")
