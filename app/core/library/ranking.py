"""From two lists of scores to one order: fusion, exact matches, near-duplicates and a little variety."""

import dataclasses
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from app.core.library.scores import ScoreParts
from app.core.words.keywords import identifiers, keyword_text, letters_and_digits, quoted_phrases

Ranked = list[tuple[int, ScoreParts]]
"""Passage ids with what their scores are made of, best first."""

DOCUMENT_WEIGHT = 0.3
"""Most that a document named in the question adds. Over eleven filings together the right page was among the first five
for 22 of 42 questions so, and for 17 without."""

_PHRASE_BONUS = 1.0
_SERIAL_BONUS = 0.3
_NUMBER_BONUS = 0.05
_DUPLICATE_SHARE = 0.9
_SHINGLE_WORDS = 3
_REPEAT_PENALTY = 0.01
_REPEATS_COUNTED = 3
_WORD = re.compile(r"\w+")


def fuse(
    cosines: Mapping[int, float],
    keywords: Mapping[int, float],
    cosine_weight: float = 0.7,
    named: Mapping[int, float] | None = None,
) -> Ranked:
    """Every id of either list by `cosine_weight` x cosine + the rest x BM25 over the highest BM25, and its document.

    A passage without the question's words has a BM25 of 0. One without a vector yet is taken to be as near as the
    farthest that has one; without any vectors the keywords decide alone. Raw cosines, because they mean the same for
    every question, which ranks do not (Bruch et al. 2023, "An Analysis of Fusion Functions for Hybrid Retrieval").
    `named` says how strongly the question names each passage's document, from 0 to 1: it brings what is right inside
    the right document forward, and hides nothing.
    """
    highest = max(keywords.values(), default=0.0) or 1.0
    weight = cosine_weight if cosines else 0.0
    farthest = min(cosines.values(), default=0.0)
    strengths = named or {}
    return _ordered(
        (
            passage_id,
            ScoreParts(
                words=(1.0 - weight) * keywords.get(passage_id, 0.0) / highest,
                meaning=weight * cosines.get(passage_id, farthest),
                document=DOCUMENT_WEIGHT * strengths.get(passage_id, 0.0),
            ),
        )
        for passage_id in cosines.keys() | keywords.keys()
    )


def asks_for_exact_words(question: str) -> bool:
    """Whether `prefer_exact` could change anything for this question."""
    return bool(quoted_phrases(question) or identifiers(question))


def prefer_exact(ranked: Ranked, question: str, texts: Mapping[int, str]) -> Ranked:
    """The same passages, with those ahead that hold what the question quotes, or its numbers and identifiers.

    A quoted phrase outweighs everything else. A serial number such as "AB-1234" decides where one passage has it, and
    is shared where several do. Any other number is a hint, less of one the more passages have it: "2023" in all of
    them does nothing. `texts` holds the passages to look into.
    """
    words = _words_of_those_that_may_hold(texts, (*quoted_phrases(question), *identifiers(question)))
    bonus: defaultdict[int, float] = defaultdict(float)
    for phrase in quoted_phrases(question):
        for passage_id in _holders(words, keyword_text(phrase)):
            bonus[passage_id] += _PHRASE_BONUS
    for identifier in identifiers(question):
        holders = _holders(words, identifier)
        for passage_id in holders:
            bonus[passage_id] += (
                _SERIAL_BONUS / len(holders)
                if _is_serial(identifier)
                else _NUMBER_BONUS * (1.0 - len(holders) / len(texts))
            )
    return _ordered((id_, dataclasses.replace(parts, exact=bonus[id_])) for id_, parts in ranked)


def without_near_duplicates(ranked: Ranked, texts: Mapping[int, str]) -> Ranked:
    """The best of each group of passages that share nine tenths of their three-word sequences (Broder 1997)."""
    kept: Ranked = []
    shingles_kept: list[frozenset[tuple[str, ...]]] = []
    for passage_id, parts in ranked:
        shingles = _shingles(texts[passage_id])
        alike = next((place for place, other in enumerate(shingles_kept) if _are_alike(shingles, other)), None)
        if alike is None:
            kept.append((passage_id, parts))
            shingles_kept.append(shingles)
        else:
            best_id, best = kept[alike]
            kept[alike] = (best_id, dataclasses.replace(best, duplicates=best.duplicates + 1))
    return kept


def with_variety(ranked: Ranked, document_of: Mapping[int, int], top: int) -> Ranked:
    """The first `top`, where each passage gives way a little for every one from its document already taken.

    The penalty is a hundredth, three times at most: it decides between near-equals only.
    """
    waiting = list(ranked)
    taken: Ranked = []
    seen: Counter[int] = Counter()
    while waiting and len(taken) < top:
        best = max(waiting, key=lambda item: item[1].total - _penalty(seen[document_of[item[0]]]))
        waiting.remove(best)
        seen[document_of[best[0]]] += 1
        taken.append(best)
    return taken


def _words_of_those_that_may_hold(texts: Mapping[int, str], wanted: Iterable[str]) -> dict[int, str]:
    sought = {letters_and_digits(each) for each in wanted}
    return {
        passage_id: f" {keyword_text(text)} "
        for passage_id, text in texts.items()
        if _holds_any(letters_and_digits(text), sought)
    }


def _holds_any(letters: str, sought: Iterable[str]) -> bool:
    return any(each in letters for each in sought)


def _holders(words: Mapping[int, str], wanted: str) -> list[int]:
    return [passage_id for passage_id, text in words.items() if wanted and f" {wanted} " in text]


def _is_serial(identifier: str) -> bool:
    digits = sum(character.isdigit() for character in identifier)
    return digits >= 5 or (digits >= 3 and any(character.isalpha() for character in identifier))


def _penalty(repeats: int) -> float:
    return _REPEAT_PENALTY * min(repeats, _REPEATS_COUNTED)


def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    if len(words) <= _SHINGLE_WORDS:
        return frozenset([tuple(words)])
    return frozenset(zip(*(words[start:] for start in range(_SHINGLE_WORDS)), strict=False))


def _are_alike(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> bool:
    smaller, larger = sorted((len(one), len(other)))
    if smaller < _DUPLICATE_SHARE * larger:
        return False
    return len(one & other) >= _DUPLICATE_SHARE * len(one | other)


def _ordered(scores: Iterable[tuple[int, ScoreParts]]) -> Ranked:
    """Best first; equal scores in the order of their ids, so that an order can be repeated."""
    return sorted(scores, key=lambda item: (-item[1].total, item[0]))
