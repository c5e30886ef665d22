"""Text in pictures: scanned pages and picture files, read by the confined recognizing process."""

import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from app.core.cancel import CancelToken
from app.core.errors import UnreadableFile
from app.core.library.documents import ReadDocument
from app.engines.process import WorkerProcess
from app.engines.reader import Reader
from tests.made_documents import lines_of_text, page_objects, pdf, pdf_of, stream

LINES = ("Tide table of the harbour", "High water at 07:45", "Low water at 13:50", "Mind the current at the pier")


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    text, pictures = WorkerProcess("read"), WorkerProcess("ocr")
    yield Reader(text, pictures=pictures)
    text.close()
    pictures.close()


def drawn(*lines: str) -> Image.Image:
    """A page that shows these lines, as a scanner sees it."""
    document = pypdfium2.PdfDocument(pdf("\n".join(lines)))
    try:
        picture: Image.Image = document[0].render(scale=2).to_pil().convert("RGB")
        return picture.crop((0, 0, picture.width, picture.height // 3))
    finally:
        document.close()


def saved(image: Image.Image, format_name: str, **options: object) -> bytes:
    buffer = BytesIO()
    image.save(buffer, format_name, **options)
    return buffer.getvalue()


def scan(image: Image.Image) -> bytes:
    """A page's content and picture: an image that fills the page."""
    jpeg = saved(image, "JPEG", quality=90)
    size = b"/Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode"
    return stream(jpeg, b"/Type /XObject " + size % image.size)


def scanned_pdf(*pages: Image.Image | str) -> bytes:
    """A PDF of pictures and of pages with text."""
    objects = page_objects([stream(lines_of_text([page]) if isinstance(page, str) else b"") for page in pages])
    for index, page in enumerate(pages):
        if not isinstance(page, str):
            number = 5 + 2 * index
            objects[100 + index] = scan(page)
            objects[number] = objects[number].replace(b"/Font <<", b"/XObject << /I %d 0 R >> /Font <<" % (100 + index))
            objects[number + 1] = stream(b"q 595 0 0 280 0 500 cm /I Do Q")
    return pdf_of(objects)


def read(reader: Reader, folder: Path, name: str, content: bytes) -> ReadDocument:
    path = folder / name
    path.write_bytes(content)
    return reader.read(path, CancelToken())


def test_without_the_recognizing_process_only_what_it_would_read_is_missing(tmp_path: Path) -> None:
    text, pictures = WorkerProcess("read"), WorkerProcess("no such worker")
    reader = Reader(text, pictures=pictures)
    document = read(reader, tmp_path, "mixed.pdf", scanned_pdf("Typed by hand, so that it can be read", drawn(*LINES)))
    assert document.pages[0].text == "Typed by hand, so that it can be read"
    assert "The text in its pictures could not be read" in document.notes[-1]
    with pytest.raises(UnreadableFile, match="could not start"):
        read(reader, tmp_path, "scan.pdf", scanned_pdf(drawn(*LINES)))
    text.close()
    pictures.close()


@pytest.mark.parametrize(
    "format_name", ["JPEG", *(pytest.param(name, marks=pytest.mark.slow) for name in ("PNG", "WEBP", "BMP", "GIF"))]
)
def test_a_picture_file_is_read(reader: Reader, tmp_path: Path, format_name: str) -> None:
    document = read(reader, tmp_path, "a picture", saved(drawn(*LINES), format_name))
    assert document.format == "image"
    assert [line.strip() for line in document.pages[0].text.splitlines() if line.strip()] == list(LINES)
    assert (document.pages[0].confidence or 0) > 0.9
    assert document.notes[0].startswith("Its text was read from the picture and may have errors (confidence 0.9")


def test_each_word_knows_its_place_in_the_picture(reader: Reader, tmp_path: Path) -> None:
    page = read(reader, tmp_path, "a.png", saved(drawn(*LINES), "PNG")).pages[0]
    places = {page.text[box.start : box.end]: box for box in page.boxes}
    assert places["Tide"].right <= places["harbour"].left
    assert places["High"].bottom <= places["Low"].top + 0.01
    assert 0 < places["Tide"].left < 0.2


@pytest.mark.parametrize(
    "quarters", [1, pytest.param(2, marks=pytest.mark.slow), pytest.param(3, marks=pytest.mark.slow)]
)
def test_a_picture_that_lies_on_its_side_is_turned(reader: Reader, tmp_path: Path, quarters: int) -> None:
    turned = drawn(*LINES).rotate(90 * quarters, expand=True)
    page = read(reader, tmp_path, "a.png", saved(turned, "PNG")).pages[0]
    assert "Mind the current at the pier" in page.text
    places = {page.text[box.start : box.end]: box for box in page.boxes}
    first, last = places["Tide"], places["Mind"]
    assert {1: first.left < last.left, 2: first.top > last.top, 3: first.left > last.left}[quarters]


def test_every_page_of_a_tiff_is_read(reader: Reader, tmp_path: Path) -> None:
    pages = [drawn(f"Page of the {word}") for word in ("harbour", "lighthouse")]
    content = saved(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    document = read(reader, tmp_path, "a.tiff", content)
    assert [(page.number, page.text.strip()) for page in document.pages] == [
        (1, "Page of the harbour"),
        (2, "Page of the lighthouse"),
    ]


def test_only_the_scanned_pages_of_a_pdf_are_recognized(reader: Reader, tmp_path: Path) -> None:
    document = read(reader, tmp_path, "a.pdf", scanned_pdf("Plain text", drawn(*LINES), "More text"))
    assert [page.text.strip() for page in document.pages][::2] == ["Plain text", "More text"]
    assert "High water at 07:45" in document.pages[1].text
    assert [page.confidence is None for page in document.pages] == [True, False, True]
    assert document.pages[1].boxes
    assert document.notes[0].startswith(
        "1 of 3 pages was read from its picture; the text may have errors (page 2; confidence "
    )


def test_a_picture_without_text_is_refused_in_a_sentence(reader: Reader, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="only pictures, and no text was found"):
        read(reader, tmp_path, "a.png", saved(Image.new("RGB", (300, 300), "white"), "PNG"))


def test_a_picture_of_thousands_of_megapixels_is_refused_before_it_is_decoded(reader: Reader, tmp_path: Path) -> None:
    header = (60_000).to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00"
    content = b"\x89PNG\r\n\x1a\n"
    for kind, body in ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 1_000_000)), (b"IEND", b"")):
        content += len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")
    with pytest.raises(UnreadableFile, match="3,600 megapixels"):
        read(reader, tmp_path, "a.png", content)


def test_a_picture_cut_off_in_the_middle_ends_in_a_sentence_and_the_next_is_read(
    reader: Reader, tmp_path: Path
) -> None:
    good = saved(drawn(*LINES), "PNG")
    with pytest.raises(UnreadableFile, match="damaged"):
        read(reader, tmp_path, "cut.png", good[: len(good) // 2])
    assert "Tide table" in read(reader, tmp_path, "good.png", good).pages[0].text
