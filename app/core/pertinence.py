"""Whether an answer answers its question, judged in code: a true sentence of a document may be about something else.

Unanswerable questions are mostly near misses: the documents tell of the same things, but of another year, another
person, or the opposite. So the place that an answer rests on must speak of the question's numbers and names, must not
say the opposite of what was asked, and must be near to it in meaning; and a question for a time or a quantity must
get one.
"""

import re
import unicodedata
from collections.abc import Sequence

from app.core.keywords import in_english
from app.core.opposites import opposes
from app.core.telling import content, names, numbers, tokens

LEAST_COSINE = 0.25
"""Below it a sentence is about something else than an English question."""
_FIRST_LETTERS = 4
_SHORT_FORM = 3
_SPELT = re.compile(r"\b[^\W\d_]+\b")
_ASKS_FOR_FIGURE = re.compile(
    r"\b(?:(?:what|which) (?:year|date|century)|how (?:many|much|old|far|often|tall|long|high|deep)|wie ?viele?)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"\d|\b(?:one|once|twice|half|dozens?|hundreds?|thousands?|millions?|billions?|no|none|all|both|several|few|some|many|most"
    r"|every|daily|weekly|monthly|yearly|annually|ein(?:e[rnms]?)?|kein\w*|alle)\b",
    re.IGNORECASE,
)


def pertains(question: str, answer: str, quotes: Sequence[str], sources: str, cosine: float | None) -> bool:
    """Whether an answer is one to the question.

    `quotes` are the words it rests on, `sources` the passages that these stand in, with their titles; `cosine` is the
    highest of the question and a quote, None where there is no embedder.
    """
    asked = content(question)
    if quotes and all(opposes(question, quote, asked.keys()) for quote in quotes):
        return False
    if not _digits(question) <= numbers(sources) or _lacks_figure(question, answer):
        return False
    if not in_english(question):
        return True
    return not missing_names(question, sources) and (cosine is None or cosine >= LEAST_COSINE)


def missing_names(question: str, sources: str) -> frozenset[str]:
    """The names in a question that no word of the sources resembles; short forms such as "EU" may be written out there."""
    known = {_folded(word)[:_FIRST_LETTERS] for word in tokens(sources)}
    return frozenset(
        name
        for name in names(question)
        if len(name) > _SHORT_FORM and not name.isdecimal() and _folded(name)[:_FIRST_LETTERS] not in known
    )


def _digits(question: str) -> frozenset[str]:
    """Its numbers in digits; one spelt out, as in "the two main sources", only counts what is asked for."""
    return numbers(_SPELT.sub(" ", question))


def _lacks_figure(question: str, answer: str) -> bool:
    return bool(_ASKS_FOR_FIGURE.search(question)) and not (_FIGURE.search(answer) or numbers(answer))


def _folded(word: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter))
