"""Stretches of one to three sentences of the passages: what a sentence of an answer is compared with."""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.core.answers.features import numbers, tokens, years
from app.core.library.documents import ScoredPassage
from app.core.tools.table_rows import in_words
from app.core.tools.tables import CELL
from app.core.words.sentences import Span, split_sentences

Similarity = Callable[[Sequence[str], Sequence[str]], Sequence[Sequence[float]]]
"""Cosines of every text of the first list with every text of the second: shape [first, second], or [] without embedder."""

_WIDEST_STRETCH = 3


@dataclass(frozen=True, slots=True)
class Stretch:
    """`span` of a passage, with what it tells."""

    passage: ScoredPassage
    span: Span
    words: frozenset[str]
    numbers: frozenset[str]
    known: frozenset[str]
    """The words of the whole passage, its title and its heading: a name may stand anywhere in it."""
    years: frozenset[str]
    """Those of its title and heading, where it names none itself: what it tells is told of them."""
    sentences: tuple[str, ...]


def stretches_of(scored: ScoredPassage) -> list[Stretch]:
    """All stretches of a passage."""
    text = scored.passage.text
    spans = split_sentences(text)
    known = frozenset(tokens(f"{scored.title} {scored.passage.heading} {text}"))
    around = years(f"{scored.title} {scored.passage.heading}")
    found = []
    for first in range(len(spans)):
        for last in range(first, min(first + _WIDEST_STRETCH, len(spans))):
            start, end = spans[first].start, spans[last].end
            piece = text[start:end]
            words = frozenset(tokens(piece))
            if CELL in piece:
                words |= frozenset(tokens(in_words(text, start, end, scored.passage.heading)))
            parts = tuple(span.text for span in spans[first : last + 1])
            span = Span(start, end, piece)
            told_of = frozenset() if years(piece) else around
            found.append(Stretch(scored, span, words, numbers(piece), known, told_of, parts))
    return found


def cosines_of(
    spans: Sequence[Span], stretches: Sequence[Stretch], similarity: Similarity | None
) -> Sequence[Sequence[float] | None]:
    """Cosines of sentences with stretches; only single sentences are embedded, wider stretches take their best part."""
    if similarity is None or not spans or not stretches:
        return [None] * len(spans)
    singles = sorted({part for stretch in stretches for part in stretch.sentences})
    position = {text: column for column, text in enumerate(singles)}
    table = similarity([span.text for span in spans], singles) or [[]] * len(spans)
    columns = [[position[part] for part in stretch.sentences] for stretch in stretches]
    return [[max(row[column] for column in group) for group in columns] if row else None for row in table]


def weights_of(passages: Sequence[ScoredPassage]) -> dict[str, float]:
    """Inverse document frequency of every word over the passages, at least 0.3 so that no word counts for nothing."""
    frequency = Counter(word for scored in passages for word in set(tokens(scored.passage.text)))
    total = len(passages)
    return {word: max(0.3, math.log((total + 1) / count)) for word, count in frequency.items()}


def same_place(one: Stretch, other: Stretch) -> bool:
    """Whether two stretches overlap."""
    return (
        one.passage.passage.id == other.passage.passage.id
        and one.span.start < other.span.end
        and other.span.start < one.span.end
    )
