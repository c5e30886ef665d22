"""What is read to show a place, and how a long text is cut into parts."""

from hypothesis import given
from hypothesis import strategies as st

from app.core.library.documents import Document, DocumentStatus, Page
from app.services.library.viewing import Original
from app.ui.viewer.place import PART_CHARACTERS, Place, part_with, parts, read_contents


class Shelf:
    """One document as the vault keeps it, with or without its file."""

    def __init__(self, original: Original) -> None:
        self._original = original

    def original(self, document_id: int) -> Original:
        assert document_id == 1
        return self._original

    def page(self, document_id: int, page_index: int) -> Page:
        if page_index == 6:
            return Page(None, "text of an attachment", label="attachment plan.docx")
        return Page(page_index + 1, f"text of page {page_index + 1} of document {document_id}")

    def document(self, document_id: int) -> Document:
        return Document(document_id, "/a.pdf", "a", "pdf", "", "", 0, 0, "", DocumentStatus.SEARCHABLE, page_count=7)


PDF = b"%PDF-1.4 and so on"


def test_a_pdf_is_shown_itself_with_what_opens_it() -> None:
    contents = read_contents(Shelf(Original(True, PDF, "sesame")), Place(1, 2))
    assert (contents.pdf, contents.password, contents.page, contents.page_count) == (PDF, "sesame", None, 7)


def test_without_its_file_the_text_that_was_kept_is_shown() -> None:
    contents = read_contents(Shelf(Original(False)), Place(1, 2))
    assert contents.page == Page(3, "text of page 3 of document 1")
    assert contents.original_is_gone


def test_a_file_that_cannot_be_drawn_is_shown_as_text() -> None:
    contents = read_contents(Shelf(Original(True)), Place(1))
    assert contents.page is not None
    assert not contents.original_is_gone


def test_a_file_attached_to_a_pdf_is_shown_as_text() -> None:
    contents = read_contents(Shelf(Original(True, PDF)), Place(1, 6))
    assert contents.page is not None
    assert contents.page.label == "attachment plan.docx"


def test_text_can_be_asked_for_instead() -> None:
    contents = read_contents(Shelf(Original(True, PDF)), Place(1), as_text=True)
    assert contents.page is not None
    assert not contents.original_is_gone


@given(st.text("ab\n", max_size=100).map(lambda text: text * 700), st.integers(0, 70_000))
def test_parts_are_the_text_and_each_character_has_one(text: str, offset: int) -> None:
    ranges = parts(text)
    assert "".join(text[start:end] for start, end in ranges) == text
    assert all(end - start <= PART_CHARACTERS * 5 // 4 for start, end in ranges)
    if offset < len(text):
        start, end = ranges[part_with(ranges, offset)]
        assert start <= offset < end
