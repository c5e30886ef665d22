"""E-mails (.eml), mailboxes (.mbox) and saved web pages (.mhtml): headers, text, and attachments as parts."""

import dataclasses
import re
from collections.abc import Callable, Iterator
from email.generator import BytesGenerator
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime
from io import BytesIO

from app.core.errors import UnreadableFile
from app.core.library.documents import Page, ReadDocument
from app.workers.reading import html, plain_text
from app.workers.reading.composed_text import Block, compose
from app.workers.reading.parts import Part, Parts, file_part, part_pages
from app.workers.reading.terms import LONGEST_TITLE, Reading, damaged, iso_date, one_line

_KIND = "e-mail"
_SHOWN_HEADERS = ("From", "To", "Cc", "Date", "Subject")
_LONGEST_HEADER = 2000
_MOST_SUBPARTS = 2000
_SIGNATURES = ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature")
_MESSAGE_START = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\n]*\d{4}[^\n]*\n(?=[\w-]+:|\r?\n)")
_ESCAPED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_ENDINGS = {"application/pdf": ".pdf", "text/html": ".html", "text/plain": ".txt", "message/rfc822": ".eml"}


@dataclasses.dataclass(frozen=True, slots=True)
class Letter:
    """One mail, whatever it was kept in: `headers` by name as shown, `body` as composed, `date` in ISO 8601."""

    headers: dict[str, str]
    body: Page
    attachments: list[Part]
    date: str = ""


def read(content: bytes, reading: Reading) -> ReadDocument:
    """The mail as one page, headers first; then the pages of its attachments, labelled with their names.

    Raises:
        UnreadableFile: it is damaged.
    """
    return document_of(_letter(content, reading), "eml", reading)


def read_mailbox(content: bytes, reading: Reading) -> ReadDocument:
    """Every mail of a mailbox with its attachments, labelled with its number and subject."""
    starts = [match.start() for match in _MESSAGE_START.finditer(content)] or [0]
    parts = Parts(reading)
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(content)], strict=True), start=1):
        reading.checkpoint()
        try:
            source = _ESCAPED_FROM.sub(rb"\1", content[start:end].partition(b"\n")[2])
            document = document_of(_letter(source, reading), "eml", reading)
        except UnreadableFile as error:
            parts.unread.append(f"E-mail {number}: {error}")
            continue
        parts.add(part_pages(f"{number}. {document.title}" if document.title else f"E-mail {number}", document.pages))
        parts.unread += document.notes
    return ReadDocument("", "mbox", tuple(parts.pages), parts.notes())


def read_web_archive(content: bytes, reading: Reading) -> ReadDocument:
    """The web page that a browser saved with its pictures into one file, without the pictures.

    Raises:
        UnreadableFile: it holds no page.
    """
    message = _parsed(content)
    for part in _leaves(message):
        if part.get_content_type() == "text/html":
            document = html.read(_payload(part), reading)
            title = document.title or _header(message, "Subject")[:LONGEST_TITLE]
            return dataclasses.replace(document, format="mhtml", title=title, date=document.date or _date(message))
    raise damaged("saved web page", "it holds no page")


def document_of(letter: Letter, kind: str, reading: Reading) -> ReadDocument:
    """A mail and its attachments as a document."""
    shown = [f"{name}: {letter.headers[name]}" for name in _SHOWN_HEADERS if letter.headers.get(name)]
    head = "\n".join(shown)
    offset = len(head) + 2 if head else 0
    headings = tuple(dataclasses.replace(heading, offset=heading.offset + offset) for heading in letter.body.headings)
    page = Page(None, f"{head}\n\n{letter.body.text}".strip() if head else letter.body.text, headings)
    parts = Parts(reading)
    parts.add([page])
    parts.read((f"attachment {name}", read_part) for name, read_part in letter.attachments)
    name, address = parseaddr(letter.headers.get("From", ""))
    return ReadDocument(
        title=letter.headers.get("Subject", "")[:LONGEST_TITLE],
        format=kind,
        pages=tuple(parts.pages),
        notes=parts.notes(),
        author=(f"{name} <{address}>" if name and address else name or address)[:LONGEST_TITLE],
        date=letter.date,
    )


def _letter(content: bytes, reading: Reading) -> Letter:
    message = _parsed(content)
    body = _body(message)
    pages = [_text_page(part, reading) for part in body]
    text = "\n\n".join(page.text for page in pages)
    return Letter(
        headers={name: _header(message, name) for name in _SHOWN_HEADERS},
        body=pages[0] if len(pages) == 1 else Page(None, text),
        attachments=[_attachment(part, number) for number, part in enumerate(_attachments(message, body), start=1)],
        date=_date(message),
    )


def _parsed(content: bytes) -> Message:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        content = plain_text.decode(content)[0].encode()
    try:
        return BytesParser().parsebytes(content.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n"))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise damaged(_KIND, f"it cannot be taken apart ({type(error).__name__})") from None


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that hold something, in order; a mail that was attached is one of them."""
    waiting = [message]
    for _ in range(_MOST_SUBPARTS):
        if not waiting:
            return
        part = waiting.pop(0)
        inside = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inside, list):
            waiting[:0] = [one for one in inside if isinstance(one, Message)]
        else:
            yield part


def _body(message: Message) -> list[Message]:
    """What a mail program shows as the text: of each text in two forms the HTML, for its tables and headings."""
    if message.is_multipart() and message.get_content_type() == "multipart/alternative":
        forms = [form for part in _children(message) for form in [_body(part)] if form]
        with_html = [form for form in forms if any(part.get_content_type() == "text/html" for part in form)]
        return (with_html or forms or [[]])[-1]
    if message.is_multipart() and message.get_content_maintype() == "multipart":
        return [found for part in _children(message)[:_MOST_SUBPARTS] for found in _body(part)]
    # One that says it has parts and has none is a text.
    is_text = message.get_content_type() in ("text/plain", "text/html") or message.get_content_maintype() == "multipart"
    is_text = is_text and not _is_attached(message)
    return [message] if is_text else []


def _children(message: Message) -> list[Message]:
    inside = message.get_payload()
    return [one for one in inside if isinstance(one, Message)] if isinstance(inside, list) else []


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(_file_name(part))


def _attachments(message: Message, body: list[Message]) -> list[Message]:
    """Everything else but pictures and styles of the text, and its other forms."""
    return [
        part
        for part in _leaves(message)
        if part not in body
        and part.get_content_type() not in _SIGNATURES
        and (
            _is_attached(part)
            or part.get_content_type() == "message/rfc822"
            or part.get_content_maintype() == "application"
        )
        and not (part.get("Content-ID") and part.get_content_maintype() == "image" and not _is_named_attachment(part))
    ]


def _is_named_attachment(part: Message) -> bool:
    return part.get_content_disposition() == "attachment"


def _attachment(part: Message, number: int) -> Part:
    name = _file_name(part)
    if not name:
        name = f"{number}{_ENDINGS.get(part.get_content_type(), '')}"
    return file_part(name, _content_of(part))


def _content_of(part: Message) -> Callable[[], bytes]:
    if part.get_content_type() != "message/rfc822":
        return lambda: _payload(part)
    inside = _children(part)
    return (lambda: _source(inside[0])) if inside else (lambda: _payload(part))


def _source(message: Message) -> bytes:
    source = BytesIO()
    try:
        BytesGenerator(source, mangle_from_=False).flatten(message)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise damaged("attachment", f"it cannot be taken apart ({type(error).__name__})") from None
    return source.getvalue()


def _payload(part: Message) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError, AttributeError) as error:
        raise damaged("attachment", f"it cannot be decoded ({type(error).__name__})") from None
    return payload if isinstance(payload, bytes) else b""


def _text_page(part: Message, reading: Reading) -> Page:
    content = _payload(part)
    declared = str(part.get_content_charset() or "")
    if not content.strip():
        return Page(None, "")
    text = plain_text.decode(content, declared)[0]
    if part.get_content_type() == "text/html":
        return html.page_of(text, reading.checkpoint)
    return compose([Block(text)])


def _file_name(part: Message) -> str:
    try:
        name = part.get_filename() or ""
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""
    return _decoded_header(name)


def _header(message: Message, name: str) -> str:
    found = [_decoded_header(str(value)[:_LONGEST_HEADER]) for value in message.get_all(name, [])]
    return ", ".join(filter(None, found))


def _decoded_header(value: str) -> str:
    """A header as people read it, however it was encoded, or should have been."""
    try:
        pieces = decode_header(value.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
    except (ValueError, LookupError, TypeError, AttributeError):
        return one_line(value.encode("utf-8", "replace").decode())
    parts = []
    for piece, charset in pieces:
        if isinstance(piece, bytes):
            try:
                parts.append(piece.decode(charset or "utf-8", "replace"))
            except (LookupError, UnicodeError):
                parts.append(piece.decode("latin-1"))
        else:
            parts.append(piece)
    return one_line("".join(parts))


def _date(message: Message) -> str:
    written = _header(message, "Date")
    try:
        moment = parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        return iso_date(written)
    return moment.replace(microsecond=0).isoformat()
