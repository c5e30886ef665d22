"""Looking at documents: what can be drawn of a file, and when only its text is left."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from app.core.library.documents import Document, ReadDocument
from app.core.library.documents import Page as TextPage
from app.core.meetings.meeting_documents import as_document, content_hash
from app.engines.drawing import Drawing
from app.engines.file_content import load_file
from app.engines.process import WorkerProcess
from app.services.library.viewing import Original, Viewing
from app.storage.database import Database
from app.storage.library.documents import Documents
from tests.core.meeting import transcript
from tests.made_documents import lines_of_text, page, page_objects, pdf, pdf_of, stream
from tests.services.library.test_locked_files import PASSWORD, locked_pdf
from tests.workers.reading.reading_made import read_pdf

ORIENTATION = 0x0112


@pytest.fixture(scope="module")
def drawing() -> Iterator[Drawing]:
    process = WorkerProcess("draw", obedience_seconds=0.2)
    yield Drawing(process)
    process.close()


@pytest.fixture
def documents(tmp_path: Path) -> Iterator[Documents]:
    database = Database(tmp_path / "vault.db", bytes(range(32)))
    yield Documents(database)
    database.close()


@pytest.fixture
def viewing(documents: Documents, drawing: Drawing) -> Viewing:
    return Viewing(documents, drawing)


def kept(
    documents: Documents,
    path: Path,
    format_name: str = "pdf",
    password: str = "",
    pages: tuple[TextPage, ...] = (TextPage(1, "Some text"),),
) -> Document:
    """A file as the library keeps it once it was read."""
    file = load_file(path)
    read = ReadDocument("", format_name, pages)
    size = len(file.content)
    return documents.add(path, "Documents", file.sha256, size, file.modified_ns, read, [], password)


def picture(width: int, height: int, format_name: str, pages: int = 1, orientation: int = 1) -> bytes:
    """Pictures whose left half is red and whose right half is blue."""
    made = Image.new("RGB", (width, height), "red")
    made.paste("blue", (width // 2, 0, width, height))
    exif = made.getexif()
    exif[ORIENTATION] = orientation
    saved = BytesIO()
    more = {"save_all": True, "append_images": [made] * (pages - 1)} if pages > 1 else {}
    made.save(saved, format_name, exif=exif, **more)
    return saved.getvalue()


def drawn(original: Original, page: int = 0) -> Image.Image:
    assert original.pdf is not None
    document = pypdfium2.PdfDocument(original.pdf)
    try:
        made: Image.Image = document[page].render(scale=2).to_pil().convert("RGB")
        return made
    finally:
        document.close()


def test_a_pdf_is_its_own_drawing(viewing: Viewing, documents: Documents, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf("Tides"))
    assert viewing.original(kept(documents, path).id) == Original(True, path.read_bytes())


def test_a_locked_pdf_comes_with_its_password(viewing: Viewing, documents: Documents, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(locked_pdf("Tides"))
    document = kept(documents, path, password=PASSWORD)
    assert viewing.original(document.id) == Original(True, path.read_bytes(), PASSWORD)


@pytest.mark.parametrize("confidence", [None, 0.9], ids=["printed", "scanned"])
def test_a_form_is_drawn_with_what_was_filled_in(
    viewing: Viewing, documents: Documents, tmp_path: Path, confidence: float | None
) -> None:
    objects = page_objects([stream(lines_of_text(["Name:"]))])
    objects[1] = b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [20 0 R] >> >>"
    objects[5] = page(6, b"/Annots [20 0 R]")
    objects[20] = (
        b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (n) /V (Anna) /Rect [100 780 200 800] /DA (/F 11 Tf)"
        b" /AP << /N 21 0 R >> >>"
    )
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 100 20] /Resources << /Font << /F 3 0 R >> >>"
    objects[21] = stream(b"BT /F 11 Tf 2 4 Td (Anna) Tj ET", form)
    path = tmp_path / "form.pdf"
    path.write_bytes(pdf_of(objects))
    (read,) = read_pdf(path.read_bytes()).pages
    document = kept(documents, path, pages=(replace(read, confidence=confidence),))
    shown = viewing.original(document.id).pdf
    assert shown is not None
    with pypdfium2.PdfDocument(shown) as drawing:
        written = drawing[0].get_textpage().get_text_range()
    assert written.split() == ["Name:", "Anna"], "its own characters stay where they were"


def test_a_comment_without_an_appearance_of_its_own_is_drawn_too(
    viewing: Viewing, documents: Documents, tmp_path: Path
) -> None:
    objects = page_objects([stream(lines_of_text(["Rent"]))])
    objects[5] = page(6, b"/Annots [20 0 R]")
    objects[20] = (
        b"<< /Type /Annot /Subtype /Square /Contents (Why?) /C [1 0 0] /IC [1 0 0] /BS << /W 4 >> /Rect [100 100 300 300] >>"
    )
    path = tmp_path / "comment.pdf"
    path.write_bytes(pdf_of(objects))
    document = kept(documents, path, pages=tuple(read_pdf(path.read_bytes()).pages))
    red, green, _ = drawn(viewing.original(document.id)).getpixel((400, 1284))  # type: ignore[misc]
    assert red > 200 > 100 > green


def test_a_picture_is_drawn_upright_as_its_text_was_read(
    viewing: Viewing, documents: Documents, tmp_path: Path
) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(picture(400, 200, "JPEG", orientation=6))
    shown = drawn(viewing.original(kept(documents, path, "image").id))
    assert shown.size == (200, 400)
    red, _, blue = shown.getpixel((100, 40))  # type: ignore[misc]
    assert red > 200 > 100 > blue
    red, _, blue = shown.getpixel((100, 360))  # type: ignore[misc]
    assert blue > 200 > 100 > red


def test_every_picture_of_a_file_has_its_page(viewing: Viewing, documents: Documents, tmp_path: Path) -> None:
    path = tmp_path / "fax.tiff"
    path.write_bytes(picture(60, 40, "TIFF", pages=3))
    assert drawn(viewing.original(kept(documents, path, "image").id), page=2).size == (60, 40)


def test_what_cannot_be_drawn_is_left_to_its_text(viewing: Viewing, documents: Documents, tmp_path: Path) -> None:
    broken, text = tmp_path / "broken.png", tmp_path / "a.txt"
    broken.write_bytes(picture(400, 200, "PNG")[:200])
    text.write_text("Tides")
    assert viewing.original(kept(documents, broken, "image").id) == Original(True)
    assert viewing.original(kept(documents, text, "text").id) == Original(True)


def test_a_file_that_changed_or_is_gone_is_not_shown(viewing: Viewing, documents: Documents, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf("Tides"))
    document = kept(documents, path)
    path.write_bytes(pdf("Other"))
    assert viewing.original(document.id) == Original(False)
    path.unlink()
    assert viewing.original(document.id) == Original(False)


def test_a_meeting_has_no_file_that_could_be_gone(documents: Documents, viewing: Viewing) -> None:
    read, chunks = as_document(transcript(), "2026-11-20")
    meeting = documents.add("meeting:1", "Meetings", content_hash(read), 0, 0, read, chunks)
    assert viewing.original(meeting.id) == Original(unchanged=True)
