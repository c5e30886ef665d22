"""One run of adding files: while one is embedded the next is read, and each is in the vault before it is told of."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from app.core.cancel import CancelToken
from app.core.errors import ModelError, NothingFound, WorkerError
from app.core.events import Added, Event, Failed, Notice, Progress, Skipped
from app.core.library.documents import Document, DocumentStatus
from app.core.words.text import counted
from app.services.library.embedding import BATCH, Embedded, Embedding
from app.services.library.file_listing import Listing
from app.services.library.incoming import Incoming, IncomingFiles, Known, Read, Unreadable
from app.services.library.read_ahead import ReadAhead
from app.services.pace import Pace
from app.storage.audit import Audit
from app.storage.library.documents import Documents
from app.storage.library.file_states import FileStates

_FILES_AHEAD = 2
_SECONDS_BETWEEN_NEWS = 0.5


class Addition:
    """Adds a listing of files to one collection. It is used once."""

    def __init__(
        self,
        documents: Documents,
        files: FileStates,
        embedding: Embedding,
        audit: Audit,
        collection: str,
        listing: Listing,
    ) -> None:
        self._documents = documents
        self._files = files
        self._embedding = embedding
        self._audit = audit
        self._collection = collection
        self._listing = listing
        self.has_replaced = False
        self._pace = Pace()
        self._stored: list[Document] = []
        self._embedded: list[Document] = []
        self._under_way = ExitStack()
        self._batches: ReadAhead[Embedded] | None = None
        self._why_not_embedded = ""
        self._not_embedded = 0
        self._files_done = 0
        self._bytes_rest = sum(file.size_bytes for file in listing.files)
        self._bytes_read = 0
        self._passages_embedded = 0

    def events(self, files: IncomingFiles, cancel: CancelToken) -> Iterator[Event]:
        """Every file ends in one Added, Skipped or Failed. Cancelled or killed, the files told of are in the vault.

        Raises:
            UserError: the vault cannot be written to, or the reading process cannot be started.
            Cancelled: on cancel.
        """
        for folder, reason in self._listing.failures:
            yield Failed(str(folder), reason)
        if self._listing.files:
            yield from self._progress(self._listing.files[0].path)
        reading = CancelToken()
        stop_listening = cancel.when_cancelled(reading.cancel)
        with ReadAhead(files.look(reading), _FILES_AHEAD) as incoming:
            try:
                yield from self._take_all(files, incoming, cancel)
            finally:
                self._under_way.close()
                stop_listening()
                reading.cancel()  # nobody waits for the file that is being read now
        total = len(self._listing.files)
        yield Progress("Adding documents", total, total, "files", 0.0)
        if self._not_embedded:
            yield Notice(
                f"{counted(self._not_embedded, 'document')} can be found by their words, but not yet by their meaning: "
                f"{self._why_not_embedded}"
            )

    def _take_all(self, files: IncomingFiles, incoming: ReadAhead[Incoming], cancel: CancelToken) -> Iterator[Event]:
        """Three things at a time: a file is read, those before it are stored, and those before them are embedded."""
        items = iter(incoming)
        while True:
            while not incoming.wait(_SECONDS_BETWEEN_NEWS):
                cancel.checkpoint()
                yield from self._embed_begun(cancel)
                yield from self._pages_read(files)
            item = next(items, None)
            if item is None:
                break
            cancel.checkpoint()
            yield from self._take(item)
            # Small files are embedded together, as long as the next one is there already.
            if not incoming.has_next or sum(document.passage_count for document in self._stored) >= BATCH:
                yield from self._embed_begun(cancel)
                self._begin_to_embed(cancel)
        yield from self._embed_begun(cancel)
        self._begin_to_embed(cancel)
        yield from self._embed_begun(cancel)

    def _pages_read(self, files: IncomingFiles) -> Iterator[Progress]:
        """How far a file is that takes its time."""
        underway = files.underway
        if underway is None:
            return
        read, count = underway.pages_read, underway.page_count
        pages = f"page {read:,} of {count:,}" if count else f"page {read:,}"
        yield from self._progress(underway.path, read / count if 0 < read <= count else 0.0, pages)

    def _take(self, item: Incoming) -> Iterator[Event]:
        path = _shown(item.file.path)
        yield from self._progress(item.file.path)
        self._bytes_rest -= item.file.size_bytes
        if isinstance(item, Read):
            self._bytes_read += item.file.size_bytes
            self._stored.append(self._store(item))
            for note in item.document.notes:
                yield Notice(f"{item.file.path.name}: {note}")
            return
        if isinstance(item, Known):
            yield from self._pass_over(item, path)
        else:
            self._files_done += 1
            self._keep_failure(item)
            yield Failed(path, item.reason)

    def _store(self, item: Read) -> Document:
        replaced = self._passages_at(item.file.path)
        fingerprint = item.fingerprint
        document = self._documents.add(
            item.file.path,
            self._collection,
            fingerprint.sha256,
            fingerprint.size_bytes,
            fingerprint.modified_ns,
            item.document,
            item.chunks,
            item.password,
        )
        self._forget(replaced)
        return document

    def _pass_over(self, item: Known, path: str) -> Iterator[Event]:
        document, found = item.document, item.fingerprint
        if found is not None and document is not None:
            self._documents.touch(document.id, item.file.path, found.modified_ns)
        elif found is not None:
            self._files.keep_copy(item.file.path, self._collection, found.sha256, found.size_bytes, found.modified_ns)
        if document is not None and document.status is DocumentStatus.STORED:
            self._stored.append(document)  # an earlier run was interrupted here
            return
        self._files_done += 1
        if document is not None and document.status is DocumentStatus.FAILED:
            yield Failed(path, document.reason)
        else:
            yield Skipped(path, item.reason)

    def _keep_failure(self, item: Unreadable) -> None:
        """A file that was read before and cannot be opened now keeps its text: it may be back tomorrow."""
        path, fingerprint = item.file.path, item.fingerprint
        if fingerprint is not None:
            replaced = self._passages_at(path)
            self._documents.fail(
                path,
                self._collection,
                fingerprint.sha256,
                fingerprint.size_bytes,
                fingerprint.modified_ns,
                item.reason,
                item.locked,
            )
            self._forget(replaced)
            self._audit.record("file not read", sha256=fingerprint.sha256)
        elif _is_name_of_something(path) and self._documents.find(path, self._collection) is None:
            self._documents.fail(path, self._collection, "", 0, 0, item.reason)
            self._audit.record("file not read")

    def _forget(self, replaced: tuple[int, ...]) -> None:
        self.has_replaced |= bool(replaced)
        self._embedding.forget(replaced)

    def _passages_at(self, path: Path) -> tuple[int, ...]:
        earlier = self._documents.find(path, self._collection)
        return self._documents.passage_ids(document_ids=(earlier.id,)) if earlier is not None else ()

    def _begin_to_embed(self, cancel: CancelToken) -> None:
        """Have what was stored embedded while more is stored."""
        self._embedded, self._stored = self._stored, []
        passages = [passage for document in self._embedded for passage in self._documents.passages_of(document.id)]
        if passages and not self._why_not_embedded:
            self._batches = self._under_way.enter_context(self._embedding.begun(passages, cancel))

    def _embed_begun(self, cancel: CancelToken) -> Iterator[Event]:
        """Keep the vectors of what was begun, and tell of each document that is complete."""
        embedded, self._embedded = self._embedded, []
        count = sum(document.passage_count for document in embedded)
        try:
            for done in self._embedding.keep(self._batches, cancel) if self._batches else ():
                yield from self._progress(Path(embedded[-1].path), done / max(count, done) * len(embedded))
            self._passages_embedded += count
        except (WorkerError, ModelError) as error:
            self._why_not_embedded = str(error)
        finally:
            self._batches = None
            self._under_way.close()
        for document in embedded:
            cancel.checkpoint()
            self._files_done += 1
            yield self._finished(document)

    def _finished(self, document: Document) -> Event:
        if self._why_not_embedded:
            self._not_embedded += 1
        else:
            self._documents.mark_searchable(document.id)
        self._audit.record(
            "document added",
            document=document.id,
            sha256=document.content_hash,
            pages=document.page_count,
            passages=document.passage_count,
        )
        try:
            return Added(self._documents.get(document.id))
        except NothingFound:
            return Skipped(document.path, "It was removed while it was being added.")

    def _progress(self, path: Path, files_in_work: float = 0.0, pages: str = "") -> Iterator[Progress]:
        if not self._pace.is_due():
            return
        rate = self._pace.per_second(self._passages_embedded)
        told = (_shown(path), pages, f"{counted(round(rate), 'passage')}/s" if rate >= 1 and not pages else "")
        yield Progress(
            "Adding documents",
            self._files_done + files_in_work,
            len(self._listing.files),
            "files",
            self._pace.seconds_left(self._bytes_read, self._bytes_rest),
            " \u00b7 ".join(part for part in told if part),
        )


def _shown(path: Path) -> str:
    """A path that can be written anywhere, even where its name is no valid text."""
    return str(path).encode(errors="replace").decode()


def _is_name_of_something(path: Path) -> bool:
    try:
        str(path).encode()
        return os.path.lexists(path)
    except ValueError:
        return False
