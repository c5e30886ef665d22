"""Words cut to their stems, so that "costs" in a question meets "cost" in a passage."""

import re

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")

_ENDINGS = ("ingly", "edly", "ing", "ies", "ied", "es", "ed", "ly", "s")
_SHORTEST_STEM = 3


def stem(word: str) -> str:
    """Cut the commonest English endings of a case-folded word; crude on purpose, both sides are cut alike."""
    word = word.removesuffix("'s").removesuffix("’s")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)].removesuffix("e")
    return word.removesuffix("e") if len(word) > _SHORTEST_STEM + 1 else word


def stems(text: str) -> list[str]:
    """The stems of all words of a text, in order."""
    return [stem(word) for word in WORD.findall(text.casefold())]
