"""The index: the vault's vectors behind a worker that may die at any time."""

import signal
from collections.abc import Iterator
from pathlib import Path

import numpy
import pytest

from app.core.cancel import CancelToken
from app.core.errors import Cancelled, WorkerCrashed, WorkerError
from app.engines.index import Index
from app.engines.process import WorkerProcess
from tests.engines.index_made import QUESTIONS, VaultInMemory, clustered, made_index, share_found
from tests.installed import EMBEDDING, model
from tests.kills import kill_in_a_request


@pytest.fixture
def vault() -> VaultInMemory:
    return VaultInMemory(900)


@pytest.fixture
def index(vault: VaultInMemory) -> Iterator[Index]:
    made = made_index(vault)
    yield made
    made.close()


def test_it_answers_from_the_vault_without_being_told(vault: VaultInMemory, index: Index) -> None:
    assert share_found(vault, index) == 1.0
    assert index.state() == "All 900 vectors are scanned exactly."


def test_nothing_runs_until_it_is_asked_or_warmed(index: Index) -> None:
    assert index._process.process_id is None
    assert index.state() == "No vector is loaded yet."
    index.warm()
    assert index._process.process_id
    assert "900" in index.state()


def test_what_is_held_is_found_and_what_is_dropped_is_not(vault: VaultInMemory, index: Index) -> None:
    index.warm()
    text = "The cat is not mentioned in the contract."
    embedded = numpy.frombuffer(index.embed([text], CancelToken()).float16, numpy.float16)
    ids = vault.add(embedded.reshape(1, -1), first_id=5000)
    index.hold(ids, vault.vectors[5000])
    assert index.nearest(text, 1).ids == (5000,)
    vault.remove(ids)
    index.drop(ids)
    assert 5000 not in index.nearest(text, 900).ids
    assert share_found(vault, index) == 1.0


def test_a_worker_that_was_killed_is_replaced_with_everything_it_had(vault: VaultInMemory, index: Index) -> None:
    index.warm()
    ids = vault.add(clustered(5, seed=1), first_id=5000)
    index.hold(ids, b"".join(vault.vectors[passage_id] for passage_id in ids))
    kill_in_a_request(index._process)
    with pytest.raises(WorkerCrashed) as crash:
        index.nearest(QUESTIONS[0], 10)
    assert crash.value.worker_exit_code == -signal.SIGKILL
    assert share_found(vault, index) == 1.0
    assert index.nearest(QUESTIONS[0], 1, ids).ids[0] in ids


def test_a_worker_killed_while_embedding_fails_that_request_only(index: Index) -> None:
    index.warm()
    kill_in_a_request(index._process)
    with pytest.raises(WorkerCrashed):
        index.embed(["text"] * 50, CancelToken())
    assert len(index.embed(["text"] * 50, CancelToken()).float16) == 50 * 384 * 2


def test_a_worker_that_ended_for_being_idle_is_no_failure(vault: VaultInMemory, index: Index) -> None:
    index.warm()
    index._process.stop()
    assert share_found(vault, index) == 1.0
    index._process.stop()
    index.hold((1,), vault.vectors[1])
    index.drop((1,))
    assert index._process.process_id is None, "there is nothing to tell a worker that is not there"


def test_many_texts_come_back_in_their_order(index: Index) -> None:
    texts = [f"Sentence number {number} is about {'cats' if number % 2 else 'contracts'}." for number in range(30)]
    together = index.embed(texts, CancelToken()).float16
    assert together[17 * 768 : 18 * 768] == index.embed([texts[17]], CancelToken(), urgent=True).float16
    assert index.embed([], CancelToken()).float16 == b""


def test_embedding_is_cancelled_between_pieces(index: Index) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        index.embed(["text"] * 50, cancel)


def test_a_search_can_be_limited(index: Index) -> None:
    assert set(index.nearest(QUESTIONS[0], 5, among=[3, 4]).ids) == {3, 4}
    assert index.nearest(QUESTIONS[0], 5, among=[]).ids == ()


def test_without_its_embedder_it_says_so_in_a_sentence(vault: VaultInMemory, tmp_path: Path) -> None:
    index = Index(WorkerProcess("index"), tmp_path, model(EMBEDDING), vault.stored)
    try:
        with pytest.raises(WorkerError, match="cannot be read"):
            index.nearest(QUESTIONS[0], 5)
    finally:
        index.close()
