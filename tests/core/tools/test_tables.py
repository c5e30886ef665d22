"""Tables are found in pages, with kinds of columns and the place of every row."""

from decimal import Decimal

import pytest

from app.core.library.documents import Page
from app.core.tools.tables import Kind, date_of, number_of, tables_of

COSTS = "Region | Paid on | Amount\nNorth | 2024-01-31 | 1,200.50\nSouth | 2024-02-01 | € 300\nNorth | 2024-03-05 | 99"


@pytest.mark.parametrize(
    ("cell", "number"),
    [("1,200.50", "1200.50"), ("1.200,50", "1200.50"), ("€ 300", "300"), ("12 %", "12"), ("(40)", "-40"), ("−3.5", "-3.5"),
     ("1 234", "1234"), ("3'000.10", "3000.10"), ("300 EUR", "300"),
     ("1.200 EUR", "1200"), ("€ 1.200", "1200"), ("-1.200 €", "-1200"), ("0.125 EUR", "0.125"), ("1.200", "1.200"), ("1.20 EUR", "1.20")],
)  # fmt: skip
def test_numbers_however_they_are_written(cell: str, number: str) -> None:
    assert number_of(cell) == Decimal(number)


@pytest.mark.parametrize("cell", ["", "n/a", "2024-01-31", "12 pumps", "P-204"])
def test_other_cells_are_no_numbers(cell: str) -> None:
    assert number_of(cell) is None


def test_only_a_whole_day_is_a_date() -> None:
    assert date_of("31 January 2024") == "2024-01-31"
    assert date_of("2024") is None
    assert date_of("paid 2024-01-31") is None


def test_a_sheet_is_a_table_whose_rows_know_their_place() -> None:
    (table,) = tables_of(Page(None, COSTS, first_row=1), "Costs")
    assert [(column.name, column.kind) for column in table.columns] == [
        ("Region", Kind.TEXT),
        ("Paid on", Kind.DATE),
        ("Amount", Kind.NUMBER),
    ]
    assert [row.values[2] for row in table.rows] == ["1200.50", "300", "99"]
    assert [COSTS[row.start : row.end] for row in table.rows] == COSTS.split("\n")[1:]


def test_a_table_between_paragraphs_and_in_markdown() -> None:
    text = "Costs of the year:\n\n| Item | Price |\n|---|---|\n| Rope | 12 |\n| Sail | 340 |\n\nThat is all."
    (table,) = tables_of(Page(None, text), "Notes")
    assert [row.cells for row in table.rows] == [("Rope", "12"), ("Sail", "340")]


def test_rows_without_a_header_are_no_table_to_calculate_over() -> None:
    assert tables_of(Page(None, "1 | 2\n3 | 4\n5 | 6"), "Numbers") == []
    assert tables_of(Page(None, "Just a sentence."), "Text") == []


def test_short_rows_are_filled_and_equal_names_told_apart() -> None:
    (table,) = tables_of(Page(None, "Name | Note | Note\nA | x\nB | y | z"), "T")
    assert table.rows[0].values == ("A", "x", None)
    assert len({column.name for column in table.columns}) == 3


def priced(*cells: str, below: str = "") -> list[str | None]:
    text = "\n".join(["Item | Price", *(f"Item {number} | {cell}" for number, cell in enumerate(cells))])
    (table,) = tables_of(Page(None, f"{text}\n\n{below}"), "T")
    return [row.values[1] for row in table.rows]


@pytest.mark.parametrize(
    ("cells", "below", "values"),
    [
        (("1.859", "234,50"), "", ["1859", "234.50"]),
        (("1.859 EUR", "1.799 EUR", "0.995 EUR"), "", ["1.859", "1.799", "0.995"]),
        (("1.859", "2.100"), "Die Miete beträgt 412,50 Euro.", ["1859", "2100"]),
        (("1.859 EUR", "2.100 EUR"), "The rent is 412.50 euros.", ["1.859", "2.100"]),
        (("1.859 EUR", "2.100 EUR"), "", ["1859", "2100"]),
        (("1.859", "2.100"), "", ["1.859", "2.100"]),
        (("1.859", "1,200"), "", ["1.859", "1200"]),
    ],
)
def test_what_a_dot_means_is_told_by_the_other_numbers(cells: tuple[str, ...], below: str, values: list[str]) -> None:
    assert priced(*cells, below=below) == values
