"""Old Office files made on the spot: the container, and the least that can stand in it."""

import itertools
import struct
from collections.abc import Mapping, Sequence

_SECTOR = 512
_END, _FREE, _OF_TABLE, _NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
_LEAST_BYTES = 4096
"""Shorter streams would be kept in another way; they are filled up with zeros here."""


def container(streams: Mapping[str, bytes]) -> bytes:
    """A compound file ([MS-CFB], version 3) of streams by path; folders are made of the names before a "/"."""
    entries: list[tuple[str, int, int, int, int]] = []  # name, kind, child, first sector, size
    sectors: list[bytes] = []
    chains: list[int] = []

    def keep(content: bytes) -> tuple[int, int]:
        content = content.ljust(_LEAST_BYTES, b"\0")
        first = len(sectors)
        parts = [content[at : at + _SECTOR].ljust(_SECTOR, b"\0") for at in range(0, len(content), _SECTOR)]
        sectors.extend(parts)
        chains.extend([*range(first + 1, first + len(parts)), _END])
        return first, len(content)

    tree: dict[str, object] = {}
    for path, content in streams.items():
        *folders, name = path.split("/")
        here = tree
        for folder in folders:
            here = here.setdefault(folder, {})  # type: ignore[assignment]
        here[name] = content
    siblings: dict[int, int] = {}

    def add(name: str, value: object, kind: int) -> int:
        index = len(entries)
        entries.append((name, kind, _NONE, 0, 0))
        if isinstance(value, bytes):
            entries[index] = (name, 2, _NONE, *keep(value))
            return index
        assert isinstance(value, dict)
        children = [add(child, inside, 1) for child, inside in value.items()]
        siblings.update(itertools.pairwise(children))
        entries[index] = (name, kind, children[0] if children else _NONE, _END if kind == 5 else 0, 0)
        return index

    add("Root Entry", tree, 5)
    directory = b"".join(_entry(*entry, siblings.get(index, _NONE)) for index, entry in enumerate(entries))
    directory_at, _ = keep(directory)
    tables = 1
    while tables * 128 < len(sectors) + tables:
        tables += 1
    table_at = len(sectors)
    table = chains + [_OF_TABLE] * tables
    packed = struct.pack(f"<{tables * 128}I", *table, *[_FREE] * (tables * 128 - len(table)))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, directory_at, 0, 4096, _END, 0, _END, 0
    )
    places = [*range(table_at, table_at + tables)]
    header += struct.pack("<109I", *places, *[_FREE] * (109 - tables))
    return header + b"".join(sectors) + packed


def _entry(name: str, kind: int, child: int, first: int, size: int, right: int) -> bytes:
    written = name.encode("utf-16-le") + b"\0\0"
    head = written.ljust(64, b"\0") + struct.pack("<HBBIII", len(written), kind, 1, _NONE, right, child)
    return head + bytes(36) + struct.pack("<IQ", first, size)


def doc(paragraphs: Sequence[tuple[str, int, bool]], narrow: bool = False) -> bytes:
    """A Word 97 document: each paragraph's text with its end mark, its style, and whether it ends a table's row."""
    text = "".join(one for one, _, _ in paragraphs)
    width = 1 if narrow else 2
    start = 2048
    raw = text.encode("cp1252" if narrow else "utf-16-le")
    page_at = (start + len(raw)) // _SECTOR + 1
    bounds = [start]
    for one, _, _ in paragraphs:
        bounds.append(bounds[-1] + len(one) * width)
    page = bytearray(_SECTOR)
    struct.pack_into(f"<{len(bounds)}I", page, 0, *bounds)
    place = _SECTOR - 2
    for index, (_, style, ends_row) in enumerate(paragraphs):
        properties = struct.pack("<H", style) + (b"\x17\x24\x01" if ends_row else b"")
        properties += b"\0" * (1 - len(properties) % 2)
        place = (place - len(properties) - 1) // 2 * 2
        page[place] = (len(properties) + 1) // 2
        page[place + 1 : place + 1 + len(properties)] = properties
        page[4 * len(bounds) + 13 * index] = place // 2
    page[-1] = len(paragraphs)
    piece = struct.pack("<HIH", 0, (start * 2) | 0x40000000 if narrow else start, 0)
    pieces = struct.pack("<BI", 2, 16) + struct.pack("<II", 0, len(text)) + piece
    bins = struct.pack("<III", bounds[0], bounds[-1], page_at)
    block = bytearray(start)
    struct.pack_into("<HH", block, 0, 0xA5EC, 0x00C1)
    struct.pack_into("<H", block, 0x0A, 0x0200)
    struct.pack_into("<i", block, 0x4C, len(text))
    struct.pack_into("<II", block, 0x0102, 0, len(bins))
    struct.pack_into("<II", block, 0x01A2, len(bins), len(pieces))
    stream = bytes(block) + raw
    return container({"WordDocument": stream.ljust(page_at * _SECTOR, b"\0") + bytes(page), "1Table": bins + pieces})


def record(kind: int, content: bytes, instance: int = 0, *, holds_others: bool = False) -> bytes:
    """A record of a PowerPoint 97 stream."""
    return struct.pack("<HHI", instance << 4 | (0xF if holds_others else 0), kind, len(content)) + content


def ppt(slides: Sequence[tuple[str, str, str]], notes: str = "") -> bytes:
    """A PowerPoint 97 presentation: title, list text, and text of a shape of each slide; `notes` are the first's."""
    listed = b""
    for number, (title, body, _) in enumerate(slides):
        listed += record(0x03F3, struct.pack("<IIiI4x", 2 + number, 0, 2, 256 + number))
        listed += record(0x0F9F, struct.pack("<I", 0)) + record(0x0FA0, title.encode("utf-16-le"))
        listed += record(0x0F9F, struct.pack("<I", 1)) + record(0x0FA8, body.encode("latin-1"))
    noted = record(0x03F3, struct.pack("<IIiI4x", 90, 0, 0, 500)) if notes else b""
    document = record(
        0x03E8,
        record(0x0FF0, listed, 0, holds_others=True) + record(0x0FF0, noted, 2, holds_others=True),
        holds_others=True,
    )
    objects = {1: document}
    for number, (_, _, shape) in enumerate(slides):
        atom = record(0x03EF, struct.pack("<I8xIIHH", 0, 0, 500 if notes and not number else 0, 0, 0))
        text = record(0x0F9F, struct.pack("<I", 4)) + record(0x0FA0, shape.encode("utf-16-le"))
        objects[2 + number] = record(0x03EE, atom + record(0xF00D, text, holds_others=True), holds_others=True)
    if notes:
        text = record(0x0F9F, struct.pack("<I", 2)) + record(0x0FA0, notes.encode("utf-16-le"))
        objects[90] = record(0x03F0, text, holds_others=True)
    stream, entries = b"", b""
    for identity, content in objects.items():
        entries += struct.pack("<II", identity | 1 << 20, len(stream))
        stream += content
    directory_at = len(stream)
    stream += record(0x1772, entries)
    edit_at = len(stream)
    stream += record(0x0FF5, struct.pack("<IIIIIIHH", 0, 0, 0, directory_at, 1, 0, 0, 0))
    user = record(0x0FF6, struct.pack("<III", 20, 0xE391C05F, edit_at))
    return container({"PowerPoint Document": stream, "Current User": user})


def xls(sheets: Mapping[str, Sequence[Sequence[str | float]]]) -> bytes:
    """An Excel 97 workbook, without the container, as Excel itself still opens it."""

    def biff(kind: int, content: bytes) -> bytes:
        return struct.pack("<HH", kind, len(content)) + content

    def begin(kind: int) -> bytes:
        return biff(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))

    def short(text: str, size: str) -> bytes:
        return struct.pack(size, len(text)) + b"\x01" + text.encode("utf-16-le")

    bodies = []
    for lines in sheets.values():
        body = begin(0x0010)
        for row, line in enumerate(lines):
            for column, value in enumerate(line):
                place = struct.pack("<HHH", row, column, 0)
                if isinstance(value, str):
                    body += biff(0x0204, place + short(value, "<H"))
                else:
                    body += biff(0x0203, place + struct.pack("<d", value))
        bodies.append(body + biff(0x000A, b""))
    font = biff(0x0031, struct.pack("<HHHHHBBBx", 200, 0, 0x7FFF, 400, 0, 0, 0, 0) + short("Arial", "<B"))
    style = biff(0x00E0, struct.pack("<HHHBBBBIIH", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
    head = begin(0x0005) + biff(0x0042, struct.pack("<H", 1200)) + font + style
    size = len(head) + sum(len(biff(0x0085, bytes(6) + short(name, "<B"))) for name in sheets) + 4
    for name, body in zip(sheets, bodies, strict=True):
        head += biff(0x0085, struct.pack("<IH", size, 0) + short(name, "<B"))
        size += len(body)
    return head + biff(0x000A, b"") + b"".join(bodies)


def msg(subject: str, body: str, attachments: Mapping[str, bytes] | None = None, inside: bytes = b"") -> bytes:
    """An Outlook message of Ada Byron's; `inside` is the body of a message attached to it."""

    def wide(text: str) -> bytes:
        return text.encode("utf-16-le") + b"\0\0"

    streams = {
        "__properties_version1.0": bytes(32) + struct.pack("<HHIQ", 0x0040, 0x0039, 0, 133_000_000_000_000_000),
        "__substg1.0_0037001F": wide(subject),
        "__substg1.0_1000001F": wide(body),
        "__substg1.0_0C1A001F": wide("Ada Byron"),
        "__substg1.0_5D01001F": wide("ada@example.org"),
        "__substg1.0_0E04001F": wide("Charles"),
    }
    for number, (name, content) in enumerate((attachments or {}).items()):
        storage = f"__attach_version1.0_#{number:08X}"
        streams[f"{storage}/__substg1.0_3707001F"] = wide(name)
        streams[f"{storage}/__substg1.0_37010102"] = content
    if inside:
        storage = "__attach_version1.0_#000000FF"
        streams[f"{storage}/__substg1.0_3001001F"] = wide("Forwarded")
        streams[f"{storage}/__substg1.0_3701000D/__substg1.0_1000001F"] = wide(inside.decode())
        streams[f"{storage}/__substg1.0_3701000D/__properties_version1.0"] = bytes(24)
    return container(streams)
