"""Questions that only the whole answers: told by their words, in English, German, French, Spanish and Italian.

The best few passages can say how many days of leave there are; they cannot say how often leave is mentioned, and no
summary of a document rests on eight of its two hundred passages.
"""

import re
from enum import StrEnum

from app.core.keywords import query_terms, quoted_phrases


class Reach(StrEnum):
    """How much of the documents an answer is to rest on."""

    AUTOMATIC = "automatic"
    """As the question's words say."""
    BEST = "best"
    """The best passages of a search."""
    EVERYTHING = "everything"
    """Every passage in scope, read one after the other."""


class Task(StrEnum):
    """What is to be made of everything that was read."""

    SUMMARY = "summary"
    LIST = "list"
    COUNT = "count"
    COMPARE = "compare"
    TIMELINE = "timeline"


_RULES = (
    (Task.TIMELINE, r"\b(time ?lines?|chronolog\w+|zeit(leiste|strahl|tafel)|zeitliche[rn]? (ab)?folge|cronolog\w+)\b"),
    (
        Task.COUNT,
        r"\bhow (often|many times)\b|\bhow many (documents|files|passages|pages|mentions|occurrences|places|times)\b"
        r"|\bcount (all|the|every|how)\b|\bwie (oft|häufig)\b|\bwie viele (dokumente|dateien|stellen|seiten|erwähnungen)\b"
        r"|\bcombien de (fois|documents|fichiers|passages)\b|\bcu[aá]nt[ao]s (veces|documentos)\b|\bquante volte\b",
    ),
    (
        Task.LIST,
        r"\b(list|name|enumerate|collect|find|show|give)\b.{0,25}\b(all|every|each)\b|^\s*list\b|\bwhat are all\b"
        r"|^\s*(which|what)\b.{0,60}\b(are|is) (mentioned|named|listed)\b|\bevery (mention|occurrence) of\b"
        r"|\b(liste|nenne|zähle|finde|zeige|sammle)\b.{0,25}\b(alle|sämtliche|jede[nrs]?)\b|^\s*welche\b.{0,60}\bgenannt\b"
        r"|\b(list|cite|énumère|nomme)\w*\b.{0,20}\btou(s|tes)\b|\b(enumera|lista|nombra)\w*\b.{0,20}\btod[oa]s\b"
        r"|\belenca\b.{0,20}\btutt[ie]\b",
    ),
    (
        Task.COMPARE,
        r"\bcompar(e|ison|ing)\b|\bdifferences? between\b.{0,60}\b(documents?|versions?|files?|reports?|contracts?|offers?)\b"
        r"|\bvergleich\w*\b|\bunterschiede? zwischen\b.{0,60}\b(dokument\w*|version\w*|datei\w*|vertr\w+|angebot\w*)\b"
        r"|\bcompar(ez|er|a|ar)\b|\bconfronta(re)?\b",
    ),
    (
        Task.SUMMARY,
        r"\bsummar(y|ies|i[sz]e\w*|i[sz]ing)\b|\b(main|key|most important) (points?|findings|ideas|topics|messages?)\b"
        r"|\boverview of\b|\bthe gist\b|\btl;?dr\b|\bwhat (is|are|was|were) ([\"“‘'].{1,80}[\"”’']|it|this|these|they) about\b"
        r"|\bwhat (is|are|was|were) (this|the|these|that|my|our)\b.{0,60}\b(about|say|cover)\??\s*$"
        r"|\bzusammenfass\w*\b|\bfass\w*\b.{0,80}\bzusammen\b|\büberblick\b|\bworum geht\b|\b(wichtigste|zentrale)n? (punkte|aussagen)\b"
        r"|\brésum\w+\b|\bresum(e|en|ir|a)\b|\bde quoi (parle|s'agit)\b|\briassum\w+\b|\briassunto\b",
    ),
)
_TASKS = tuple((task, re.compile(pattern, re.IGNORECASE)) for task, pattern in _RULES)

_TASK_WORDS = frozenset(
    "summary summarize summarise summarized summaries timeline chronological chronology compare comparison difference "
    "differences list name enumerate collect find show give count times often mention mentions mentioned named listed "
    "main key point points important finding findings idea ideas topic topics message overview gist document documents "
    "file files passage passages page pages collection occurrence occurrences everything whole entire text paper report "
    "meeting discussion discussed said please tell many contain contains appear appears written word term briefly detail "
    "zusammenfassung zusammenfassen fasse zusammen fass überblick worum geht zeitleiste chronologisch chronologie liste "
    "nenne zähle zeige finde sammle sämtliche alle allen jede jeden vergleiche vergleich unterschied unterschiede oft "
    "häufig viele erwähnt erwähnung erwähnungen genannt dokument dokumente dokumenten dokuments datei dateien seite "
    "seiten stelle stellen wichtigste wichtigsten punkte aussagen bitte vorkommt kommt wort résumé résumer résume "
    "tous toutes combien fois resumen resume todos todas cuántas veces riassunto riassumi elenca tutti tutte".split()
)


def task_of(question: str) -> Task | None:
    """What the question asks to be made of the whole; None where the best passages can answer it."""
    return next((task for task, pattern in _TASKS if pattern.search(question)), None)


def reads_everything(question: str, reach: Reach) -> bool:
    """Whether every passage in scope is to be read for this question."""
    return reach is Reach.EVERYTHING or (reach is Reach.AUTOMATIC and task_of(question) is not None)


def focus_of(question: str) -> tuple[str, ...]:
    """What the question is about beside its task: what it quotes, else its telling words; () for the whole as such."""
    if quoted := quoted_phrases(question):
        return quoted
    return tuple(term for term in query_terms(question) if term not in _TASK_WORDS)
