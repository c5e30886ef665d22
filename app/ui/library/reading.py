"""What the Library view asks of the service, off the window's thread. Knows no Qt."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.cancel import CancelToken
from app.core.events import Event
from app.ui.library.state import DocumentsRead, LibraryState, arranged

if TYPE_CHECKING:
    from app.services.application import Application
    from app.services.library import Library


def adding(
    services: "Application", paths: Sequence[Path], collection: str | None, cancel: CancelToken
) -> Iterator[Event]:
    """Add files and folders to a collection; with None, to the one the settings name."""
    chosen = collection or str(services.settings.get("library.default_collection"))
    yield from services.library.add(paths, chosen, cancel)


def read_library(library: "Library", asked: LibraryState) -> DocumentsRead:
    """Everything the state `asked` for, sorted and filtered."""
    names = library.collections()
    counts = tuple((name, library.status(name).documents) for name in names)
    found = library.documents(asked.collection, asked.search)
    return DocumentsRead(counts, arranged(found, asked.only_problems, asked.order), library.status(asked.collection))
