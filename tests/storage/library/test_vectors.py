"""Vectors of passages: put in, found missing, walked through in batches, and gone with their document."""

import pytest

from app.storage.database import Database
from app.storage.library.documents import Documents
from app.storage.library.vectors import PassageVectors
from tests.storage.made import add


@pytest.fixture
def vectors(database: Database) -> PassageVectors:
    return PassageVectors(database)


def test_passages_without_a_vector_are_found_per_model(documents: Documents, vectors: PassageVectors) -> None:
    passages = documents.passages_of(add(documents, "/a", "one", "two", "three").id)
    vectors.put("small", [passages[0].id, passages[2].id], b"\x01\x02" * 4, 2)
    assert vectors.missing("small", 10) == [passages[1]]
    assert vectors.missing("large", 2) == passages[:2]
    assert (vectors.count_missing("small"), vectors.count_missing("large")) == (1, 3)


def test_vectors_come_back_in_batches_by_ascending_id(documents: Documents, vectors: PassageVectors) -> None:
    ids = [it.id for it in documents.passages_of(add(documents, "/a", *"abcde").id)]
    vectors.put("m", ids, bytes(range(20)), 2)
    vectors.put("other", ids[:1], b"zzzz", 2)
    assert list(vectors.all("m", batch=2)) == [
        (tuple(ids[0:2]), bytes(range(0, 8))),
        (tuple(ids[2:4]), bytes(range(8, 16))),
        (tuple(ids[4:5]), bytes(range(16, 20))),
    ]


def test_a_vector_is_replaced_and_one_for_a_removed_passage_passed_over(
    documents: Documents, vectors: PassageVectors
) -> None:
    (passage,) = documents.passages_of(add(documents, "/a", "one").id)
    vectors.put("m", [passage.id, 4711], b"aabb", 1)
    vectors.put("m", [passage.id], b"cc", 1)
    assert list(vectors.all("m")) == [((passage.id,), b"cc")]


def test_a_wrong_shape_is_a_mistake(vectors: PassageVectors) -> None:
    with pytest.raises(ValueError, match="3 bytes are not 1 vectors of 2"):
        vectors.put("m", [1], b"abc", 2)


def test_vectors_go_with_their_document(documents: Documents, vectors: PassageVectors) -> None:
    document = add(documents, "/a", "one")
    vectors.put("m", documents.passage_ids(), b"ab", 1)
    documents.remove([document.id])
    assert list(vectors.all("m")) == []
