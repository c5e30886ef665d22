"""PDF text, headings, notes and refusals."""

import pytest

from app.core.errors import Cancelled
from app.workers.reading.pdf_text import characters_of
from app.workers.reading.pictures import Pictures
from tests.made_documents import lines_of_text, page_objects, pdf_of, stream
from tests.made_documents import pdf as made
from tests.workers.reading.reading_made import read_pdf

PICTURE = stream(b"1 0 0 rg 50 50 200 200 re f")


def test_pages_are_numbered_from_one() -> None:
    document = read_pdf(made("First page", "", "Third page"))
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
    assert read_pdf(made("Text", title=written)).title == title


def test_pages_beyond_the_limit_are_left_out_with_a_note() -> None:
    document = read_pdf(made(*["Text"] * 5), page_limit=2)
    assert len(document.pages) == 2
    assert document.notes == ("Only the first 2 of 5 pages were read.",)


def test_pages_that_show_something_without_text_are_counted_for_whoever_reads_pictures() -> None:
    objects = page_objects([stream(lines_of_text(["Text"])), PICTURE, PICTURE])
    pictures = Pictures()
    document = read_pdf(pdf_of(objects), pictures=pictures)
    assert pictures.missed == 2
    assert document.notes == ("2 pages (2, 3) contain only pictures, whose text was not read.",)


def test_empty_pages_are_no_pictures() -> None:
    pictures = Pictures()
    assert read_pdf(made("", ""), pictures=pictures).notes == ()
    assert pictures.missed == 0


def test_letters_that_say_nothing_are_read_from_their_picture() -> None:
    objects = page_objects([stream(lines_of_text(["abcabcabc"]))])
    to_unicode = b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange endcmap"
    objects[3] = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 80 0 R >>"
    objects[80] = stream(to_unicode.replace(b"endcmap", b"1 beginbfrange <61> <63> <E001> endbfrange endcmap"))
    pictures = Pictures()
    read_pdf(pdf_of(objects), pictures=pictures)
    assert pictures.missed == 1


def test_attached_files_are_parts_with_their_name() -> None:
    objects = page_objects([stream(lines_of_text(["Text"]))])
    objects[1] = b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(plan) 80 0 R] >> >> >>"
    objects[80] = b"<< /Type /Filespec /F (plan.txt) /UF (plan.txt) /EF << /F 81 0 R >> >>"
    objects[81] = stream(b"the plan", b"/Type /EmbeddedFile")
    document = read_pdf(pdf_of(objects))
    assert [(page.number, page.label, page.text) for page in document.pages] == [
        (1, "", "Text"),
        (None, "plan.txt", "the plan"),
    ]


def test_headings_come_from_the_outline_where_they_are_found_on_the_page() -> None:
    objects = page_objects([stream(lines_of_text(["See Tides below.", "TIDES", "Text"]))])
    objects[1] = b"<< /Type /Catalog /Pages 2 0 R /Outlines 90 0 R >>"
    objects[90] = b"<< /First 91 0 R /Last 92 0 R /Count 2 >>"
    objects[91] = b"<< /Title (Tides) /Parent 90 0 R /Next 92 0 R /Dest [5 0 R /Fit] >>"
    objects[92] = b"<< /Title (Not there) /Parent 90 0 R /Prev 91 0 R /Dest [5 0 R /Fit] >>"
    page = read_pdf(pdf_of(objects)).pages[0]
    assert [(heading.offset, heading.text) for heading in page.headings] == [(page.text.index("TIDES"), "Tides")]


def test_without_an_outline_headings_are_the_larger_and_the_bold_lines() -> None:
    content = b"BT /F 20 Tf 50 780 Td (Large title) Tj ET " + lines_of_text(["Text of the page."] * 5).replace(
        b"780", b"700"
    )
    page = read_pdf(pdf_of(page_objects([stream(content)]))).pages[0]
    assert [(heading.level, heading.text, heading.offset) for heading in page.headings] == [(1, "Large title", 0)]


def test_reading_stops_between_pages() -> None:
    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_pdf(made("Text"), checkpoint=stop)


def test_author_and_day_are_what_the_file_says() -> None:
    objects = page_objects([stream(lines_of_text(["Text"]))])
    objects[4] = b"<< /Author (A. Writer) /CreationDate (D:20190207120000Z) /ModDate (D:20190208) >>"
    document = read_pdf(pdf_of(objects, b"/Info 4 0 R"))
    assert (document.author, document.date) == ("A. Writer", "2019-02-08")


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
