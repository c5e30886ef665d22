"""Hybrid search over a real vault and the real embedder."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from app.core.cancel import CancelToken
from app.core.errors import Cancelled
from app.core.library.documents import Chunk, Document, Page, ReadDocument, ScoredPassage
from app.core.library.filters import Filters
from app.engines.index import Index
from app.engines.process import WorkerProcess
from app.services.library.embedding import Embedding
from app.services.library.search import Search
from app.storage.database import Database
from app.storage.library.bags import Bags
from app.storage.library.documents import Documents
from app.storage.library.matching import Matching
from app.storage.library.vectors import PassageVectors
from tests.installed import EMBEDDING, embedder_files, model
from tests.kills import kill_in_a_request

HANDBOOK = (
    "Every employee of Norhaven receives 27 days of annual leave. Requests go to Ingrid Solberg.",
    "The oil of the P-310 pump is changed every 1,250 hours of operation. Use ISO VG 68 oil only.",
    "The oil of the P-320 pump is changed every 900 hours of operation. Use ISO VG 46 oil only.",
    "The base station listens on channel 14. The call sign is Kestrel.",
)
TRAVEL = (
    "Train tickets are booked in second class. Hotels may cost up to 140 euros a night.",
    "Taxis are paid for between midnight and five in the morning.",
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path / "vault.db", bytes(range(32)))
    yield opened
    opened.close()


@pytest.fixture
def documents(database: Database) -> Documents:
    return Documents(database)


@pytest.fixture
def index(database: Database) -> Iterator[Index]:
    folder, _ = embedder_files()
    vectors, words = PassageVectors(database), Bags(database).after
    made = Index(WorkerProcess("index"), folder, model(EMBEDDING), lambda: vectors.all(EMBEDDING), stored_words=words)
    yield made
    made.close()


@pytest.fixture
def search(database: Database, index: Index) -> Search:
    """A search over two documents in two collections."""
    add(database, index, "/handbook.md", *HANDBOOK, collection="Work")
    add(database, index, "/travel.html", *TRAVEL, collection="Travel")
    return searching(database, index)


def searching(database: Database, index: Index) -> Search:
    return Search(Documents(database), Matching(database), index)


def add(
    database: Database, index: Index, path: str, *texts: str, collection: str = "Work", embedded: bool = True
) -> Document:
    """Put a document of one passage a page into the library, as the library does."""
    documents = Documents(database)
    read = ReadDocument(Path(path).stem, "md", tuple(Page(number + 1, text) for number, text in enumerate(texts)))
    chunks = [Chunk(page, 0, len(text), text) for page, text in enumerate(texts)]
    document = documents.add(path, collection, "ab" * 32, 10, 20, read, chunks)
    if embedded:
        list(
            Embedding(documents, PassageVectors(database), index).embed(
                documents.passages_of(document.id), CancelToken()
            )
        )
        documents.mark_searchable(document.id)
    return document


def find(
    search: Search,
    question: str,
    top: int = 3,
    collection: str | None = None,
    document_ids: Sequence[int] | None = None,
) -> tuple[ScoredPassage, ...]:
    return search.find(question, top, CancelToken(), collection, document_ids).passages


def best(search: Search, question: str) -> str:
    return find(search, question)[0].passage.text


def test_a_question_is_found_by_its_meaning(search: Search) -> None:
    assert best(search, "How many holidays do workers get?") == HANDBOOK[0]
    assert best(search, "Wieviel darf eine Übernachtung im Hotel kosten?") == TRAVEL[0]
    assert search.find("Wieviel darf eine Übernachtung kosten?", 5, CancelToken()).limitation == ""


def test_a_question_is_found_by_a_rare_word(search: Search) -> None:
    assert best(search, "Kestrel") == HANDBOOK[3]


@pytest.mark.parametrize(("asked", "page"), [("P-310", 1), ("P-320", 2), ("p320", 2)])
def test_an_identifier_wins(search: Search, asked: str, page: int) -> None:
    assert best(search, f"When is the oil of the {asked} pump changed?") == HANDBOOK[page]


def test_a_quoted_phrase_wins(search: Search) -> None:
    assert best(search, 'Which pump oil, "paid for between midnight"?') == TRAVEL[1]


def test_each_passage_comes_with_its_document_and_both_scores(search: Search) -> None:
    found = search.find("How often is pump oil changed?", 3, CancelToken())
    first = found.passages[0]
    assert (first.path, first.title) == ("/handbook.md", "handbook")
    assert first.passage.page in (2, 3)
    assert 0.3 < (first.cosine or 0) < 1
    assert (first.keyword_score or 0) > 0
    assert [passage.score for passage in found.passages] == sorted(
        (passage.score for passage in found.passages), reverse=True
    )
    assert all(scored.score == scored.parts.total for scored in found.passages)
    assert first.parts.words > 0
    assert first.parts.meaning > first.parts.exact == 0
    assert found.question == "How often is pump oil changed?"
    assert found.documents_searched == 2
    assert found.search_ms > 0


def test_a_search_keeps_to_a_collection_or_to_documents(search: Search, documents: Documents) -> None:
    question = "How many holidays do workers get?"
    assert {found.path for found in find(search, question, 10, collection="Travel")} == {"/travel.html"}
    travel = documents.documents("Travel")[0].id
    limited = search.find(question, 10, CancelToken(), document_ids=[travel])
    assert {found.path for found in limited.passages} == {"/travel.html"}
    assert limited.documents_searched == 1
    assert find(search, question, document_ids=[]) == ()
    assert find(search, question, collection="None such") == ()


def test_nothing_searchable_is_nothing_found(database: Database, index: Index) -> None:
    found = searching(database, index).find("Anything?", 5, CancelToken())
    assert (found.passages, found.documents_searched) == ((), 0)
    assert searching(database, index).find("?!", 5, CancelToken()).passages == ()


def test_a_document_without_vectors_yet_is_found_by_its_words(search: Search, database: Database, index: Index) -> None:
    add(database, index, "/new.md", "The zeppelin leaves at noon.", embedded=False)
    first = find(search, "When does the zeppelin leave?")[0]
    assert first.path == "/new.md"
    assert first.cosine is None


def test_copies_of_a_passage_are_found_once(search: Search, database: Database, index: Index) -> None:
    add(database, index, "/copy.md", *HANDBOOK)
    found = find(search, "How many holidays do workers get?", 8)
    assert [passage.passage.text for passage in found].count(HANDBOOK[0]) == 1
    assert found[0].parts.duplicates == 1


def test_an_erased_document_is_never_found(search: Search, documents: Documents, index: Index) -> None:
    gone = documents.documents("Work")[0].id
    ids = documents.remove([gone])
    assert {found.path for found in find(search, "Kestrel pump oil leave", 10)} <= {"/travel.html"}
    index.drop(ids)
    assert {found.path for found in find(search, "Kestrel pump oil leave", 10)} <= {"/travel.html"}


def test_without_an_embedder_words_are_enough_and_it_says_so(database: Database, index: Index, tmp_path: Path) -> None:
    add(database, index, "/handbook.md", *HANDBOOK)
    broken = Index(WorkerProcess("index"), tmp_path, model(EMBEDDING), lambda: PassageVectors(database).all(EMBEDDING))
    try:
        by_words = searching(database, broken)
        found = by_words.find("Who is Ingrid Solberg?", 5, CancelToken())
        assert found.passages[0].passage.text == HANDBOOK[0]
        assert found.limitation.startswith("Passages were found by their words alone: The model file")
    finally:
        broken.close()


def test_a_worker_that_dies_costs_a_second_not_the_meaning(search: Search, index: Index) -> None:
    index.warm()
    kill_in_a_request(index._process)
    assert best(search, "How many holidays do workers get?") == HANDBOOK[0]
    assert find(search, "How many holidays do workers get?")[0].cosine is not None


def test_a_search_can_be_cancelled(search: Search) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        search.find("Anything?", 5, cancel)


FILINGS = {
    "/filings/NORHAVEN_2022_ANNUALREPORT.pdf": ("The annual report of Norhaven Energy for 2022.", "4.1", "3.2"),
    "/filings/NORHAVEN_2023_ANNUALREPORT.pdf": ("The annual report of Norhaven Energy for 2023.", "4.4", "3.9"),
    "/filings/KESTREL_2023_ANNUALREPORT.pdf": ("The annual report of Kestrel Shipping for 2023.", "7.0", "6.1"),
}


@pytest.fixture
def filings(database: Database, index: Index) -> Search:
    """A search over three documents whose pages are alike but for the figures."""
    for path, (cover, revenue, costs) in FILINGS.items():
        pages = (cover, f"Net revenue rose to {revenue} million.", f"Operating costs rose to {costs} million.")
        add(database, index, path, *pages, collection="Filings")
    return searching(database, index)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What was the net revenue of Norhaven in 2022?", "4.1"),
        ("What was the net revenue of Norhaven in FY2023?", "4.4"),
        ("operating costs of kestrel, annual report 2023", "6.1"),
    ],
)
def test_names_and_years_in_a_question_choose_the_document(filings: Search, question: str, expected: str) -> None:
    with_figures = [scored for scored in find(filings, question, 5) if "million" in scored.passage.text]
    assert expected in with_figures[0].passage.text
    assert with_figures[0].parts.document > 0


def test_a_document_that_is_not_named_can_still_answer(filings: Search) -> None:
    texts = [scored.passage.text for scored in find(filings, "Norhaven operating costs 2022", 9)]
    assert any("6.1" in text for text in texts)


def test_a_phrase_is_found_however_far_down(database: Database, index: Index) -> None:
    many = [f"The cat sat on mat number {number} of the house with the cat." for number in range(250)]
    add(database, index, "/cats.md", *many, "On mat sat one, who was not a cat.", embedded=False)
    search = searching(database, index)
    assert best(search, 'Which cat: "on mat sat"?') == "On mat sat one, who was not a cat."


def test_words_are_found_without_their_endings_and_accents(search: Search, database: Database, index: Index) -> None:
    add(database, index, "/neu.md", "Die Überprüfungen der Aufzüge sind jährlich.", embedded=False)
    first = find(search, "Wer macht die Uberprüfung?")[0]
    assert first.path == "/neu.md"
    assert (first.keyword_score or 0) > 0


def test_limits_typed_into_a_question_hold_and_are_told(search: Search) -> None:
    found = search.find("How many holidays do workers get? type:html", 5, CancelToken())
    assert {passage.path for passage in found.passages} == {"/travel.html"}
    assert (found.question, found.filters) == ("How many holidays do workers get?", Filters(type="html"))
    assert found.documents_searched == 1


def test_chosen_limits_hold_together_with_a_collection(search: Search) -> None:
    none = search.find("holidays", 5, CancelToken(), collection="Work", filters=Filters(type="html"))
    assert (none.passages, none.documents_searched) == ((), 0)


def test_words_added_before_they_were_kept_as_numbers_are_found(database: Database, index: Index) -> None:
    add(database, index, "/handbook.md", *HANDBOOK, embedded=False)
    with database.writing() as connection:
        connection.execute("DELETE FROM bags")
        connection.execute("DELETE FROM cards")
    assert best(searching(database, index), "Kestrel") == HANDBOOK[3]
