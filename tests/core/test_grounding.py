"""Prompts put the best passage next to the question and never outgrow their budget."""

from dataclasses import replace

from app.core.grounding import choose_passages, declines, grounded_question
from tests.core.passages import scored

PASSAGES = [scored("first", 1), scored("second", 2), scored("third", 3)]


def test_the_best_passage_stands_next_to_the_question() -> None:
    text = grounded_question("Why?", PASSAGES)
    assert text.index("third") < text.index("second") < text.index("first") < text.index("Question: Why?")


def test_passages_are_chosen_by_rank_within_the_budget() -> None:
    assert choose_passages(PASSAGES, [50, 60, 40], 100) == [PASSAGES[0], PASSAGES[2]]


def test_passages_far_behind_the_best_are_not_read() -> None:
    far = replace(PASSAGES[1], score=0.4)
    assert choose_passages([PASSAGES[0], far], [10, 10], 100) == [PASSAGES[0]]


def test_the_best_passage_is_read_even_when_it_is_too_long() -> None:
    assert choose_passages(PASSAGES, [500, 60, 40], 100) == [PASSAGES[0]]


def test_passages_read_before_are_not_read_again() -> None:
    assert choose_passages(PASSAGES, [50, 60, 40], 100, already_read={1}) == [PASSAGES[1], PASSAGES[2]]


def test_a_model_that_gives_up_is_heard() -> None:
    assert declines("The documents do not say.")
    assert not declines("The pump is serviced every year.")
