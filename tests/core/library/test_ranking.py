"""From two lists of scores to one order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.library.ranking import (
    Ranked,
    asks_for_exact_words,
    fuse,
    prefer_exact,
    with_variety,
    without_near_duplicates,
)
from app.core.library.scores import ScoreParts

scores = st.dictionaries(st.integers(1, 50), st.floats(-1, 1), max_size=20)
bm25 = st.dictionaries(st.integers(1, 50), st.floats(0, 40), max_size=20)


def ids(ranked: Ranked) -> list[int]:
    return [passage_id for passage_id, _ in ranked]


def totals(ranked: Ranked) -> dict[int, float]:
    return {passage_id: parts.total for passage_id, parts in ranked}


def by_meaning(*scored: tuple[int, float]) -> Ranked:
    return [(passage_id, ScoreParts(meaning=score)) for passage_id, score in scored]


def test_the_score_is_the_weighted_sum_of_cosine_and_share_of_the_best_bm25() -> None:
    ranked = fuse({1: 0.8, 2: 0.5}, {1: 5.0, 2: 10.0})
    assert ids(ranked) == [1, 2]
    assert totals(ranked) == pytest.approx({1: 0.7 * 0.8 + 0.3 / 2, 2: 0.7 * 0.5 + 0.3})


def test_a_passage_without_the_words_has_a_bm25_of_nothing() -> None:
    assert totals(fuse({1: 0.8, 2: 0.5}, {2: 10.0}))[1] == pytest.approx(0.56)


def test_a_passage_without_a_vector_counts_as_the_farthest_that_has_one() -> None:
    assert totals(fuse({1: 0.8, 2: 0.5}, {3: 10.0}))[3] == pytest.approx(0.7 * 0.5 + 0.3)


def test_without_vectors_words_decide_alone() -> None:
    assert list(totals(fuse({}, {1: 2.0, 2: 4.0})).items()) == [(2, 1.0), (1, 0.5)]


def test_nothing_fused_with_nothing_is_nothing() -> None:
    assert fuse({}, {}) == []


@given(scores, bm25)
def test_every_passage_of_either_list_comes_once_and_in_order(
    cosines: dict[int, float], words: dict[int, float]
) -> None:
    ranked = fuse(cosines, words)
    assert sorted(ids(ranked)) == sorted(cosines.keys() | words.keys())
    scored = [parts.total for _, parts in ranked]
    assert scored == sorted(scored, reverse=True)


def test_an_identifier_that_few_passages_hold_decides() -> None:
    texts = {1: "about orders and shipping", 2: "order AB-1234 arrived", 3: "order AB-1235 arrived"}
    assert ids(prefer_exact(by_meaning((3, 0.7), (1, 0.6), (2, 0.5)), "Where is order ab-1234?", texts)) == [2, 3, 1]


def test_a_number_that_every_passage_holds_decides_nothing() -> None:
    texts = {1: "in 2023 we grew", 2: "2023 was good"}
    assert prefer_exact(by_meaning((1, 0.7), (2, 0.6)), "What happened in 2023?", texts) == by_meaning(
        (1, 0.7), (2, 0.6)
    )


def test_a_part_of_a_number_is_not_the_number() -> None:
    texts = {1: "it cost 12500", 2: "it cost 1250"}
    assert ids(prefer_exact(by_meaning((1, 0.62), (2, 0.6)), "What cost 1,250?", texts)) == [2, 1]


def test_a_quoted_phrase_outweighs_everything() -> None:
    texts = {1: "quick and brown, the fox", 2: "The Quick, brown fox!", 3: "other"}
    assert ids(prefer_exact(by_meaning((1, 0.99), (3, 0.5), (2, 0.1)), 'who is "the quick brown fox"', texts)) == [
        2,
        1,
        3,
    ]


def test_a_question_without_quotation_or_number_asks_for_no_exact_words() -> None:
    assert not asks_for_exact_words("Who wrote it?")
    assert asks_for_exact_words("Who wrote it in 1984?")
    assert asks_for_exact_words('Who wrote "it"?')


def test_of_near_duplicates_the_best_is_kept() -> None:
    text = " ".join(f"word{number}" for number in range(60))
    texts = {1: text, 2: text.upper() + " more", 3: "something else entirely, said in other words"}
    kept = without_near_duplicates(by_meaning((2, 0.9), (1, 0.8), (3, 0.7)), texts)
    assert ids(kept) == [2, 3]
    assert [parts.duplicates for _, parts in kept] == [1, 0]


def test_passages_that_overlap_by_half_are_both_kept() -> None:
    words = [f"word{number}" for number in range(90)]
    texts = {1: " ".join(words[:60]), 2: " ".join(words[30:])}
    assert ids(without_near_duplicates(by_meaning((1, 0.9), (2, 0.8)), texts)) == [1, 2]


def test_short_passages_are_duplicates_only_when_equal() -> None:
    assert ids(without_near_duplicates(by_meaning((1, 0.9), (2, 0.8), (3, 0.7)), {1: "Yes.", 2: "No.", 3: "yes"})) == [
        1,
        2,
    ]


def test_between_near_equals_another_document_goes_first() -> None:
    ranked = by_meaning((1, 0.800), (2, 0.795), (3, 0.790))
    assert ids(with_variety(ranked, {1: 10, 2: 10, 3: 20}, 3)) == [1, 3, 2]


def test_a_clearly_better_passage_of_the_same_document_stays_ahead() -> None:
    ranked = by_meaning((1, 0.80), (2, 0.78), (3, 0.70))
    assert ids(with_variety(ranked, {1: 10, 2: 10, 3: 20}, 2)) == [1, 2]


@given(scores, st.integers(0, 30))
def test_variety_changes_only_the_order(cosines: dict[int, float], top: int) -> None:
    ranked = fuse(cosines, {})
    chosen = with_variety(ranked, {passage_id: passage_id % 3 for passage_id in cosines}, top)
    assert len(chosen) == min(top, len(ranked))
    assert set(chosen) <= set(ranked)
