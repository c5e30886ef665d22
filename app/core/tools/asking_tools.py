"""What asking for a tool has in common, whichever it is."""

import re
from dataclasses import dataclass

from app.core.tools.tools import Call, Tool

POLITE = r"^(?:please |can you |could you |would you |bitte |kannst du |können sie )*"
"""What a request may begin with."""
KNOWN_ELSEWHERE = re.compile(
    r"\b(?:according to|mentioned|stated|laut|gemäß)\b"
    r"|\b(?:the|this|that|these|those|my|our|his|her|their|der|die|das|dem|den|dies\w*|mein\w*|unser\w*|im|in the)\s+(?:[\w-]+\s+){0,2}"
    r"(?:documents?|files?|contracts?|leases?|reports?|papers?|handbook|manual|polic(?:y|ies)|invoices?|statements?|tables?|spreadsheets?"
    r"|sheets?|csv|pages?|sections?|chapters?|meetings?|minutes|transcripts?|e-?mails?|letters?|agreements?|study|filing"
    r"|dokument\w*|datei\w*|vertr[aä]g\w*|bericht\w*|handbuch\w*|rechnung\w*|tabelle\w*|seite\w*|protokoll\w*|mietvertrag\w*)\b"
    r"|\b(?:who|where|why|which|wer|wo|warum|welche\w*)\b|\b(?:does|do|did|has|have|was|were) (?:the|a|an|every|each) \w+ (?:say|get|receive|earn|have|need)\b",
    re.IGNORECASE,
)
"""What says that the question is about something written elsewhere, and not about its own words."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that is for a tool. Without a `call` its arguments are still to be filled in.

    `about` is the question that is to be answered first, for a document that is to be made of its answer.
    """

    tool: Tool
    call: Call | None = None
    about: str = ""
