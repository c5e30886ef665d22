"""PDF text, headings, notes and refusals."""

import pytest

from app.core.errors import Cancelled, UnreadableFile
from app.workers.reading import pdf
from app.workers.reading.pdf import characters_of
from tests.made_documents import lines_of_text, page_objects, pdf_of, stream
from tests.made_documents import pdf as made


def never() -> None:
    """A checkpoint at which nobody asks to stop."""


PICTURE = stream(b"1 0 0 rg 50 50 200 200 re f")


def test_pages_are_numbered_from_one() -> None:
    document = pdf.read(made("First page", "", "Third page"), 100, "", never)
    assert [(page.number, page.text) for page in document.pages] == [(1, "First page"), (2, ""), (3, "Third page")]
    assert document.format == "pdf"
    assert document.notes == ()


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Tides of the Elbe", "Tides of the Elbe"),
        ("Microsoft Word - tides.doc", ""),
        ("tides.indd", ""),
        ("untitled", ""),
        ("0000012927-23-000007", ""),
    ],
)
def test_only_a_title_that_a_person_gave_is_taken(written: str, title: str) -> None:
    assert pdf.read(made("Text", title=written), 100, "", never).title == title


def test_pages_beyond_the_limit_are_left_out_with_a_note() -> None:
    document = pdf.read(made(*["Text"] * 5), 2, "", never)
    assert len(document.pages) == 2
    assert document.notes == ("Only the first 2 of 5 pages were read.",)


def test_pages_that_are_pictures_are_named_in_a_note() -> None:
    objects = page_objects([stream(lines_of_text(["Text"])), PICTURE, PICTURE])
    document = pdf.read(pdf_of(objects), 100, "", never)
    assert document.notes == ("2 pages (2, 3) contain only pictures, whose text cannot be searched yet.",)


def test_a_document_of_pictures_alone_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="only pictures, no text"):
        pdf.read(pdf_of(page_objects([PICTURE])), 100, "", never)


def test_an_empty_document_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="contains no text"):
        pdf.read(made("", ""), 100, "", never)


def test_headings_come_from_the_outline_where_they_are_found_on_the_page() -> None:
    objects = page_objects([stream(lines_of_text(["See Tides below.", "TIDES", "Text"]))])
    objects[1] = b"<< /Type /Catalog /Pages 2 0 R /Outlines 90 0 R >>"
    objects[90] = b"<< /First 91 0 R /Last 92 0 R /Count 2 >>"
    objects[91] = b"<< /Title (Tides) /Parent 90 0 R /Next 92 0 R /Dest [5 0 R /Fit] >>"
    objects[92] = b"<< /Title (Not there) /Parent 90 0 R /Prev 91 0 R /Dest [5 0 R /Fit] >>"
    page = pdf.read(pdf_of(objects), 100, "", never).pages[0]
    assert [(heading.offset, heading.text) for heading in page.headings] == [(page.text.index("TIDES"), "Tides")]


def test_reading_stops_between_pages() -> None:
    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        pdf.read(made("Text"), 100, "", stop)


def test_every_character_code_becomes_exactly_one_character() -> None:
    assert characters_of([0x41, 0x02, 0x0D, 0x0A, 0xF0B7, 0x00, 0x1F600, 0x7F, 0x110000]) == (
        "A\u00ad \n\u2022 \U0001f600 \ufffd"
    )


def test_two_halves_of_a_character_keep_two_places() -> None:
    assert characters_of([0x41, 0xD83D, 0xDE00, 0x42]) == "A\U0001f600\u2060B"
    assert characters_of([0xDE00, 0xD83D, 0x41]) == "\ufffd\ufffdA"


def test_every_single_code_gives_text_that_can_be_kept() -> None:
    codes = list(range(0x11000))
    text = characters_of(codes)
    text.encode()
    assert "\x00" not in text
