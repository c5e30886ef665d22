"""Text as people compare it, and numbers with their nouns."""

import pytest

from app.core.text import beginning, counted, folded


def test_case_width_and_composition_make_no_difference() -> None:
    assert folded("ＳＴＲＡＳＳＥ") == folded("straße")
    assert folded("e\u0301") == folded("É")


@pytest.mark.parametrize(
    ("number", "told"), [(0, "0 documents"), (1, "1 document"), (2, "2 documents"), (2500, "2,500 documents")]
)
def test_one_thing_is_one_and_many_are_many(number: int, told: str) -> None:
    assert counted(number, "document") == told


def test_a_long_text_is_named_by_its_beginning() -> None:
    assert beginning("Which oil\n does  the pump use?", 60) == "Which oil does the pump use?"
    assert beginning("Which oil does the pump use?", 11) == "Which oil…"
