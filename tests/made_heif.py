"""HEIF photographs made on the spot, from pictures that FFmpeg's own encoder codes in HEVC."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

import av
import pytest
from PIL import Image

needs_encoder = pytest.mark.skipif("libx265" not in av.codecs_available, reason="FFmpeg here codes no HEVC")
CLEAN, ROTATED, MIRRORED = b"clap", b"irot", b"imir"
BT709_FULL = b"nclx" + struct.pack(">3HB", 1, 13, 1, 0x80)


@dataclass
class MadeItem:
    """An item of a file: a coded picture, or a grid. `properties` are boxes and what they hold, in order."""

    kind: bytes
    data: bytes
    properties: list[tuple[bytes, bytes]]
    tiles: tuple[int, ...] = ()
    in_box: bool = False


@cache
def _coded(pixels: bytes, size: tuple[int, int], matrix: int) -> tuple[bytes, bytes]:
    """A picture's decoder configuration (14496-15, 8.3.3.1) and its one coded frame, each part behind its length."""
    coder = av.CodecContext.create("libx265", "w")
    assert isinstance(coder, av.VideoCodecContext)
    coder.width, coder.height, coder.pix_fmt, coder.time_base = *size, "yuv420p", 1  # type: ignore[assignment]
    coder.options = {"x265-params": "log-level=none:keyint=1:colormatrix=bt709", "crf": "4"}
    frame = av.VideoFrame.from_image(Image.frombytes("RGB", size, pixels))  # type: ignore[no-untyped-call]
    frame = frame.reformat(format="yuv420p", dst_colorspace=matrix, dst_color_range=1)
    stream = b"".join(bytes(packet) for packet in (*coder.encode(frame), *coder.encode(None)))
    parts = [part.rstrip(b"\0") for part in stream.split(b"\0\0\1")[1:]]
    sets = {kind: [part for part in parts if part[0] >> 1 == kind] for kind in (32, 33, 34)}
    arrays = b"".join(
        struct.pack(">BHH", 0x80 | kind, 1, len(part)) + part for kind, found in sets.items() for part in found
    )
    head = bytes([1, *sets[33][0][3:15], 0xF0, 0, 0xFC, 0xFD, 0xF8, 0xF8, 0, 0, 0x0F, 3])
    frames = [part for part in parts if part[0] >> 1 < 32]
    return head + arrays, b"".join(len(part).to_bytes(4) + part for part in frames)


def coded(picture: Image.Image, *properties: tuple[bytes, bytes], matrix: int = 1) -> MadeItem:
    """A picture as an item, filled up to even sides; `matrix` is that of its colours, their range is narrow."""
    width, height = (side + side % 2 for side in picture.size)
    filled = Image.new("RGB", (width, height))
    filled.paste(picture, (0, 0))
    configuration, data = _coded(filled.tobytes(), (width, height), matrix)
    return MadeItem(
        b"hvc1", data, [(b"ispe", struct.pack(">3I", 0, *picture.size)), (b"hvcC", configuration), *properties]
    )


def grid(picture: Image.Image, side: int, *properties: tuple[bytes, bytes]) -> list[MadeItem]:
    """A picture as a grid of square tiles; the grid comes first, its tiles have the ids behind its own."""
    columns, rows = (-(-length // side) for length in picture.size)
    places = [(column * side, row * side) for row in range(rows) for column in range(columns)]
    tiles = [coded(picture.crop((x, y, x + side, y + side))) for x, y in places]
    data = struct.pack(">4B2H", 0, 0, rows - 1, columns - 1, *picture.size)
    size = (b"ispe", struct.pack(">3I", 0, *picture.size))
    ids = tuple(range(2, 2 + len(tiles)))
    return [MadeItem(b"grid", data, [size, *properties], ids, in_box=True), *tiles]


def heif(items: Sequence[MadeItem], *, brand: bytes = b"heic", primary: int = 1) -> bytes:
    """A file of items, whose ids are 1, 2…"""
    made = _Made()
    for item in items:
        made.add(item)
    return made.file(brand, primary)


def box(kind: bytes, *parts: bytes) -> bytes:
    """A box (14496-12, 4.2)."""
    content = b"".join(parts)
    return struct.pack(">I4s", 8 + len(content), kind) + content


@dataclass
class _Made:
    items: list[MadeItem] = field(default_factory=list)
    properties: list[tuple[bytes, bytes]] = field(default_factory=list)

    def add(self, item: MadeItem) -> None:
        self.items.append(item)
        self.properties += [one for one in item.properties if one not in self.properties]

    def file(self, brand: bytes, primary: int) -> bytes:
        head = box(b"ftyp", brand, bytes(4), b"mif1", brand)
        meta = self._meta(primary, 0)
        meta = self._meta(primary, len(head) + len(meta) + 8)
        return head + meta + box(b"mdat", *(item.data for item in self.items if not item.in_box))

    def _meta(self, primary: int, data_at: int) -> bytes:
        numbered = list(enumerate(self.items, start=1))
        kinds = [
            box(b"infe", b"\2\0\0\0", struct.pack(">HH4s", number, 0, item.kind), b"\0") for number, item in numbered
        ]
        places, within = [], 0
        for number, item in numbered:
            begin, data_at, within = (
                (within, data_at, within + len(item.data))
                if item.in_box
                else (data_at, data_at + len(item.data), within)
            )
            places.append(struct.pack(">4H2I", number, item.in_box, 0, 1, begin, len(item.data)))
        tiles = [
            box(b"dimg", struct.pack(f">HH{len(item.tiles)}H", number, len(item.tiles), *item.tiles))
            for number, item in numbered
            if item.tiles
        ]
        own = [
            struct.pack(">HB", number, len(item.properties))
            + bytes(1 + self.properties.index(one) for one in item.properties)
            for number, item in numbered
        ]
        return box(
            b"meta",
            bytes(4),
            box(b"hdlr", bytes(8), b"pict", bytes(13)),
            box(b"pitm", bytes(4), struct.pack(">H", primary)),
            box(b"iinf", bytes(4), struct.pack(">H", len(kinds)), *kinds),
            box(b"iloc", b"\1\0\0\0\x44\0", struct.pack(">H", len(places)), *places),
            box(b"iref", bytes(4), *tiles),
            box(
                b"iprp",
                box(b"ipco", *(box(kind, value) for kind, value in self.properties)),
                box(b"ipma", bytes(4), struct.pack(">I", len(own)), *own),
            ),
            box(b"idat", *(item.data for item in self.items if item.in_box)),
        )
