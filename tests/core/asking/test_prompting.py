"""What was read of a conversation is known question by question."""

from app.core.asking.conversations import Role
from app.core.asking.prompting import Exchange, PromptTurn, Reading


def turn(number: int) -> PromptTurn:
    return PromptTurn(Role.USER, f"turn {number}")


READING = Reading(1, tuple(map(turn, range(7))), (Exchange(30, frozenset({1, 2})), Exchange(32, frozenset({3}))))


def test_it_ends_with_the_answer_to_any_of_its_questions() -> None:
    assert READING.until(32) == READING
    before = READING.until(30)
    assert before is not None
    assert before.turns == tuple(map(turn, range(5)))
    assert before.passage_ids == {1, 2}
    assert READING.passage_ids == {1, 2, 3}


def test_what_was_read_before_its_first_question_is_not_known() -> None:
    assert READING.until(28) is None
