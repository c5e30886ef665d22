"""What a model that was not measured will take, and what an answer took."""

import pytest

from app.core.asking.conversations import TokenCounts
from app.core.asking.prompting import GenerationSummary
from app.core.asking.speeds import MachineLoad, Speed, WrittenAnswer, estimated, speed_of, tells_much


def summary(prompt: int, reused: int, generated: int, finish: str = "end") -> GenerationSummary:
    return GenerationSummary(finish, TokenCounts(prompt, reused, generated), prompt_ms=2000.0, generation_ms=1000.0)


def test_the_first_word_comes_after_the_whole_question_was_read() -> None:
    assert Speed(reading=400.0, writing=50.0).first_word_s == pytest.approx(2.02)


def test_a_model_of_twice_the_size_is_half_as_fast() -> None:
    measured = [(1000, Speed(100.0, 20.0)), (100, Speed(2000.0, 300.0))]
    assert estimated(2000, measured) == Speed(50.0, 10.0)
    assert estimated(125, measured) == Speed(1600.0, 240.0)
    assert estimated(2000, []) is None


def test_only_what_was_computed_counts() -> None:
    assert speed_of(summary(600, 200, 31)) == Speed(200.0, 31.0)
    assert speed_of(summary(600, 200, 31, "length")) == Speed(200.0, 30.0)


@pytest.mark.parametrize("too_little", [summary(600, 599, 31), summary(600, 0, 1), summary(600, 0, 2, "length")])
def test_where_nearly_nothing_was_computed_nothing_is_claimed(too_little: GenerationSummary) -> None:
    assert speed_of(too_little) is None
    assert WrittenAnswer("now", "Model", 5.0, too_little).writing is None


def test_the_best_of_both_is_what_a_free_machine_reaches() -> None:
    assert Speed(10.0, 5.0).or_faster(Speed(8.0, 7.0)) == Speed(10.0, 7.0)


def test_a_few_tokens_tell_little() -> None:
    assert tells_much(summary(600, 200, 31))
    assert not tells_much(summary(600, 500, 31))
    assert not tells_much(summary(600, 200, 8))


def test_memory_is_that_of_all_processes() -> None:
    assert MachineLoad("now", 0.5, 10, (("alcove", 5), ("generate", 7))).memory_bytes == 12
