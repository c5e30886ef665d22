"""Rows of tables are told in words, with the names of their columns."""

import pytest

from app.core.tools.table_rows import in_words, row_in_words

BOATS = "Boats of the station:\n\n| Boat | Engine | Price |\n|---|---|---|\n| Alke | | 45 euros |\n| Lunde | diesel | 95 euros |\n\nFuel is included."
LUNDE = "Boat: Lunde; Engine: diesel; Price: 95 euros"


def test_a_row_names_its_columns_and_leaves_out_what_is_empty() -> None:
    assert row_in_words(("Boat", "Engine", "Price"), ("Alke", "", "45 euros")) == "Boat: Alke; Price: 45 euros"


@pytest.mark.parametrize("words", ["| Lunde | diesel | 95 euros |", "diesel | 95"])
def test_part_of_a_row_is_the_whole_row(words: str) -> None:
    start = BOATS.index(words)
    assert in_words(BOATS, start, start + len(words)) == LUNDE


def test_sentences_beside_a_table_stay_as_they_are() -> None:
    told = in_words(BOATS)
    assert told == f"Boats of the station: Boat: Alke; Price: 45 euros {LUNDE} Fuel is included."


def test_a_table_that_goes_on_has_its_columns_from_the_heading() -> None:
    assert in_words("Lunde | diesel | 95 euros", heading="Boats > Boat | Engine | Price") == LUNDE


def test_a_header_alone_is_a_list_of_names() -> None:
    assert in_words(BOATS, 0, BOATS.index("|---")).endswith("station:")
    header = BOATS.index("| Boat")
    assert in_words(BOATS, header, BOATS.index("|---")) == "Boat, Engine, Price"


def test_rows_without_a_header_are_their_cells() -> None:
    assert in_words("1 | 2\n3 | 4") == "1; 2 3; 4"
