"""Markdown, kept as it was written, with its headings found."""

import itertools
import re

from markdown_it import MarkdownIt

from app.core.library.documents import Heading, Page, ReadDocument
from app.workers.reading import plain_text
from app.workers.reading.composed_text import length_notes
from app.workers.reading.terms import MAXIMUM_CHARACTERS

_MARKUP = re.compile(r"[*_`]+|!?\[([^\]]*)\]\([^)]*\)|<[^>]*>")


def read(content: bytes) -> ReadDocument:
    """The source, so that an offset into the page is an offset into the file's text; the title is the first heading.

    Raises:
        UnreadableFile: it is no text.
    """
    text, notes = plain_text.decode(content)
    text = text[:MAXIMUM_CHARACTERS]
    headings = tuple(_headings(text))
    page = Page(None, text, headings)
    title = headings[0].text if headings else ""
    return ReadDocument(title, "markdown", (page,), (*notes, *length_notes(page)))


def _headings(text: str) -> list[Heading]:
    # Only the structure of blocks is asked for; inline markup would cost most of the time.
    parser = MarkdownIt("commonmark").disable("inline")
    line_starts = [0, *(match.end() for match in re.finditer("\n", text))]
    found = []
    tokens = parser.parse(text)
    for opening, inline in itertools.pairwise(tokens):
        if opening.type == "heading_open" and opening.map and opening.level == 0:
            title = " ".join(_MARKUP.sub(r"\1", inline.content).split())
            if title:
                found.append(Heading(line_starts[opening.map[0]], int(opening.tag[1:]), title))
    return found
