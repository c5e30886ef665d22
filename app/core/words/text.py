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


def is_right_to_left(text: str) -> bool:
    """Which way a text runs, by its first letter, as the Unicode bidirectional algorithm has it (rule P2)."""
    strong = (unicodedata.bidirectional(character) for character in text)
    return next((kind in ("R", "AL") for kind in strong if kind in ("L", "R", "AL")), False)
