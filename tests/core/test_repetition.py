"""A loop at the end of a text is found and cut to its first round; honest repetition is left alone."""

from hypothesis import given
from hypothesis import strategies as st

from app.core.repetition import without_loop


def test_a_loop_is_cut_after_its_first_round() -> None:
    assert without_loop("It opened during the closed" + " during the closed" * 4) == "It opened during the closed"


def test_a_list_of_different_things_is_no_loop() -> None:
    assert without_loop("The first pump is red. The second pump is red. The third pump is blue.") is None


def test_two_rounds_are_not_yet_a_loop() -> None:
    assert without_loop("It is known to all of us. It is known to all of us.") is None


def test_white_space_and_lines_of_a_table_are_no_loop() -> None:
    assert without_loop("a" + " " * 100) is None


@given(st.text(alphabet="abc .", max_size=30), st.text(alphabet="xyz ", min_size=12, max_size=40))
def test_what_is_left_is_the_beginning_of_the_text(beginning: str, phrase: str) -> None:
    text = beginning + phrase * 4
    cut = without_loop(text)
    assert cut is None or text.startswith(cut)
    assert cut is not None or not phrase.strip()
