"""Requests to the library by name: make a document, list files, read a page, search."""

import re
from datetime import date

from app.core.tools.asking_tools import POLITE, Asked
from app.core.tools.tools import LIST_FILES, MAKE_DOCUMENT, READ_PAGE, SEARCH_LIBRARY, THIS_ANSWER, called

_FORMS = (
    ("xlsx", r"excel(?: (?:file|sheet|table|document|workbook|datei|tabelle))?|xlsx(?: file)?|spreadsheet|excel-\w+"),
    ("md", r"markdown(?: (?:file|document|datei))?|\.?md file|markdown-\w+"),
    ("docx", r"word(?: (?:file|document|datei|dokument))?|docx(?: file)?|document|word-\w+|dokument"),
)
_FORM = "|".join(f"(?P<{form}>{words})" for form, words in _FORMS)
_MAKE = r"(?:make|create|write|save|export|put|turn|generate|produce|prepare|build|give me|erstelle?|mach(?:e)?|schreibe?|speichere?|exportiere?)"
_THIS = (
    r"(?P<this>(?:this|that|it|these|those|the above|das|dies(?:e[sn]?)?|(?:the|this|that|your|my|die|deine|diese) (?:last |previous |letzte )?"
    r"(?:answer|reply|response|result|list|table|summary|antwort|liste|tabelle|zusammenfassung)))"
)
_CHAT = r"(?P<chat>(?:this|the|our|whole|entire|das|dieses|die) (?:whole |entire |ganze )?(?:conversation|chat|thread|gespräch|unterhaltung))"
_OF_WHAT_IS_THERE = re.compile(
    POLITE
    + rf"{_MAKE}\s+(?:me )?(?:{_THIS}|{_CHAT})\s+(?:as|into|in|to|als|in)\s+(?:an? |eine? |einem )?(?:{_FORM})\b[\s.!?]*$",
    re.IGNORECASE,
)
_DOCUMENT_OF = re.compile(
    POLITE + rf"{_MAKE}\s+(?:me )?(?:an? |eine?n? |the )?(?:new |short |neues? )?(?:{_FORM})\s+"
    r"(?:(?:of|from|out of|with|about|on|that (?:lists|contains|shows|summari[sz]es|has|says)|containing|listing|showing"
    r"|summari[sz]ing|aus|von|mit|über|zu)\s+)"
    rf"(?:(?:{_THIS}|{_CHAT})[\s.!?]*$|(?P<about>.+))",
    re.IGNORECASE,
)
_SUMMARY = re.compile(r"summari[sz](?:es|ing)\s", re.IGNORECASE)
_NOT_A_TITLE = re.compile(r"[^\w\s.,&()-]+")
_LONGEST_TITLE = 60
_ALL = re.compile(r"(?:all|every|each|alle[rsn]?|jede[rsn]?)\b", re.IGNORECASE)


def document_asked(text: str, _today: date) -> Asked | None:
    """A document that is to be made, of what was answered or of an answer to come."""
    match = _OF_WHAT_IS_THERE.match(text) or _DOCUMENT_OF.match(text)
    if match is None:
        return None
    found = match.groupdict()
    form = next(name for name, _ in _FORMS if found[name])
    if found["chat"]:
        return Asked(MAKE_DOCUMENT, called(MAKE_DOCUMENT, form, "the conversation", ""))
    if found["this"]:
        return Asked(MAKE_DOCUMENT, called(MAKE_DOCUMENT, form, "the answer before", ""))
    about = found["about"].strip(" .!")
    title = _NOT_A_TITLE.sub(" ", about)[:_LONGEST_TITLE].strip()
    verb = "Summarize" if _SUMMARY.search(text[: match.start("about")]) else "List" if _ALL.match(about) else "Describe"
    return Asked(
        MAKE_DOCUMENT, called(MAKE_DOCUMENT, form, THIS_ANSWER, title[:1].upper() + title[1:]), f"{verb} {about}"
    )


_TYPE = r"(?P<type>pdfs?|word|docx|excel|xlsx|text|txt|markdown|csv|powerpoint|pptx|e-?mail|html|epub|image|rtf)"
_TYPE_NAMES = {
    "pdfs": "pdf",
    "word": "docx",
    "excel": "xlsx",
    "powerpoint": "pptx",
    "text": "txt",
    "markdown": "md",
    "email": "mail",
    "e-mail": "mail",
}
_LIST = re.compile(
    POLITE
    + r"(?:what|which|list|show(?: me)?|welche|zeige?(?: mir)?|liste)\s+(?:are )?(?:all )?(?:of )?(?:the |my |our |your |meine |alle |die )*"
    rf"(?:{_TYPE}(?:[ -](?:files|documents|dateien|dokumente))?|files|documents|dateien|dokumente)"
    r"(?:\s+(?:do you (?:have|know|see)|can you (?:see|read)|have you (?:got|read)|do i have|have i (?:added|given you|granted)|did i (?:add|give you|grant)"
    r"|are there|are (?:here|known)|that (?:you (?:have|know)|i (?:added|gave you|granted))|hast du|habe ich|kennst du|gibt es))?"
    r"(?:\s+(?:are )?(?:in|from|im|in dem|aus dem)\s+(?:the |my |this )?(?:folder|directory|ordner)\s+(?P<folder>[\"“'„]?[^?\"”'“]+[\"”'“]?)"
    r"|\s+(?:are )?in (?:the |my )?library|\s+in der bibliothek|\s+(?:from|of|aus|von)\s+(?P<year>(?:19|20)\d\d))*[\s?.]*$",
    re.IGNORECASE,
)


def files_asked(text: str, _today: date) -> Asked | None:
    """A list of the files there are."""
    match = _LIST.match(text)
    if match is None:
        return None
    kind = (match["type"] or "").casefold()
    folder = (match["folder"] or "").strip(" \"“”'„")
    return Asked(LIST_FILES, called(LIST_FILES, _TYPE_NAMES.get(kind, kind), folder, match["year"] or ""))


_SEARCH = re.compile(
    POLITE + r"(?:(?:search|look)(?: (?:in|through))?(?: (?:my|the|all|our))*(?: (?:library|documents|files))? for"
    r"|(?:find|show me)(?: all| the| me)* (?:passages|places|mentions)(?: in (?:my|the) (?:library|documents|files))? (?:about|on|of|for|with|that mention|mentioning)"
    r"|such(?:e)?(?: in (?:meinen|den) (?:dokumenten|dateien))? nach)\s+(?P<query>.+?)(?:\s+in (?:my|the|all my) (?:library|documents|files))?[\s?.!]*$",
    re.IGNORECASE,
)


def search_asked(text: str, _today: date) -> Asked | None:
    """A search whose passages are the answer."""
    match = _SEARCH.match(text)
    return Asked(SEARCH_LIBRARY, called(SEARCH_LIBRARY, match["query"])) if match else None


_READ = re.compile(
    POLITE
    + r"(?:(?:read|show|open|display|quote|give me|lies|zeige?)(?: me| mir)?|what (?:is|does it say|stands) on|what does|was steht auf)\s+(?:the )?"
    r"(?:page|seite)\s+(?P<page>\d{1,5})\s+(?:of|in|from|von|in der|aus)\s+(?:the |der |dem )?(?P<document>.+?)(?:\s+(?:say|contain))?[\s?.!]*$",
    re.IGNORECASE,
)


def page_asked(text: str, _today: date) -> Asked | None:
    """A page that is to be read."""
    match = _READ.match(text)
    return Asked(READ_PAGE, called(READ_PAGE, match["document"].strip("\"“”'„ "), match["page"])) if match else None
