"""HEIF photographs (HEIC), as telephones take them, opened by Pillow: the pictures in them are coded in HEVC.

FFmpeg decodes, a picture or a tile of it at a time, once it is known how large it may be. What lies beside the picture in
its file (a thumbnail, a depth map, what is seen through) is passed over, and so is the orientation in Exif: the file's
own turns say the same.
"""

import struct
from typing import Any, Final

import av
import av.error
from PIL import Image, ImageFile

from app.workers.reading.heif_items import CLEAN_APERTURE, CODED, GRID, MIRROR, ROTATION, Item, Items, refuse

FORMAT: Final = "HEIF"
_BRANDS = tuple(b"heic heix heim heis hevc hevx hevm hevs mif1 msf1".split())
_SPARE_PIXELS = 64
"""A coder fills a picture up to whole blocks of its own, which are cut off again."""
_NARROW_RANGE, _FULL_RANGE = 1, 2
_UNSPECIFIED, _ITU_601 = 2, 6


class HeifPhotograph(ImageFile.ImageFile):
    """The one picture that a HEIF file is about; decoded when its pixels are first asked for."""

    format = FORMAT
    format_description = "HEIF photograph"

    def load(self) -> Any:
        """Decode it. Raises OSError where that cannot be done."""
        if self._im is None:
            picture = _turned(self._whole(self._items.primary), self._items.primary)
            if picture.size != self._size:
                refuse("it is not as large as it says")
            self.im = picture.im
        return super().load()

    def _open(self) -> None:
        assert self.fp is not None
        try:
            self._items = Items(self.fp.read())
            primary = self._items.primary
            self._size = _turned_size(primary)
        except OSError as error:
            raise SyntaxError(str(error)) from None
        if primary.kind not in (*CODED, GRID):
            raise SyntaxError("it holds no picture of this kind")
        self._mode = "RGB"

    def _whole(self, item: Item) -> Image.Image:
        return self._joined(item) if item.kind == GRID else _decoded(item, self._items.data(item), item.colours)

    def _joined(self, grid: Item) -> Image.Image:
        """A picture made of tiles of one size, row by row (23008-12, 6.6.2.3)."""
        data = self._items.data(grid)
        try:
            _version, large, last_row, last_column = struct.unpack_from(">4B", data)
            size = struct.unpack_from(">2I" if large & 1 else ">2H", data, 4)
        except struct.error:
            refuse("its tiles do not make the picture")
        rows, columns, tiles = last_row + 1, last_column + 1, [self._items.of(number) for number in grid.tiles]
        if size != (grid.width, grid.height) or len(tiles) != rows * columns:
            refuse("its tiles do not make the picture")
        across, down = tiles[0].width, tiles[0].height
        if not (_covers(across, columns, grid.width) and _covers(down, rows, grid.height)):
            refuse("its tiles do not make the picture")
        joined = Image.new("RGB", size)
        for index, tile in enumerate(tiles):
            if tile.kind not in CODED or (tile.width, tile.height) != (across, down):
                refuse("its tiles do not make the picture")
            decoded = _decoded(tile, self._items.data(tile), tile.colours or grid.colours)
            joined.paste(decoded, (index % columns * across, index // columns * down))
        return joined


def _covers(length: int, count: int, whole: int) -> bool:
    return (count - 1) * length < whole <= count * length


def _decoded(item: Item, data: bytes, colours: tuple[int, bool] | None) -> Image.Image:
    """A coded picture, without what its coder filled it up with."""
    coder = av.CodecContext.create("hevc", "r")
    assert isinstance(coder, av.VideoCodecContext)
    coder.options = {"max_pixels": str((item.width + _SPARE_PIXELS) * (item.height + _SPARE_PIXELS))}
    coder.thread_count = 1
    coder.extradata = item.coder
    try:
        frames = [*coder.decode(av.Packet(data)), *coder.decode(None)]
        picture = _in_colours(frames[0], colours)
    except (av.error.FFmpegError, ValueError, IndexError):
        raise OSError("its picture cannot be decoded") from None
    if picture.width < item.width or picture.height < item.height:
        refuse("it is not as large as it says")
    return picture.crop((0, 0, item.width, item.height))


def _in_colours(frame: av.VideoFrame, told: tuple[int, bool] | None) -> Image.Image:
    """A frame in red, green and blue. What the file tells of its colours goes before what the coded picture does."""
    matrix, full = told or (int(frame.colorspace), int(frame.color_range) != _NARROW_RANGE)
    frame.colorspace = _ITU_601 if matrix == _UNSPECIFIED else matrix
    frame.color_range = _FULL_RANGE if full else _NARROW_RANGE
    picture: Image.Image = frame.reformat(format="rgb24", dst_color_range=_FULL_RANGE, threads=1).to_image()  # type: ignore[no-untyped-call]
    return picture


def _turned(picture: Image.Image, item: Item) -> Image.Image:
    for kind, values in item.turns:
        if kind == CLEAN_APERTURE:
            picture = picture.crop(_clean(picture.size, values))
        elif kind == MIRROR:
            sides = Image.Transpose.FLIP_LEFT_RIGHT if values[0] & 1 else Image.Transpose.FLIP_TOP_BOTTOM
            picture = picture.transpose(sides)
        elif quarters := values[0] & 3:
            turns = (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270)
            picture = picture.transpose(turns[quarters - 1])
    return picture


def _turned_size(item: Item) -> tuple[int, int]:
    size = (item.width, item.height)
    for kind, values in item.turns:
        if kind == CLEAN_APERTURE:
            left, top, right, bottom = _clean(size, values)
            size = (right - left, bottom - top)
        elif kind == ROTATION and values[0] & 1:
            size = (size[1], size[0])
    return size


def _clean(size: tuple[int, int], values: tuple[int, ...]) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what is shown (14496-12, 12.1.4), told by its size and how far its middle is off."""
    (left, right), (top, bottom) = (
        _clean_side(side, values[at : at + 2], values[at + 4 : at + 6]) for side, at in zip(size, (0, 2), strict=True)
    )
    return left, top, right, bottom


def _clean_side(side: int, length: tuple[int, ...], off: tuple[int, ...]) -> tuple[int, int]:
    if not (length[1] and off[1]):
        refuse("what is to be shown of it is not told")
    shown = length[0] // length[1]
    begin = (side - shown) // 2 + off[0] // off[1]
    if not (shown > 0 and 0 <= begin <= side - shown):
        refuse("what is to be shown of it lies outside of it")
    return begin, begin + shown


def _may_be_heif(beginning: bytes) -> bool:
    """The last two brands are those of AVIF as well."""
    return beginning[4:8] == b"ftyp" and beginning[8:12] in _BRANDS


Image.register_open(FORMAT, HeifPhotograph, _may_be_heif)
