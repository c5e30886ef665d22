"""Each sentence of an answer is judged by what the passages say, in code."""

import dataclasses

from app.core.citations import check, without_marks
from app.core.conversations import Support
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


def test_no_passages_support_nothing() -> None:
    assert [sentence.support for sentence in check("It is so.  Indeed 5.", [])[0]][-1] is Support.UNSUPPORTED


def test_marks_of_the_model_are_not_taken_for_citations() -> None:
    assert without_marks("Leave is 25 days [1]. It expires [2, 3].") == "Leave is 25 days. It expires."
