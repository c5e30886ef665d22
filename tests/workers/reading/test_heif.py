"""HEIF photographs are seen as they look, however they are coded, and what is wrong in one costs that picture alone."""

import random
import struct
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PIL import Image

from app.core.errors import UnreadableFile
from app.engines.drawing import Drawing
from app.engines.process import WorkerProcess
from app.workers.reading.picture_files import prepared, upright
from tests.made_heif import (
    BT709_FULL,
    CLEAN,
    MIRRORED,
    ROTATED,
    MadeItem,
    box,
    coded,
    grid,
    heif,
    needs_encoder,
)

pytestmark = needs_encoder
RED, GREEN, BLUE, YELLOW = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0)
ITU_601 = b"nclx" + struct.pack(">3HB", 1, 13, 6, 0)
MIDDLE = struct.pack(">IIIIiIiI", 150, 1, 100, 1, 30, 1, -40, 1)


def quarters(width: int = 300, height: int = 200) -> Image.Image:
    """A picture in four colours."""
    picture = Image.new("RGB", (2, 2))
    picture.putdata([RED, GREEN, BLUE, YELLOW])
    return picture.resize((width, height), Image.Resampling.NEAREST)


def corners(picture: Image.Image) -> list[tuple[int, ...]]:
    """The colours in the middle of the quarters, as they were meant."""
    width, height = picture.size
    found = [picture.getpixel((int(width * x), int(height * y))) for y in (0.2, 0.8) for x in (0.2, 0.8)]
    return [tuple(255 if value > 250 else 0 if value < 5 else value for value in pixel) for pixel in found]  # type: ignore[union-attr]


def tiled(*properties: tuple[bytes, bytes]) -> bytes:
    return heif(grid(quarters(), 128, *properties))


@pytest.mark.parametrize(
    ("content", "size", "expected"),
    [
        (heif([coded(quarters())]), (300, 200), [RED, GREEN, BLUE, YELLOW]),
        (heif([coded(quarters(301, 199))]), (301, 199), [RED, GREEN, BLUE, YELLOW]),
        (heif([coded(quarters(), (b"colr", ITU_601), matrix=5)]), (300, 200), [RED, GREEN, BLUE, YELLOW]),
        (heif([coded(quarters(), (CLEAN, MIDDLE))]), (150, 100), [RED, GREEN, RED, GREEN]),
        (tiled(), (300, 200), [RED, GREEN, BLUE, YELLOW]),
        (tiled((ROTATED, b"\1")), (200, 300), [GREEN, YELLOW, RED, BLUE]),
        (tiled((ROTATED, b"\2")), (300, 200), [YELLOW, BLUE, GREEN, RED]),
        (tiled((ROTATED, b"\3")), (200, 300), [BLUE, RED, YELLOW, GREEN]),
        (tiled((MIRRORED, b"\1")), (300, 200), [GREEN, RED, YELLOW, BLUE]),
        (tiled((MIRRORED, b"\0")), (300, 200), [BLUE, YELLOW, RED, GREEN]),
        (tiled((MIRRORED, b"\1"), (ROTATED, b"\1")), (200, 300), [RED, BLUE, GREEN, YELLOW]),
        (heif([coded(quarters()), coded(Image.new("RGB", (64, 64), BLUE))]), (300, 200), [RED, GREEN, BLUE, YELLOW]),
        (heif([coded(quarters())], brand=b"mif1"), (300, 200), [RED, GREEN, BLUE, YELLOW]),
    ],
    ids=[
        *(
            "one picture",
            "odd sides",
            "other colours",
            "a part shown",
            "tiles",
            "turned left",
            "upside down",
            "turned right",
        ),
        *(
            "its sides exchanged",
            "top and bottom exchanged",
            "exchanged, then turned",
            "with a thumbnail",
            "by another brand",
        ),
    ],
)
def test_a_photograph_is_seen_as_it_was_taken(
    content: bytes, size: tuple[int, int], expected: list[tuple[int, int, int]]
) -> None:
    picture = upright(content)
    assert picture.size == size
    assert corners(picture) == expected


def test_what_the_file_says_of_its_range_of_colours_goes_before_what_is_coded() -> None:
    grey = Image.new("RGB", (64, 64), (40, 40, 40))
    assert upright(heif([coded(grey)])).getpixel((9, 9)) == pytest.approx((40, 40, 40), abs=4)
    full = upright(heif([coded(grey, (b"colr", BT709_FULL))])).getpixel((9, 9))
    assert full == pytest.approx((50, 50, 50), abs=4)


def test_a_photograph_is_made_anew_as_one() -> None:
    content, picture = prepared(tiled(), 150)
    assert content.startswith(b"\xff\xd8\xff")
    assert picture.size == (150, 100)


def without(items: list[MadeItem], number: int) -> list[MadeItem]:
    return [replace(item, tiles=item.tiles[:-1]) if index == number else item for index, item in enumerate(items)]


def sized(item: MadeItem, width: int, height: int) -> MadeItem:
    others = [one for one in item.properties if one[0] != b"ispe"]
    return replace(item, properties=[(b"ispe", struct.pack(">3I", 0, width, height)), *others])


TILES = grid(quarters(), 128)
ONE = coded(quarters())
DAMAGED = {
    "how its tiles lie is not told": heif([replace(TILES[0], data=b"\0"), *TILES[1:]]),
    "a tile is missing": heif(without(TILES, 0)),
    "a tile is not there": heif([replace(TILES[0], tiles=(*TILES[0].tiles[:-1], 99)), *TILES[1:]]),
    "a tile is a grid": heif([replace(TILES[0], tiles=(1,) * 6), *TILES[1:]]),
    "the tiles are too small": heif([TILES[0], *(sized(one, 64, 64) for one in TILES[1:])]),
    "the picture is smaller than it says": heif([sized(ONE, 900, 900)]),
    "nothing is coded": heif([replace(ONE, data=b"")]),
    "something else is coded": heif([replace(ONE, data=bytes(500))]),
    "no decoder is described": heif([replace(ONE, properties=ONE.properties[:1])]),
    "no size is told": heif([replace(ONE, properties=ONE.properties[1:])]),
    "what is shown lies outside": heif(
        [coded(quarters(), (CLEAN, struct.pack(">IIIIiIiI", 900, 1, 9, 1, 0, 1, 0, 1)))]
    ),
    "what is shown is divided by nothing": heif([coded(quarters(), (CLEAN, bytes(32)))]),
    "another kind": heif([replace(ONE, kind=b"jpeg")]),
    "another picture is meant": heif([ONE], primary=7),
    "cut short": tiled()[:-200],
    "cut very short": tiled()[:100],
    "no picture at all": box(b"ftyp", b"heic", bytes(4)) + box(b"mdat", bytes(100)),
    "boxes without end": box(b"ftyp", b"heic", bytes(4)) + bytes([0, 0, 0, 8]) * 40_000,
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_what_is_damaged_is_refused_in_one_sentence(damage: str) -> None:
    with pytest.raises(UnreadableFile, match=r"^This picture is damaged: .*\.$"):
        upright(DAMAGED[damage])


def test_what_would_fill_the_memory_is_refused_before_it_is_decoded() -> None:
    with pytest.raises(UnreadableFile, match=r"^This picture has 3,600 megapixels"):
        upright(heif([sized(ONE, 60_000, 60_000)]))


def test_a_picture_that_is_larger_than_it_says_is_not_decoded() -> None:
    with pytest.raises(UnreadableFile, match="it cannot be decoded"):
        upright(heif([sized(coded(quarters(1200, 800)), 30, 20)]))


@pytest.fixture(scope="module")
def drawing() -> Iterator[Drawing]:
    process = WorkerProcess("draw")
    yield Drawing(process)
    process.close()


def mutations(content: bytes, count: int, seed: int) -> Iterator[bytes]:
    """The file with a few bytes changed, a stretch of it gone, or its end."""
    chance = random.Random(seed)
    for _ in range(count):
        changed = bytearray(content)
        for _ in range(chance.choice((1, 2, 8, 40))):
            changed[chance.randrange(len(changed))] = chance.choice((0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256)))
        at = chance.randrange(len(changed))
        if chance.random() < 0.2:
            del changed[at : at + chance.randrange(200)]
        yield bytes(changed[:at] if chance.random() < 0.05 else changed)


def test_whatever_is_changed_in_a_file_its_worker_lives_on(drawing: Drawing) -> None:
    """Two thousand of each were tried once."""
    decoded, refusals = 0, list[str]()
    for content in (heif([ONE]), tiled((ROTATED, b"\1"))):
        for changed in mutations(content, 50, seed=7):
            try:
                drawing.prepared(changed, "photo.heic")
                decoded += 1
            except UnreadableFile as refused:
                refusals.append(str(refused))
    assert decoded
    assert all(one.startswith("This picture ") for one in refusals)
    assert drawing.prepared(tiled(), "photo.heic").picture.ref.width == 300
