"""Each sentence of an answer is judged by what the passages say, in code."""

import dataclasses
from collections.abc import Sequence

import pytest

from app.core.answers.citations import check, without_marks
from app.core.asking.conversations import Support
from tests.core.passages import scored

LEAVE = scored(
    "Employees receive 25 days of annual leave. Requests go to Maria Keller two weeks ahead. "
    "Unused days expire on 31 March of the following year.",
    start=100,
)
PUMP = scored("The P-204 pump must not run dry. Its oil is changed every 1,500 hours of operation.", 2, "Manual")


def supports(answer: str) -> list[Support]:
    return [sentence.support for sentence in check(answer, [LEAVE, PUMP])[0]]


def test_a_sentence_said_in_other_order_is_supported() -> None:
    assert supports("The annual leave of employees is 25 days.") == [Support.SUPPORTED]


def test_a_wrong_number_is_never_supported() -> None:
    assert supports("Employees receive 30 days of annual leave.") == [Support.UNSUPPORTED]


def test_a_number_written_otherwise_is_the_same_number() -> None:
    assert supports("The oil is changed every 1500 hours of operation.") == [Support.SUPPORTED]


LEASE = scored(
    "The landlord is Hafen Nord AG. The monthly rent is 1.620 EUR, due on the first working day.", 3, "Lease, 2026"
)
RENT = "What is the monthly rent in the lease of 2026?"


def test_an_amount_with_dots_is_the_same_amount_with_commas() -> None:
    (sentence,) = check("The monthly rent is 1,620 EUR.", [LEASE])[0]
    assert sentence.support is Support.SUPPORTED
    (sentence,) = check("The monthly rent is 1.62 EUR.", [LEASE])[0]
    assert sentence.support is Support.UNSUPPORTED


def test_a_year_that_was_asked_for_may_stand_in_the_title() -> None:
    said = "The monthly rent in the lease of 2026 is 1.620 EUR, due on the first working day."
    (sentence,), citations = check(said, [LEASE], question=RENT)
    assert sentence.support is Support.SUPPORTED
    assert "1.620 EUR" in citations[0].quote


@pytest.mark.parametrize(
    "said",
    [
        "The monthly rent in the lease of 2024 is 1.620 EUR.",
        "The monthly rent in the lease of 2026 is 1.450 EUR.",
        "The monthly rent is 2026 EUR.",
    ],
)
def test_another_year_or_amount_is_not_supported_by_a_title(said: str) -> None:
    (sentence,) = check(said, [LEASE], question=RENT)[0]
    assert sentence.support is Support.UNSUPPORTED


def test_words_with_a_year_of_their_own_are_not_of_the_year_in_the_title() -> None:
    before = scored("In 2024 the monthly rent was 1.450 EUR.", 4, "Lease, 2026")
    (sentence,) = check("In the lease of 2026 the monthly rent is 1.450 EUR.", [before], question=RENT)[0]
    assert sentence.support is Support.UNSUPPORTED


def test_a_wrong_name_is_at_best_partly_supported() -> None:
    assert supports("Leave requests go to Peter Novak two weeks ahead.") != [Support.SUPPORTED]


def test_a_denied_fact_is_not_supported() -> None:
    assert supports("The P-204 pump must run dry.") != [Support.SUPPORTED]


def test_a_right_name_in_a_role_nobody_mentions_is_not_supported() -> None:
    assert supports("The director of leave requests is Maria Keller.") != [Support.SUPPORTED]


def test_something_else_altogether_is_unsupported_and_uncited() -> None:
    sentences, citations = check("The moon is made of green cheese.", [LEAVE, PUMP])
    assert [(sentence.support, sentence.citations) for sentence in sentences] == [(Support.UNSUPPORTED, ())]
    assert citations == ()


def test_a_citation_names_the_exact_words_on_the_page() -> None:
    sentences, citations = check("Unused leave days expire on 31 March.", [LEAVE, PUMP])
    citation = citations[0]
    assert sentences[0].citations == (1,)
    assert citation.quote == "Unused days expire on 31 March of the following year."
    offset = 100 + LEAVE.passage.text.index(citation.quote)
    assert (citation.start, citation.end) == (offset, offset + len(citation.quote))
    assert (citation.document_id, citation.page, citation.title) == (1, 1, "Handbook")


def test_a_citation_in_a_sheet_names_its_row() -> None:
    sheet = scored("Item | Price\nRope | 3\nOil for the P-204 pump | 12", 3, "Costs", page=None)
    sheet = dataclasses.replace(sheet, passage=dataclasses.replace(sheet.passage, label="Sheet May", first_row=40))
    _, citations = check("Oil for the P-204 pump costs 12.", [sheet])
    assert [citation.label for citation in citations] == ["Sheet May, row 42"]


def test_a_sentence_joining_two_places_cites_both() -> None:
    sentences, citations = check(
        "Employees receive 25 days of annual leave and the P-204 pump must not run dry.", [LEAVE, PUMP]
    )
    assert {citation.document_id for citation in citations} == {1, 2}
    assert sentences[0].citations == (1, 2)


def test_the_same_words_are_cited_under_one_number() -> None:
    sentences, citations = check("Employees receive 25 days of leave. So: 25 days of annual leave.", [LEAVE])
    assert len(citations) == 1
    assert [sentence.citations for sentence in sentences] == [(1,), (1,)]


def test_the_embedder_can_support_other_words() -> None:
    passage = scored("Staff may take twenty-five vacation days.")
    without = check("Workers get holidays, twenty-five of them.", [passage])[0][0].support
    with_embedder = check(
        "Workers get holidays, twenty-five of them.",
        [passage],
        lambda first, second: [[0.9] * len(second) for _ in first],
    )[0][0].support
    assert without is not Support.SUPPORTED
    assert with_embedder is not Support.UNSUPPORTED


FLARES = scored("Flares are replaced every 36 months and life jackets are serviced every 12 months.", 4, "Safety")
RESCUE = scored("A person who fell into cold water is kept lying down. Bags are kept in the hall.", 5, "Safety")


def test_a_word_that_only_repeats_the_question_may_be_missing_and_is_not_cited_for_itself() -> None:
    sentences, citations = check(
        "Flares are kept for 36 months.", [FLARES, RESCUE], question="How long are flares kept?"
    )
    assert [sentence.support for sentence in sentences] == [Support.SUPPORTED]
    assert [citation.quote for citation in citations] == [FLARES.passage.text]


def test_what_the_answer_adds_to_the_question_must_stand_there() -> None:
    for answer in ("Flares are kept for 24 months.", "Flares are kept in a locked cupboard."):
        sentences, _ = check(answer, [FLARES, RESCUE], question="How are flares kept?")
        assert sentences[0].support is not Support.SUPPORTED


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("The lease begins on 1 May 2024.", "The lease begins on 1 March 2024. The tenant may keep a cat."),
        ("Receipts are handed in within 30 days.", "Receipts are handed in within ten days, claims within 30 hours."),
        ("The bridge carried trains until 1994.", "The bridge carried trains until 1978 and cyclists since 1994."),
        ("Hotels may cost over 140 euros.", "Hotels may cost up to 140 euros."),
        ("The insurer pays for theft.", "The insurer pays for damage by fire, but not for theft."),
        ("Bandages increase the risk of infection.", "Bandages reduce the risk of infection."),
    ],
)
def test_a_fact_with_its_date_number_or_direction_changed_is_unsupported(sentence: str, passage: str) -> None:
    assert check(sentence, [scored(passage)])[0][0].support is Support.UNSUPPORTED


def test_more_or_less_must_be_said_by_the_passage() -> None:
    passage = scored("The association between haplogroup I and the risk of heart disease was studied.")
    assert check("Haplogroup I lowers the risk of heart disease.", [passage])[0][0].support is Support.PARTLY


def test_numbers_in_words_and_in_digits_are_the_same() -> None:
    assert check("The pump has three valves.", [scored("The pump has 3 valves.")])[0][0].support is Support.SUPPORTED


def test_a_word_near_in_meaning_stands_for_the_missing_one() -> None:
    def similarity(first: Sequence[str], second: Sequence[str]) -> list[list[float]]:
        return [
            [0.9 if {one, other} <= {"fiber", "fibres"} or " " in other else 0.1 for other in second] for one in first
        ]

    sentences, _ = check("The fiber is black.", [scored("The fibres are black.")], similarity)
    assert sentences[0].support is Support.SUPPORTED


def test_no_passages_support_nothing() -> None:
    assert [sentence.support for sentence in check("It is so.  Indeed 5.", [])[0]][-1] is Support.UNSUPPORTED


def test_marks_of_the_model_are_not_taken_for_citations() -> None:
    assert without_marks("Leave is 25 days [1]. It expires [2, 3].") == "Leave is 25 days. It expires."


def test_a_price_and_another_one_quoted_to_the_letter_do_not_oppose_each_other() -> None:
    price = "A bed costs 38 euros per night, or 24 euros for students."
    [sentence], _ = check(price, [scored(f"There are 34 beds in 14 rooms. {price} Breakfast is cooked on weekdays.")])
    assert sentence.support is Support.SUPPORTED
