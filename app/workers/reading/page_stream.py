"""A document whose pages are told of as soon as they are read."""

import dataclasses
from collections.abc import Iterator

from app.core.library.documents import Page, ReadDocument


@dataclasses.dataclass(frozen=True, slots=True)
class PageStream:
    """`head` is the document without its pages; `page_count` as far as it is known.

    `pages` is taken once, and may raise UnreadableFile; `notes` are complete once it has ended.
    """

    head: ReadDocument
    page_count: int
    pages: Iterator[Page]
    notes: list[str]

    @staticmethod
    def of(document: ReadDocument) -> "PageStream":
        """A document that was read as a whole."""
        head = dataclasses.replace(document, pages=(), notes=())
        return PageStream(head, len(document.pages), iter(document.pages), list(document.notes))

    def whole(self) -> ReadDocument:
        """The document once all its pages are read."""
        pages = tuple(self.pages)
        return dataclasses.replace(self.head, pages=pages, notes=tuple(self.notes))
