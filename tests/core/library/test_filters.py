"""Limits typed into a question."""

import pytest

from app.core.library.filters import Filters, parsed


def test_limits_are_taken_out_of_the_question() -> None:
    assert parsed('When is rent due? type:pdf after:2023 folder:"old contracts" author:smith') == (
        "When is rent due?",
        Filters(type="pdf", folder="old contracts", author="smith", after="2023"),
    )


@pytest.mark.parametrize(
    "question",
    ["What is done after: lunch?", "see after:lunch", "prototype:pdf", "type:pdf", "What does  it say?", "type:"],
)
def test_what_only_looks_like_a_limit_stays_in_the_question(question: str) -> None:
    assert parsed(question) == (question, Filters())


def test_limits_are_written_as_they_are_typed() -> None:
    limits = Filters(type="pdf", folder="old contracts", before="2024-05")
    assert str(limits) == 'type:pdf folder:"old contracts" before:2024-05'
    assert parsed(f"rent {limits}") == ("rent", limits)
    assert (str(Filters()), bool(Filters()), bool(limits)) == ("", False, True)


def test_of_two_limits_the_last_and_of_typed_and_chosen_the_typed_holds() -> None:
    assert parsed("rent type:pdf type:docx")[1] == Filters(type="docx")
    assert Filters(type="pdf", author="li").with_typed(Filters(type="md")) == Filters(type="md", author="li")
