"""The check of an answer against the passages it was written from, in code: no model's word is taken for it.

Each sentence of the answer is compared with every stretch of one to three sentences of every passage. Three things are
looked at, after the measurements on SciFact that word coverage, best-sentence cosine and exact numbers together tell
supported from unmentioned claims (AUROC 0.89): how much of the sentence's content the stretch holds, weighted so that
words found everywhere count less; whether every number, date and name of the sentence is there literally; and the
cosine of the two where the caller has an embedder. What says the opposite supports nothing, and what is silent on more
or less, better or worse, does not support it (`app.core.answers.opposites`).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.core.answers.citing import Cited
from app.core.answers.features import content, days, days_agree, names, numbers, years
from app.core.answers.opposites import denial_agrees, opposes, points_alike
from app.core.answers.stretches import Similarity, Stretch, cosines_of, same_place, stretches_of, weights_of
from app.core.asking.conversations import Citation, Sentence, Support
from app.core.library.documents import ScoredPassage
from app.core.words.sentences import split_sentences

_WORDS_FOR_ONE_MISSING = 6
_SUPPORTED_COVERAGE = 0.7
_SUPPORTED_COSINE = 0.6
_PARTLY_COVERAGE = 0.4
_PARTLY_BLEND = 0.5
_EASE_FOR_RIGHT_NUMBERS = 0.1
_SECOND_CITATION_GAIN = 0.25
_SAME_WORD_COSINE = 0.65

_MARK = re.compile(r"\s?\[(?:\d{1,2}(?:\s?[,;–-]\s?\d{1,2})*)\]")


@dataclass(frozen=True, slots=True)
class _Claim:
    """A sentence of the answer, and what of it has to stand in the passages."""

    text: str
    content: Mapping[str, str]
    echoed: frozenset[str]
    """What the sentence only says again of the question, by their stems."""
    numbers: frozenset[str]
    names: frozenset[str]
    years: frozenset[str]
    """Those the question names too: they need not stand beside every word, if they stand in the title above."""


@dataclass(frozen=True, slots=True)
class _Match:
    stretch: Stretch
    coverage: float
    cosine: float | None
    numbers_right: bool
    names_right: bool

    @property
    def blend(self) -> float:
        return self.coverage if self.cosine is None else 0.6 * self.coverage + 0.4 * self.cosine

    @property
    def rank(self) -> float:
        """Right numbers and names count; the shorter of two stretches that say the same is preferred."""
        length_cost = 0.12 * (len(self.stretch.sentences) - 1)
        return self.blend + 0.2 * self.numbers_right + 0.1 * self.names_right - length_cost


def without_marks(text: str) -> str:
    """The text without citation marks such as [1] that a model may have written of its own accord."""
    return _MARK.sub("", text)


def check(
    answer: str,
    passages: Sequence[ScoredPassage],
    similarity: Similarity | None = None,
    cited: Cited | None = None,
    question: str = "",
) -> tuple[tuple[Sentence, ...], tuple[Citation, ...]]:
    """Judge every sentence of an answer and cite the exact words it rests on.

    A word that the answer has from the `question` tells nothing new: one of them may be missing where all that the
    answer adds stands together with the others, and none is worth a citation of its own.

    Returns the sentences in order (joined by the white space of the answer they give it back, see `Sentence.text`) and
    the citations, numbered from 1 as they first appear, behind those that are `cited` already.
    """
    stretches = [stretch for passage in passages for stretch in stretches_of(passage)]
    spans = split_sentences(answer)
    cosines = cosines_of(spans, stretches, similarity)
    weights = weights_of(passages)
    asked = frozenset(content(question))
    cited = cited or Cited()
    sentences: list[Sentence] = []
    for span, row in zip(spans, cosines, strict=True):
        claim = _claim(span.text, asked)
        placed = [_of_its_year(stretch, claim) for stretch in stretches] if claim.years else stretches
        if not claim.content:
            sentences.append(Sentence(span.text, Support.PLAIN))
            continue
        matches = _best_matches(claim, placed, row, weights)
        support = _verdict(claim, matches, similarity)
        cites = () if support is Support.UNSUPPORTED else tuple(_cite(match, cited) for match in matches)
        sentences.append(Sentence(span.text, support, cites))
    return tuple(sentences), cited.citations


def _claim(text: str, asked: frozenset[str]) -> _Claim:
    telling = content(text)
    echoed = asked & telling.keys() - numbers(text) - names(text)
    echoed = echoed if echoed < telling.keys() else frozenset()
    return _Claim(text, telling, echoed, numbers(text), names(text), years(text) & asked)


def _of_its_year(stretch: Stretch, claim: _Claim) -> Stretch:
    told_of = stretch.years & claim.years
    return replace(stretch, words=stretch.words | told_of, numbers=stretch.numbers | told_of)


def _cite(match: _Match, cited: Cited) -> int:
    return cited.cite(match.stretch.passage, match.stretch.span.start, match.stretch.span.end)


def _best_matches(
    claim: _Claim, stretches: Sequence[Stretch], cosines: Sequence[float] | None, weights: Mapping[str, float]
) -> list[_Match]:
    """The stretch that supports the sentence best, and one of another place if it adds content the first one lacks."""
    heaviest = max(weights.values(), default=1.0)

    def held(by: frozenset[str], of: frozenset[str] = frozenset(claim.content)) -> float:
        total = sum(weights.get(word, heaviest) for word in of)
        return sum(weights.get(word, heaviest) for word in of & by) / total

    matches = [
        _Match(
            stretch,
            held(stretch.words),
            cosines[position] if cosines else None,
            claim.numbers <= stretch.numbers,
            claim.names <= stretch.known,
        )
        for position, stretch in enumerate(stretches)
    ]
    ranked = sorted(matches, key=lambda match: match.rank, reverse=True)
    told = frozenset(claim.content.keys() - claim.echoed)
    for other in ranked[1:]:
        gain = held(ranked[0].stretch.words | other.stretch.words, told) - held(ranked[0].stretch.words, told)
        if gain >= _SECOND_CITATION_GAIN and not same_place(other.stretch, ranked[0].stretch):
            return [ranked[0], other]
    return ranked[:1]


def _verdict(claim: _Claim, matches: Sequence[_Match], similarity: Similarity | None) -> Support:
    if not matches or not _figures_right(claim, matches) or _opposed(claim, matches[0]):
        return Support.UNSUPPORTED
    if _says_the_same(claim, matches, similarity):
        return Support.SUPPORTED
    best = matches[0]
    ease = _EASE_FOR_RIGHT_NUMBERS if claim.numbers and best.numbers_right else 0.0
    partly = best.coverage >= _PARTLY_COVERAGE - ease or best.blend >= _PARTLY_BLEND - ease
    return Support.PARTLY if partly else Support.UNSUPPORTED


def _figures_right(claim: _Claim, matches: Sequence[_Match]) -> bool:
    """Whether every number and every date of the sentence stands there."""
    held = " ".join(match.stretch.span.text for match in matches)
    told = frozenset().union(*(match.stretch.numbers for match in matches))
    return claim.numbers <= told and days_agree(days(claim.text), days(held))


def _opposed(claim: _Claim, match: _Match) -> bool:
    quoted = claim.text in match.stretch.sentences
    return not quoted and opposes(claim.text, match.stretch.span.text, claim.content.keys())


def _says_the_same(claim: _Claim, matches: Sequence[_Match], similarity: Similarity | None) -> bool:
    best = matches[0]
    held = " ".join(match.stretch.span.text for match in matches)
    alike = (
        any(match.names_right for match in matches)
        and any(denial_agrees(claim.text, match.stretch.span.text, claim.content.keys()) for match in matches)
        and points_alike(claim.text, held)
        and (best.cosine is None or best.cosine >= _SUPPORTED_COSINE)
    )
    return alike and _little_missing(claim, matches, similarity)


def _little_missing(claim: _Claim, matches: Sequence[_Match], similarity: Similarity | None) -> bool:
    """Whether nearly all that is told stands there, in these words or in some that mean the same."""
    said = frozenset().union(*(match.stretch.words for match in matches))
    missing = claim.content.keys() - said
    if similarity is not None and missing:
        missing = _without_same_meaning(claim, missing, matches, similarity)
    told = missing - claim.echoed
    if not told and len(missing) <= 1 and claim.echoed - missing:
        return True
    return len(missing) <= len(claim.content) // _WORDS_FOR_ONE_MISSING


def _without_same_meaning(
    claim: _Claim, missing: set[str], matches: Sequence[_Match], similarity: Similarity
) -> set[str]:
    """Those of the missing words that have no word near in meaning in the stretches."""
    said = sorted({word for match in matches for word in content(match.stretch.span.text).values()})
    lacking = sorted(missing)
    nearest = similarity([claim.content[word] for word in lacking], said) or [()] * len(lacking)
    return {word for word, row in zip(lacking, nearest, strict=True) if max(row, default=0.0) < _SAME_WORD_COSINE}
