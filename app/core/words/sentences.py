"""Sentences of a text, as character ranges."""

import re
from dataclasses import dataclass

_SPACED_ENDS = ".!?؟۔।॥"
_UNSPACED_ENDS = "。！？"
_CLOSING = "\"'”’»)]」』）"
_END = re.compile(
    rf"(?<=[{_SPACED_ENDS}])[{re.escape(_CLOSING)}]*(?=\s)|(?<=[{_UNSPACED_ENDS}])[{re.escape(_CLOSING)}]*|\s*\n\s*"
)
_BEGINS_ANEW = re.compile(r"[-*•·–#|>]|\d{1,3}[.)]?\s|[A-ZÄÖÜ]")
_FULL_LINE = 45
"""Lines longer than this were broken by their width; a shorter one before a capital letter is a heading or an item."""
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|cf|approx|no|nr|fig|sec|art|dr|mr|mrs|ms|prof|st|inc|ltd|co|corp|jan|feb|mar|apr|jun|jul"
    r"|aug|sept?|oct|nov|dec|z\.b|d\.h|bzw|ca|usw)\.|\b[A-Z]\.|^\s*\d{1,3}\.)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Span:
    """`text` stands at `start` to `end` of the text it came from."""

    start: int
    end: int
    text: str


def split_sentences(text: str) -> list[Span]:
    """The sentences of a text in order, without the white space around them.

    A line break ends a sentence where a blank line, a list item, a table row or a heading shows it, and not where a
    paragraph merely goes on, as in the text of a PDF. Full stops after abbreviations, initials and the number of a list
    item end nothing.
    """
    spans: list[Span] = []
    start = 0
    for match in _END.finditer(text):
        end = match.end()
        piece = text[start:end]
        if "\n" in match.group():
            if not _line_ends_sentence(text, start, match):
                continue
        elif _ABBREVIATION.search(piece):
            continue
        _append(spans, text, start, end)
        start = end
    _append(spans, text, start, len(text))
    return spans


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does, in any script that has a mark for it."""
    return text.rstrip().rstrip(_CLOSING).endswith((*_SPACED_ENDS, *_UNSPACED_ENDS))


def _line_ends_sentence(text: str, start: int, line_break: re.Match[str]) -> bool:
    if line_break.group().count("\n") > 1:
        return True
    line = text[max(start, text.rfind("\n", 0, line_break.start()) + 1) : line_break.start()].strip()
    following = text[line_break.end() : line_break.end() + 8]
    if " | " in line or following[:1] in "-*•·–#|>":
        return True
    return len(line) <= _FULL_LINE and not line.endswith((",", ";", "-")) and bool(_BEGINS_ANEW.match(following))


def _append(spans: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        offset = start + len(piece) - len(piece.lstrip())
        spans.append(Span(offset, offset + len(stripped), stripped))
