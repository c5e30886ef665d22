"""Words held in memory are ranked by BM25 as it is written down, whatever was held and dropped before."""

import math
from collections.abc import Sequence

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.library.bags import BYTES_PER_WORD, asked, bag, card
from app.workers.indexing.passages import HeldPassages
from app.workers.indexing.postings import BAG, MAXIMUM_ROWS, Postings
from app.workers.indexing.words import HeldBags

WORDS = ("oil", "pump", "leave", "hotel", "night", "channel")
texts = st.lists(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join), max_size=25)


def hold(held: HeldBags, first_id: int, contents: Sequence[str]) -> None:
    bags = [bag(text) for text in contents]
    ids = range(first_id, first_id + len(contents))
    held.hold(ids, [1] * len(contents), [len(each) // BYTES_PER_WORD for each in bags], b"".join(bags))


def bm25(documents: dict[int, list[str]], question: Sequence[str]) -> dict[int, float]:
    """Robertson and Zaragoza 2009, word by word."""
    average = sum(map(len, documents.values())) / max(1, len(documents)) or 1.0
    scores = dict.fromkeys(documents, 0.0)
    for word in question:
        holders = [id_ for id_, words in documents.items() if word in words]
        rarity = math.log(1 + (len(documents) - len(holders) + 0.5) / (len(holders) + 0.5))
        for id_ in holders:
            count = documents[id_].count(word)
            scores[id_] += rarity * count * 2.2 / (count + 1.2 * (0.25 + 0.75 * len(documents[id_]) / average))
    return scores


@given(texts, texts, st.sets(st.integers(1, 50)), st.lists(st.sampled_from(WORDS), min_size=1, unique=True))
def test_scores_are_bm25_over_what_is_left(
    first: list[str], second: list[str], dropped: set[int], question: list[str]
) -> None:
    held = HeldBags()
    hold(held, 1, first)
    held.bm25(asked("oil").words, [1.0])
    hold(held, 1 + len(first), second)
    held.drop(dropped)

    words = asked(" ".join(question)).words
    scores = held.bm25(words, [1.0] * len(words))

    left = {id_: text.split() for id_, text in enumerate((*first, *second), 1) if id_ not in dropped}
    assert len(held) == len(left)
    rows = held.rows_of(left)
    assert held.ids[rows].tolist() == list(left)
    assert scores[rows].tolist() == pytest.approx(list(bm25(left, question).values()), abs=1e-4)
    assert numpy.count_nonzero(scores) <= len(left)


def test_ids_that_were_held_before_are_passed_over() -> None:
    held = HeldBags()
    hold(held, 1, ["oil", "pump"])
    hold(held, 2, ["night", "hotel"])
    assert held.ids.tolist() == [1, 2, 3]
    assert held.ids[held.holders(asked("pump").words[0])[0]].tolist() == [2]
    assert len(held.holders(asked("night").words[0])[0]) == 0


def test_what_is_dropped_in_numbers_leaves_no_posting() -> None:
    held = HeldBags()
    hold(held, 1, ["oil"] * 3000 + ["pump"] * 100)
    before = held.nbytes
    held.drop(range(1, 3001))
    assert len(held.holders(asked("oil").words[0])[0]) == 0
    assert held.ids.tolist() == list(range(3001, 3101))
    assert len(held.holders(asked("pump").words[0])[0]) == 100
    assert held.nbytes < before / 20


def test_too_many_rows_are_refused() -> None:
    with pytest.raises(OverflowError, match="rows at most"):
        Postings().add(numpy.asarray([MAXIMUM_ROWS]), numpy.zeros(1, BAG))


def library(*documents: tuple[str, Sequence[str]]) -> HeldPassages:
    """Documents of a file name and passages; ids count from 1."""
    held = HeldPassages()
    passage_id = 0
    for document_id, (path, contents) in enumerate(documents, 1):
        named = card("", path, contents[0])
        held.hold_cards([document_id], [len(named) // BYTES_PER_WORD], named)
        bags = [bag(text) for text in contents]
        sizes = [len(each) // BYTES_PER_WORD for each in bags]
        ids = range(passage_id + 1, passage_id + len(contents) + 1)
        held.hold(ids, [document_id] * len(contents), sizes, b"".join(bags))
        passage_id += len(contents)
    return held


REPORTS = (
    ("/NorhavenEnergy_2022.pdf", ("Annual report", "oil and pumps")),
    ("/NorhavenEnergy_2023.pdf", ("Annual report", "oil and pumps")),
    ("/KESTRELSHIPPING_2023.pdf", ("Annual report", "oil and hotels")),
)


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("How much oil had Norhaven in FY2022?", 1),
        ("norhaven energy 2023 oil", 2),
        ("What of Kestrel Shipping's oil?", 3),
    ],
)
def test_a_question_names_a_document_by_words_of_its_file_name(question: str, document: int) -> None:
    held = library(*REPORTS)
    words = asked(question)
    named = held.named(words.names, words.numbers)
    assert named.ids[named.strengths.argmax()] == document
    assert 0 < named.strengths.max() < 1
    assert set(held.preferred(named, None).tolist()) >= {2 * document - 1, 2 * document}


def test_a_question_that_names_nothing_prefers_nothing() -> None:
    held = library(*REPORTS)
    words = asked("Which hotels are cheap?")
    named = held.named(words.names, words.numbers)
    assert named.strengths.max() == 0
    assert held.preferred(named, None).tolist() == []


def test_a_document_of_one_passage_is_not_named() -> None:
    held = library(("/kestrel.txt", ("Kestrel",)), ("/norhaven.txt", ("Norhaven", "oil")))
    words = asked("kestrel")
    assert held.named(words.names, words.numbers).strengths.max() == 0


def test_limits_hold_for_words_and_named_documents() -> None:
    held = library(*REPORTS)
    allowed = held.allowed([2, 3])
    words = asked("Norhaven 2022 oil")
    named = held.named(words.names, words.numbers)
    rows, scores = held.best(words.words, named, allowed, 10)
    assert set(held.bags.owners[rows].tolist()) == {2, 3}
    assert scores[:2].tolist() == [0, 0]
    assert not set(held.preferred(named, allowed).tolist()) & {1, 2}


def test_a_dropped_document_is_no_longer_named() -> None:
    held = library(*REPORTS)
    held.drop([5, 6])
    words = asked("Kestrel Shipping")
    assert held.named(words.names, words.numbers).strengths.max() == 0
    assert len(held.cards) == 2


def test_nothing_held_is_nothing_found() -> None:
    held = HeldPassages()
    words = asked("Norhaven 2022")
    named = held.named(words.names, words.numbers)
    rows, scores = held.best(words.words, named, None, 10)
    assert (len(rows), len(scores), len(held.preferred(named, None))) == (0, 0, 0)
