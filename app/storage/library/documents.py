"""Documents as the vault keeps them: pages, passages, and what is known of the file."""

import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from app.core.clock import utc_now
from app.core.errors import NothingFound
from app.core.library.bags import document_words
from app.core.library.documents import Chunk, Document, DocumentStatus, LibraryStatus, Page, Passage, ReadDocument
from app.core.words.text import folded
from app.storage.database import Database
from app.storage.library.document_rows import (
    IN_LIST,
    MET,
    PASSAGE_COLUMNS,
    among,
    begin_keyword_merge,
    document_from,
    go_on_with_keyword_merge,
    insert_text,
    page_from,
    password_of,
    remove_documents,
    replace_document,
    storable,
    stored_document,
)

_PAGE_COLUMNS = "number, text, headings, label, first_row, runs, boxes, confidence"


class Documents:
    """The library's rows. Every method is one transaction, unless it says otherwise."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        path: str | os.PathLike[str],
        collection: str,
        content_hash: str,
        size_bytes: int,
        modified_ns: int,
        document: ReadDocument,
        chunks: Sequence[Chunk],
        password: str = "",
    ) -> Document:
        """Keep a document that was read, in place of any older one of the same path and collection.

        Its words can be found at once; its vectors are still missing, so its status is STORED. `password` is what
        opened the file; it is kept as long as the document.

        Raises:
            UserError: the path is not valid text, or the disk is full; nothing was changed.
        """
        new = stored_document(path, collection, content_hash, size_bytes, modified_ns, document, len(chunks))
        words = document_words(new.title, new.path, chunks)
        with self._database.writing() as connection:
            kept = replace_document(connection, new, password)
            insert_text(connection, kept.id, document.pages, chunks, words)
        return kept

    def fail(
        self,
        path: str | os.PathLike[str],
        collection: str,
        content_hash: str,
        size_bytes: int,
        modified_ns: int,
        reason: str,
        locked: bool = False,
    ) -> Document:
        """Keep the fact that a file could not be read, and why, in place of any older document of that path.

        `locked` says that the password known of it, if any, does not open it.
        """
        new = Document(
            id=0,
            path=storable(path),
            title=Path(path).name,
            format="",
            collection=collection,
            content_hash=content_hash,
            size_bytes=size_bytes,
            modified_ns=modified_ns,
            added_at=utc_now(),
            status=DocumentStatus.FAILED,
            reason=reason,
            locked=locked,
        )
        with self._database.writing() as connection:
            return replace_document(connection, new, "" if locked else None)

    def password(self, document_id: int) -> str:
        """What opens a document's file; "" where nothing is known or needed."""
        with self._database.reading() as connection:
            return password_of(connection, document_id)

    def find(self, path: str | os.PathLike[str], collection: str) -> Document | None:
        """The document of that path in that collection, None if it was never added."""
        row = self._database.row(
            "SELECT * FROM documents WHERE path = ? AND collection = ?", (storable(path), collection)
        )
        return document_from(row) if row is not None else None

    def with_content(self, content_hash: str, collection: str) -> Document | None:
        """A readable document of that content in that collection, None if there is none."""
        row = self._database.row(
            "SELECT * FROM documents WHERE content_hash = ? AND collection = ? AND status <> 'failed'"
            " ORDER BY path DESC LIMIT 1",
            (content_hash, collection),
        )
        return document_from(row) if row is not None else None

    def get(self, document_id: int) -> Document:
        """One document.

        Raises:
            NothingFound: it is not, or no longer, in the library.
        """
        row = self._database.row("SELECT * FROM documents WHERE id = ?", (document_id,))
        if row is None:
            raise NothingFound("This document is no longer in the library.")
        return document_from(row)

    def some(self, document_ids: Sequence[int]) -> list[Document]:
        """The documents with these ids, by path; those no longer in the library are left out."""
        rows = self._database.rows(
            f"SELECT * FROM documents WHERE id {IN_LIST} ORDER BY path, collection",  # noqa: S608
            (json.dumps(list(document_ids)),),
        )
        return [document_from(row) for row in rows]

    def documents(self, collection: str | None = None, search: str = "") -> list[Document]:
        """Documents of one collection or of all, by path; `search` keeps those with it in title or path."""
        rows = self._database.rows(
            f"SELECT * FROM documents WHERE {MET} AND (?1 IS NULL OR collection = ?1)"  # noqa: S608
            " AND (?2 = '' OR instr(folded(title), ?2) OR instr(folded(path), ?2)) ORDER BY path, collection",
            (collection, folded(search)),
        )
        return [document_from(row) for row in rows]

    def collections(self) -> list[str]:
        """The names of all collections that hold a document, in order."""
        rows = self._database.rows(
            f"SELECT DISTINCT collection FROM documents WHERE {MET} ORDER BY collection"  # noqa: S608
        )
        return [row[0] for row in rows]

    def holds_packed(self, collection: str) -> bool:
        """Whether documents of a knowledge pack are in a collection, or on their way there."""
        found = self._database.value(
            "SELECT EXISTS (SELECT 1 FROM documents JOIN knowledge_documents ON document_id = documents.id"
            " WHERE collection = ?)",
            (collection,),
        )
        return bool(found)

    def page(self, document_id: int, page_index: int) -> Page:
        """One page, counted from 0.

        Raises:
            NothingFound: there is no such page.
        """
        row = self._database.row(
            f"SELECT {_PAGE_COLUMNS} FROM pages WHERE document_id = ? AND page_index = ?",  # noqa: S608
            (document_id, page_index),
        )
        if row is None:
            raise NothingFound("This page is no longer in the library.")
        return page_from(row)

    def has_boxes(self, document_id: int) -> bool:
        """Whether text of a document has a place of its own: words read from pictures, or what people added to pages."""
        found = self._database.value(
            "SELECT EXISTS (SELECT 1 FROM pages WHERE document_id = ? AND length(boxes))",
            (document_id,),
        )
        return bool(found)

    def pages(self, document_id: int) -> list[Page]:
        """All pages of a document, in order; none if it is not in the library."""
        rows = self._database.rows(
            f"SELECT {_PAGE_COLUMNS} FROM pages WHERE document_id = ? ORDER BY page_index",  # noqa: S608
            (document_id,),
        )
        return [page_from(row) for row in rows]

    def passages_of(self, document_id: int) -> list[Passage]:
        """All passages of a document, in order."""
        rows = self._database.rows(
            f"SELECT {PASSAGE_COLUMNS} FROM passages WHERE document_id = ? ORDER BY ordinal",  # noqa: S608
            (document_id,),
        )
        return [Passage(*row) for row in rows]

    def passages(self, ids: Sequence[int]) -> list[Passage]:
        """The passages with these ids, in the order asked.

        Those no longer in the library are left out, those whose file is gone from a followed folder, and those withheld.
        """
        rows = self._database.rows(
            f"SELECT {PASSAGE_COLUMNS} FROM passages WHERE id {IN_LIST}"  # noqa: S608
            " AND NOT EXISTS (SELECT 1 FROM gone_files WHERE gone_files.document_id = passages.document_id)"
            " AND NOT EXISTS (SELECT 1 FROM withheld_documents WHERE document_id = passages.document_id)",
            (json.dumps(list(ids)),),
        )
        by_id = {row["id"]: Passage(*row) for row in rows}
        return [by_id[passage_id] for passage_id in ids if passage_id in by_id]

    def latest_texts(self, limit: int) -> list[str]:
        """The texts of the passages added last, at most so many; none that no search would find."""
        rows = self._database.rows(
            "SELECT text FROM passages WHERE document_id NOT IN (SELECT document_id FROM gone_files)"
            " AND document_id NOT IN (SELECT document_id FROM withheld_documents)"
            " ORDER BY id DESC LIMIT ?",
            (limit,),
        )
        return [row[0] for row in rows]

    def passage_ids(self, collection: str | None = None, document_ids: Sequence[int] | None = None) -> tuple[int, ...]:
        """The ids of all passages, of one collection, or of some documents, in ascending order."""
        condition, parameters = among(collection, document_ids)
        rows = self._database.rows(
            "SELECT passages.id FROM passages JOIN documents ON documents.id = passages.document_id"  # noqa: S608
            f" WHERE {condition} ORDER BY passages.id",
            parameters,
        )
        return tuple(row[0] for row in rows)

    def mark_searchable(self, document_id: int) -> None:
        """Its vectors are complete. A document that failed, or is gone, stays what it is."""
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE documents SET status = 'searchable' WHERE id = ? AND status = 'stored'", (document_id,)
            )

    def touch(self, document_id: int, path: str | os.PathLike[str], modified_ns: int) -> None:
        """The same content is now at `path`, or was saved again: keep where and when. Another document there goes."""
        kept_path = storable(path)
        with self._database.writing() as connection:
            replaced = connection.execute(
                "SELECT other.id FROM documents AS other JOIN documents AS this USING (collection)"
                " WHERE this.id = ? AND other.path = ? AND other.id <> this.id",
                (document_id, kept_path),
            ).fetchall()
            remove_documents(connection, [row[0] for row in replaced])
            connection.execute(
                "UPDATE documents SET path = ?, modified_ns = ? WHERE id = ?", (kept_path, modified_ns, document_id)
            )

    def remove(self, document_ids: Iterable[int]) -> tuple[int, ...]:
        """Erase documents with their pages, passages, vectors and words; returns the passage ids that are gone.

        Afterwards nothing of their text is left in the database file, free pages included. The rows go in one
        transaction; `forget_removed_words` follows, and takes seconds in a library of 100,000 passages.
        """
        with self._database.writing() as connection:
            gone = remove_documents(connection, list(document_ids))
        if gone:
            self.forget_removed_words()
        return gone

    def forget_removed_words(self) -> None:
        """Take what is left of removed documents out of the keyword index and the log; nothing to do costs nothing.

        `remove` does it; after a crash in the middle of it, or after documents were replaced, call it again.
        """
        with self._database.writing() as connection:
            begin_keyword_merge(connection)
        unfinished = True
        while unfinished:
            with self._database.writing() as connection:
                unfinished = go_on_with_keyword_merge(connection)
        self._database.checkpoint()

    def at(self, paths: Sequence[str]) -> dict[int, str]:
        """The documents at these paths, in whatever collection: id and path. What is not in the library is left out."""
        rows = self._database.rows(
            f"SELECT id, path FROM documents WHERE path {IN_LIST}",  # noqa: S608
            (json.dumps(list(paths)),),
        )
        return {row[0]: row[1] for row in rows}

    def status(self, collection: str | None = None) -> LibraryStatus:
        """Counts of one collection or of all, and the files that could not be read; `index_state` is left empty."""
        with self._database.reading() as connection:
            counts = connection.execute(
                "SELECT count(*), total(status = 'searchable'), total(status = 'stored'), total(status = 'failed'),"  # noqa: S608
                f" total(passage_count) FROM documents WHERE {MET} AND (?1 IS NULL OR collection = ?1)",
                (collection,),
            ).fetchone()
            failed = connection.execute(
                "SELECT path, reason FROM documents WHERE status = 'failed' AND (?1 IS NULL OR collection = ?1)"
                " ORDER BY path",
                (collection,),
            ).fetchall()
        documents, searchable, stored, unreadable, passages = (int(count) for count in counts)
        return LibraryStatus(
            documents, searchable, stored, unreadable, passages, unreadable=tuple((row[0], row[1]) for row in failed)
        )
