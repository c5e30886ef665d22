"""Text as people compare it, and numbers with their nouns."""

import pytest

from app.core.words.text import beginning, counted, folded, is_right_to_left


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


def test_a_text_runs_as_its_first_letter_does() -> None:
    assert is_right_to_left("\u05d4\u05d7\u05dc\u05d8\u05e0\u05d5, Ben")
    assert is_right_to_left("2026: \u0646\u0639\u0645")
    assert not is_right_to_left("Ben: \u05d4\u05d7\u05dc\u05d8\u05e0\u05d5")
    assert not is_right_to_left("2026")
