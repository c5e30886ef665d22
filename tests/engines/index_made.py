"""An index over a small vault in memory, for tests that harm it."""

from collections.abc import Iterator, Sequence

import numpy
from numpy.typing import NDArray

from app.core.cancel import CancelToken
from app.engines.index import Index
from app.engines.process import WorkerProcess
from app.storage.library.generations import Generations
from tests.installed import EMBEDDING, embedder_files, model

Rows = NDArray[numpy.float16]

QUESTIONS = tuple(f"What does the contract say about the {thing}?" for thing in ("price", "delivery", "weather", "cat"))


class VaultInMemory:
    """The vault's side of an index: vectors by id, in order."""

    def __init__(self, count: int) -> None:
        self.vectors: dict[int, bytes] = {}
        self.add(clustered(count))

    def add(self, vectors: Rows, first_id: int = 1) -> tuple[int, ...]:
        ids = tuple(range(first_id, first_id + len(vectors)))
        self.vectors.update(zip(ids, (vector.tobytes() for vector in vectors), strict=True))
        return ids

    def remove(self, ids: Sequence[int]) -> None:
        for passage_id in ids:
            del self.vectors[passage_id]

    def stored(self) -> Iterator[tuple[tuple[int, ...], bytes]]:
        ids = sorted(self.vectors)
        for start in range(0, len(ids), 700):
            batch = tuple(ids[start : start + 700])
            yield batch, b"".join(self.vectors[passage_id] for passage_id in batch)

    def expected(self, index: Index, question: str, top: int) -> list[int]:
        """The nearest ids to a question, by a product over all that is stored."""
        asked = numpy.frombuffer(index.embed([question], CancelToken()).float16, "<f2").astype(numpy.float32)
        ids = sorted(self.vectors)
        rows = numpy.frombuffer(b"".join(self.vectors[key] for key in ids), "<f2").reshape(len(ids), -1)
        cosines = rows.astype(numpy.float32) @ asked
        return [ids[row] for row in numpy.argsort(-cosines, kind="stable")[:top]]


def clustered(count: int, seed: int = 7) -> Rows:
    """Unit vectors that crowd like those of real texts."""
    generator = numpy.random.default_rng(seed)
    centres = generator.standard_normal((60, 384))
    vectors = centres[generator.integers(0, 60, count)] + 0.4 * generator.standard_normal((count, 384))
    return numpy.asarray(vectors / numpy.linalg.norm(vectors, axis=1, keepdims=True), numpy.float16)


def made_index(vault: VaultInMemory, store: Generations | None = None) -> Index:
    folder, _ = embedder_files()
    return Index(WorkerProcess("index"), folder, model(EMBEDDING), vault.stored, store)


def share_found(vault: VaultInMemory, index: Index, top: int = 10) -> float:
    """The mean share of the truly nearest that the index answers."""
    shares = [
        len(set(index.nearest(question, top).ids) & set(vault.expected(index, question, top))) / top
        for question in QUESTIONS
    ]
    return sum(shares) / len(shares)
