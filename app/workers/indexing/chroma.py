"""A generation: the Chroma index of the vectors held, trusted only after it found what it must find."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import chromadb
import numpy
from chromadb.config import Settings
from chromadb.errors import ChromaError

from app.workers.indexing.digests import verify_digests, write_digests
from app.workers.indexing.terms import Matrix, Untrusted
from app.workers.indexing.vectors import HeldVectors
from app.workers.serve import CancelFlag

_COLLECTION = "passages"
INTERRUPTIBLE, WHOLESALE = 25, 100
"""Vectors added at once. `add` cannot be interrupted, so a cancel waits for one batch: 25 take about 30 ms. A hundred
take half as long each; more gain nothing."""
_LISTED_AT_ONCE = 10_000
_CANARIES = 32
_NEIGHBOURS_COMPARED = 10
_SAME_COSINE = 0.001
_SHARE_TO_AGREE = 0.9
_SHARE_TO_AGREE_ONCE = 0.5
_PERSISTED_TIMES = 4
_PERSISTED_AT_LEAST = 1000
_TROUBLE = (ChromaError, ValueError, KeyError, TypeError, RuntimeError, OSError)
"""What Chroma raises over a damaged folder or a full disk, as far as it raises anything and does not end the process."""


class Generation:
    """An open Chroma collection of unit vectors.

    Raises:
        Untrusted: from every method, where Chroma reports trouble.
    """

    def __init__(self, client: Any, collection: Any, ids: Iterable[int]) -> None:
        self._client = client
        self._collection = collection
        self.ids = set(ids)

    @classmethod
    def create(cls, folder: Path | None, expected_count: int) -> "Generation":
        """An empty generation, in memory if `folder` is None. A folder is written to a few times only, last at the end."""
        # The search asks for 200 at a time, and finds them better where more are looked at.
        hnsw = {"space": "cosine", "ef_construction": 200, "max_neighbors": 24, "ef_search": 400}
        hnsw["sync_threshold"] = persisted_every(expected_count)
        with _trouble_told():
            client = _client(folder)
            collection = client.create_collection(_COLLECTION, embedding_function=None, configuration={"hnsw": hnsw})
        return cls(client, collection, ())

    @classmethod
    def open(cls, folder: Path, ids: Iterable[int]) -> "Generation":
        """The generation in a folder, whose files are those that `finish` left; as yet unchecked otherwise."""
        verify_digests(folder)
        with _trouble_told():
            client = _client(folder)
            collection = client.get_collection(_COLLECTION, embedding_function=None)
        return cls(client, collection, ids)

    def add(self, ids: Sequence[int], vectors: Matrix) -> None:
        """Add vectors of ids that are not in it."""
        with _trouble_told():
            self._collection.add(ids=[str(passage_id) for passage_id in ids], embeddings=vectors)
        self.ids.update(ids)

    def nearest(self, vector: Matrix, top: int) -> list[int]:
        """About the `top` nearest ids, about in order."""
        wanted = min(top, len(self.ids))
        if not wanted:
            return []
        with _trouble_told():
            found = self._collection.query(query_embeddings=[vector], n_results=wanted, include=[])
            return [int(passage_id) for passage_id in found["ids"][0]]

    def agreement(self, held: HeldVectors, vector: Matrix, outside: int) -> float:
        """The share of the nearest vectors, by exact scan, that are found, or equals of them.

        `outside` is how many of the vectors held are not in the generation.
        """
        ids, cosines = held.nearest(vector, _NEIGHBOURS_COMPARED + outside)
        exact = cosines[[passage_id in self.ids for passage_id in ids.tolist()]][:_NEIGHBOURS_COMPARED]
        answered = held.known(self.nearest(vector, _NEIGHBOURS_COMPARED))
        found = -numpy.sort(-(held.rows_of(answered) @ vector))
        compared = min(len(exact), len(found))
        return float(numpy.sum(found[:compared] >= exact[:compared] - _SAME_COSINE)) / max(1, len(exact))

    def audit(self, held: HeldVectors, vector: Matrix, outside: int) -> None:
        """Compare one answer with the exact scan; `outside` as for `agreement`.

        Raises:
            Untrusted: most of the nearest vectors were missed, which is no accident of one question.
        """
        if self.agreement(held, vector, outside) < _SHARE_TO_AGREE_ONCE:
            raise Untrusted("it missed most of the nearest vectors of a question")

    def stored_ids(self) -> list[int]:
        """Every id that Chroma says it has."""
        ids: list[int] = []
        with _trouble_told():
            for offset in range(0, self._collection.count(), _LISTED_AT_ONCE):
                page = self._collection.get(limit=_LISTED_AT_ONCE, offset=offset, include=[])
                ids += map(int, page["ids"])
        return ids

    def close(self) -> None:
        """Let go of it and of what it keeps open."""
        self._client.close()

    def finish(self, folder: Path) -> None:
        """Close it for good, and note what its files are."""
        self.close()
        write_digests(folder)


def persisted_every(count: int) -> int:
    """After how many of so many vectors Chroma writes its graph: seldom, for it writes the whole of it each time."""
    times = min(_PERSISTED_TIMES, count // _PERSISTED_AT_LEAST)
    return count // times if times else _PERSISTED_AT_LEAST


def fill(generation: Generation, held: HeldVectors, at_once: int, flag: CancelFlag) -> None:
    """Add every vector that is held and not yet in the generation; after a cancel it can be continued."""
    missing = [passage_id for passage_id in held.ids.tolist() if passage_id not in generation.ids]
    every = persisted_every(len(missing))
    for start in range(0, len(missing), every):
        # Batches end where Chroma writes, so that in the end all but three vectors at most are in its graph.
        stretch = missing[start : start + every]
        for batch_start in range(0, len(stretch), at_once):
            flag.raise_if_set()
            batch = stretch[batch_start : batch_start + at_once]
            generation.add(batch, held.rows_of(batch))


def check(generation: Generation, held: HeldVectors, flag: CancelFlag) -> None:
    """Compare a generation with its list of ids and with the vectors held: all of them, or a sample.

    Every canary asks for itself; where all vectors are held, its neighbours are compared with the exact ones too.

    Raises:
        Untrusted: an id is missing or too many, a canary is not found, or neighbours are missed.
    """
    stored = generation.stored_ids()
    if len(stored) != len(generation.ids) or set(stored) != generation.ids:
        raise Untrusted(f"it holds {len(stored)} vectors that are not the {len(generation.ids)} it was built of")
    known = sorted(held.known(generation.ids))
    if not known:
        raise Untrusted("there is no vector to try it with")
    holds_all = len(known) == len(generation.ids)
    shares = []
    for canary in _spread(known, _CANARIES):
        flag.raise_if_set()
        vector = held.rows_of([canary])[0]
        if not _finds_its_like(generation, held, vector):
            raise Untrusted("it did not find a vector that it was built of")
        if holds_all:
            shares.append(generation.agreement(held, vector, len(held) - len(known)))
    if sum(shares) < _SHARE_TO_AGREE * len(shares):
        raise Untrusted(f"it missed {1 - sum(shares) / len(shares):.0%} of the nearest vectors")


def _finds_its_like(generation: Generation, held: HeldVectors, vector: Matrix) -> bool:
    """Whether the vector itself is among the answers, or its equal: the same text may be there many times."""
    answered = held.known(generation.nearest(vector, _NEIGHBOURS_COMPARED))
    return bool(answered) and float(max(held.rows_of(answered) @ vector)) >= 1.0 - 2 * _SAME_COSINE


@contextmanager
def _trouble_told() -> Iterator[None]:
    try:
        yield
    except _TROUBLE as error:
        raise Untrusted(f"Chroma reports {type(error).__name__}: {error}") from error


def _client(folder: Path | None) -> Any:
    settings = Settings(anonymized_telemetry=False, allow_reset=False)
    if folder is None:
        return chromadb.EphemeralClient(settings=settings)
    # SQLite inside Chroma otherwise makes its temporary files in /var/tmp, which is a disk. It looks once a process.
    os.environ.setdefault("SQLITE_TMPDIR", str(folder.parent))
    return chromadb.PersistentClient(path=str(folder), settings=settings)


def _spread(ids: Sequence[int], count: int) -> Sequence[int]:
    return ids[:: max(1, len(ids) // count)][:count]
