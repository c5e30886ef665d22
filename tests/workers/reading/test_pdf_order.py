"""Reading order: columns, tables, hyphens, paragraphs, running headers, and where each character came from."""

from collections.abc import Sequence

from app.core.library.documents import Page
from app.core.library.positions import marks_of
from tests.made_documents import page_objects, pdf_of, stream
from tests.workers.reading.reading_made import read_pdf

Placed = tuple[float, float, str]
"""Left, height above the bottom, and text."""


def content(places: Sequence[Placed], size: int = 10) -> bytes:
    """Page content with each text at its place."""
    shown = b"".join(
        b"1 0 0 1 %g %g Tm <%s> Tj\n" % (x, y, text.encode("cp1252").hex().encode()) for x, y, text in places
    )
    return b"BT /F %d Tf\n%sET" % (size, shown)


def read_pages(*pages: Sequence[Placed]) -> tuple[Page, ...]:
    return read_pdf(pdf_of(page_objects([stream(content(places)) for places in pages]))).pages


def lines(page: Page) -> list[str]:
    return [line.strip() for line in page.text.splitlines() if line.strip()]


def columns(count: int) -> list[Placed]:
    """Prose in two columns, written row by row as some programs do."""
    return [
        place
        for row in range(count)
        for place in (
            (50.0, 700.0 - 12 * row, f"Left side, line {'abcdefgh'[row]} of what is told here"),
            (320.0, 700.0 - 12 * row, f"Right side, line {'abcdefgh'[row]} of what is told here"),
        )
    ]


TABLE: list[Placed] = [
    (50, 700, "Net sales"), (300, 700, "1,234"), (400, 700, "1,111"),
    (50, 688, "Cost of sales"), (290, 688, "$"), (300, 688, "987"), (400, 688, "(876"), (422, 688, ")"),
    (50, 676, "Profit"), (300, 676, "247"), (400, 676, "235"),
]  # fmt: skip


def test_columns_of_prose_are_read_one_after_the_other() -> None:
    written = lines(read_pages([(50, 740, "A title across both columns of the page"), *columns(6)])[0])
    assert written[0] == "A title across both columns of the page"
    assert [line.split(",")[0] for line in written[1:]] == ["Left side"] * 6 + ["Right side"] * 6


def test_rows_of_a_table_stay_rows_with_their_cells_apart() -> None:
    assert lines(read_pages(TABLE)[0]) == [
        "Net sales | 1,234 | 1,111",
        "Cost of sales | $ 987 | (876)",
        "Profit | 247 | 235",
    ]


def test_one_wide_gap_makes_no_table() -> None:
    page = read_pages([(50, 700, "Signed"), (300, 700, "in Hamburg"), (50, 688, "on a day in May, by both of us")])[0]
    assert lines(page) == ["Signed in Hamburg", "on a day in May, by both of us"]


def test_a_hyphen_that_divides_a_word_goes_and_one_that_belongs_to_it_stays() -> None:
    page = read_pages(
        [
            (50, 700, "The sail-"),
            (50, 688, "ors saw a long term, and then the term was long-"),
            (50, 676, "term; they came from Schleswig-"),
            (50, 664, "Holstein."),
        ]
    )[0]
    assert "The sailors saw" in page.text
    assert "was long-term" in page.text
    assert "Schleswig-Holstein" in page.text


def test_a_wide_step_between_lines_ends_a_paragraph() -> None:
    places = [(50.0, 700.0 - 12 * row - (12 if row > 2 else 0), f"Line {row} of the text") for row in range(6)]
    assert read_pages(places)[0].text.count("\n\n") == 1


def test_running_headers_and_page_numbers_go_but_the_first_header_stays() -> None:
    pages = read_pages(
        *([(50, 800, "Annual report"), (50, 700, f"Text {'abcdefg'[n]}"), (300, 30, f"{n + 1}")] for n in range(7))
    )
    assert lines(pages[0]) == ["Annual report", "Text a"]
    assert [lines(page) for page in pages[1:]] == [[f"Text {letter}"] for letter in "bcdefg"]


def test_what_two_pages_have_in_common_is_no_header() -> None:
    pages = read_pages([(50, 800, "Summary"), (50, 700, "a")], [(50, 800, "Summary"), (50, 700, "b")])
    assert [lines(page)[0] for page in pages] == ["Summary", "Summary"]


def test_every_stretch_of_the_text_knows_the_characters_it_came_from() -> None:
    page = read_pages([*TABLE, (50, 600, "The sail-"), (50, 588, "ors")])[0]
    start = page.text.index("987")
    assert [end - first for first, end in marks_of(page.runs, (), start, start + 3).ranges] == [3]
    row = page.text.index("Cost"), page.text.index("Profit") - 1
    assert sum(end - first for first, end in marks_of(page.runs, (), *row).ranges) >= len("Costofsales$987(876)")


def test_a_page_that_is_read_as_it_stands_needs_no_runs() -> None:
    assert read_pages([(50, 700, "One"), (50, 688, "Two")])[0].runs == ()
