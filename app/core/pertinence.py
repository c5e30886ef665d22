"""Whether an answer answers its question, judged in code: a true sentence of a document may be about something else.

Unanswerable questions are mostly near misses: the documents tell of the same things, but of another year, another
person, or the opposite. So the place that an answer rests on must speak of the question's years and names, must not
say the opposite of what was asked, and must be near to it in meaning; and a question for a year or a number must get
one.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence

from app.core.keywords import in_english
from app.core.opposites import opposes
from app.core.sentences import split_sentences
from app.core.stems import WORD, stem
from app.core.telling import content, names, numbers, tokens

LEAST_COSINE = 0.25
"""Below it a sentence is about something else than an English question."""
_FIRST_LETTERS = 4
_YEAR = re.compile(r"(?<![\w.,])(?:1\d|20)\d\d(?![\w%]|[.,]\d)")
"""Other numbers of a question are as often thresholds ("more than 20 %") as names of things."""
_ASKS_FOR_FIGURE = re.compile(r"\b(?:(?:what|which) year|how many|wie ?viele)\b", re.IGNORECASE)
_FIGURE = re.compile(
    r"\d|\b(?:one|once|twice|half|dozens?|hundreds?|thousands?|millions?|billions?|no|none|all|both|several|few|some|many|most"
    r"|every|daily|weekly|monthly|yearly|annually|ein(?:e[rnms]?)?|kein\w*|alle)\b",
    re.IGNORECASE,
)


def pertains(
    question: str, answer: str, quotes: Sequence[str], sources: Sequence[Callable[[], str]], cosine: float | None
) -> bool:
    """Whether an answer is one to the question.

    `quotes` are the words it rests on. `sources` are where the question's names and years may stand, each looked
    into only where those before were not enough: the passages, then all of their documents, for a page of a report
    seldom says again whose it is. `cosine` is the highest of the question and what the answer rests on, None where
    there is no embedder.
    """
    asked = content(question)
    if quotes and all(opposes(question, quote, asked.keys()) for quote in quotes):
        return False
    english = in_english(question)
    if _lacks_figure(question, answer) or (english and cosine is not None and cosine < LEAST_COSINE):
        return False
    return any(_speaks_of(question, source(), english) for source in sources)


def _speaks_of(question: str, source: str, english: bool) -> bool:
    return frozenset(_YEAR.findall(question)) <= numbers(source) and not (english and missing_names(question, source))


def missing_names(question: str, sources: str) -> frozenset[str]:
    """The names in a question that no word of the sources resembles; those in capitals alone may be written out there."""
    known = {_folded(word)[:_FIRST_LETTERS] for word in tokens(sources)}
    capitals = frozenset(stem(word.casefold()) for word in WORD.findall(question) if word.isupper())
    found = frozenset().union(*(names(span.text) for span in split_sentences(question))) - capitals
    return frozenset(name for name in found if name.isalpha() and _folded(name)[:_FIRST_LETTERS] not in known)


def _lacks_figure(question: str, answer: str) -> bool:
    return bool(_ASKS_FOR_FIGURE.search(question)) and not (_FIGURE.search(answer) or numbers(answer))


def _folded(word: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter))
