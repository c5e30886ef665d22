"""What can be found, and in which order it is listed. Knows no Qt."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.core.words.text import folded

MOST = 30


class Kind(StrEnum):
    """What an entry is; of equals, they are listed in this order."""

    PLACE = "place"
    ACTION = "action"
    CONVERSATION = "conversation"
    QUESTION = "question"
    DOCUMENT = "document"
    MEETING = "meeting"
    SETTING = "setting"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to go to or to do. `key` is its name or id; `detail` says more, and is searched less eagerly."""

    kind: Kind
    key: str | int
    words: str
    detail: str = ""


def ranked(entries: Iterable[Entry], text: str) -> tuple[Entry, ...]:
    """Those with every word of the text, the likeliest first: whose words begin with it, then with a word of it, then others."""
    wanted = folded(text).split()
    kinds = list(Kind)
    scored = [(rank, one) for one in entries if (rank := _rank(one, wanted)) is not None]
    scored.sort(key=lambda pair: (pair[0], kinds.index(pair[1].kind)))
    return tuple(one for _, one in scored[:MOST])


def _rank(entry: Entry, wanted: list[str]) -> int | None:
    words, detail = folded(entry.words), folded(entry.detail)
    if any(word not in words and word not in detail for word in wanted):
        return None
    if not wanted or words.startswith(" ".join(wanted)):
        return 0
    if all(re.search(rf"\b{re.escape(word)}", words) for word in wanted):
        return 1
    return 2 if all(word in words for word in wanted) else 3
