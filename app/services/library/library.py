"""The library: documents taken in, kept findable, checked, and forgotten."""

import dataclasses
from collections.abc import Container, Iterator, Sequence
from pathlib import Path

from app.core.administration.knowledge import is_packed, pack_of
from app.core.cancel import CancelToken
from app.core.errors import UserError
from app.core.events import Added, Event, Failed, Notice, Progress
from app.core.library.documents import Document, DocumentStatus, LibraryStatus
from app.core.library.filters import FilterChoices
from app.core.meetings.meeting_documents import is_meeting
from app.core.words.text import counted
from app.engines.file_content import holds
from app.engines.index import Index
from app.engines.reader import Reader
from app.services.library.adding import Addition
from app.services.library.embedding import BATCH, Embedding
from app.services.library.file_listing import Listing, list_files
from app.services.library.incoming import IncomingFiles
from app.services.library.own_files import has_file
from app.services.library.sketching import Sketching
from app.services.pace import Pace
from app.services.permissions import Permissions
from app.services.turn import Turn
from app.storage.audit import Audit
from app.storage.library.documents import Documents
from app.storage.library.file_states import FileStates
from app.storage.library.matching import Matching

_CHOICES = 200


class Library:
    """Documents in the vault and their vectors in the index. Adding, rebuilding and checking run one at a time."""

    def __init__(
        self,
        documents: Documents,
        matching: Matching,
        files: FileStates,
        reader: Reader,
        index: Index,
        embedding: Embedding,
        sketching: Sketching,
        audit: Audit,
        permissions: Permissions,
    ) -> None:
        self._documents = documents
        self._matching = matching
        self._files = files
        self._reader = reader
        self._index = index
        self._embedding = embedding
        self._sketching = sketching
        self._audit = audit
        self._permissions = permissions
        self.turn = Turn()
        self._has_replaced = False

    def add(self, paths: Sequence[Path], collection: str, cancel: CancelToken, password: str = "") -> Iterator[Event]:
        """Take in files, and all files in folders; every file ends in one Added, Skipped or Failed.

        A file the library has already, by its content, is skipped; a changed one takes the place of the old. A file
        that could not be read is tried again when it has changed, or is named itself. Whatever was told of survives
        a crash; what a crash interrupts, `continue_unfinished` completes. Locked files are tried with `password`; one
        that opens a file is kept with it in the vault.

        Raises:
            RefusedByPolicy: documents may not be taken from one of the paths; nothing was taken in.
            UserError: the vault cannot be written to, or the reading process cannot be started.
            Cancelled: on cancel, within a batch; what was told of stays.
        """
        self._permissions.require_readable(paths)
        yield Progress("Looking for files", 0, 0, "files")
        yield from self.take_in(list_files(paths, cancel.checkpoint), collection, cancel, password=password)
        self.forget_replaced()

    def forget_replaced(self) -> None:
        """Take the words of replaced documents out of the vault: seconds in a large library, nothing without any."""
        if self._has_replaced:
            self._has_replaced = False
            self._documents.forget_removed_words()

    def take_in(
        self,
        listing: Listing,
        collection: str,
        cancel: CancelToken,
        alongside: Container[str] = (),
        password: str = "",
    ) -> Iterator[Event]:
        """Take in the files listed, as `add` does; `alongside` are paths that stay as they are, whose copies are left out.

        The words of replaced documents stay in the keyword index until `forget_replaced`.

        Raises:
            As `add`.
        """
        listing = self._allowed(listing)
        with self.turn.taken(cancel):
            self._require_no_pack(collection)  # within the turn: while waiting for it, a pack may have come
            addition = Addition(self._documents, self._files, self._embedding, self._audit, collection, listing)
            files = IncomingFiles(self._documents, self._reader, collection, listing.files, alongside, password)
            try:
                yield from addition.events(files, cancel)
            finally:
                self._has_replaced |= addition.has_replaced
            yield from self._sketching.make_missing(cancel)

    def continue_unfinished(self, cancel: CancelToken) -> Iterator[Event]:
        """Embed whatever has no vector of the present embedder: after a crash, and after a change of the embedder.

        Raises:
            WorkerError: the embedder cannot be used.
            Cancelled: on cancel; finished batches stay.
        """
        with self.turn.taken(cancel):
            yield from self._complete(cancel)
            yield from self._sketching.make_missing(cancel)
            self._documents.forget_removed_words()

    def _complete(self, cancel: CancelToken) -> Iterator[Event]:
        stored = [document for document in self._documents.documents() if document.status is DocumentStatus.STORED]
        pace, done = Pace(), 0
        while passages := self._embedding.missing(4 * BATCH):
            before = done
            for count in self._embedding.embed(passages, cancel):
                done = before + count
                if pace.is_due():
                    detail = f"{counted(round(pace.per_second(done)), 'passage')}/s"
                    yield Progress("Preparing documents for search", done, 0, "passages", detail=detail)
        for document in stored:
            self._documents.mark_searchable(document.id)
            self._audit.record("document completed", document=document.id, sha256=document.content_hash)
            yield Added(dataclasses.replace(document, status=DocumentStatus.SEARCHABLE))

    def documents(self, collection: str | None = None, search: str = "") -> list[Document]:
        """Documents of one collection or of all, by path; `search` keeps those with it in title or path."""
        return self._documents.documents(collection, search)

    def document(self, document_id: int) -> Document:
        """One document. Raises NothingFound if it is gone."""
        return self._documents.get(document_id)

    def named(self, text: str, most: int) -> list[Document]:
        """Documents with every word of a text in title or path, at most so many, the likeliest first."""
        return self._matching.named(text, most)

    def documents_at(self, paths: Sequence[str]) -> list[Document]:
        """The documents at these paths; what is no longer in the library is left out."""
        return [self._documents.get(document_id) for document_id in self._documents.at(paths)]

    def collections(self) -> list[str]:
        """The names of all collections, in order."""
        return self._documents.collections()

    def filter_choices(self) -> FilterChoices:
        """What a search can be limited to: the formats, folders and authors there are."""
        return self._matching.filter_choices(_CHOICES)

    def status(self, collection: str | None = None) -> LibraryStatus:
        """Counts, the files that could not be read, and what answers nearest-neighbour questions now."""
        return dataclasses.replace(self._documents.status(collection), index_state=self._index.state())

    def remove(self, document_ids: Sequence[int]) -> None:
        """Erase documents from the vault and the index; the files themselves are not touched.

        Raises:
            UserError: one of them is a meeting, or came in a knowledge pack; nothing was erased.
        """
        for document in self._documents.some(document_ids):
            _require_own(document)
        gone = self._documents.remove(document_ids)
        self._embedding.forget(gone)
        self._audit.record("documents removed", documents=len(document_ids), passages=len(gone))

    def rebuild(self, cancel: CancelToken) -> Iterator[Event]:
        """Embed what lacks a vector, then build the index anew from the vault.

        Raises:
            WorkerError: it could not be built; vectors are scanned exactly.
            Cancelled: on cancel.
        """
        yield from self.continue_unfinished(cancel)
        yield Progress("Building the index", 0, 0, "passages")
        self._index.rebuild(cancel)
        self._audit.record("index rebuilt")
        yield Notice(self._index.state())

    def check(self, cancel: CancelToken) -> Iterator[Event]:
        """Compare vault, files and index; each thing that is not as it should be is one Failed."""
        documents = self._documents.documents()
        pace = Pace()
        for done, document in enumerate(documents):
            cancel.checkpoint()
            if pace.is_due():
                left = pace.seconds_left(done, len(documents) - done)
                yield Progress("Checking documents", done, len(documents), "documents", left, document.path)
            if document.status is not DocumentStatus.FAILED and (fault := self._fault_of(document)):
                yield Failed(document.path, fault)
        missing = self._embedding.count_missing()
        if missing:
            yield Failed("", f"{counted(missing, 'passage')} without a vector; rebuild the index to complete them.")
        fault = self._index.check(cancel)
        if fault:
            yield Failed("", f"The index was not as it should be and is no longer used: {fault}")
        yield Notice(self._index.state())

    def _require_no_pack(self, collection: str) -> None:
        if self._documents.holds_packed(collection):
            raise UserError(
                f"The collection “{collection}” is a knowledge pack's, which nothing can be added to; choose another."
            )

    def _allowed(self, listing: Listing) -> Listing:
        """What documents may be taken from; a link may lead out of a folder that is allowed."""
        refused = [file for file in listing.files if not self._permissions.may_read(file.path)]
        if not refused:
            return listing
        failures = [(file.path, "Your organization does not allow documents from here.") for file in refused]
        allowed = [file for file in listing.files if file not in refused]
        return Listing(allowed, [*listing.failures, *failures])

    def _fault_of(self, document: Document) -> str:
        if has_file(document) and (fault := _fault_of_file(document)):
            return fault
        pages = self._documents.pages(document.id)
        passages = self._documents.passages_of(document.id)
        if any(passage.text != pages[passage.page_index].text[passage.start : passage.end] for passage in passages):
            return "The passages kept of this file are not those of its pages; remove it and add it again."
        return ""


def _require_own(document: Document) -> None:
    """Make sure that a document is there for itself. Raises UserError with what it is part of."""
    if is_meeting(document):
        raise UserError(f"“{document.title}” is a meeting; delete it in Meetings, and it is gone from here too.")
    if is_packed(document):
        raise UserError(
            f"“{document.title}” belongs to a knowledge pack, which stays or goes as a whole; remove it with:"
            f" alcove knowledge remove {pack_of(document.path)}"
        )


def _fault_of_file(document: Document) -> str:
    path = Path(document.path)
    if not path.exists():
        return "This file is no longer there; its text is kept."
    if not holds(path, document.content_hash):
        return "This file has changed since it was added; add it again."
    return ""
