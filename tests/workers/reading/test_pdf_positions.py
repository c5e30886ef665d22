"""An offset into a page's text is the character that the window's own PDF view highlights there."""

import os
import random
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
pytest.importorskip("PySide6.QtPdf")

from PySide6.QtPdf import QPdfDocument

from app.core.errors import UnreadableFile
from app.core.library.documents import Page
from app.core.library.positions import marks_of
from app.workers.reading.pdf_text import characters_of
from tests.installed import SHARED_DATA
from tests.made_documents import lines_of_text, page_objects, pdf_of, stream
from tests.workers.reading.reading_made import read_pdf

SPANS_PER_PAGE = 12
# Text in a font whose letters stand for: a letter outside the basic plane, two letters in one, nothing at all.
ODD_FONT = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def
1 begincodespacerange <00> <FF> endcodespacerange
3 beginbfchar <61> <D83DDE00> <62> <00660069> <63> <0000> endbfchar endcmap end end"""


def differences(path: Path, chance: random.Random, page_count: int = 3) -> list[tuple[int, int, str, str]]:
    """Page, offset and both texts of spans where the reader's text and Qt's selection are not the same."""
    try:
        document = read_pdf(path.read_bytes())
    except UnreadableFile:
        return []
    shown = QPdfDocument()
    if (document.notes and "recovered" in document.notes[0]) or shown.load(str(path)) is not QPdfDocument.Error.None_:
        return []
    wrong = []
    own = [page for page in document.pages if page.number is not None]
    for page in chance.sample(own, min(page_count, len(own))):
        index = (page.number or 0) - 1
        for start, length in spans(page.text, chance):
            mine = letters_of_the_page(page, start, start + length)
            ranges = marks_of(page.runs, page.boxes, start, start + length).ranges
            qts = "".join(shown.getSelectionAtIndex(index, first, end - first).text() for first, end in ranges)
            if not is_same(mine, qts):
                wrong.append((index, start, mine, qts))
    return wrong


def spans(text: str, chance: random.Random) -> list[tuple[int, int]]:
    """Random spans, beginning where there is something to be seen."""
    places = [offset for offset, character in enumerate(text) if character.isalnum()]
    chosen = [chance.choice(places) for _ in range(SPANS_PER_PAGE)] if places else []
    return [(start, min(chance.randrange(1, 400), len(text) - start)) for start in chosen]


def letters_of_the_page(page: Page, start: int, end: int) -> str:
    """A span without what is filled in and remarked there: that has boxes, and no letters of the page."""
    boxed = {offset for box in page.boxes for offset in range(box.start, box.end)}
    return "".join(page.text[offset] for offset in range(start, end) if offset not in boxed)


def is_same(mine: str, qts: str) -> bool:
    """Whether they show the same letters; line hyphens and letters without a meaning are written differently."""
    return seen(mine) == seen(characters_of([ord(character) for character in qts]))


def seen(text: str) -> str:
    return "".join(character for character in text if not character.isspace() and character not in "\u2060\u00ad-|")


@pytest.fixture
def odd_pdf(tmp_path: Path) -> Path:
    """Words divided by hyphens, ligatures, letters outside the basic plane, and letters without a meaning."""
    content = lines_of_text(["Boats that are moved by sail-", "ors carry oars.", "aXbYcZ", "Table  1,5", "(end)"])
    objects = page_objects([stream(content)])
    objects[3] = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 80 0 R >>"
    objects[80] = stream(ODD_FONT)
    path = tmp_path / "odd.pdf"
    path.write_bytes(pdf_of(objects))
    return path


@pytest.mark.usefixtures("qapp")
def test_odd_letters_keep_their_places(odd_pdf: Path) -> None:
    assert differences(odd_pdf, random.Random(1)) == []


@pytest.mark.usefixtures("qapp")
def test_spans_of_real_files_are_what_the_window_selects() -> None:
    folder = SHARED_DATA / "documents"
    if not folder.is_dir():
        pytest.skip("the shared documents are not on this machine")
    chance = random.Random(2)
    paths = sorted(folder.glob("*/*.pdf"))[::3]
    assert {path.name: wrong for path in paths if (wrong := differences(path, chance))} == {}


@pytest.mark.slow
@pytest.mark.usefixtures("qapp")
def test_spans_of_filings_are_what_the_window_selects() -> None:
    folder = SHARED_DATA / "financebench" / "pdfs"
    if not folder.is_dir():
        pytest.skip("the shared filings are not on this machine")
    chance = random.Random(3)
    paths = sorted(folder.glob("*.pdf"))
    assert {path.name: wrong for path in paths if (wrong := differences(path, chance, page_count=12))} == {}
