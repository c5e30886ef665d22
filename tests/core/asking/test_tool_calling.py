"""What a model reads and can write for a call: the tool and the question, and nothing that the question does not say."""

from app.core.asking.tool_calling import as_written, call_from, grammar_of, prompt_for, settled
from app.core.tools.tools import CALCULATE_DATE, COMPUTE, SEARCH_LIBRARY, called
from tests.core.labelled_tool_questions import TODAY

WITHDRAWAL = "I sign on 3 March 2027 and have 14 days to withdraw; when is that over?"


def test_the_prompt_is_the_tool_its_examples_and_the_question() -> None:
    prompt = prompt_for(COMPUTE, "Calculate what 9 chairs at 45 euros cost.")
    assert prompt.turns[-1].text == "Calculate what 9 chairs at 45 euros cost."
    assert prompt.passages == ()
    assert len(prompt.turns) == 2 + 2 * len(COMPUTE.examples)


def test_the_grammar_holds_the_numbers_days_and_words_of_the_question_alone() -> None:
    grammar = grammar_of(COMPUTE, "What do 9 chairs at 45.50 cost?", TODAY)
    assert grammar is not None
    assert 'number ::= "9" | "45.50"\n' in grammar
    grammar = grammar_of(CALCULATE_DATE, WITHDRAWAL, TODAY)
    assert grammar is not None
    assert 'the-day ::= "3 March 2027"\n' in grammar
    grammar = grammar_of(SEARCH_LIBRARY, 'Search for "oil" \\ now', TODAY)
    assert grammar is not None
    assert '"oil"' in grammar
    assert "\\ now" not in grammar


def test_what_the_question_lacks_cannot_be_called_with() -> None:
    assert grammar_of(COMPUTE, "What does a chair cost?", TODAY) is None
    assert grammar_of(CALCULATE_DATE, "When is that over?", TODAY) is None


def test_a_call_is_read_back_as_it_was_written_and_nothing_else_is_one() -> None:
    assert call_from(COMPUTE, as_written(COMPUTE, ("9 * 45.50",))) == called(COMPUTE, "9 * 45.50")
    for text in ("", '{"expression": "9 * 4', "[]", '{"expression": 9}', '{"name": "send_mail"}'):
        assert call_from(COMPUTE, text) is None


def test_a_calculation_that_leaves_a_number_out_or_repeats_one_is_dropped() -> None:
    question = "If one crate holds 24 bottles, how many bottles are in 15 crates?"
    assert settled(called(COMPUTE, "15 * 24"), question, TODAY) is not None
    assert settled(called(COMPUTE, "24 + 24 * 15"), question, TODAY) is None
    assert settled(called(COMPUTE, "24%"), question, TODAY) is None


def test_days_are_settled_as_iso_and_only_what_the_question_can_mean() -> None:
    written = called(CALCULATE_DATE, "after", "3 March 2027", "", "14", "days")
    assert settled(written, WITHDRAWAL, TODAY) == called(CALCULATE_DATE, "after", "2027-03-03", "", "14", "days")
    for wrong in (
        ("weekday", "", "", ""),
        ("after", "", "3", "days"),
        ("after", "", "14", "weeks"),
        ("between", "", "14", ""),
    ):
        assert settled(called(CALCULATE_DATE, wrong[0], "3 March 2027", *wrong[1:]), WITHDRAWAL, TODAY) is None
