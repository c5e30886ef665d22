"""Words of an open stretch are shown early, and those that two hypotheses agree on stay."""

from hypothesis import given
from hypothesis import strategies as st

from app.core.meetings.captions import OpenText

WORDS = st.lists(st.sampled_from(["ask", "not", "what", "your", "country"]), max_size=8).map(" ".join)


def shown(*hypotheses: str) -> list[str]:
    text, found = OpenText(), []
    for hypothesis in hypotheses:
        text = text.after(hypothesis)
        found.append(text.text)
    return found


def test_the_last_word_of_a_first_hypothesis_is_held_back() -> None:
    assert shown("And so my fell")[-1] == "And so my"


def test_what_two_hypotheses_begin_with_stays_when_a_third_doubts_it() -> None:
    assert shown("And so my fellow", "And so my fellow Americans", "And so his fellow Americans ask")[-1].startswith(
        "And so my fellow Americans"
    )


def test_words_after_the_steady_ones_follow_the_latest_hypothesis() -> None:
    assert shown("ask not", "ask not what you", "ask not what your country can")[-1] == "ask not what your country"


def test_case_and_punctuation_are_no_disagreement() -> None:
    text = OpenText().after("Hello there, General").after("hello there general Kenobi")
    assert "".join(text.steady) == "hello there general"


def test_a_word_that_slips_in_before_the_steady_ones_doubles_nothing() -> None:
    assert shown("we meet at noon", "we meet at noon today", "well we meet at noon today or")[-1] == (
        "we meet at noon today"
    )


def test_a_script_without_spaces_grows_by_characters() -> None:
    assert shown("今天天气", "今天天气很好")[-1] == "今天天气很"


def test_nothing_heard_shows_nothing() -> None:
    assert shown("", "one", "")[:2] == ["", ""]


@given(st.lists(WORDS, max_size=8))
def test_steady_words_never_change(hypotheses: list[str]) -> None:
    text = OpenText()
    for hypothesis in hypotheses:
        following = text.after(hypothesis)
        assert following.steady[: len(text.steady)] == text.steady
        assert following.text.startswith("".join(following.steady).strip())
        text = following
