"""What the readers of all formats share: how a file is refused, and how much of it is read."""

from collections.abc import Callable
from dataclasses import dataclass

from app.core.documents import ReadDocument
from app.core.errors import UnreadableFile

MAXIMUM_CHARACTERS = 20_000_000
"""Text of one document beyond which the rest is left out: some 10,000 printed pages."""

Checkpoint = Callable[[], None]
"""Called between two steps of a long reading; raises Cancelled when the user asked to stop."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one request asks and allows; every reader gets it, and hands it on to whatever lies inside its file.

    `read_part` reads the bytes of such a part, whatever its kind, and raises UnreadableFile as any reader does.
    `depth` is how many files lie around this one; `password` is "" where none was given.
    """

    page_limit: int
    password: str
    checkpoint: Checkpoint
    read_part: "Callable[[str, bytes, Reading], ReadDocument]"
    depth: int = 0


def damaged(what: str, detail: str) -> UnreadableFile:
    """The refusal of a broken file; `detail` continues the sentence after a colon."""
    return UnreadableFile(f"This {what} is damaged: {detail}.")


def left_out_note(count: int, total: int, unit: str) -> str:
    """The note for a document of which only the first part was read."""
    return f"Only the first {count:,} of {total:,} {unit} were read."
