"""Names and terms that stand out in somebody's documents: what a recording of theirs may speak of."""

import re
from collections import Counter
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_MOST_CHARACTERS = 600
"""About 200 tokens: Whisper listens for 223 at most, and what the user typed goes first."""
_SHORTEST = 3
_FEWEST_TEXTS = 2
_MOSTLY_CAPITAL = 0.9


def terms_of(texts: Iterable[str]) -> tuple[str, ...]:
    """The names and terms that stand out, those of most texts first, as many as Whisper can listen for.

    A word stands out that is written with a capital within a sentence, in at least two of the texts, and hardly ever
    without one; so do words of capitals. In German that finds nouns too: the more texts a noun stands in, the less it
    tells, so words of more than a fifth of the texts are left out.
    """
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    read = [_words_of(text) for text in texts]
    for within, lower in read:
        capital.update(within)
        small.update(lower)
    most = max(_FEWEST_TEXTS, len(read) // 5)
    standing_out = [
        (texts_with, word)
        for word, texts_with in capital.items()
        if _FEWEST_TEXTS <= texts_with <= most and texts_with >= _MOSTLY_CAPITAL * (texts_with + small[word.casefold()])
    ]
    return _within_room(word for _texts, word in sorted(standing_out, key=lambda pair: (-pair[0], pair[1])))


def with_terms(vocabulary: str, terms: Iterable[str]) -> str:
    """What the user typed, and the terms it does not hold yet."""
    known = vocabulary.casefold()
    more = [term for term in terms if term.casefold() not in known]
    return ", ".join([vocabulary, *more] if vocabulary else more)


def _words_of(text: str) -> tuple[set[str], set[str]]:
    """The words with a capital that do not begin a sentence, and the others in small letters."""
    within: set[str] = set()
    lower: set[str] = set()
    end = 0
    for found in _WORD.finditer(text):
        word, between = found.group(), text[end : found.start()]
        begins = end == 0 or any(mark in between for mark in '.!?:;\n•"“„(')
        end = found.end()
        if word[0].islower():
            lower.add(word.casefold())
        elif len(word) >= _SHORTEST and not begins:
            within.add(word)
    return within, lower


def _within_room(words: Iterable[str]) -> tuple[str, ...]:
    kept: list[str] = []
    room = _MOST_CHARACTERS
    for word in words:
        room -= len(word) + 2
        if room < 0:
            break
        kept.append(word)
    return tuple(kept)
