"""A loop at the end of a text is cut to its first round, one in speech is said twice; honest repetition stays."""

from hypothesis import given
from hypothesis import strategies as st

from app.core.words.repetition import loop_in, loop_surplus, without_loop


def test_a_loop_is_cut_after_its_first_round() -> None:
    assert without_loop("It opened during the closed" + " during the closed" * 4) == "It opened during the closed"


def test_a_list_of_different_things_is_no_loop() -> None:
    assert without_loop("The first pump is red. The second pump is red. The third pump is blue.") is None


def test_two_rounds_are_not_yet_a_loop() -> None:
    assert without_loop("It is known to all of us. It is known to all of us.") is None


def test_white_space_and_lines_of_a_table_are_no_loop() -> None:
    assert without_loop("a" + " " * 100) is None
    table = "| a | b | c | d | e | f |\n| --- | --- | --- | --- | --- | --- |\n"
    assert [length for length in range(len(table)) if without_loop(table[:length]) is not None] == []
    assert without_loop("Prices\n" + "-" * 120) is None


def test_signs_without_end_are_a_loop() -> None:
    assert without_loop("Prices\n" + "-" * 600) is not None


@given(st.text(alphabet="abc .", max_size=30), st.text(alphabet="xyz ", min_size=12, max_size=40))
def test_what_is_left_is_the_beginning_of_the_text(beginning: str, phrase: str) -> None:
    text = beginning + phrase * 4
    cut = without_loop(text)
    assert cut is None or text.startswith(cut)
    assert cut is not None or not phrase.strip()


def said(text: str) -> str:
    words = text.split()
    surplus = loop_surplus(words)
    return " ".join(word for place, word in enumerate(words) if place not in surplus)


def test_what_people_say_is_no_loop() -> None:
    for text in ("no no no I said no", "very very very very good", "one two one two one two", ""):
        assert loop_in(text.split()) is None
        assert said(text) == text


def test_a_loop_is_said_twice_and_what_follows_stays() -> None:
    assert said("so " + "thank you very much " * 9 + "and goodbye") == (
        "so thank you very much thank you very much and goodbye"
    )
    assert said("you " * 40) == "you you"
    assert said("a b " * 5 + "then " + "c d " * 5) == "a b a b then c d c d"


@given(st.lists(st.sampled_from("abc"), max_size=40))
def test_only_repeated_words_go(words: list[str]) -> None:
    surplus = loop_surplus(words)
    kept = [word for place, word in enumerate(words) if place not in surplus]
    assert set(kept) == set(words)
    assert (loop_in(words) is None) == (not surplus)
