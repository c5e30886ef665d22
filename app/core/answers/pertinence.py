"""Whether an answer answers its question, judged in code: a true sentence of a document may be about something else.

Unanswerable questions are mostly near misses: the documents tell of the same things, but of another year, another
person, or the opposite. So the place that an answer rests on must speak of the question's years and names, must not
say the opposite of what was asked, must deny something where the question asks what is not so, and must be near to it in
meaning; and a question for a year or a number must get one.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.core.answers.features import content, names, numbers, tokens, years
from app.core.answers.opposites import denies, negates, opposes
from app.core.words.keywords import in_english
from app.core.words.sentences import split_sentences
from app.core.words.stems import WORD, stem

LEAST_COSINE = 0.32
"""Below it a sentence is about something else than an English question."""
_FIRST_LETTERS = 4
_NATIONS = [
    frozenset(map(stem, names_of_one.split()))
    for names_of_one in (
        "ireland irish",
        "france french",
        "spain spanish spaniard",
        "netherlands dutch holland",
        "wales welsh",
        "switzerland swiss",
        "denmark danish dane",
        "finland finnish finn",
        "poland polish pole",
        "philippines filipino",
    )
]
"""Those whose adjective has other first letters."""
"""Other numbers of a question are as often thresholds ("more than 20 %") as names of things."""
_ASKS_FOR_FIGURE = re.compile(r"\b(?:(?:what|which) year|how many|wie ?viele)\b", re.IGNORECASE)
_FIGURE = re.compile(
    r"\d|\b(?:one|once|twice|half|dozens?|hundreds?|thousands?|millions?|billions?|no|none|all|both|several|few|some|many|most"
    r"|every|daily|weekly|monthly|yearly|annually|ein(?:e[rnms]?)?|kein\w*|alle)\b",
    re.IGNORECASE,
)
_MAIN_CLAUSE = (
    r"(?!(?:if|when|where|while|because|unless|until|after|before|for|of|by|to|that|which|who|reasons?|causes?|problems?|wenn"
    r"|falls)\b)[\w'’-]+\s+"
)
_DOUBLY = r"(?!(?:\s+[\w'’-]+){0,2}?\s+(?:forg\w+|miss\w*|overlook\w*|fail\w*|neglect\w*|exceed\w*|only|just|later)\b)"
"""What must not be forgotten is to be done."""
_ASKS_WHAT_IS_NOT = re.compile(
    r"^\W*(?:(?:in|at|on|to|from|by|for|von|auf)\s+)?(?:(?:which|what|who|whom|whose|where|when|how (?:many|much))\s+(?:of\s+)?"
    rf"(?:{_MAIN_CLAUSE})*?(?:(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|shall|should|must|may|might)\s+"
    rf"(?:{_MAIN_CLAUSE})*?(?:not|never)\b|\w+n['’]t\b|cannot\b){_DOUBLY}"
    rf"|(?:was|wer|wen|wem|wo|wann|welche[mnrs]?)\s+(?:{_MAIN_CLAUSE})*?(?:nicht|nie|niemals|kein\w*)\b)",
    re.IGNORECASE,
)
_FOR_ANY_QUESTION = re.compile(
    r"\b(?:whatever|regardless of|no matter what|instead of|ignor\w+)\b[^.!?\n]{0,40}\b(?:questions?|asked?)\b"
    r"|\banswer (?:every|any) question with\b|\b(?:end|begin|start) your answer\b",
    re.IGNORECASE,
)
"""Planted words that tell what to say whatever is asked answer nothing that was."""
_CLAUSE_END = re.compile(r"[.!?](?!\d)|\n|<\|")
_LEAD = re.compile(r"[^\n.!?]*:[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Grounds:
    """What an answer rests on: the words quoted for it, and the passages these stand in, under their headings.

    `sources` are where the question's names and years may stand, each looked into only where those before were not
    enough: the passages, then all of their documents, for a page of a report seldom says again whose it is. `cosine` is
    the highest of the question and what the answer rests on, None where there is no embedder.
    """

    quotes: Sequence[str]
    passages: Sequence[str]
    sources: Sequence[Callable[[], str]]
    cosine: float | None


def pertains(question: str, answer: str, grounds: Grounds) -> bool:
    """Whether an answer is one to the question."""
    english = in_english(question)
    far = english and grounds.cosine is not None and grounds.cosine < LEAST_COSINE
    if far or _lacks_figure(question, answer) or _opposed(question, grounds.quotes):
        return False
    if _is_planted(question, answer, grounds.quotes) or not _denial_is_met(question, grounds):
        return False
    return any(_speaks_of(question, source(), english) for source in grounds.sources)


def _is_planted(question: str, answer: str, quotes: Sequence[str]) -> bool:
    """Whether a sentence of the answer says nothing new but what stands in planted words of what was read."""
    clauses = [clause for quote in quotes for clause in _CLAUSE_END.split(quote)]
    planted = {word for clause in clauses if _FOR_ANY_QUESTION.search(clause) for word in content(clause)}
    if not planted:
        return False
    told = {word for clause in clauses if not _FOR_ANY_QUESTION.search(clause) for word in content(clause)}
    asked = content(question).keys()
    news = [content(sentence.text).keys() - asked for sentence in split_sentences(answer)]
    return any(not new & told and (not new or new & planted) for new in news)


def is_planted_in_picture(question: str, answer: str, texts: Sequence[str]) -> bool:
    """The same of texts that were read in pictures, which are asked about as such: who reports planted words obeys none."""
    said = (sentence.text for sentence in split_sentences(answer))
    return _is_planted(question, " ".join(one for one in said if not _FOR_ANY_QUESTION.search(one)), texts)


def _opposed(question: str, quotes: Sequence[str]) -> bool:
    """Whether all that is quoted says the opposite; what to do where something is not so may stand beside what is so.

    That the quote nearest to the question does is not enough: on the half of the SQuAD sample where no rule was chosen
    it declined as many unanswerable questions, and 3 of 133 right answers.
    """
    if not quotes or (negates(question) and not _ASKS_WHAT_IS_NOT.search(question)):
        return False
    asked = content(question).keys()
    return all(opposes(question, quote, asked) for quote in quotes)


def _denial_is_met(question: str, grounds: Grounds) -> bool:
    """Whether what is asked for is not a denial ("Who may not vote?"), or stands where something is denied.

    That is in the quotes, or above them: in a heading, or a line that ends in a colon and begins a list. A condition
    denies nothing ("What is to be done if the pump does not start?").
    """
    if not _ASKS_WHAT_IS_NOT.search(question):
        return True
    leads = (lead for passage in grounds.passages for lead in _LEAD.findall(passage))
    return any(map(denies, (*grounds.quotes, *leads)))


def _speaks_of(question: str, source: str, english: bool) -> bool:
    return years(question) <= numbers(source) and not (english and missing_names(question, source))


def missing_names(question: str, sources: str) -> frozenset[str]:
    """The names in a question that no word of the sources resembles; those in capitals alone may be written out there."""
    words = frozenset(tokens(sources))
    nations = frozenset().union(*(nation for nation in _NATIONS if nation & words))
    known = {_folded(word)[:_FIRST_LETTERS] for word in words}
    capitals = frozenset(stem(word.casefold()) for word in WORD.findall(question) if word.isupper())
    found = frozenset().union(*(names(span.text) for span in split_sentences(question))) - capitals - nations
    return frozenset(name for name in found if name.isalpha() and _folded(name)[:_FIRST_LETTERS] not in known)


def _lacks_figure(question: str, answer: str) -> bool:
    return bool(_ASKS_FOR_FIGURE.search(question)) and not (_FIGURE.search(answer) or numbers(answer))


def _folded(word: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter))
