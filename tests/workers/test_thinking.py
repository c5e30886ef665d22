"""Thoughts and answer are told apart while they are written, however the bytes are cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.workers.generation.thinking import FAMILIES, Marks, ThinkingText, begins_inside, marks_of

GPT_OSS, GEMMA, *_, TAGS = FAMILIES


def split(marks: Marks, text: str, lengths: list[int], *, inside: bool = False) -> tuple[str, str]:
    thinking = ThinkingText(marks, inside)
    content = text.encode()
    thought, answer = "", ""
    for length in [*lengths, len(content)]:
        new = thinking.add(content[:length])
        content = content[length:]
        thought, answer = thought + new[0], answer + new[1]
    rest = thinking.rest()
    return thought + rest[0], answer + rest[1]


@pytest.mark.parametrize(
    ("marks", "text"),
    [
        (TAGS, "<think>\nWhy so?\n</think>\n\nBecause."),
        (GEMMA, "<|channel>thought\nWhy so?\n<channel|>Because."),
        (GPT_OSS, "<|channel|>analysis<|message|>Why so?\nassistant<|channel|>final<|message|>Because."),
    ],
)
@given(lengths=st.lists(st.integers(1, 9)))
def test_thoughts_are_told_from_the_answer(marks: Marks, text: str, lengths: list[int]) -> None:
    thought, answer = split(marks, text, lengths)
    assert (thought.strip(), answer) == ("Why so?", "Because.")


@given(st.text(alphabet="ab<think/>é\n "), st.lists(st.integers(1, 5)))
def test_no_mark_is_ever_shown(text: str, lengths: list[int]) -> None:
    thought, answer = split(TAGS, text, lengths)
    assert "<think>" not in answer
    assert "</think>" not in thought + answer


@given(st.text(alphabet="xyz \n."), st.lists(st.integers(1, 5)))
def test_a_model_that_does_not_think_writes_its_answer_alone(text: str, lengths: list[int]) -> None:
    assert split(TAGS, text, lengths) == ("", text.lstrip())


def test_a_prompt_may_have_opened_the_thoughts() -> None:
    assert split(TAGS, "Well…</think>Yes.", [3, 3], inside=True) == ("Well…", "Yes.")


def test_an_empty_section_is_nothing() -> None:
    assert split(GPT_OSS, "<|channel|>final<|message|>Yes.", [5]) == ("", "Yes.")
    assert split(TAGS, "<think>\n\n</think>\n\nYes.", [5]) == ("", "Yes.")


def test_thoughts_that_never_end_are_no_answer() -> None:
    assert split(TAGS, "<think>On and on", [4]) == ("On and on", "")


def test_thoughts_can_be_ended_from_outside() -> None:
    thinking = ThinkingText(TAGS, inside=True)
    assert thinking.add(b"Well, </th") == ("Well, ", "")
    assert thinking.close() == "</th"
    assert thinking.add(b"\n\nYes.") == ("", "Yes.")


def test_the_vocabulary_tells_where_the_template_says_nothing() -> None:
    tokens = {"<think>", "</think>"}
    assert marks_of("{{ messages }}", tokens.__contains__) is TAGS
    assert marks_of("{{ messages }}", lambda _text: False) is None


def test_only_the_end_of_a_prompt_can_be_inside_thoughts() -> None:
    assert begins_inside("user: Why?\nmodel: <think>\n", TAGS)
    assert not begins_inside("model: <think>\nWell.</think>\nYes.\nmodel: ", TAGS)
    assert not begins_inside("model: <think>\n\n</think>\n\n", TAGS)
    assert not begins_inside("user: what is <think> for?\nmodel: ", TAGS)
