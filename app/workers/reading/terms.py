"""What the readers of all formats share: how a file is refused, and how much of it is read."""

from collections.abc import Callable

from app.core.errors import UnreadableFile

MAXIMUM_CHARACTERS = 20_000_000
"""Text of one document beyond which the rest is left out: some 10,000 printed pages."""

Checkpoint = Callable[[], None]
"""Called between two steps of a long reading; raises Cancelled when the user asked to stop."""


def damaged(what: str, detail: str) -> UnreadableFile:
    """The refusal of a broken file; `detail` continues the sentence after a colon."""
    return UnreadableFile(f"This {what} is damaged: {detail}.")


def left_out_note(count: int, total: int, unit: str) -> str:
    """The note for a document of which only the first part was read."""
    return f"Only the first {count:,} of {total:,} {unit} were read."
