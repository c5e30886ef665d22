"""Follow-up questions made self-standing, so that they can be searched alone."""

import re

_REFERENCE = re.compile(
    r"\b(it|its|they|them|their|theirs|that|this|those|these|he|him|his|she|her|hers|there|then|one|ones|same|else|"
    r"former|latter|er|sie|es|ihr|ihre|dies|diese|dieser|dieses|davon|dazu|dort)\b",
    re.IGNORECASE,
)
_CONTINUATION = re.compile(
    r"^\s*(and|but|or|so|what about|how about|why|why not|also|und|aber|was ist mit|wieso|warum)\b", re.IGNORECASE
)
_WORD = re.compile(r"\w+")
_SHORT_WORDS = 4
_FOLLOWING = " (following: "
_FOLLOWED = re.compile(r" \(following: (?P<first>(?:[^()]|\([^()]*\))*)\)")


def self_standing(question: str, earlier_question: str | None) -> str:
    """The question with what it refers to; unchanged where it stands by itself.

    A question leans on the one before it when it points back ("it", "those"), continues it ("and …", "what about …"),
    or is too short to say what it is about. Then the earlier question, itself made self-standing, is put beside it in
    plain sight. No model is asked: evidence is to appear at once, and the user can see and edit what was searched; what
    was edited is taken as it is.
    """
    if not earlier_question or _FOLLOWING in question or not _leans(question):
        return question
    return f"{question.strip()}{_FOLLOWING}{_subject(earlier_question)})"


def asked_alone(self_standing_question: str) -> str:
    """The question as it was typed, without what `self_standing` put beside it."""
    return self_standing_question.partition(_FOLLOWING)[0]


def points_back(question: str) -> bool:
    """Whether its words say that it goes on from another question."""
    return bool(_CONTINUATION.match(question) or _REFERENCE.search(question))


def _leans(question: str) -> bool:
    return points_back(question) or len(_WORD.findall(question)) <= _SHORT_WORDS


def _subject(earlier_question: str) -> str:
    """The oldest question in a chain of follow-ups and the latest one: what the talk is about, at a bounded length."""
    followed = _FOLLOWED.search(earlier_question)
    latest, first = _FOLLOWED.sub("", earlier_question).strip(), followed["first"] if followed else ""
    if first in latest:
        return latest
    return f"{first} {latest}" if first and len(first) + len(latest) < 300 else (first or latest)
