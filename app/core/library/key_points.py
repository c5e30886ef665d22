"""The points of a text: its sentences, weighed by how much of the whole they say, and chosen so that little is said twice.

The weight of a sentence is its nearness to the centroid of the text's words (Radev and others, "Centroid-based
summarization of multiple documents", 2004), and to what was asked. Choosing goes by maximal marginal relevance
(Carbonell and Goldstein, 1998), with a quota for each window, so that no part of a long text falls silent.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.core.library.documents import Passage
from app.core.words.keywords import query_terms
from app.core.words.sentences import split_sentences
from app.core.words.stems import stem, stems

_FEWEST_WORDS, _MOST_WORDS = 6, 70
_FOCUS_WEIGHT = 1.5
_MEANING_WEIGHT = 0.6
_SAMENESS_COST = 0.6
_SAME = 0.7
"""Sentences that share more of their words than this say the same."""
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Point:
    """A sentence at `start` to `end` of a passage's text. `words` are its distinct telling stems."""

    passage: Passage
    start: int
    end: int
    text: str
    words: frozenset[str]


def points_of(passage: Passage) -> list[Point]:
    """Every sentence of a passage, whatever its worth."""
    return [
        Point(passage, span.start, span.end, span.text, frozenset(map(stem, query_terms(span.text))))
        for span in split_sentences(passage.text)
    ]


def tells_something(point: Point) -> bool:
    """Whether it is a sentence worth quoting: not a heading, a row of figures, or a line of a list of contents."""
    words = len(point.text.split())
    letters = len(_LETTER.findall(point.text))
    return _FEWEST_WORDS <= words <= _MOST_WORDS and " | " not in point.text and letters >= 0.6 * len(point.text)


def weigh(points: Sequence[Point], focus: Iterable[str] = (), meaning: Sequence[float] | None = None) -> list[float]:
    """How much each sentence says of them all and of what is asked; `meaning` is each one's nearness to the question."""
    frequency = Counter(word for point in points for word in point.words)
    idf = {word: math.log(1 + len(points) / count) for word, count in frequency.items()}
    centroid = {word: math.log1p(count) * idf[word] for word, count in frequency.items() if count > 1}
    length = math.sqrt(sum(value * value for value in centroid.values())) or 1.0
    asked = {stem for text in focus for stem in stems(text)}
    heaviest = sum(idf.get(word, 0.0) for word in asked) or 1.0
    weights = []
    for position, point in enumerate(points):
        own = math.sqrt(sum(idf[word] ** 2 for word in point.words)) or 1.0
        weight = sum(centroid.get(word, 0.0) * idf[word] for word in point.words) / (own * length)
        weight *= min(1.0, len(point.words) / 8)
        if asked:
            weight += _FOCUS_WEIGHT * sum(idf[word] for word in point.words & asked) / heaviest
        if meaning is not None:
            weight += _MEANING_WEIGHT * meaning[position]
        weights.append(weight)
    return weights


def choose(points: Sequence[Point], weights: Sequence[float], count: int, windows: Sequence[int]) -> list[Point]:
    """The `count` weightiest points that do not say the same, in the order given.

    `windows` says for each point in which window of the text it stands: each gives at least its best point while there
    is room, and none more than twice its share.
    """
    most = max(1, math.ceil(2 * count / max(1, len(set(windows)))))
    chosen: list[int] = []
    taken: Counter[int] = Counter()
    waiting = sorted(range(len(points)), key=weights.__getitem__, reverse=True)
    while waiting and len(chosen) < count:
        best, best_worth = -1, -math.inf
        for position in waiting[: 4 * count]:
            if taken[windows[position]] >= most:
                continue
            sameness = max((_sameness(points[position], points[other]) for other in chosen), default=0.0)
            worth = weights[position] - _SAMENESS_COST * sameness - 0.15 * taken[windows[position]]
            if sameness < _SAME and worth > best_worth:
                best, best_worth = position, worth
        if best < 0:
            break
        chosen.append(best)
        taken[windows[best]] += 1
        waiting.remove(best)
    return [points[position] for position in sorted(chosen)]


def distinct(points: Iterable[Point]) -> list[Point]:
    """The points without those that only repeat the words of one before them, in order."""
    seen: set[str] = set()
    kept = []
    for point in points:
        key = " ".join(stems(point.text))
        if key not in seen:
            seen.add(key)
            kept.append(point)
    return kept


def _sameness(one: Point, other: Point) -> float:
    shared = len(one.words & other.words)
    return shared / max(1, min(len(one.words), len(other.words)))
