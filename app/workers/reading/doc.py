"""Old Word documents (.doc, Word 97 to 2003), by [MS-DOC]: text, headings and tables.

Offsets into the file information block are those of the specification's FibRgFcLcb97.
"""

import bisect
import dataclasses
import re
import struct
from collections.abc import Iterator

from app.core.errors import UnreadableFile
from app.core.library.documents import ReadDocument
from app.workers.reading import protected_office
from app.workers.reading.composed_text import Block, compose, length_notes
from app.workers.reading.ole_container import OleContainer
from app.workers.reading.parts import DEEPEST
from app.workers.reading.terms import LONGEST_TITLE, Reading, damaged, one_line

_KIND = "Word document"
_WORD_97 = 0x00C1 - 0x20  # the number of the first test version
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_LENGTHS, _PIECES, _PARAGRAPHS = 0x4C, 0x01A2, 0x0102
_EIGHT_BIT = 0x40000000
_KEPT = (True, True, False, False, False, True, True, False)
"""Of main text, footnotes, headers, macros, comments, endnotes, text boxes, text boxes in headers."""
_PAGE_BYTES = 512
_END_OF_ROW = 0x2417
_HEADINGS = range(1, 10)
"""The first styles of every document are Normal and the nine headings, whatever they are called."""
_FIELD_CODE = re.compile("\x13[^\x13\x14\x15]*(?:\x14([^\x13\x15]*))?\x15")
_DEEPEST_FIELD = 10
_SIGNS = str.maketrans(
    {"\x0b": "\n", "\x0c": "\n", "\x1e": "-", "\x1f": "\u00ad", "\xa0": "\xa0", "\uf0b7": "\u2022"}
    | dict.fromkeys("\x00\x01\x02\x03\x04\x05\x06\x08\x13\x14\x15\x19\x1a\x1b\x1c", "")
)


@dataclasses.dataclass(frozen=True, slots=True)
class _Piece:
    """Characters `first` to `last` of the document, `width` bytes each, from byte `offset` of its stream on."""

    first: int
    last: int
    offset: int
    width: int


@dataclasses.dataclass(frozen=True, slots=True)
class _Formats:
    """What is said of each paragraph, by the bytes its characters lie in, in ascending order."""

    starts: list[int]
    values: list[tuple[int, bool]]

    def at(self, offset: int) -> tuple[int, bool]:
        """Style, and whether it ends a row of a table."""
        position = bisect.bisect_right(self.starts, offset) - 1
        return self.values[position] if position >= 0 else (0, False)


def read(content: bytes, reading: Reading) -> ReadDocument:
    """The document as one page: headings, paragraphs, table rows with " | " between the cells, notes last.

    Raises:
        LockedFile: it is protected by a password.
        UnreadableFile: it is damaged, or older than Word 97.
    """
    container = OleContainer(content, _KIND)
    stream = container.stream("WordDocument") or b""
    try:
        version, flags = struct.unpack_from("<H", stream, 2)[0], struct.unpack_from("<H", stream, 0x0A)[0]
        if flags & _ENCRYPTED:
            if reading.depth >= DEEPEST:
                raise ValueError("still protected")
            inside = dataclasses.replace(reading, depth=reading.depth + 1)
            return read(protected_office.decrypted(content, reading.password), inside)
        if version < _WORD_97:
            raise UnreadableFile(
                "This was written by Word 95 or older; open it in Word, save it as .docx and add that."
            )
        table = container.stream("1Table" if flags & _SECOND_TABLE else "0Table") or b""
        page = compose(_blocks(stream, table, reading))
    except (struct.error, IndexError, ValueError, RecursionError) as error:
        raise damaged(_KIND, f"its text cannot be found ({type(error).__name__})") from None
    properties = container.properties()
    title = properties.title or (page.headings[0].text[:LONGEST_TITLE] if page.headings else "")
    return ReadDocument(title, "doc", (page,), length_notes(page), properties.author, properties.date)


def _blocks(stream: bytes, table: bytes, reading: Reading) -> Iterator[Block]:
    formats = _paragraph_formats(stream, table)
    cells: list[str] = []
    first_row = True
    for count, (text, mark, offset) in enumerate(_paragraphs(stream, table)):
        if count % 500 == 0:
            reading.checkpoint()
        style, ends_row = formats.at(offset)
        if mark == "\x07" and ends_row:
            yield Block(" | ".join(cells) if any(cells) else "", tight=not first_row)
            cells, first_row = [], False
        elif mark == "\x07":
            cells.append(one_line(text))
        else:
            first_row = True
            yield Block(text, heading_level=style if style in _HEADINGS else 0)
    yield Block(" | ".join(cells))


def _paragraphs(stream: bytes, table: bytes) -> Iterator[tuple[str, str, int]]:
    """Text, end mark (of a paragraph or of a cell) and the byte offset of that mark, for each paragraph kept."""
    lengths = struct.unpack_from("<8i", stream, _LENGTHS)
    kept, start = [], 0
    for length, is_kept in zip(lengths, _KEPT, strict=True):
        kept += [(start, start + length)] if is_kept and length > 0 else []
        start += max(length, 0)
    parts: list[str] = []
    offsets: list[tuple[int, int, int]] = []
    length = 0
    for piece in _pieces(stream, table):
        for first, last in kept:
            low, high = max(piece.first, first), min(piece.last, last)
            if low < high:
                begin = piece.offset + (low - piece.first) * piece.width
                raw = stream[begin : begin + (high - low) * piece.width]
                parts.append(raw.decode("cp1252" if piece.width == 1 else "utf-16-le", "replace"))
                offsets.append((length, begin, piece.width))
                length += len(parts[-1])
    whole = "".join(parts)
    starts = [start for start, _, _ in offsets]
    begin = 0
    for found in re.finditer("[\r\x07]", whole):
        piece_start, byte_offset, width = offsets[bisect.bisect_right(starts, found.start()) - 1]
        shown = _without_fields(whole[begin : found.start()]).translate(_SIGNS).strip()
        yield shown, found[0], byte_offset + (found.start() - piece_start) * width
        begin = found.end()
    yield _without_fields(whole[begin:]).translate(_SIGNS).strip(), "\r", -1


def _without_fields(text: str) -> str:
    """A field is its instruction, then what it shows; fields may lie inside each other."""
    for _ in range(_DEEPEST_FIELD):
        if "\x13" not in text:
            break
        text = _FIELD_CODE.sub(lambda found: found[1] or "", text)
    return text


def _pieces(stream: bytes, table: bytes) -> Iterator[_Piece]:
    offset, length = struct.unpack_from("<II", stream, _PIECES)
    pieces = table[offset : offset + length]
    position = 0
    while pieces[position] == 1:  # formats come before the pieces
        position += 3 + struct.unpack_from("<H", pieces, position + 1)[0]
    if pieces[position] != 2:
        raise ValueError("no piece table")
    size = struct.unpack_from("<I", pieces, position + 1)[0]
    count = (min(size, len(pieces) - position - 5) - 4) // 12
    bounds = struct.unpack_from(f"<{count + 1}I", pieces, position + 5)
    for index in range(count):
        place = struct.unpack_from("<I", pieces, position + 5 + 4 * (count + 1) + 8 * index + 2)[0]
        is_narrow = bool(place & _EIGHT_BIT)
        place &= _EIGHT_BIT - 1
        yield _Piece(bounds[index], bounds[index + 1], place // 2 if is_narrow else place, 1 if is_narrow else 2)


def _paragraph_formats(stream: bytes, table: bytes) -> _Formats:
    offset, length = struct.unpack_from("<II", stream, _PARAGRAPHS)
    count = max((min(length, len(table) - offset) - 4) // 8, 0)
    found: list[tuple[int, tuple[int, bool]]] = []
    for page in struct.unpack_from(f"<{count}I", table, offset + 4 * (count + 1)) if count else ():
        found += _formats_of_page(stream[page * _PAGE_BYTES : (page + 1) * _PAGE_BYTES])
    found.sort()
    return _Formats([start for start, _ in found], [value for _, value in found])


def _formats_of_page(page: bytes) -> Iterator[tuple[int, tuple[int, bool]]]:
    if len(page) < _PAGE_BYTES:
        return
    runs = min(page[-1], 29)
    starts = struct.unpack_from(f"<{runs}I", page)
    for index, start in enumerate(starts):
        place = 2 * page[4 * (runs + 1) + 13 * index]
        if not place:
            yield start, (0, False)
            continue
        size, begin = (2 * page[place] - 1, place + 1) if page[place] else (2 * page[place + 1], place + 2)
        properties = page[begin : begin + size]
        style = struct.unpack_from("<H", properties)[0] if len(properties) > 1 else 0
        yield start, (style, struct.pack("<HB", _END_OF_ROW, 1) in properties[2:])
