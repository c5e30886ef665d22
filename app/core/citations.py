"""The check of an answer against the passages it was written from, in code: no model's word is taken for it.

Each sentence of the answer is compared with every stretch of one to three sentences of every passage. Three things are
looked at, after the measurements on SciFact that word coverage, best-sentence cosine and exact numbers together tell
supported from unmentioned claims (AUROC 0.89): how much of the sentence's content the stretch holds, weighted so that
words found everywhere count less; whether every number and every name of the sentence is there literally; and the
cosine of the two where the caller has an embedder. What says the opposite supports nothing (`app.core.opposites`).
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.core.citing import Cited
from app.core.conversations import Citation, Sentence, Support
from app.core.documents import ScoredPassage
from app.core.opposites import denies, opposes
from app.core.sentences import Span, split_sentences
from app.core.stems import WORD, stem

Similarity = Callable[[Sequence[str], Sequence[str]], Sequence[Sequence[float]]]
"""Cosines of every text of the first list with every text of the second: shape [first, second]."""

_SUPPORTED_COVERAGE = 0.78
_PARTLY_COVERAGE = 0.4
_SUPPORTED_BLEND = 0.86
WORDS_FOR_ONE_MISSING = 6
_PARTLY_BLEND = 0.5
_EASE_FOR_RIGHT_NUMBERS = 0.1
_WIDEST_STRETCH = 3
_SECOND_CITATION_GAIN = 0.25

_MARK = re.compile(r"\s?\[(?:\d{1,2}(?:\s?[,;–-]\s?\d{1,2})*)\]")
_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")
_NEGATION = frozenset("not no never none nor neither without cannot nicht kein keine nie ohne".split())
_STOP = frozenset(
    "a an the and or but if of in on at to for from by with as is are was were be been being it its this that these those "
    "there here he she they we you i his her their our your my which who whom what when where how why do does did has have "
    "give gives given get gets got make makes made take takes taken took need needs needed go goes come comes "
    "had can could will would shall should may might must not no so than then also into about over under per up out such "
    "according document documents passage passages text states stated says say said mentioned mentions based".split()
)


@dataclass(frozen=True, slots=True)
class _Stretch:
    passage: ScoredPassage
    span: Span
    words: frozenset[str]
    numbers: frozenset[str]
    sentences: int


@dataclass(frozen=True, slots=True)
class _Match:
    stretch: _Stretch
    coverage: float
    blend: float
    numbers_right: bool
    names_right: bool


def without_marks(text: str) -> str:
    """The text without citation marks such as [1] that a model may have written of its own accord."""
    return _MARK.sub("", text)


def check(
    answer: str,
    passages: Sequence[ScoredPassage],
    similarity: Similarity | None = None,
    cited: Cited | None = None,
) -> tuple[tuple[Sentence, ...], tuple[Citation, ...]]:
    """Judge every sentence of an answer and cite the exact words it rests on.

    Returns the sentences in order (joined by the white space of the answer they give it back, see `Sentence.text`) and
    the citations, numbered from 1 as they first appear, behind those that are `cited` already.
    """
    stretches = [stretch for passage in passages for stretch in _stretches(passage)]
    spans = split_sentences(answer)
    cosines = _cosines(spans, stretches, similarity)
    weights = _weights(passages)
    cited = cited or Cited()
    sentences: list[Sentence] = []
    for index, span in enumerate(spans):
        if not _content(span.text):
            sentences.append(Sentence(span.text, Support.PLAIN))
            continue
        matches = _best_matches(span.text, stretches, cosines[index] if cosines else None, weights)
        support = _verdict(span.text, matches)
        numbers = () if support is Support.UNSUPPORTED else tuple(_cite(match, cited) for match in matches)
        sentences.append(Sentence(span.text, support, numbers))
    return tuple(sentences), cited.citations


def _opposed(sentence: str, matches: Sequence[_Match]) -> bool:
    """Whether every place that the sentence could rest on says its opposite."""
    content = _content(sentence)
    return all(opposes(sentence, match.stretch.span.text, content) for match in matches)


def _cite(match: _Match, cited: Cited) -> int:
    return cited.cite(match.stretch.passage, match.stretch.span.start, match.stretch.span.end)


def _stretches(scored: ScoredPassage) -> list[_Stretch]:
    spans = split_sentences(scored.passage.text)
    text = scored.passage.text
    found = []
    for first in range(len(spans)):
        for last in range(first, min(first + _WIDEST_STRETCH, len(spans))):
            start, end = spans[first].start, spans[last].end
            piece = text[start:end]
            words = frozenset(stem(word) for word in WORD.findall(piece.casefold()))
            found.append(
                _Stretch(
                    passage=scored,
                    span=Span(start, end, piece),
                    words=words,
                    numbers=frozenset(_numbers(piece)),
                    sentences=last - first + 1,
                )
            )
    return found


def _cosines(
    spans: Sequence[Span], stretches: Sequence[_Stretch], similarity: Similarity | None
) -> list[list[float]] | None:
    """Cosines of sentences with stretches; only single sentences are embedded, wider stretches take their best part."""
    if similarity is None or not spans or not stretches:
        return None
    singles = sorted({sentence.text for stretch in stretches for sentence in split_sentences(stretch.span.text)})
    position = {text: column for column, text in enumerate(singles)}
    table = similarity([span.text for span in spans], singles)
    columns = [[position[part.text] for part in split_sentences(stretch.span.text)] for stretch in stretches]
    return [[max(row[column] for column in group) for group in columns] for row in table]


def _weights(passages: Sequence[ScoredPassage]) -> dict[str, float]:
    """Inverse document frequency of every word over the passages, at least 0.3 so that no word counts for nothing."""
    frequency = Counter(
        word for scored in passages for word in {stem(word) for word in WORD.findall(scored.passage.text.casefold())}
    )
    total = len(passages)
    return {word: max(0.3, math.log((total + 1) / count)) for word, count in frequency.items()}


def _best_matches(
    sentence: str, stretches: Sequence[_Stretch], cosines: Sequence[float] | None, weights: dict[str, float]
) -> list[_Match]:
    """The stretch that supports the sentence best, and one of another place if it adds content the first one lacks."""
    content = _content(sentence)
    numbers = set(_numbers(sentence))
    names = _names(sentence)
    heaviest = max(weights.values(), default=1.0)
    total = sum(weights.get(word, heaviest) for word in content)

    def held(words: frozenset[str]) -> float:
        return sum(weights.get(word, heaviest) for word in content if word in words) / total

    def match(position: int) -> _Match:
        stretch = stretches[position]
        coverage = held(stretch.words)
        blend = coverage if cosines is None else 0.6 * coverage + 0.4 * cosines[position]
        passage_words = frozenset(
            stem(word)
            for word in WORD.findall(
                f"{stretch.passage.title} {stretch.passage.passage.heading} {stretch.passage.passage.text}".casefold()
            )
        )
        return _Match(
            stretch, coverage, blend, numbers <= stretch.numbers, all(name in passage_words for name in names)
        )

    ranked = sorted(
        (match(position) for position in range(len(stretches))),
        key=lambda found: (
            found.blend + 0.2 * found.numbers_right + 0.1 * found.names_right - _length_cost(found.stretch)
        ),
        reverse=True,
    )
    if not ranked:
        return []
    best = ranked[0]
    for other in ranked[1:]:
        if _same_place(other.stretch, best.stretch):
            continue
        if held(best.stretch.words | other.stretch.words) - best.coverage >= _SECOND_CITATION_GAIN:
            return [best, other]
    return [best]


def _verdict(sentence: str, matches: Sequence[_Match]) -> Support:
    if not matches:
        return Support.UNSUPPORTED
    best = matches[0]
    held_numbers = frozenset().union(*(match.stretch.numbers for match in matches))
    if not set(_numbers(sentence)) <= held_numbers:
        return Support.UNSUPPORTED
    coverage = best.coverage
    if _opposed(sentence, matches):
        return Support.UNSUPPORTED
    names_right = any(match.names_right for match in matches)
    content = _content(sentence)
    missing = sum(all(word not in match.stretch.words for match in matches) for word in content)
    few_missing = missing <= len(content) // WORDS_FOR_ONE_MISSING
    strong = (coverage >= _SUPPORTED_COVERAGE and few_missing) or best.blend >= _SUPPORTED_BLEND
    negation_agrees = any(denies(sentence) == denies(match.stretch.span.text) for match in matches)
    if strong and names_right and negation_agrees:
        return Support.SUPPORTED
    ease = _EASE_FOR_RIGHT_NUMBERS if _numbers(sentence) and best.numbers_right else 0.0
    if coverage >= _PARTLY_COVERAGE - ease or best.blend >= _PARTLY_BLEND - ease:
        return Support.PARTLY
    return Support.UNSUPPORTED


def _content(sentence: str) -> set[str]:
    words = WORD.findall(sentence.casefold())
    return {stem(word) for word in words if word not in _STOP and word not in _NEGATION}


def _numbers(text: str) -> list[str]:
    """Numbers as written, without thousands separators and trailing zeros, so that 1,200 is 1200 and 5.0 is 5."""
    return [_plain_number(number) for number in _NUMBER.findall(text)]


def _plain_number(number: str) -> str:
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", number):
        number = number.replace(",", "")
    if re.fullmatch(r"\d+\.\d+", number):
        return number.rstrip("0").rstrip(".")
    return number


def _names(sentence: str) -> set[str]:
    """Capitalized words that are not the first of the sentence: names, in languages that write only names so."""
    words = list(WORD.finditer(sentence))
    capitalized = [word.group() for word in words[1:] if word.group()[0].isupper()]
    if len(capitalized) > 0.5 * len(words):
        return set()
    return {stem(word.casefold()) for word in capitalized if word.casefold() not in _STOP}


def _length_cost(stretch: _Stretch) -> float:
    """Prefer the shorter of two stretches that say the same."""
    return 0.12 * (stretch.sentences - 1)


def _same_place(one: _Stretch, other: _Stretch) -> bool:
    return (
        one.passage.passage.id == other.passage.passage.id
        and one.span.start < other.span.end
        and other.span.start < one.span.end
    )
