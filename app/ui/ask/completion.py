"""What can be completed while a question is typed: `#` a collection, `@` a document, `/` a saved question."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.core.words.text import folded

_WORD = re.compile(r"(?:^|(?<=\s))[#@]([^\s#@]{0,60})\Z")
_WHOLE = re.compile(r"\A/([^\n/]{0,60})\Z")


class Mark(StrEnum):
    """The character that begins it."""

    COLLECTION = "#"
    DOCUMENT = "@"
    QUESTION = "/"


@dataclass(frozen=True, slots=True)
class Sought:
    """What is being typed: `text` stands behind the mark, from `start` (the mark) to `end` in the question."""

    mark: Mark
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that fits. `key` is a collection's or saved question's name, or the path of a document."""

    mark: Mark
    key: str
    words: str
    detail: str = ""


def sought(text: str, cursor: int) -> Sought | None:
    """What is to be completed at the cursor; None where nothing is.

    `#` and `@` begin a word anywhere; `/` begins the question itself, so that "and/or" stays what it is.
    """
    before = text[:cursor]
    found = _WHOLE.search(before) or _WORD.search(before)
    if found is None:
        return None
    return Sought(Mark(before[found.start()]), found[1], found.start(), cursor)


def without(text: str, what: Sought) -> str:
    """The question without what was typed to complete it."""
    before, after = text[: what.start], text[what.end :]
    return before + (after.lstrip() if before.endswith(" ") or not before else after)


def fitting(offers: Sequence[Offer], text: str, most: int) -> tuple[Offer, ...]:
    """Those that have the text in their words: first where a word begins with it."""
    wanted = folded(text)
    holding = [one for one in offers if wanted in folded(one.words)]
    begins = re.compile(r"(?:^|\W)" + re.escape(wanted))
    return tuple(sorted(holding, key=lambda one: not begins.search(folded(one.words)))[:most])
