"""Text as people compare it."""

import unicodedata


def folded(text: str) -> str:
    """`text` for comparing without regard to case, width or composition (Unicode NFKC, case-folded)."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def counted(number: int, noun: str) -> str:
    """A number with its English noun: "1 document", "2,500 documents"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def beginning(text: str, most: int) -> str:
    """The beginning of a text on one line, as a name for it: at most so many characters, the last "…" if more follow."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
