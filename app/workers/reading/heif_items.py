"""What a HEIF file says of the pictures in it (ISO/IEC 23008-12), read from its boxes (ISO/IEC 14496-12) and bounded."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NoReturn

CODED = (b"hvc1", b"hev1")
GRID = b"grid"
CLEAN_APERTURE, ROTATION, MIRROR = b"clap", b"irot", b"imir"
_MOST_BOXES = 10_000
_MOST_ITEMS = 10_000
_MOST_EXTENTS = 10_000
_IN_FILE, _IN_BOX = 0, 1


@dataclass(slots=True)
class Item:
    """A coded picture, or a grid of others, which `tiles` names.

    `coder` is its decoder's configuration, `colours` the matrix (ISO/IEC 23091-2) and whether its values use their full
    range, None where the file does not say. `turns` is what is done with it at last, in this order: boxes and their values.
    """

    kind: bytes = b""
    in_box: bool = False
    extents: list[tuple[int, int]] = field(default_factory=list)
    tiles: tuple[int, ...] = ()
    width: int = 0
    height: int = 0
    coder: bytes = b""
    colours: tuple[int, bool] | None = None
    turns: list[tuple[bytes, tuple[int, ...]]] = field(default_factory=list)


class Items:
    """The items of a file, and their data.

    Raises:
        OSError: it is damaged, or not of this kind.
        struct.error, IndexError: it ends too early.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._box = b""
        self._items: dict[int, Item] = {}
        self._primary = 0
        for kind, begin, end in _boxes(content, 0, len(content)):
            if kind == b"meta":
                self._read_meta(begin + 4, end)
                return
        refuse("nothing in it tells of a picture")

    @property
    def primary(self) -> Item:
        """The picture that the file is about."""
        return self.of(self._primary)

    def of(self, number: int) -> Item:
        """The item of this id. Raises OSError."""
        if number not in self._items:
            refuse("a part of it is missing")
        return self._items[number]

    def data(self, item: Item) -> bytes:
        """What is kept of an item. Raises OSError."""
        source = self._box if item.in_box else self._content
        parts, length = list[bytes](), 0
        for begin, size in item.extents:
            size = size or len(source) - begin
            length += size
            if size < 0 or begin + size > len(source) or length > len(self._content):
                refuse("a part of it is missing")
            parts.append(source[begin : begin + size])
        return b"".join(parts)

    def _read_meta(self, begin: int, end: int) -> None:
        found = {kind: (start, stop) for kind, start, stop in _boxes(self._content, begin, end)}
        if not found.keys() >= {b"pitm", b"iinf", b"iloc", b"iprp"}:
            refuse("what it says of its pictures is not whole")
        for kind, read in (
            (b"pitm", self._read_primary),
            (b"iinf", self._read_kinds),
            (b"iloc", self._read_places),
            (b"iref", self._read_references),
            (b"iprp", self._read_properties),
        ):
            if kind in found:
                read(*found[kind])
        if b"idat" in found:
            self._box = self._content[slice(*found[b"idat"])]

    def _read_primary(self, begin: int, end: int) -> None:
        fields = _Fields(self._content, begin, end)
        version, _flags = fields.version()
        self._primary = fields.number(2 if version == 0 else 4)

    def _read_kinds(self, begin: int, end: int) -> None:
        version = self._content[begin]
        for kind, start, stop in _boxes(self._content, begin + (6 if version == 0 else 8), end):
            fields = _Fields(self._content, start, stop)
            entry_version, _flags = fields.version()
            if kind != b"infe" or entry_version < 2:
                continue
            if len(self._items) >= _MOST_ITEMS:
                refuse("it lists too many pictures")
            number = fields.number(2 if entry_version == 2 else 4)
            fields.number(2)  # how it is protected
            self._items[number] = Item(kind=fields.taken(4))

    def _read_places(self, begin: int, end: int) -> None:
        fields = _Fields(self._content, begin, end)
        version, _flags = fields.version()
        sizes = fields.number(2)
        offset_size, length_size, base_size, index_size = (sizes >> shift & 15 for shift in (12, 8, 4, 0))
        extents = 0
        for _ in range(fields.number(2 if version < 2 else 4)):
            number = fields.number(2 if version < 2 else 4)
            method = fields.number(2) & 15 if version > 0 else _IN_FILE
            elsewhere, base = fields.number(2), fields.number(base_size)
            places = []
            for _ in range(fields.number(2)):
                fields.number(index_size if version > 0 else 0)
                offset, length = fields.number(offset_size), fields.number(length_size)
                places.append((base + offset, length))
                extents += 1
            if extents > _MOST_EXTENTS:
                refuse("it is in too many pieces")
            if number in self._items and method in (_IN_FILE, _IN_BOX) and not elsewhere:
                self._items[number].in_box, self._items[number].extents = method == _IN_BOX, places

    def _read_references(self, begin: int, end: int) -> None:
        width = 2 if self._content[begin] == 0 else 4
        for kind, start, stop in _boxes(self._content, begin + 4, end):
            fields = _Fields(self._content, start, stop)
            if kind != b"dimg":
                continue
            number = fields.number(width)
            tiles = tuple(fields.number(width) for _ in range(fields.number(2)))
            if number in self._items:
                self._items[number].tiles = tiles

    def _read_properties(self, begin: int, end: int) -> None:
        boxes = list(_boxes(self._content, begin, end))
        properties = [
            (kind, self._content[start:stop])
            for container, first, last in boxes
            if container == b"ipco"
            for kind, start, stop in _boxes(self._content, first, last)
        ]
        for kind, start, stop in boxes:
            if kind == b"ipma":
                self._associate(properties, _Fields(self._content, start, stop))

    def _associate(self, properties: list[tuple[bytes, bytes]], fields: "_Fields") -> None:
        version, flags = fields.version()
        for _ in range(fields.number(4)):
            number = fields.number(2 if version < 1 else 4)
            for _ in range(fields.number(1)):
                index = fields.number(2) & 0x7FFF if flags & 1 else fields.number(1) & 0x7F
                if number in self._items and 0 < index <= len(properties):
                    _describe(self._items[number], *properties[index - 1])


def refuse(reason: str) -> NoReturn:
    """Raises OSError, as Pillow's own readers do."""
    raise OSError(reason)


def _describe(item: Item, kind: bytes, value: bytes) -> None:
    if kind == b"ispe":
        item.width, item.height = struct.unpack_from(">2I", value, 4)
    elif kind == b"hvcC":
        item.coder = value
    elif kind == b"colr" and value[:4] == b"nclx":
        item.colours = (struct.unpack_from(">H", value, 8)[0], bool(value[10] & 0x80))
    elif kind in (ROTATION, MIRROR):
        item.turns.append((kind, (value[0],)))
    elif kind == CLEAN_APERTURE:
        item.turns.append((kind, struct.unpack_from(">IIIIiIiI", value)))


def _boxes(content: bytes, begin: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """The kind of each box between these places, and where what it holds begins and ends."""
    for _ in range(_MOST_BOXES):
        if begin + 8 > end:
            return
        size, kind = struct.unpack_from(">I4s", content, begin)
        inside = begin + 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", content, inside)
            inside += 8
        stop = end if size == 0 else begin + size
        if stop < inside or stop > end:
            refuse("a part of it is missing")
        yield kind, inside, stop
        begin = stop
    refuse("it is in too many pieces")


class _Fields:
    """Reads the fields of a box one after another. Raises OSError behind its end."""

    def __init__(self, content: bytes, begin: int, end: int) -> None:
        self._content, self._at, self._end = content, begin, end

    def version(self) -> tuple[int, int]:
        """The version and the flags that a full box begins with."""
        return self.number(1), self.number(3)

    def number(self, size: int) -> int:
        """A number of so many bytes, most significant first; 0 of none."""
        return int.from_bytes(self.taken(size))

    def taken(self, size: int) -> bytes:
        """So many bytes."""
        begin, self._at = self._at, self._at + size
        if self._at > self._end:
            refuse("a part of it is missing")
        return self._content[begin : self._at]
