from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.errors import NothingFound, UserError
from app.core.library.documents import Chunk, DocumentStatus, Heading, LibraryStatus, Page, ReadDocument
from app.storage.database import Database
from app.storage.library.documents import Documents
from app.storage.library.file_states import FileStates
from app.storage.library.matching import Matching
from app.storage.library.vectors import PassageVectors
from tests.storage.made import KEY, add, chunks_of, decrypted, read_document

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


def test_a_document_comes_back_as_it_was_added(documents: Documents) -> None:
    read = read_document("First page.", "Second page.", title="Report")
    added = documents.add("/a/report.pdf", "Work", "cd" * 32, 123, 456, read, chunks_of(read))
    assert added.status is DocumentStatus.STORED
    assert (added.title, added.format, added.page_count, added.passage_count) == ("Report", "pdf", 2, 2)
    assert documents.get(added.id) == added
    assert documents.find("/a/report.pdf", "Work") == added
    assert documents.find("/a/report.pdf", "Home") is None
    assert documents.pages(added.id) == list(read.pages)
    assert documents.page(added.id, 1) == read.pages[1]


def test_passages_know_their_place(documents: Documents) -> None:
    read = ReadDocument("T", "pdf", (Page(1, "Alpha beta."), Page(2, "Gamma delta.")))
    chunks = [Chunk(1, 6, 11, "delta", "One > Two"), Chunk(0, 0, 5, "Alpha")]
    document = documents.add("/a", "C", "00" * 32, 1, 1, read, chunks)
    first, second = documents.passages_of(document.id)
    assert (first.ordinal, first.page_index, first.page, first.start, first.end) == (0, 1, 2, 6, 11)
    assert (first.text, first.heading, second.text, second.page) == ("delta", "One > Two", "Alpha", 1)
    assert documents.passages([second.id, 10_000, first.id]) == [second, first]


def test_the_latest_texts_are_those_added_last_of_files_that_are_there(
    documents: Documents, database: Database
) -> None:
    add(documents, "/first.pdf", "one", "two")
    gone = add(documents, "/second.pdf", "three")
    add(documents, "/third.pdf", "four")
    assert documents.latest_texts(2) == ["four", "three"]
    FileStates(database).set_gone([gone.id])
    assert documents.latest_texts(10) == ["four", "two", "one"]


def test_what_names_a_place_and_what_a_document_says_of_itself_come_back(documents: Documents) -> None:
    page = Page(None, "a | b", label="budget.xlsx > Sheet May", first_row=12)
    read = ReadDocument("T", "zip", (page,), author="Ada Byron", date="2023-05-06T07:08:09Z")
    document = documents.add("/a", "C", "00" * 32, 1, 1, read, [Chunk(0, 0, 5, "a | b", first_row=12)])
    assert (documents.get(document.id).author, documents.get(document.id).date) == (read.author, read.date)
    assert documents.pages(document.id) == [page]
    assert documents.passages_of(document.id)[0].place() == "budget.xlsx > Sheet May, row 12"


@pytest.fixture(scope="module")
def shared_documents(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Documents]:
    database = Database(tmp_path_factory.mktemp("vault") / "vault.db", KEY)
    yield Documents(database)
    database.close()


@settings(deadline=None)
@given(title=ANY_TEXT, texts=st.lists(ANY_TEXT, min_size=1, max_size=3), heading=ANY_TEXT)
def test_any_text_survives(shared_documents: Documents, title: str, texts: list[str], heading: str) -> None:
    documents = shared_documents
    pages = tuple(Page(None, text, (Heading(0, 2, heading),)) for text in texts)
    chunks = [Chunk(index, 0, len(text), text, heading) for index, text in enumerate(texts)]
    added = documents.add("/a", "C", "00" * 32, 1, 1, ReadDocument(title, "txt", pages), chunks)
    assert documents.get(added.id).title == title
    assert documents.pages(added.id) == list(pages)
    assert [(it.text, it.heading) for it in documents.passages_of(added.id)] == [(text, heading) for text in texts]


def test_the_same_path_in_the_same_collection_is_replaced(documents: Documents, matching: Matching) -> None:
    old = add(documents, "/a", "old words")
    other = add(documents, "/a", "old words", collection="Other")
    new = add(documents, "/a", "new words")
    assert [it.id for it in documents.documents()] == [new.id, other.id]
    assert matching.keyword_search("new", 5)
    assert [it.document_id for it in documents.passages([id_ for id_, _ in matching.keyword_search("old", 5)])] == [
        other.id
    ]
    with pytest.raises(NothingFound):
        documents.get(old.id)


def test_passage_ids_are_never_used_again(documents: Documents) -> None:
    gone = documents.remove([add(documents, "/a", "one", "two").id])
    kept = documents.passages_of(add(documents, "/a", "three").id)
    assert len(gone) == 2
    assert kept[0].id > max(gone)


def test_a_file_that_failed_is_kept_with_its_reason(documents: Documents) -> None:
    add(documents, "/a.pdf", "text")
    failed = documents.fail("/a.pdf", "Documents", "00" * 32, 5, 6, "It is encrypted.")
    assert (failed.status, failed.reason, failed.title) == (DocumentStatus.FAILED, "It is encrypted.", "a.pdf")
    assert documents.documents() == [failed]
    documents.mark_searchable(failed.id)
    assert documents.get(failed.id).status is DocumentStatus.FAILED


def test_status_counts_each_collection(documents: Documents) -> None:
    done = add(documents, "/a", "one", "two")
    add(documents, "/b", "three")
    documents.fail("/c", "Other", "00" * 32, 1, 1, "Empty.")
    documents.mark_searchable(done.id)
    assert documents.status() == LibraryStatus(3, 1, 1, 1, 3, unreadable=(("/c", "Empty."),))
    assert documents.status("Other") == LibraryStatus(1, 0, 0, 1, 0, unreadable=(("/c", "Empty."),))
    assert documents.status("None") == LibraryStatus()
    assert documents.collections() == ["Documents", "Other"]


def test_documents_are_found_by_title_and_path_whatever_the_case(documents: Documents) -> None:
    add(documents, "/Größe/Übersicht.pdf", "text")
    add(documents, "/other.pdf", "text")
    assert [it.path for it in documents.documents(search="ÜBERSICHT")] == ["/Größe/Übersicht.pdf"]
    assert len(documents.documents(search="a TITLE")) == 2
    assert documents.documents(collection="Elsewhere", search="other") == []
    assert documents.documents(search="100%_") == []


def test_what_is_gone_is_said_to_be_gone(documents: Documents) -> None:
    with pytest.raises(NothingFound, match="no longer in the library"):
        documents.get(7)
    with pytest.raises(NothingFound, match="no longer in the library"):
        documents.page(7, 0)
    assert documents.pages(7) == []
    assert documents.remove([7]) == ()


def test_a_path_that_is_not_text_is_refused_in_a_sentence(documents: Documents) -> None:
    with pytest.raises(UserError, match="not valid text"):
        add(documents, "/bad\udcff.pdf", "text")
    assert documents.documents() == []


@pytest.mark.parametrize(
    "name", ["n" * 255, "line\nbreak", "\u202eright to left.pdf", "quote'\"; DROP TABLE documents;--"]
)
def test_odd_file_names_are_kept_as_they_are(documents: Documents, name: str) -> None:
    add(documents, f"/folder/{name}", "text")
    assert documents.find(Path("/folder") / name, "Documents") is not None


def test_a_moved_file_keeps_its_passages(documents: Documents) -> None:
    document = add(documents, "/old", "some words")
    add(documents, "/new", "words in the way")
    documents.touch(document.id, "/new", 99)
    moved = documents.get(document.id)
    assert (moved.path, moved.modified_ns) == ("/new", 99)
    assert [it.id for it in documents.documents()] == [document.id]


class TestErasure:
    @pytest.mark.fault(42)
    def test_nothing_of_a_removed_document_is_left_in_the_decrypted_file(
        self, database: Database, documents: Documents, matching: Matching
    ) -> None:
        for number in range(60):
            add(documents, f"/{number}", f"ordinary words of document {number} " * 30)
        secret = add(documents, "/secret-path", "The zebrafish sings at midnight. " * 400)
        vector = b"\xa7\x3c\x91\x5e" * 96
        PassageVectors(database).put("m", documents.passage_ids(document_ids=[secret.id]), vector, 192)
        database.checkpoint()
        before = decrypted(database.path)
        assert before.count(b"zebrafish sings") > 100
        assert vector in before

        documents.remove([secret.id])
        after = decrypted(database.path)
        for trace in (b"zebrafish", b"fish sings", b"ebrafish", b"secret-path", vector[:16]):
            assert trace not in after
        assert b"midnight" not in after
        assert Path(f"{database.path}-wal").stat().st_size == 0
        assert len(documents.documents()) == 60
        assert len(matching.keyword_search("ordinary", 100)) == 60

    def test_it_can_be_finished_later(self, database: Database, documents: Documents, matching: Matching) -> None:
        add(documents, "/a", "quokkas everywhere")
        add(documents, "/a", "replaced by other words")
        documents.forget_removed_words()
        documents.forget_removed_words()
        assert b"uokka" not in decrypted(database.path)
        assert matching.keyword_search("replaced", 5)
