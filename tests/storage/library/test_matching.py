"""Which documents fit a search's limits."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.core.library.documents import Chunk, Page, ReadDocument
from app.core.library.filters import Filters
from app.storage.database import Database
from app.storage.library.documents import Documents
from app.storage.library.matching import Matching

LEASE, LETTER, NOTES = "/home/x/Contracts/old/lease.PDF", "/home/x/letters/Müller.docx", "C:\\work\\Contracts\\notes.md"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "vault.db", bytes(range(32)))
    kept = Documents(database)
    add(kept, LEASE, "pdf", author="Ingrid SOLBERG", date="2023-05-04")
    add(kept, LETTER, "docx", date="2024-01-01T09:00:00")
    add(kept, NOTES, "md", changed=datetime(2022, 6, 30, 12, tzinfo=UTC), collection="Work")
    kept.fail("/home/x/Contracts/broken.pdf", "Documents", "", 0, 0, "It is damaged.")
    yield database
    database.close()


def add(
    documents: Documents,
    path: str,
    kind: str,
    author: str = "",
    date: str = "",
    changed: datetime = datetime(2025, 1, 1, tzinfo=UTC),
    collection: str = "Documents",
) -> None:
    read = ReadDocument("Title", kind, (Page(None, "text"),), author=author, date=date)
    modified_ns = int(changed.timestamp()) * 1_000_000_000
    documents.add(path, collection, "ab" * 32, 1, modified_ns, read, [Chunk(0, 0, 4, "text")])


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), {LEASE, LETTER, NOTES}),
        (Filters(type="pdf"), {LEASE}),
        (Filters(type=".DOCX"), {LETTER}),
        (Filters(folder="contracts"), {LEASE, NOTES}),
        (Filters(folder="contract"), set()),
        (Filters(folder="/home/x"), {LEASE, LETTER}),
        (Filters(folder="C:\\work"), {NOTES}),
        (Filters(author="solberg"), {LEASE}),
        (Filters(after="2023"), {LEASE, LETTER}),
        (Filters(after="2023-05-05"), {LETTER}),
        (Filters(before="2024"), {LEASE, NOTES}),
        (Filters(before="2023", after="2022-06"), {NOTES}),
        (Filters(folder="contracts", type="pdf"), {LEASE}),
    ],
)
def test_limits_hold_together(database: Database, matching: Matching, filters: Filters, expected: set[str]) -> None:
    documents = Documents(database)
    found = matching.documents(None, None, filters)
    assert {documents.get(id_).path for id_ in found} == expected


def test_documents_are_found_by_every_word_of_title_or_path_the_likeliest_first(database: Database) -> None:
    documents, matching = Documents(database), Matching(database)
    for path, title in (
        ("/a/boat.txt", "About the lease"),
        ("/b/lease.txt", "Flat"),
        ("/c/x.txt", "Lease of the flat"),
    ):
        documents.add(path, "Other", "cd" * 32, 1, 1, ReadDocument(title, "txt", (Page(None, "text"),)), [])
    assert [one.title for one in matching.named("LEASE", 2)] == ["Lease of the flat", "About the lease"]
    assert {one.title for one in matching.named("flat lease", 9)} == {"Lease of the flat", "Flat"}
    assert matching.named("boat house", 9) == []
    assert len(matching.named("", 4)) == 4


def test_limits_hold_within_a_collection_or_some_documents(matching: Matching) -> None:
    lease = matching.documents(None, None, Filters(type="pdf"))
    assert matching.documents("Work", None, Filters(type="pdf")) == ()
    assert matching.documents("Documents", lease, Filters(after="2023")) == lease
    assert matching.documents(None, (), Filters()) == ()
