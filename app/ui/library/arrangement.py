"""In which order documents are listed."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

from app.core.library.documents import Document


class Column(Enum):
    """What is told of each document."""

    TITLE = auto()
    STATUS = auto()
    PAGES = auto()
    PASSAGES = auto()
    SIZE = auto()
    ADDED = auto()


@dataclass(frozen=True, slots=True)
class Order:
    """What the documents are sorted by."""

    column: Column = Column.ADDED
    descending: bool = True


NEWEST_FIRST = Order()


def arranged(documents: Iterable[Document], order: Order) -> tuple[Document, ...]:
    """The documents to list, in order. With fifty thousand of them this takes long enough to be done off the window."""
    return tuple(sorted(documents, key=_KEYS[order.column], reverse=order.descending))


_KEYS = {
    Column.TITLE: lambda one: one.title.casefold(),
    Column.STATUS: lambda one: (one.status.value, one.reason),
    Column.PAGES: lambda one: one.page_count,
    Column.PASSAGES: lambda one: one.passage_count,
    Column.SIZE: lambda one: one.size_bytes,
    Column.ADDED: lambda one: one.added_at,
}
