"""What a model wrote is kept, quoted instead, or declined: the passages decide, whatever the model."""

from collections.abc import Sequence

import pytest

from app.core.answers.judgement import BESIDE_THE_QUESTION, QUOTED_INSTEAD, Judgement, judge
from app.core.asking.conversations import Support
from app.core.asking.grounding import DECLINED, UNSUPPORTED
from tests.core.passages import scored

PASSAGES = [
    scored("Flares are replaced every 36 months. The defibrillator hangs in the hall beside the kitchen.", 1),
    scored("The station recorded 312 boat trips in 2024.", 2),
]
FLARES = "How long are flares kept?"


def near(first: Sequence[str], second: Sequence[str]) -> list[list[float]]:
    """An embedder that finds whole sentences alike, and words only where they are the same."""
    return [[0.8 if " " in one or one == other else 0.0 for other in second] for one in first]


def text_of(document_id: int) -> str:
    return next(one.passage.text for one in PASSAGES if one.passage.document_id == document_id)


def judged(question: str, written: str, complete: bool = True) -> Judgement:
    return judge(question, written, PASSAGES, near, text_of, complete)


def test_a_supported_answer_is_kept_to_the_letter() -> None:
    result = judged(FLARES, "Flares are kept for 36 months.")
    assert result.text == "Flares are kept for 36 months."
    assert [sentence.support for sentence in result.sentences] == [Support.SUPPORTED]
    assert not result.declined
    assert not result.notice


def test_where_nothing_is_fully_supported_the_passage_speaks_itself() -> None:
    result = judged(FLARES, "Flares are kept for 36 months in the hall of the boathouse.")
    assert "“Flares are replaced every 36 months." in result.text
    assert result.sentences[0].support is Support.SUPPORTED
    assert [citation.n for citation in result.citations] == [1]
    assert result.sentences[0].citations == (1,)
    assert result.notice == QUOTED_INSTEAD


@pytest.mark.parametrize(
    ("question", "written", "reason"),
    [
        (FLARES, "The documents do not say.", DECLINED),
        (FLARES, "Whales sing under the moon.", UNSUPPORTED),
        (
            "How many boat trips were there in 2019?",
            "The station recorded 312 boat trips in 2024.",
            BESIDE_THE_QUESTION,
        ),
        ("How many boat trips did Bergen record?", "The station recorded 312 boat trips.", BESIDE_THE_QUESTION),
    ],
)
def test_what_is_no_answer_is_declined(question: str, written: str, reason: str) -> None:
    result = judged(question, written)
    assert (result.declined, result.text, result.citations) == (True, reason, ())


def test_an_answer_stopped_in_the_middle_is_only_checked() -> None:
    result = judged("How many boat trips did Bergen record?", "The station recorded 312 boat trips", complete=False)
    assert not result.declined
    assert result.sentences[0].support is Support.SUPPORTED


def test_without_an_embedder_words_decide_alone() -> None:
    result = judge(FLARES, "Flares are kept for 36 months.", PASSAGES, lambda _first, _second: [], text_of)
    assert [sentence.support for sentence in result.sentences] == [Support.SUPPORTED]
