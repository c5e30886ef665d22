"""The vault's bags of words, walked over as the index asks for them."""

import pytest

from app.core.library.bags import BYTES_PER_WORD, BagBatch, bag
from app.storage.database import Database
from app.storage.library import bags
from app.storage.library.bags import Bags
from app.storage.library.documents import Documents
from tests.storage.made import add


@pytest.fixture
def documents(database: Database) -> Documents:
    return Documents(database)


def passages(batches: list[BagBatch]) -> list[int]:
    return [passage_id for batch in batches for passage_id in batch.passages]


def cards(batches: list[BagBatch]) -> list[int]:
    return [document_id for batch in batches for document_id in batch.card_documents]


@pytest.mark.parametrize("at_once", [1, 2, 5000])
def test_every_passage_and_every_card_comes_once(
    database: Database, documents: Documents, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(bags, "_BATCH", at_once)
    added = [add(documents, f"/{number}", *["a pump"] * 3) for number in range(3)]
    batches = list(Bags(database).after(0))
    assert passages(batches) == list(documents.passage_ids())
    assert cards(batches) == [document.id for document in added]
    for batch in batches:
        assert sum(batch.sizes) * BYTES_PER_WORD == len(batch.bags)
        assert sum(batch.card_sizes) * BYTES_PER_WORD == len(batch.cards)


def test_only_what_is_new_comes(database: Database, documents: Documents) -> None:
    kept = Bags(database)
    add(documents, "/a", "a pump")
    last = list(kept.after(0))[-1].passages[-1]
    assert list(kept.after(last)) == []
    second = add(documents, "/b", "a hotel")
    (batch,) = kept.after(last)
    assert batch.documents == batch.card_documents == (second.id,)


def test_what_was_added_before_bags_were_kept_is_computed(database: Database, documents: Documents) -> None:
    add(documents, "/a/report.pdf", "a pump")
    kept = list(Bags(database).after(0))
    with database.writing() as connection:
        connection.execute("DELETE FROM bags")
        connection.execute("DELETE FROM cards")
    assert list(Bags(database).after(0)) == kept
    assert bag("a pump") in kept[0].bags


def test_a_removed_document_leaves_no_bag(database: Database, documents: Documents) -> None:
    gone = add(documents, "/a", "a pump")
    documents.remove([gone.id])
    assert list(Bags(database).after(0)) == []
    with database.reading() as connection:
        assert connection.execute("SELECT count(*) FROM bags").fetchone()[0] == 0
        assert connection.execute("SELECT count(*) FROM cards").fetchone()[0] == 0
