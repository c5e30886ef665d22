"""A passage as a few plain words of preview: in one line, without the marks of Markdown."""

import re
from pathlib import PurePath

_MARKDOWN = (".md", ".markdown")
_RULE = re.compile(r"^[ \t]*(?:\|?[ \t]*:?-{2,}:?[ \t]*)+\|?[ \t]*$", re.MULTILINE)
_HEADING = re.compile(r"^[ \t]*#{1,6}[ \t]+", re.MULTILINE)
_BARS = re.compile(r"^[ \t]*\|[ \t]*|[ \t]*\|[ \t]*$", re.MULTILINE)
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|_{1,3}|`)(?=[^\s*_`])([^*_`\n]*[^\s*_`])\1(?![\w*])")


def snippet(text: str, path: str) -> str:
    """A passage of the file at `path` in one line; what its Markdown marks by signs stands there without them.

    By rule and not by a parser: a passage is torn out of its document, and a table without its header is none to one.
    """
    if PurePath(path).suffix.casefold() in _MARKDOWN:
        for marks in (_RULE, _HEADING, _BARS):
            text = marks.sub("", text)
        text = _EMPHASIS.sub(r"\2", text)
    return " ".join(text.split())
