"""Which documents a comparison is of, by the words that its sides share with their names."""

import re
from collections.abc import Mapping

from app.core.asking.exhaustive import focus_of
from app.core.words.stems import stems

_SIDES = re.compile(
    r"\b(?:with|and|to|from|versus|vs|against|between|mit|und|zwischen|von|avec|et|entre|con|y|e)\b", re.IGNORECASE
)
_SEVERAL = re.compile(
    r"\b(?:two|three|four|both|all|zwei|drei|vier|beiden?|alle|deux|trois|tous|toutes|dos|tres|todos|todas|due|tre)\b",
    re.IGNORECASE,
)
_FEWEST = 2


def compared(question: str, names: Mapping[int, str]) -> frozenset[int]:
    """The ids of the documents that the sides of a comparison name; () where they do not name two.

    `names` are all names of each document by its id. A side's words that stand in no name are what is asked about, and
    count for nothing here. A side that several names fit, as "2026" of "the lease of 2024 and 2026" may, means the one
    most like what the other sides name; only a question for "both" or "all" of them means several by one word.
    """
    words = {document_id: frozenset(stems(name.replace("_", " "))) for document_id, name in names.items()}
    known = frozenset().union(*words.values())
    told = (known.intersection(stems(" ".join(focus_of(side)))) for side in _SIDES.split(question))
    sides = [frozenset(one for one, own in words.items() if said <= own) for said in told if said]
    if len(sides) == 1 and _SEVERAL.search(question):
        return sides[0] if len(sides[0]) >= _FEWEST else frozenset()
    plain = frozenset().union(*(side for side in sides if len(side) == 1))
    found = plain.union(*(_likest(side, plain, words) for side in sides if len(side) > 1))
    return found if len(found) >= _FEWEST else frozenset()


def _likest(side: frozenset[int], plain: frozenset[int], words: Mapping[int, frozenset[str]]) -> frozenset[int]:
    """The one of a side's documents whose names share most words with those that are plainly meant, if it is one."""
    around = frozenset().union(*(words[one] for one in plain))
    shared = {one: len(words[one] & around) for one in side}
    most = [one for one in side if shared[one] == max(shared.values()) > 0]
    return frozenset(most) if len(most) == 1 else frozenset()
