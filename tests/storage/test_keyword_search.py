"""Passages found by their words in the vault."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.words.keywords import FTS5_TOKENIZER
from app.storage.database import Database
from app.storage.library.documents import Documents
from app.storage.library.matching import Matching
from app.storage.migrations import known_migrations
from tests.storage.made import KEY, add


@pytest.fixture(scope="module")
def shared_matching(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Matching]:
    database = Database(tmp_path_factory.mktemp("vault") / "vault.db", KEY)
    yield Matching(database)
    database.close()


def test_the_best_passage_comes_first_and_scores_are_higher_for_better(
    documents: Documents, matching: Matching
) -> None:
    add(documents, "/a", "a pump and a valve " * 5, "the pump " * 3, "nothing of the kind")
    found = matching.keyword_search("Which pumps?", 10)
    assert [documents.passages([id_])[0].ordinal for id_, _ in found] == [1, 0]
    assert found[0][1] > found[1][1]
    assert matching.keyword_search("pumps", 1) == found[:1]


def test_words_can_be_looked_for_in_some_documents(documents: Documents, matching: Matching) -> None:
    first, second = add(documents, "/a", "a pump"), add(documents, "/b", "a pump", collection="Other")

    def found(among: tuple[int, ...] | None) -> list[int]:
        ids = [id_ for id_, _ in matching.keyword_search("pump", 10, among)]
        return sorted(it.document_id for it in documents.passages(ids))

    assert found(None) == [first.id, second.id]
    assert found((second.id,)) == [second.id]
    assert found(()) == []


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_no_question_is_a_syntax_error(shared_matching: Matching, question: str) -> None:
    shared_matching.keyword_search(question, 5)


def test_headings_are_found_too(documents: Documents, matching: Matching) -> None:
    add(documents, "/a", "text")
    assert matching.keyword_search("top", 5)


def test_the_table_has_the_tokenizer_the_words_are_made_for() -> None:
    assert any(f'"{FTS5_TOKENIZER}"' in migration.sql for migration in known_migrations())
