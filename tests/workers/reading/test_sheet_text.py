"""Rows become lines that name their place."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from app.workers.reading.sheet_text import Room, Row, sheet_pages

CELLS = st.dictionaries(st.integers(0, 9), st.sampled_from(["", "a", "b c", " ", "d\ne"]), max_size=5)
SHEETS = st.dictionaries(st.integers(1, 99), CELLS, max_size=12)


def never() -> None:
    """A checkpoint at which nobody asks to stop."""


def pages(rows: list[Row]) -> list[tuple[int, str]]:
    return [(page.first_row, page.text) for page in sheet_pages("S", rows, Room(), never)]


def test_empty_rows_keep_their_lines_and_far_tables_begin_a_page() -> None:
    assert pages([(2, {1: "a", 2: "b"}), (5, {1: "c"}), (40, {1: "d"})]) == [(2, "a | b\n\n\nc"), (40, "d")]


def test_columns_without_text_are_left_out_of_their_table_only() -> None:
    rows: list[Row] = [(1, {1: "a", 9: "b"}), (2, {9: "c"}), (4, {1: "d", 5: "e", 9: "f"})]
    assert pages(rows) == [(1, "a | b\n | c\n\nd | e | f")]


@given(SHEETS)
def test_every_line_is_the_row_it_says(sheet: dict[int, dict[int, str]]) -> None:
    rows = sorted(sheet.items())
    lines = dict(_numbered_lines(rows))
    for number, cells in rows:
        texts = [" ".join(text.split()) for _, text in sorted(cells.items()) if text.strip()]
        assert [part for part in lines.get(number, "").split(" | ") if part] == texts


def _numbered_lines(rows: list[tuple[int, dict[int, str]]]) -> Iterator[tuple[int, str]]:
    for page in sheet_pages("S", rows, Room(), never):
        yield from enumerate(page.text.split("\n"), start=page.first_row)


def test_where_there_is_no_room_left_it_ends_and_says_so() -> None:
    room = Room(20)
    rows: list[Row] = [(number, {1: "five!"}) for number in range(1, 9)]
    assert [page.text for page in sheet_pages("S", rows, room, never)] == ["five!\nfive!\nfive"]
    assert room.notes()
    assert Room().notes() == ()


def test_of_a_wide_table_with_hardly_a_cell_filled_the_empty_ones_are_left_out() -> None:
    rows: list[Row] = [(number, {0: "a", 7 * number: "b"}) for number in range(1, 99)]
    assert {line for _, text in pages(rows) for line in text.split("\n")} == {"a | b"}
