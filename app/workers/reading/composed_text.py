"""One page of text put together from blocks, for formats whose text has to be composed."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.core.library.documents import Heading, Page
from app.workers.reading.terms import MAXIMUM_CHARACTERS


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item, table row or heading.

    `heading_level` is 0 for what is no heading; a `tight` block follows the one before without a blank line.
    """

    text: str
    heading_level: int = 0
    tight: bool = False


def compose(blocks: Iterable[Block]) -> Page:
    """The blocks as one page without a number; blocks without any character to be seen are left out.

    It ends after `MAXIMUM_CHARACTERS`, in the middle of a block if need be.
    """
    parts: list[str] = []
    headings: list[Heading] = []
    length = 0
    for block in blocks:
        text = block.text.strip()
        if not text:
            continue
        separator = "" if not parts else "\n" if block.tight else "\n\n"
        if block.heading_level:
            headings.append(Heading(length + len(separator), block.heading_level, " ".join(text.split())))
        parts += (separator, text)
        length += len(separator) + len(text)
        if length > MAXIMUM_CHARACTERS:
            break
    return Page(None, "".join(parts)[:MAXIMUM_CHARACTERS], tuple(headings))


def length_notes(page: Page) -> tuple[str, ...]:
    """The note that a composed page was cut, if it was."""
    if len(page.text) < MAXIMUM_CHARACTERS:
        return ()
    return (f"Only the first {MAXIMUM_CHARACTERS:,} characters were read.",)
