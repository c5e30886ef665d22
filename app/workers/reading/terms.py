"""What the readers of all formats share: how a file is refused, and how much of it is read."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from app.core.errors import UnreadableFile
from app.core.library.documents import ReadDocument
from app.workers.reading.pictures import Pictures

MAXIMUM_CHARACTERS = 20_000_000
"""Text of one document beyond which the rest is left out: some 10,000 printed pages."""

Checkpoint = Callable[[], None]
"""Called between two steps of a long reading; raises Cancelled when the user asked to stop."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one request asks and allows; every reader gets it, and hands it on to whatever lies inside its file.

    `read_part` reads the bytes of such a part, whatever its kind, and raises UnreadableFile as any reader does.
    `depth` is how many files lie around this one; `password` is "" where none was given; `pictures` reads the text
    in pictures, or counts those it could not.
    """

    page_limit: int
    password: str
    checkpoint: Checkpoint
    read_part: "Callable[[str, bytes, Reading], ReadDocument]"
    depth: int = 0
    pictures: Pictures = field(default_factory=Pictures)


def damaged(what: str, detail: str) -> UnreadableFile:
    """The refusal of a broken file; `detail` continues the sentence after a colon."""
    return UnreadableFile(f"This {what} is damaged: {detail}.")


def left_out_note(count: int, total: int, unit: str) -> str:
    """The note for a document of which only the first part was read."""
    return f"Only the first {count:,} of {total:,} {unit} were read."


LONGEST_TITLE = 200
_LONGEST_AUTHOR = 80
_DATE = re.compile(r"\s*(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?\s*(Z|[+-]\d\d:\d\d)?)?")


def iso_date(written: str) -> str:
    """A day, or a day and time, as ISO 8601 without fractions of a second; "" for what is none."""
    found = _DATE.match(written)
    if found is None:
        return ""
    date = found[1] + (f"T{found[2]}{found[3] or ''}" if found[2] else "")
    try:
        datetime.fromisoformat(date)
    except ValueError:
        return ""
    return date


def one_line(text: str | None) -> str:
    """A text with every stretch of white space as one space; None counts as empty."""
    return " ".join((text or "").split())


def remark(author: str | None, said: str, kind: str = "Comment") -> str:
    """What somebody says of a document, in one line: whose it is, where that is known, and the words."""
    by = one_line(author)[:_LONGEST_AUTHOR]
    return f"{kind}{f' by {by}' if by else ''}: {one_line(said)}"
