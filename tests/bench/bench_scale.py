"""Prints how fast a million passages are searched by words and meaning, what memory that takes, and how it starts.

python -m tests.bench.bench_scale [PASSAGES…]

Vectors and words are synthetic: vectors in 2,000 clusters, some 60 distinct words a passage that are as frequent as
words are (Zipf), in documents of 100 passages. Questions are real. All of it goes through the real worker and pipe;
what the vault adds to a search is the reading of some thirty passages.
"""

import sys
import time
from collections.abc import Iterator

import numpy
import psutil

from app.core.bags import BagBatch, bag, card
from app.engines.index import Index
from app.engines.process import WorkerProcess
from tests.bench.bench_retrieval import _lines, _report, _times
from tests.installed import EMBEDDING, embedder_files, model, shared_data

TOP = 200
BATCH = 10_000
DOCUMENT = 100
WORDS = 60
VOCABULARY = 300_000


class SyntheticVault:
    """The vault's side of an index of so many passages."""

    def __init__(self, passages: int) -> None:
        self._passages = passages
        generator = numpy.random.default_rng(1)
        self._centres = generator.standard_normal((2000, 384)).astype(numpy.float32)
        texts = [row["text"] for row in _lines(shared_data("retrieval/squad2") / "corpus.jsonl")]
        real = numpy.unique(numpy.frombuffer(b"".join(map(bag, texts)), "<u4,u1")["f0"])
        invented = generator.integers(0, 1 << 32, VOCABULARY, numpy.uint32)
        self._vocabulary = numpy.concatenate((generator.permutation(real), invented))
        self._frequency = numpy.cumsum(1.0 / numpy.arange(10, 10 + len(self._vocabulary)))
        self._frequency /= self._frequency[-1]

    def vectors(self) -> Iterator[tuple[tuple[int, ...], bytes]]:
        """Batches of ids and vectors."""
        for first in range(1, self._passages + 1, BATCH):
            generator = numpy.random.default_rng(first)
            count = min(BATCH, self._passages + 1 - first)
            rows = self._centres[generator.integers(0, len(self._centres), count)]
            rows = rows + 0.5 * generator.standard_normal(rows.shape, numpy.float32)
            rows /= numpy.linalg.norm(rows, axis=1, keepdims=True)
            yield tuple(range(first, first + count)), rows.astype("<f2").tobytes()

    def words(self, after: int) -> Iterator[BagBatch]:
        """Batches of bags and cards."""
        for first in range(after + 1, self._passages + 1, BATCH):
            generator = numpy.random.default_rng(first)
            count = min(BATCH, self._passages + 1 - first)
            drawn = self._frequency.searchsorted(generator.random((count, WORDS)))
            entries = numpy.zeros(drawn.size, "<u4,u1")
            entries["f0"] = self._vocabulary[drawn].ravel()
            entries["f1"] = generator.integers(1, 4, drawn.size)
            ids = range(first, first + count)
            documents = tuple((id_ - 1) // DOCUMENT + 1 for id_ in ids)
            distinct = tuple(sorted(set(documents)))
            cards = [card(f"Report {id_} of {2000 + id_ % 25}", f"/r{id_}.pdf", "") for id_ in distinct]
            sizes = tuple(len(each) // 5 for each in cards)
            yield BagBatch(tuple(ids), documents, (WORDS,) * count, entries.tobytes(), distinct, sizes, b"".join(cards))


def measure(passages: int) -> None:
    """Start a worker with so many passages, and ask."""
    vault = SyntheticVault(passages)
    process = WorkerProcess("index")
    folder, _ = embedder_files()
    index = Index(process, folder, model(EMBEDDING), vault.vectors, stored_words=vault.words)
    questions = [row["text"] for row in _lines(shared_data("retrieval/squad2") / "queries.jsonl")[::60]][:100]
    try:
        started = time.perf_counter()
        index.find(questions[0], TOP)
        seconds = time.perf_counter() - started
        memory = psutil.Process(process.process_id).memory_info()
        print(f"{passages:,} passages: first answer after {seconds:.1f} s (making them up included)")
        print(f"  worker {memory.rss / 1e6:,.0f} MB")
        _report("words and meaning", _times(lambda question: index.find(question, TOP), questions))
        _report("meaning alone", _times(lambda question: index.nearest(question, TOP), questions))
        some = list(range(1, passages // DOCUMENT, 3))
        _report("a third of documents", _times(lambda question: index.find(question, TOP, some), questions))
    finally:
        index.close()


if __name__ == "__main__":
    for size in map(int, sys.argv[1:] or ("100000", "1000000")):
        measure(size)
