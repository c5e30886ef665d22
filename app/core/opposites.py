"""Whether two sentences of the same content say opposite things: one denies it, or has the opposite of a word.

Looked at clause by clause: "Photographs may be copied, manuscripts may not" denies nothing of photographs.
"""

import re
from collections.abc import Collection

from app.core.stems import WORD, stem

_NEGATIONS = frozenset(
    "not no never none nor neither nobody nothing without cannot nicht kein keine keinen keiner keinem nie niemals ohne".split()
)
_PAIRS = (
    "rise fall", "rose fell", "increase decrease", "increase reduce", "raise lower", "raise reduce", "more less", "more fewer",
    "higher lower", "longer shorter", "larger smaller", "heavier lighter", "before after", "above below", "over under",
    "first last", "oldest newest", "open closed", "open close", "approve reject", "accept reject", "allow forbid",
    "allowed forbidden", "permit prohibit", "permitted prohibited", "grant deny", "granted denied", "include exclude",
    "including excluding", "on off", "north south", "northern southern", "eastern western", "male female", "males females",
    "most few", "double halve", "doubled halved", "profit loss", "gain loss", "activate inhibit", "activates inhibits",
    "promote inhibit", "promote prevent", "enhance impair", "improve worsen", "upregulate downregulate", "positive negative",
    "high low", "strong weak", "cold warm", "hot cold", "softer firmer", "faster slower", "morning evening", "internal external",
    "geöffnet geschlossen", "offen geschlossen", "mehr weniger", "höher niedriger", "erlaubt verboten", "vor nach",
    "steigt sinkt", "stieg sank", "größer kleiner", "better worse", "present absent", "sensitive resistant",
    "cause prevent", "buy sell", "vaccinated unvaccinated",
)  # fmt: skip
_OPPOSITES: dict[str, set[str]] = {}
for _pair in _PAIRS:
    _one, _other = (stem(word) for word in _pair.split())
    _OPPOSITES.setdefault(_one, set()).add(_other)
    _OPPOSITES.setdefault(_other, set()).add(_one)

_CLAUSE = re.compile(r"[,;:]|\b(?:but|whereas|while|although|however|aber|sondern|während)\b", re.IGNORECASE)
_CONTRACTED = re.compile(r"n['’]t\b")
_SHARED = 0.5
"""The share of the sentence's words that a clause must hold to be about the same."""
_FEWEST_SHARED = 2


def opposes(sentence: str, stretch: str, telling: Collection[str]) -> bool:
    """Whether the stretch says the opposite of the sentence; `telling` are the stems of the sentence that tell something."""
    asked = _words(sentence)
    clauses = [clause for clause in _CLAUSE.split(stretch) if clause.strip()]
    compared = [(clause, _shared(telling, _words(clause))) for clause in clauses]
    most = max((shared for _, shared in compared), default=0)
    if most < max(_FEWEST_SHARED, _SHARED * len(telling)):
        compared, most = [(stretch, _shared(telling, _words(stretch)))], 0
        if compared[0][1] < max(_FEWEST_SHARED, _SHARED * len(telling)):
            return False
    nearest = [clause for clause, shared in compared if shared >= most]
    return all(_flips(sentence, asked, clause) for clause in nearest)


def denies(text: str) -> bool:
    """Whether there is a word of negation in a text."""
    return _negations(text) > 0


def _flips(sentence: str, asked: frozenset[str], clause: str) -> bool:
    """Denied on one side only, or the opposite of a word; both together cancel out."""
    said = _words(clause)
    denied = (_negations(sentence) + _negations(clause)) % 2 == 1
    opposite = any(_OPPOSITES.get(word, set()) & said and word not in said for word in asked)
    return denied != opposite


def _shared(telling: Collection[str], said: frozenset[str]) -> int:
    return sum(word in said or bool(_OPPOSITES.get(word, set()) & said) for word in telling)


def _negations(text: str) -> int:
    return sum(word in _NEGATIONS for word in WORD.findall(text.casefold())) + len(_CONTRACTED.findall(text))


def _words(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in WORD.findall(text.casefold()))
