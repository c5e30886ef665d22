"""Old presentations (.ppt, PowerPoint 97 to 2003), by [MS-PPT]: the text of each slide, and its notes."""

import dataclasses
import struct
from collections.abc import Iterator

from app.core.errors import UnreadableFile
from app.core.library.documents import Heading, Page, ReadDocument
from app.workers.reading import protected_office
from app.workers.reading.composed_text import Block, compose
from app.workers.reading.ole_container import OleContainer
from app.workers.reading.parts import DEEPEST
from app.workers.reading.terms import MAXIMUM_CHARACTERS, Reading, damaged

_KIND = "presentation"
_STREAM = "PowerPoint Document"
_SLIDE_LIST, _SLIDE_ENTRY, _SLIDE_ATOM = 0x0FF0, 0x03F3, 0x03EF
_TEXT_KIND, _WIDE_TEXT, _NARROW_TEXT = 0x0F9F, 0x0FA0, 0x0FA8
_USER_EDIT, _DIRECTORY = 0x0FF5, 0x1772
_TITLES = (0, 6)
_NOTES_KIND = 2
_CONTAINER = 0xF
_DEEPEST = 32
_MOST_EDITS = 1000
_ENCRYPTED_TOKEN = 0xF3D1C4DF
_SIGNS = str.maketrans({"\r": "\n", "\x0b": "\n", "\x00": None})


@dataclasses.dataclass(frozen=True, slots=True)
class _Record:
    kind: int
    instance: int
    is_container: bool
    start: int
    end: int


@dataclasses.dataclass(frozen=True, slots=True)
class _Entry:
    """A slide in the list of slides: where it is kept, what it is called by, and the text kept in the list itself."""

    persistent_id: int
    slide_id: int
    texts: list[tuple[int, str]]


def read(content: bytes, reading: Reading) -> ReadDocument:
    """One page a slide, in the order shown.

    Raises:
        LockedFile: it is protected by a password.
        UnreadableFile: it is damaged, or older than PowerPoint 97.
    """
    container = OleContainer(content, _KIND)
    stream = container.stream(_STREAM)
    user = container.stream("Current User") or b""
    if stream is None:
        raise UnreadableFile("This is older than PowerPoint 97; open it there, save it as .pptx and add that.")
    try:
        if len(user) >= 20 and struct.unpack_from("<I", user, 12)[0] == _ENCRYPTED_TOKEN:
            if reading.depth >= DEEPEST:
                raise ValueError("still protected")
            inside = dataclasses.replace(reading, depth=reading.depth + 1)
            return read(protected_office.decrypted(content, reading.password), inside)
        pages = tuple(_pages(stream, user, reading))
    except (struct.error, IndexError, ValueError, RecursionError) as error:
        raise damaged(_KIND, f"its slides cannot be found ({type(error).__name__})") from None
    properties = container.properties()
    title = properties.title if properties.title not in ("PowerPoint Presentation", "No Slide Title") else ""
    if not title and pages and pages[0].headings:
        title = pages[0].headings[0].text
    return ReadDocument(title, "ppt", pages, (), properties.author, properties.date)


def _pages(stream: bytes, user: bytes, reading: Reading) -> Iterator[Page]:
    places, document_id = _directory(stream, struct.unpack_from("<I", user, 16)[0])
    document = _record(stream, places[document_id])
    slides: list[_Entry] = []
    notes: dict[int, _Entry] = {}
    for record in _children(stream, document):
        if record.kind == _SLIDE_LIST and record.instance == 0:
            slides = _entries(stream, record)
        elif record.kind == _SLIDE_LIST and record.instance == _NOTES_KIND:
            notes = {entry.slide_id: entry for entry in _entries(stream, record)}
    length = 0
    for number, entry in enumerate(slides[: reading.page_limit], start=1):
        reading.checkpoint()
        page = compose(_slide_blocks(stream, places, entry, notes))
        headings = page.headings or ((Heading(0, 1, f"Slide {number}"),) if page.text else ())
        yield dataclasses.replace(page, number=number, label=f"Slide {number}", headings=headings)
        length += len(page.text)
        if length > MAXIMUM_CHARACTERS:
            return


def _slide_blocks(stream: bytes, places: dict[int, int], entry: _Entry, notes: dict[int, _Entry]) -> Iterator[Block]:
    texts = list(entry.texts)
    note: _Entry | None = None
    if entry.persistent_id in places:
        slide = _record(stream, places[entry.persistent_id])
        texts += _texts(stream, slide)
        for record in _children(stream, slide):
            if record.kind == _SLIDE_ATOM and record.end - record.start >= 20:
                note = notes.get(struct.unpack_from("<I", stream, record.start + 16)[0])
    seen: set[str] = set()
    for kind, text in sorted(texts, key=lambda item: item[0] not in _TITLES):
        if text.strip() and text not in seen:
            yield Block(" ".join(text.split()) if kind in _TITLES else text, 1 if kind in _TITLES else 0)
        seen.add(text)
    spoken = (
        _texts(stream, _record(stream, places[note.persistent_id])) if note and note.persistent_id in places else []
    )
    said = [text for _, text in [*(note.texts if note else []), *spoken] if text.strip() not in ("", "*")]
    if said:
        yield Block("Notes:")
        yield from (Block(text) for text in dict.fromkeys(said))


def _directory(stream: bytes, edit: int) -> tuple[dict[int, int], int]:
    """Where each kept object begins, and the identity of the document; later savings go before earlier ones."""
    places: dict[int, int] = {}
    document_id = 0
    seen: set[int] = set()
    while edit and edit not in seen and len(seen) < _MOST_EDITS:
        seen.add(edit)
        record = _record(stream, edit)
        if record.kind != _USER_EDIT:
            raise ValueError("no edit where one should be")
        edit, directory, identity = struct.unpack_from("<III", stream, record.start + 8)
        document_id = document_id or identity
        for persistent_id, place in _directory_entries(stream, _record(stream, directory)):
            places.setdefault(persistent_id, place)
    return places, document_id


def _directory_entries(stream: bytes, record: _Record) -> Iterator[tuple[int, int]]:
    if record.kind != _DIRECTORY:
        raise ValueError("no directory where one should be")
    position = record.start
    while position + 4 <= record.end:
        head = struct.unpack_from("<I", stream, position)[0]
        first, count = head & 0xFFFFF, head >> 20
        for index in range(count):
            yield first + index, struct.unpack_from("<I", stream, position + 4 + 4 * index)[0]
        position += 4 + 4 * count


def _record(stream: bytes, offset: int) -> _Record:
    head, kind, length = struct.unpack_from("<HHI", stream, offset)
    start = offset + 8
    return _Record(kind, head >> 4, head & 0xF == _CONTAINER, start, min(start + length, len(stream)))


def _children(stream: bytes, parent: _Record) -> Iterator[_Record]:
    position = parent.start
    while position + 8 <= parent.end:
        record = _record(stream, position)
        yield record
        position = record.end


def _entries(stream: bytes, slide_list: _Record) -> list[_Entry]:
    entries: list[_Entry] = []
    kind = -1
    for record in _children(stream, slide_list):
        if record.kind == _SLIDE_ENTRY:
            persistent_id, _, _, slide_id = struct.unpack_from("<IIiI", stream, record.start)
            entries.append(_Entry(persistent_id, slide_id, []))
        elif record.kind == _TEXT_KIND:
            kind = struct.unpack_from("<I", stream, record.start)[0]
        elif entries and record.kind in (_WIDE_TEXT, _NARROW_TEXT):
            entries[-1].texts.append((kind, _text(stream, record)))
    return entries


def _texts(stream: bytes, record: _Record, depth: int = 0) -> list[tuple[int, str]]:
    """The texts of the shapes in a slide, with what kind of text each is."""
    found: list[tuple[int, str]] = []
    kind = -1
    for child in _children(stream, record):
        if child.kind == _TEXT_KIND:
            kind = struct.unpack_from("<I", stream, child.start)[0]
        elif child.kind in (_WIDE_TEXT, _NARROW_TEXT):
            found.append((kind, _text(stream, child)))
        elif child.is_container and depth < _DEEPEST:
            found += _texts(stream, child, depth + 1)
    return found


def _text(stream: bytes, record: _Record) -> str:
    raw = stream[record.start : record.end]
    text = raw.decode("utf-16-le", "replace") if record.kind == _WIDE_TEXT else raw.decode("latin-1")
    return text.translate(_SIGNS)
