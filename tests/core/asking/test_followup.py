"""A question that leans on the one before it is searched together with it."""

import pytest

from app.core.asking.followup import self_standing

BEFORE = "How many days of leave do employees get?"


@pytest.mark.parametrize(
    "question",
    ["And for contractors?", "Who approves it?", "When do they expire?", "Why?", "What about part-time staff members?"],
)
def test_a_leaning_question_takes_its_subject_along(question: str) -> None:
    assert self_standing(question, BEFORE) == f"{question} (following: {BEFORE})"


def test_a_question_that_stands_by_itself_is_left_alone() -> None:
    question = "Which torque is used for the flange bolts of pump P-204?"
    assert self_standing(question, BEFORE) == question


def test_the_first_question_is_left_alone() -> None:
    assert self_standing("Why?", None) == "Why?"


def test_a_chain_keeps_the_first_subject() -> None:
    second = self_standing("And for contractors?", BEFORE)
    third = self_standing("Who approves it?", second)
    assert BEFORE in third
    assert "contractors" in third


def test_a_long_chain_stays_bounded() -> None:
    question = BEFORE
    for _ in range(50):
        question = self_standing("And what about those " + "x" * 40 + "?", question)
    assert len(question) < 500
