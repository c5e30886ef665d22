"""Loops of a model that lost its way, in recognized speech and in written answers: the same words over and over."""

from collections.abc import Sequence

_LONGEST_PHRASE = 12
_WORD_REPEATS = 6
_PHRASE_REPEATS = 4
_KEPT = 2
_SHORTEST_PERIOD = 12
_LONGEST_PERIOD = 240
_PERIOD_REPEATS = 3
_LONGEST_LINE = 200
"""Signs without a word among them: the line below the heads of a table, or one drawn across a page."""


def loop_in(words: Sequence[str]) -> tuple[int, int] | None:
    """Where a loop begins and how many words its phrase has; None where nothing repeats beyond what people say.

    One word counts from six times in a row, a phrase from four.
    """
    for start in range(len(words)):
        for size in range(1, min(_LONGEST_PHRASE, (len(words) - start) // _PHRASE_REPEATS) + 1):
            needed = _WORD_REPEATS if size == 1 else _PHRASE_REPEATS
            if _repeats(words, start, size) >= needed:
                return start, size
    return None


def loop_surplus(words: Sequence[str]) -> frozenset[int]:
    """The places of the words to leave out, so that each loop is said twice."""
    surplus: set[int] = set()
    begin = 0
    while (found := loop_in(words[begin:])) is not None:
        start, size = begin + found[0], found[1]
        end = start + size * _repeats(words, start, size)
        surplus.update(range(start + size * _KEPT, end))
        begin = end
    return frozenset(surplus)


def without_loop(text: str) -> str | None:
    """The text up to the end of the first round of a loop it ends in; None while it does not end in one.

    A loop is a stretch of 12 to 240 characters that stands three times in a row at the end; of signs alone a line is none.
    """
    for period in range(_SHORTEST_PERIOD, min(_LONGEST_PERIOD, len(text) // _PERIOD_REPEATS) + 1):
        tail = text[-period:]
        if not text.endswith(tail * _PERIOD_REPEATS):
            continue
        if any(map(str.isalnum, tail)) or (tail.strip() and period * _PERIOD_REPEATS > _LONGEST_LINE):
            start = len(text) - period
            while text[start - period : start] == tail:
                start -= period
            return text[: start + period].rstrip()
    return None


def _repeats(words: Sequence[str], start: int, size: int) -> int:
    phrase = words[start : start + size]
    count = 1
    while words[start + count * size : start + (count + 1) * size] == phrase:
        count += 1
    return count
