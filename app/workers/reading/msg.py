"""Outlook's own files (.msg): mails with their attachments, appointments, contacts and tasks."""

import struct
from datetime import UTC, datetime, timedelta

from app.core.library.documents import Page, ReadDocument
from app.workers.reading import html, plain_text, rtf
from app.workers.reading.composed_text import Block, compose
from app.workers.reading.compressed_rtf import unpacked_rtf
from app.workers.reading.mail import Letter, document_of
from app.workers.reading.ole_container import OleContainer
from app.workers.reading.parts import Part, file_part
from app.workers.reading.terms import Reading, one_line

# Property tags of [MS-OXPROPS]; 001F is UTF-16, 001E text in the code page of the message, 0102 bytes.
_SUBJECT, _BODY, _HTML, _RTF = "0037", "1000", "1013", "1009"
_SENDER_NAME, _SENDER_ADDRESS, _SENDER_SMTP = "0C1A", "0C1F", "5D01"
_TO, _CC = "0E04", "0E03"
_TRANSPORT_HEADERS = "007D"
_ATTACHMENT_NAMES = ("3707", "3704", "3001")
_ATTACHMENT_BYTES, _ATTACHED_MESSAGE = "__substg1.0_37010102", "__substg1.0_3701000D"
_TIMES = (0x0039, 0x0E06, 0x3007)  # sent, delivered, made
_TIME_TYPE = 0x0040
_CODEPAGE = 0x3FFD
_PROPERTIES = "__properties_version1.0"

_Path = tuple[str, ...]


def read(content: bytes, reading: Reading) -> ReadDocument:
    """The mail as one page, headers first; then the pages of its attachments, labelled with their names.

    Raises:
        UnreadableFile: it is damaged.
    """
    container = OleContainer(content, "Outlook message")
    return document_of(_letter(container, (), reading), "msg", reading)


def _letter(container: OleContainer, at: _Path, reading: Reading) -> Letter:
    encoding = _encoding(container, at)

    def text(tag: str) -> str:
        return _text(container, at, tag, encoding)

    sender, address = one_line(text(_SENDER_NAME)), one_line(text(_SENDER_SMTP) or text(_SENDER_ADDRESS))
    date = _date(container, at)
    return Letter(
        headers={
            "Subject": one_line(text(_SUBJECT)),
            "From": f"{sender} <{address}>" if "@" in address and sender != address else sender or address,
            "To": one_line(text(_TO)),
            "Cc": one_line(text(_CC)),
            "Date": date.replace("T", " "),
        },
        body=_body(container, at, encoding, reading),
        attachments=_attachments(container, at, encoding),
        date=date,
    )


def _body(container: OleContainer, at: _Path, encoding: str, reading: Reading) -> Page:
    page = container.stream(*at, f"__substg1.0_{_HTML}0102")
    if page:
        return html.page_of(plain_text.decode(page, encoding)[0], reading.checkpoint)
    text = _text(container, at, _BODY, encoding)
    packed = container.stream(*at, f"__substg1.0_{_RTF}0102")
    if text.strip() or not packed:
        return compose([Block(text.replace("\r\n", "\n").replace("\x00", " "))])
    return rtf.read(unpacked_rtf(packed), reading).pages[0]


def _text(container: OleContainer, at: _Path, tag: str, encoding: str) -> str:
    wide = container.stream(*at, f"__substg1.0_{tag}001F")
    if wide is not None:
        return wide.decode("utf-16-le", "replace").rstrip("\x00")
    narrow = container.stream(*at, f"__substg1.0_{tag}001E") or b""
    try:
        return narrow.decode(encoding, "replace").rstrip("\x00")
    except LookupError:
        return narrow.decode("cp1252", "replace").rstrip("\x00")


def _properties(container: OleContainer, at: _Path) -> dict[int, tuple[int, bytes]]:
    """Type and value of the properties of fixed length, by their tag; the table's head is longer at the outside."""
    table = container.stream(*at, _PROPERTIES) or b""
    start = 32 if not at else 24
    found = {}
    for offset in range(start, len(table) - 15, 16):
        kind, tag = struct.unpack_from("<HH", table, offset)
        found[tag] = (kind, table[offset + 8 : offset + 16])
    return found


def _encoding(container: OleContainer, at: _Path) -> str:
    value = _properties(container, at).get(_CODEPAGE)
    number = int.from_bytes(value[1][:4], "little") if value else 1252
    return "utf-8" if number == 65001 else f"cp{number}"


def _date(container: OleContainer, at: _Path) -> str:
    properties = _properties(container, at)
    for tag in _TIMES:
        kind, value = properties.get(tag, (0, b""))
        if kind == _TIME_TYPE:
            # Tenths of microseconds since 1601.
            microseconds = int.from_bytes(value, "little") // 10
            try:
                moment = datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)
            except OverflowError:
                continue
            return moment.replace(microsecond=0).isoformat().replace("+00:00", "Z")
    return ""


def _attachments(container: OleContainer, at: _Path, encoding: str) -> list[Part]:
    depth = len(at)
    storages = sorted(
        {
            path[: depth + 1]
            for path in container.names
            if path[:depth] == at and len(path) > depth and path[depth].startswith("__attach_version1.0_")
        }
    )
    return [_attachment(container, storage, number, encoding) for number, storage in enumerate(storages, start=1)]


def _attachment(container: OleContainer, storage: _Path, number: int, encoding: str) -> Part:
    names = (one_line(_text(container, storage, tag, encoding)) for tag in _ATTACHMENT_NAMES)
    name = next(filter(None, names), str(number))
    if f"{'/'.join((*storage, _ATTACHED_MESSAGE))}" in container:
        at = (*storage, _ATTACHED_MESSAGE)
        return name, lambda reading: document_of(_letter(container, at, reading), "msg", reading)
    return file_part(name, lambda: container.stream(*storage, _ATTACHMENT_BYTES) or b"")
