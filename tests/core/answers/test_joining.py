"""The answers to the parts of a question become one, and the evidence for them too."""

from dataclasses import replace

from app.core.answers.joining import found_beside, found_together, joined
from app.core.asking.conversations import Answer, Citation, Coverage, Sentence, Support
from app.core.asking.grounding import DECLINED
from app.core.events import Found
from app.core.library.scores import ScoreParts
from tests.core.passages import scored

CITATION = Citation(1, 4, 40, "/handbook.md", "Handbook", 0, 1, 10, 20, "12 months")
JACKETS = Answer(
    "Every 12 months.", (Sentence("Every 12 months.", Support.SUPPORTED, (1,)),), (CITATION,), coverage=Coverage(3, 2)
)
SUM = Answer("15% × 2,340 = 351", (Sentence("15% × 2,340 = 351", Support.PLAIN),))
NOTHING = Answer(DECLINED, (Sentence(DECLINED, Support.PLAIN),), declined=True)
PARTS = ("How often?", "How much?")


def test_each_part_has_its_paragraph_and_its_own_support() -> None:
    answer = joined(PARTS, [JACKETS, SUM])
    assert answer.text == "Every 12 months.\n\n15% × 2,340 = 351"
    assert [sentence.support for sentence in answer.sentences] == [Support.SUPPORTED, Support.PLAIN]
    assert not answer.declined


def test_citations_are_numbered_through_and_the_same_words_once() -> None:
    other = replace(CITATION, start=30, end=40)
    second = replace(
        JACKETS,
        sentences=(Sentence("Flares too.", Support.SUPPORTED, (1, 2)),),
        citations=(other, replace(CITATION, n=2)),
    )
    answer = joined(PARTS, [JACKETS, second])
    assert [(one.n, one.start) for one in answer.citations] == [(1, 10), (2, 30)]
    assert [sentence.citations for sentence in answer.sentences] == [(1,), (2, 1)]


def test_a_part_that_nothing_supports_is_named_and_the_rest_stays() -> None:
    answer = joined(PARTS, [JACKETS, NOTHING])
    assert answer.text == "Every 12 months.\n\nYour documents do not answer “How much?”"
    assert not answer.declined


def test_where_no_part_is_answered_the_whole_is_declined() -> None:
    answer = joined(PARTS, [NOTHING, NOTHING])
    assert answer.declined
    assert answer.text == DECLINED


def test_a_question_stopped_after_its_first_part_is_answered_by_that() -> None:
    assert joined(PARTS, [JACKETS]).text == JACKETS.text


def test_the_evidence_for_all_parts_is_shown_in_turn_and_each_passage_once() -> None:
    first, second, third = (scored("text", number) for number in (1, 2, 3))
    found = found_together([Found("A?", (first, second), 3, 1.0), Found("B?", (third, first), 3, 2.0)])
    assert [one.passage.id for one in found.passages] == [one.passage.id for one in (first, third, second)]
    assert (found.question, found.search_ms) == ("A? B?", 3.0)


def test_of_two_passages_that_answer_a_part_alike_the_one_that_fits_the_part_before_is_first() -> None:
    alder, birch, end = (replace(scored("text", number), parts=ScoreParts(words=0.6)) for number in (1, 2, 3))
    beside = Found("When does the Alder lease end? What is the deposit?", (end, alder), 3, 1.0)
    found = found_beside(Found("What is the deposit?", (birch, alder), 3, 1.0), beside, 2)
    assert [one.passage.id for one in found.passages] == [1, 2]
    assert found.passages[0].score == 0.6 + 0.3
    assert found.question == "What is the deposit?"
