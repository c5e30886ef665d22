"""Pages in the viewer: PDF drawn and marked, texts in parts, and what happens with files that cannot be drawn."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.library.documents import Document, DocumentStatus, Page
from app.core.library.positions import Run, WordBox
from app.services.library.viewing import Original
from app.ui.job_bridge import JobBridge
from app.ui.viewer.document_viewer import DocumentViewer
from app.ui.viewer.place import PART_CHARACTERS, Place
from tests.services.library.test_locked_files import PASSWORD, locked_pdf
from tests.ui.opened_window import LEASE, write_pdf

LONG_TEXT = "".join(f"Line {number} of a long text.\n" for number in range(3000))


class Folder:
    """Documents by their number: a real PDF, a PDF that cannot be opened, and a long text."""

    def __init__(self, folder: Path) -> None:
        self._files = {1: write_pdf(folder / "lease.pdf", (("Title page",), LEASE, ("The end",)))}
        self._files[2] = folder / "broken.pdf"
        self._files[2].write_bytes(b"%PDF-1.7\nnothing more")
        self._files[4] = self._files[5] = self._files[1]
        self._files[6] = folder / "locked.pdf"
        self._files[6].write_bytes(locked_pdf("The harbour master keeps the key."))

    def original(self, document_id: int) -> Original:
        path = self._files.get(document_id)
        if path is None:
            return Original(unchanged=False)
        return Original(True, path.read_bytes(), PASSWORD if document_id == 6 else "")

    def page(self, document_id: int, page_index: int) -> Page:
        if document_id == 4:  # its second line is read first
            first, second = len(LEASE[0]), len(LEASE[1])
            runs = (Run(0, first + 2, second), Run(second + 1, 0, first))
            return Page(page_index + 1, f"{LEASE[1]}\n{LEASE[0]}", runs=runs)
        if document_id == 5:
            return Page(page_index + 1, "Seen here", boxes=(WordBox(0, 4, 0.1, 0.2, 0.3, 0.25),))
        return (
            Page(None, LONG_TEXT) if document_id == 3 else Page(page_index + 1, f"Kept text of page {page_index + 1}.")
        )

    def document(self, document_id: int) -> Document:
        pages = 1 if document_id == 3 else 3
        return Document(document_id, "", "", "", "", "", 0, 0, "", DocumentStatus.SEARCHABLE, page_count=pages)


@pytest.fixture
def viewer(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[DocumentViewer]:
    jobs = JobBridge(qapp)
    made = DocumentViewer(Folder(tmp_path), jobs)
    qtbot.addWidget(made)
    made.resize(500, 600)
    made.show()
    yield made
    jobs.close()


def shown(viewer: DocumentViewer, place: Place, qtbot: QtBot) -> None:
    with qtbot.waitSignal(viewer.shown):
        viewer.show_place(place)


def test_the_words_are_marked_on_the_page_of_the_pdf(viewer: DocumentViewer, qtbot: QtBot) -> None:
    start = len(LEASE[0]) + 2
    shown(viewer, Place(1, 1, start, start + len(LEASE[1])), qtbot)
    assert viewer.shows_pdf
    assert viewer.pdf.marked_text == LEASE[1]
    assert viewer.pdf.marked_areas
    assert viewer.pdf.accessibleDescription() == LEASE[1]


def test_a_text_in_another_order_than_the_pdfs_is_marked_where_it_stands(viewer: DocumentViewer, qtbot: QtBot) -> None:
    shown(viewer, Place(4, 1, 0, len(LEASE[1])), qtbot)
    assert viewer.pdf.marked_text == LEASE[1]
    shown(viewer, Place(4, 1, len(LEASE[1]) + 1, len(LEASE[1]) + 1 + len(LEASE[0])), qtbot)
    assert viewer.pdf.marked_text == LEASE[0]


def test_recognized_words_are_marked_by_their_boxes(viewer: DocumentViewer, qtbot: QtBot) -> None:
    shown(viewer, Place(5, 1, 0, 4), qtbot)
    area = viewer.pdf.marked_areas[0].boundingRect()
    assert viewer.pdf.marked_text == "Seen"
    assert area.left() / area.width() == pytest.approx(0.1 / 0.2, rel=0.01)
    assert area.top() / area.height() == pytest.approx(0.2 / 0.05, rel=0.01)


def test_pages_are_turned_and_the_marks_stay_behind(viewer: DocumentViewer, qtbot: QtBot) -> None:
    shown(viewer, Place(1, 1, 0, 10), qtbot)
    with qtbot.waitSignal(viewer.shown):
        viewer.pdf.go_next()
    assert (viewer.pdf.page_index, viewer.pdf.marked_areas) == (2, [])
    assert not viewer.pdf.has_next


def test_zoom_makes_the_page_larger_and_draws_it_again(viewer: DocumentViewer, qtbot: QtBot) -> None:
    shown(viewer, Place(1), qtbot)
    qtbot.waitUntil(lambda: viewer.pdf.rendered)
    before = viewer.pdf.verticalScrollBar().maximum()
    viewer.pdf.zoom(2)
    qtbot.waitUntil(lambda: viewer.pdf.rendered)
    assert viewer.pdf.verticalScrollBar().maximum() > before


def test_the_last_wish_wins_however_fast_they_come(viewer: DocumentViewer, qtbot: QtBot) -> None:
    shown(viewer, Place(1), qtbot)
    for page in (1, 2, 0, 1, 2):
        viewer.pdf.show_page(page)
    qtbot.waitUntil(lambda: viewer.pdf.rendered and viewer.pdf.page_index == 2)


def test_a_pdf_that_cannot_be_drawn_is_shown_as_its_text(viewer: DocumentViewer, qtbot: QtBot) -> None:
    shown(viewer, Place(2, 1, 0, 4), qtbot)
    assert not viewer.shows_pdf
    assert viewer.text.marked_text == "Kept"
    assert "cannot be drawn" in viewer.note.text()


def test_a_locked_pdf_is_drawn_with_the_password_that_is_kept(viewer: DocumentViewer, qtbot: QtBot) -> None:
    shown(viewer, Place(6, 0, 4, 11), qtbot)
    qtbot.waitUntil(lambda: viewer.pdf.rendered)
    assert viewer.shows_pdf
    assert viewer.pdf.marked_text == "harbour"


def test_a_page_that_the_pdf_does_not_have_is_shown_as_its_text(viewer: DocumentViewer, qtbot: QtBot) -> None:
    shown(viewer, Place(1, 9), qtbot)
    assert viewer.text.toPlainText() == "Kept text of page 10."


def test_a_long_text_is_shown_in_parts_with_the_mark_in_sight(viewer: DocumentViewer, qtbot: QtBot) -> None:
    start = LONG_TEXT.index("Line 2000")
    shown(viewer, Place(3, 0, start, start + len("Line 2000")), qtbot)
    assert viewer.text.marked_text == "Line 2000"
    assert len(viewer.text.toPlainText()) <= PART_CHARACTERS * 5 // 4
    part, parts = viewer.text.part
    viewer.text.go_next()
    assert viewer.text.part == (part + 1, parts)
    assert viewer.text.marked_text == ""


def test_the_note_of_one_document_is_not_told_of_the_next(viewer: DocumentViewer, qtbot: QtBot) -> None:
    shown(viewer, Place(3), qtbot)
    assert "moved, deleted or changed" in viewer.note.text()
    shown(viewer, Place(1), qtbot)
    assert viewer.note.text() == ""
    shown(viewer, Place(2), qtbot)
    assert "cannot be drawn" in viewer.note.text()
