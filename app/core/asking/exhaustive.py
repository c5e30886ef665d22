"""Questions that only the whole answers: told by their words, in English, German, French, Spanish and Italian.

The best few passages can say how many days of leave there are; they cannot say how often leave is mentioned, and no
summary of a document rests on eight of its two hundred passages.
"""

import re
from enum import StrEnum

from app.core.words.keywords import query_terms, quoted_phrases


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


_PLEASE = r"^\s*(?:please |can you |could you |bitte )?"
_MENTIONED = (
    r"(mention|appear|occur|come[s]? up|named|quoted|written|refer|\bword\b|\bterm\b|talk|erwähn|genannt|vorkomm|\bvor\b"
    r"|\bwort\b|mentionn|nommé|appara|mencion|nombra|aparec|nomina|compare\b|citat)"
)
"""What makes a question for a number one for the number of places: how often oil is changed is written in one of them."""
_RULES = (
    (
        Task.TIMELINE,
        r"\btime ?lines? (of|for) (the )?(events|everything|whole|documents?|project)\b|\bchronolog\w+\b"
        r"|" + _PLEASE + r"(make|give|show|draw|create|write|build)\b.{0,20}\btime ?line\b"
        r"|\bzeit(leiste|strahl|tafel)\b|\bzeitliche[rn]? (ab)?folge\b|\bcronolog\w+\b",
    ),
    (
        Task.COUNT,
        r"\b(how (often|many times)|how many (pages|places)|wie (oft|häufig)|wie viele seiten|combien de fois"
        r"|cu[aá]ntas veces|quante volte)\b.{0,80}" + _MENTIONED + r"|" + _PLEASE + r"count (all|the|every|how)\b"
        r"|\bhow many (documents|files|passages|mentions|occurrences)\b|\bcombien de (documents|fichiers|passages)\b"
        r"|\bwie viele (dokumente|dateien|stellen|erwähnungen)\b|\bcu[aá]ntos documentos\b",
    ),
    (
        Task.LIST,
        _PLEASE
        + r"(list|name|enumerate|collect|find|show|give)\b.{0,25}\b(all|every|each)\b|^\s*list\b|\bwhat are all\b"
        r"|^\s*(which|what)\b.{0,60}\b(are|is) (mentioned|named|listed)\b|\bevery (mention|occurrence) of\b"
        r"|" + _PLEASE + r"(liste|nenne|zähle|finde|zeige|sammle)\b.{0,25}\b(alle|sämtliche|jede[nrs]?)\b"
        r"|^\s*welche\b.{0,60}\bgenannt\b"
        r"|\b(list|cite|énumère|nomme)\w*\b.{0,20}\btou(s|tes)\b|\b(enumera|lista|nombra)\w*\b.{0,20}\btod[oa]s\b"
        r"|\belenca\b.{0,20}\btutt[ie]\b",
    ),
    (
        Task.COMPARE,
        _PLEASE + r"compare\b|\bcomparison (of|between)\b"
        r"|\bdifferences? between\b.{0,60}\b(documents?|versions?|files?|reports?|contracts?|offers?)\b"
        r"|" + _PLEASE + r"vergleiche?\b|\bvergleich (der|von|zwischen)\b"
        r"|\bunterschiede? zwischen\b.{0,60}\b(dokument\w*|version\w*|datei\w*|vertr\w+|angebot\w*)\b"
        r"|^\s*compar(ez|er|a|ar)\b|^\s*confronta(re)?\b",
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
