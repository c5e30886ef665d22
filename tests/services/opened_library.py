"""A library over a vault of its own, with the real workers and the real embedder."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.core.administration.policy import Policy
from app.core.cancel import CancelToken
from app.core.events import Added, Event, Failed, Skipped
from app.engines.index import Index
from app.engines.process import WorkerProcess
from app.engines.reader import Reader
from app.services.library.embedding import Embedding
from app.services.library.library import Library
from app.services.library.sketching import Sketching
from app.services.permissions import Permissions
from app.storage.audit import Audit
from app.storage.database import Database
from app.storage.library.bags import Bags
from app.storage.library.documents import Documents
from app.storage.library.file_states import FileStates
from app.storage.library.findings import Findings
from app.storage.library.matching import Matching
from app.storage.library.vectors import PassageVectors
from tests.installed import EMBEDDING, embedder_files, model

KEY = bytes(range(32))
COLLECTION = "Documents"


@dataclass(frozen=True)
class OpenedLibrary:
    """The library and what it stands on."""

    library: Library
    database: Database
    documents: Documents
    matching: Matching
    vectors: PassageVectors
    index: Index
    embedding: Embedding
    audit: Audit
    reading: WorkerProcess
    indexing: WorkerProcess

    def add(self, *paths: Path, cancel: CancelToken | None = None) -> list[Event]:
        """All events of adding these files and folders."""
        return list(self.library.add(paths, COLLECTION, cancel or CancelToken()))

    def nearest(self, text: str, top: int = 1) -> list[str]:
        """The texts of the passages nearest to a text."""
        neighbours = self.index.nearest(text, top)
        return [passage.text for passage in self.documents.passages(neighbours.ids)]


@contextmanager
def opened_library(folder: Path, embedder_folder: Path | None = None) -> Iterator[OpenedLibrary]:
    """The library whose vault lies in `folder`, new or from before."""
    database = Database(folder / "vault.db", KEY)
    documents, matching, vectors = Documents(database), Matching(database), PassageVectors(database)
    reading, indexing = WorkerProcess("read", obedience_seconds=0.2), WorkerProcess("index")
    index = Index(
        indexing,
        embedder_folder or embedder_files()[0],
        model(EMBEDDING),
        lambda: vectors.all(EMBEDDING),
        stored_words=Bags(database).after,
    )
    audit, embedding = Audit(database), Embedding(documents, vectors, index)
    library = Library(
        documents,
        matching,
        FileStates(database),
        Reader(reading),
        index,
        embedding,
        Sketching(documents, Findings(database)),
        audit,
        Permissions(Policy()),
    )
    try:
        yield OpenedLibrary(library, database, documents, matching, vectors, index, embedding, audit, reading, indexing)
    finally:
        index.close()
        reading.close()
        database.close()


def added(events: list[Event]) -> list[str]:
    """The names of the files that were added, in order."""
    return [Path(event.document.path).name for event in events if isinstance(event, Added)]


def skipped(events: list[Event]) -> dict[str, str]:
    """The names of the files that needed nothing, and why."""
    return {Path(event.path).name: event.reason for event in events if isinstance(event, Skipped)}


def failed(events: list[Event]) -> dict[str, str]:
    """The names of the files that could not be done, and why."""
    return {Path(event.path).name: event.reason for event in events if isinstance(event, Failed)}
