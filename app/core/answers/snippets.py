"""A passage as a few plain words of preview: in one line, without the marks of Markdown."""

import re
from pathlib import PurePath

from app.core.tools.table_rows import in_words

_MARKDOWN = (".md", ".markdown")
_HEADING = re.compile(r"^[ \t]*#{1,6}[ \t]+", re.MULTILINE)
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|_{1,3}|`)(?=[^\s*_`])([^*_`\n]*[^\s*_`])\1(?![\w*])")


def snippet(text: str, path: str, heading: str = "") -> str:
    """A passage of the file at `path`, under its heading, in one line; rows of tables are told in words.

    What its Markdown marks by signs stands there without them: by rule and not by a parser, for a passage is torn out of
    its document.
    """
    if PurePath(path).suffix.casefold() in _MARKDOWN:
        text = _HEADING.sub("", text)
    return without_markup(in_words(text, heading=heading), path)


def without_markup(line: str, path: str) -> str:
    """A line of the file at `path` without signs that only say how it looks."""
    if PurePath(path).suffix.casefold() not in _MARKDOWN:
        return line
    return _EMPHASIS.sub(r"\2", _HEADING.sub("", line))
