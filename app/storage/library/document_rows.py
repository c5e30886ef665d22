"""The rows behind a document, written and read inside somebody's transaction."""

import dataclasses
import json
import os
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from app.core.clock import utc_now
from app.core.errors import UserError
from app.core.library.bags import DocumentWords
from app.core.library.documents import Chunk, Document, DocumentStatus, Heading, Page, ReadDocument
from app.core.library.positions import Run, WordBox
from app.storage.database import Connection, Row

# A list of ids travels as one JSON parameter, however long it is.
PASSAGE_COLUMNS = (
    "id, document_id, ordinal, page_index, page, start_character, end_character, heading, text, label, first_row"
)
IN_LIST = "IN (SELECT value FROM json_each(?))"
MET = "documents.id NOT IN (SELECT document_id FROM withheld_documents)"
"""The condition that leaves out documents of a knowledge pack that is not whole yet, or has expired."""
_MERGE_PAGES = 500
_CHANGES_OF_A_STEP = 2
"""A merge command that finds nothing to do changes fewer rows than this, says FTS5's documentation."""


def begin_keyword_merge(connection: Connection) -> None:
    """Begin to merge the keyword index into one piece, which leaves out the words of removed rows.

    Until then FTS5 keeps them, only marked as removed (https://sqlite.org/fts5.html#the_merge_command).
    """
    connection.execute("INSERT INTO keywords (keywords, rank) VALUES ('merge', ?)", (-_MERGE_PAGES,))


def go_on_with_keyword_merge(connection: Connection) -> bool:
    """Merge a little more, about 0.1 s of work; whether there is still more to do."""
    before = connection.total_changes
    connection.execute("INSERT INTO keywords (keywords, rank) VALUES ('merge', ?)", (_MERGE_PAGES,))
    return connection.total_changes - before >= _CHANGES_OF_A_STEP


def storable(path: str | os.PathLike[str]) -> str:
    """A path as the database can keep it.

    Raises:
        UserError: it is not valid text.
    """
    text = os.fspath(path)
    try:
        text.encode()
    except UnicodeEncodeError:
        readable = text.encode(errors="replace").decode()
        raise UserError(f"The name of {readable} is not valid text (UTF-8); please rename the file.") from None
    return text


def among(collection: str | None, document_ids: Sequence[int] | None) -> tuple[str, list[str]]:
    """A condition on the tables `documents` and `passages`, and its parameters; withheld documents never fit it."""
    conditions, parameters = [MET], []
    if collection is not None:
        conditions.append("documents.collection = ?")
        parameters.append(collection)
    if document_ids is not None:
        conditions.append(f"documents.id {IN_LIST}")
        parameters.append(json.dumps(list(document_ids)))
    return " AND ".join(conditions), parameters


def replace_document(connection: Connection, new: Document, password: str | None = None) -> Document:
    """Keep a document's own row in place of an older document of that path and collection; returns it with its id.

    `password` opens its file, "" if it needs none; with None, that of the older document is kept.
    """
    older = connection.execute(
        "SELECT id FROM documents WHERE path = ? AND collection = ?", (new.path, new.collection)
    ).fetchall()
    if password is None:
        password = next((password_of(connection, row[0]) for row in older), "")
    remove_documents(connection, [row[0] for row in older])
    values = dataclasses.asdict(new) | {"notes": json.dumps(new.notes), "locked": int(new.locked)}
    del values["id"]
    cursor = connection.execute(
        f"INSERT INTO documents ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})",  # noqa: S608
        tuple(values.values()),
    )
    assert cursor.lastrowid is not None
    if password:
        connection.execute("INSERT INTO passwords (document_id, password) VALUES (?, ?)", (cursor.lastrowid, password))
    return dataclasses.replace(new, id=cursor.lastrowid)


def stored_document(
    path: str | os.PathLike[str],
    collection: str,
    content_hash: str,
    size_bytes: int,
    modified_ns: int,
    read: ReadDocument,
    passage_count: int,
) -> Document:
    """A document that was just read, without an id and without vectors. Raises UserError as `storable` does."""
    return Document(
        id=0,
        path=storable(path),
        title=read.title,
        format=read.format,
        collection=collection,
        content_hash=content_hash,
        size_bytes=size_bytes,
        modified_ns=modified_ns,
        added_at=utc_now(),
        status=DocumentStatus.STORED,
        page_count=len(read.pages),
        passage_count=passage_count,
        author=read.author,
        date=read.date,
        notes=read.notes,
    )


def insert_text(
    connection: Connection, document_id: int, pages: Sequence[Page], chunks: Sequence[Chunk], words: DocumentWords
) -> None:
    """Keep all pages and passages of a document, and the words to find them by."""
    _insert_pages(connection, document_id, pages)
    _insert_passages(connection, document_id, pages, chunks, words.keywords)
    _insert_bags(connection, document_id, words)


def _insert_pages(connection: Connection, document_id: int, pages: Sequence[Page]) -> None:
    """Keep all pages of a document."""
    connection.executemany(
        "INSERT INTO pages (document_id, page_index, number, text, headings, label, first_row, runs, boxes, confidence)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                *(document_id, index, page.number, page.text, msgspec.json.encode(page.headings).decode()),
                *(page.label, page.first_row, _packed(page.runs), _packed(page.boxes), page.confidence),
            )
            for index, page in enumerate(pages)
        ),
    )


def _insert_passages(
    connection: Connection,
    document_id: int,
    pages: Sequence[Page],
    chunks: Sequence[Chunk],
    keywords: Sequence[str],
) -> None:
    """Keep all passages of a document, and the words to find each by."""
    for ordinal, (chunk, words) in enumerate(zip(chunks, keywords, strict=True)):
        page = pages[chunk.page_index]
        cursor = connection.execute(
            "INSERT INTO passages (document_id, ordinal, page_index, page, start_character, end_character, heading,"
            " text, label, first_row) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(document_id, ordinal, chunk.page_index, page.number, chunk.start, chunk.end, chunk.heading),
                *(chunk.text, page.label, chunk.first_row),
            ),
        )
        connection.execute("INSERT INTO keywords (rowid, words) VALUES (?, ?)", (cursor.lastrowid, words))


def _insert_bags(connection: Connection, document_id: int, words: DocumentWords) -> None:
    """Keep the words of a document's passages, which are there already, and of its card."""
    ids = connection.execute("SELECT id FROM passages WHERE document_id = ? ORDER BY ordinal", (document_id,))
    connection.executemany(
        "INSERT INTO bags (passage_id, words) VALUES (?, ?)",
        ((row[0], bag) for row, bag in zip(ids.fetchall(), words.bags, strict=True)),
    )
    connection.execute("INSERT INTO cards (document_id, words) VALUES (?, ?)", (document_id, words.card))


def remove_documents(connection: Connection, document_ids: Sequence[int]) -> tuple[int, ...]:
    """Delete documents with all that hangs on them; returns the ids of their passages, ascending."""
    identities = json.dumps(list(document_ids))
    rows = connection.execute(
        f"SELECT id FROM passages WHERE document_id {IN_LIST} ORDER BY id",  # noqa: S608
        (identities,),
    ).fetchall()
    connection.executemany("DELETE FROM keywords WHERE rowid = ?", ((row[0],) for row in rows))
    connection.execute(f"DELETE FROM documents WHERE id {IN_LIST}", (identities,))  # noqa: S608
    return tuple(row[0] for row in rows)


def password_of(connection: Connection, document_id: int) -> str:
    """What opens a document's file; "" where nothing is known or needed."""
    row = connection.execute("SELECT password FROM passwords WHERE document_id = ?", (document_id,)).fetchone()
    return str(row[0]) if row is not None else ""


def document_from(row: Row) -> Document:
    """The document of a row of `documents`."""
    values = dict(row)
    values |= {
        "status": DocumentStatus(row["status"]),
        "notes": tuple(json.loads(row["notes"])),
        "locked": bool(row["locked"]),
    }
    return Document(**values)


def page_from(row: Row) -> Page:
    """The page of a row of `pages`."""
    return Page(
        number=row["number"],
        text=row["text"],
        headings=msgspec.json.decode(row["headings"], type=tuple[Heading, ...]),
        label=row["label"],
        first_row=row["first_row"],
        runs=tuple(Run(*values) for values in _unpacked(row["runs"], 3)),
        boxes=tuple(WordBox(*values) for values in _unpacked(row["boxes"], 6)),
        confidence=row["confidence"],
    )


def _packed(positions: Sequence[Run] | Sequence[WordBox]) -> bytes:
    """Only the values, one after the other: a scanned page has hundreds of words."""
    flat = [value for position in positions for value in dataclasses.astuple(position)]
    return msgspec.msgpack.encode(flat) if flat else b""


def _unpacked(packed: bytes, count: int) -> Iterator[tuple[Any, ...]]:
    values = msgspec.msgpack.decode(packed) if packed else []
    return zip(*[iter(values)] * count, strict=True)
