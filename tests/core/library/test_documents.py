"""How places in documents are named."""

import dataclasses

import pytest

from app.core.library.documents import place_name
from tests.core.passages import scored

TEXT = "Item | Price\nOil | 12\nRope | 3"
IN_SHEET = dataclasses.replace(scored(TEXT).passage, label="Sheet Costs", first_row=11)


def test_a_passage_of_a_sheet_names_its_rows() -> None:
    assert IN_SHEET.place() == "Sheet Costs, rows 11-13"
    assert dataclasses.replace(IN_SHEET, label="").place() == "rows 11-13"


@pytest.mark.parametrize(("words", "rows"), [("Item", "row 11"), ("Oil | 12", "row 12"), ("12\nRope", "rows 12-13")])
def test_words_in_a_sheet_name_their_own_rows(words: str, rows: str) -> None:
    start = TEXT.index(words)
    assert IN_SHEET.place(start, start + len(words)) == f"Sheet Costs, {rows}"


def test_elsewhere_the_label_is_the_place() -> None:
    assert dataclasses.replace(IN_SHEET, label="Slide 4", first_row=0).place() == "Slide 4"


def test_a_place_is_told_by_its_label_or_its_page_or_not_at_all() -> None:
    assert place_name(4, "Slide 4") == "Slide 4"
    assert place_name(4, "") == "page 4"
    assert place_name(None, "") == ""
