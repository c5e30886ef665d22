"""Picture files: PNG, JPEG, TIFF, WebP, BMP, GIF, AVIF and HEIF, decoded with Pillow."""

import contextlib
import warnings
from collections.abc import Callable, Iterator
from io import BytesIO

import numpy as np
import pypdfium2
from PIL import Image, ImageOps, UnidentifiedImageError

from app.core.errors import UnreadableFile
from app.core.library.documents import Page, ReadDocument
from app.workers.reading import heif
from app.workers.reading.page_stream import PageStream
from app.workers.reading.pictures import PictureText, Pixels, recognition_note
from app.workers.reading.terms import damaged, left_out_note

MOST_PIXELS = 100_000_000
_LONGEST_SIDE = 3000
_DRAWN_QUALITY = 88
_KEPT_QUALITY = 92
_POINTS_PER_PIXEL = 0.5
_FORMATS = ("PNG", "JPEG", "TIFF", "WEBP", "BMP", "GIF", heif.FORMAT, "AVIF")
_PHOTOGRAPHS = ("JPEG", "MPO", heif.FORMAT)
"""MPO is a JPEG with more behind it, such as the small or the second picture that telephones add."""
_ONE_PICTURE = ("PNG", "WEBP", "GIF", "BMP", "AVIF", *_PHOTOGRAPHS)
"""What moves in these repeats itself: only TIFF has pages."""
# What Pillow lets through from the depths of a broken file, beside its own errors.
DAMAGE = (UnidentifiedImageError, OSError, SyntaxError, ValueError, TypeError, LookupError, EOFError, OverflowError)

Image.MAX_IMAGE_PIXELS = None  # it would warn from half of ours on; the size is looked at before anything is decoded
Image.init()


def stream_pictures(
    content: bytes, page_limit: int, checkpoint: Callable[[], None], recognize: Callable[[Pixels], PictureText]
) -> PageStream:
    """A page for each picture in a file; those of a TIFF are numbered.

    Raises:
        UnreadableFile: damaged, or too large; also while the pages are read.
    """
    image, count = _opened(content)
    notes: list[str] = []
    pages = _pages(image, count, page_limit, checkpoint, recognize, notes)
    return PageStream(ReadDocument("", "image", ()), min(count, page_limit), pages, notes)


def as_pdf(content: bytes, page_limit: int) -> bytes:
    """A PDF that shows the pictures in a file, each as large as its page, as they are when their text is read.

    Raises:
        UnreadableFile: damaged, or too large.
    """
    image, count = _opened(content)
    with contextlib.closing(pypdfium2.PdfDocument.new()) as document:
        for index in range(min(count, page_limit)):
            drawn = BytesIO()
            picture = _upright(image, index)
            picture.save(drawn, "JPEG", quality=_DRAWN_QUALITY)
            width, height = (side * _POINTS_PER_PIXEL for side in picture.size)
            on_page = pypdfium2.PdfImage.new(document)
            on_page.load_jpeg(drawn, inline=True)
            on_page.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
            page = document.new_page(width, height)
            page.insert_obj(on_page)
            page.gen_content()
        saved = BytesIO()
        document.save(saved)
        return saved.getvalue()


def prepared(content: bytes, longest_side: int) -> tuple[bytes, Image.Image]:
    """A picture file made anew, and the picture in it: a photograph as JPEG, everything else without loss.

    Raises:
        UnreadableFile: damaged, too large, or no picture.
    """
    image, _ = _opened(content)
    is_photograph = image.format in _PHOTOGRAPHS
    picture = _upright(image, 0)
    picture.thumbnail((longest_side, longest_side))
    saved = BytesIO()
    if is_photograph:
        picture.save(saved, "JPEG", quality=_KEPT_QUALITY)
    else:
        picture.save(saved, "PNG")
    return saved.getvalue(), picture


def upright(content: bytes) -> Image.Image:
    """The first picture in a file. Raises as `prepared` does."""
    return _upright(_opened(content)[0], 0)


def sample() -> bytes:
    """A picture file as small as can be."""
    saved = BytesIO()
    Image.new("RGB", (1, 1)).save(saved, "PNG")
    return saved.getvalue()


def _opened(content: bytes) -> tuple[Image.Image, int]:
    """A picture file, and how many pictures are in it."""
    try:
        image = Image.open(BytesIO(content), formats=_FORMATS)
        return image, 1 if image.format in _ONE_PICTURE else int(getattr(image, "n_frames", 1))
    except DAMAGE:
        raise damaged("picture", "its beginning cannot be read") from None


def _pages(
    image: Image.Image,
    count: int,
    page_limit: int,
    checkpoint: Callable[[], None],
    recognize: Callable[[Pixels], PictureText],
    notes: list[str],
) -> Iterator[Page]:
    confidences: dict[int, float] = {}
    for index in range(min(count, page_limit)):
        checkpoint()
        found = recognize(_pixels(image, index))
        if found.text.strip():
            confidences[index + 1] = found.confidence
        yield found.page(index + 1 if count > 1 else None)
    if count > page_limit:
        notes.append(left_out_note(page_limit, count, "pages"))
    if confidences:
        notes.append(recognition_note(confidences, count))


def _pixels(image: Image.Image, index: int) -> Pixels:
    """A picture as `_upright` gives it, blue before red."""
    return np.ascontiguousarray(np.asarray(_upright(image, index))[:, :, ::-1])


def _upright(image: Image.Image, index: int) -> Image.Image:
    """A picture upright, on white, and no larger than is of use; whatever else its file says of it is left behind."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of flaws in the file's own description
            image.seek(index)
            _require_size(image)
            image.draft("RGB", (_LONGEST_SIDE, _LONGEST_SIDE))  # a JPEG is decoded smaller, and in less time
            upright = ImageOps.exif_transpose(image)
            if upright.has_transparency_data:
                upright = upright.convert("RGBA")
                upright = Image.alpha_composite(Image.new("RGBA", upright.size, "white"), upright)
            if upright.mode.startswith(("I", "F")):
                upright = upright.point(lambda value: value / 256).convert("L")
            colours = upright.convert("RGB")
            colours.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
            colours.info.clear()
    except DAMAGE:
        raise damaged("picture", "it cannot be decoded") from None
    return colours


def _require_size(image: Image.Image) -> None:
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise UnreadableFile(
            f"This picture has {width * height / 1_000_000:,.0f} megapixels; "
            f"pictures of up to {MOST_PIXELS // 1_000_000} are read."
        )
