"""Prints how fast a million passages are searched by words and meaning, what memory that takes, and how it starts.

python -m tests.bench.bench_scale [PASSAGES…]

Vectors and words are synthetic: vectors in 2,000 clusters, some 60 distinct words a passage that are as frequent as
words are (Zipf), in documents of 100 passages. Questions are real, and so are the texts in the vault. All of it goes
through the real search, worker and pipe; only the index of phrases is empty, which none of these questions asks.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy
import psutil

from app.core.cancel import CancelToken
from app.core.library.bags import BagBatch, bag, card
from app.engines.index import Index
from app.engines.process import WorkerProcess
from app.services.library.search import Search
from app.storage.database import Database
from app.storage.library.documents import Documents
from app.storage.library.matching import Matching
from tests.bench.bench_retrieval import _lines
from tests.bench.timing import report
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

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Documents and the texts of their passages: real paragraphs, over and over."""
        paragraphs = [row["text"] for row in _lines(shared_data("retrieval/squad2") / "corpus.jsonl")]
        for document in range(self._passages // DOCUMENT):
            start = document * DOCUMENT
            yield document + 1, [paragraphs[(start + place) % len(paragraphs)] for place in range(DOCUMENT)]


def fill(database: Database, vault: SyntheticVault) -> None:
    """Put documents and passages into a database, and no word of them into its index of phrases."""
    times = ("2026-01-01T00:00:00Z", "searchable", "")
    with database.writing() as connection:
        for document, texts in vault.rows():
            connection.execute(
                "INSERT INTO documents (id, path, collection, title, format, content_hash, size_bytes, modified_ns,"
                " added_at, status, reason, page_count, passage_count) VALUES (?, ?, 'c', ?, 'pdf', ?, 1, 1, ?, ?, ?, 1, ?)",
                (document, f"/r{document}.pdf", f"Report {document}", f"{document:064x}", *times, len(texts)),
            )
            first = (document - 1) * DOCUMENT + 1
            connection.executemany(
                "INSERT INTO passages (id, document_id, ordinal, page_index, page, start_character, end_character,"
                " heading, text) VALUES (?, ?, ?, 0, 1, 0, 1, '', ?)",
                ((first + place, document, place, text) for place, text in enumerate(texts)),
            )


def measure(passages: int, folder: Path) -> None:
    """Fill a vault, start a worker with so many passages, and ask."""
    vault = SyntheticVault(passages)
    process = WorkerProcess("index")
    embedder, _ = embedder_files()
    database = Database(folder / "vault.db", bytes(range(32)))
    index = Index(process, embedder, model(EMBEDDING), vault.vectors, stored_words=vault.words)
    search = Search(Documents(database), Matching(database), index)
    questions = [row["text"] for row in _lines(shared_data("retrieval/squad2") / "queries.jsonl")[::60]][:100]
    some = list(range(1, passages // DOCUMENT, 3))
    try:
        started = time.perf_counter()
        fill(database, vault)
        print(f"{passages:,} passages: vault made in {time.perf_counter() - started:.1f} s")
        started = time.perf_counter()
        index.find(questions[0], TOP)
        print(f"  first answer after {time.perf_counter() - started:.1f} s (making them up included)")
        memory = psutil.Process(process.process_id).memory_info()
        print(f"  worker {memory.rss / 1e6:,.0f} MB, application {psutil.Process().memory_info().rss / 1e6:,.0f} MB")
        report("whole search", lambda question: search.find(question, 10, CancelToken()), questions)
        report("  of a third", lambda it: search.find(it, 10, CancelToken(), document_ids=some), questions)
        report("worker alone", lambda question: index.find(question, TOP), questions)
        report("  of a third", lambda question: index.find(question, TOP, some), questions)
        report("meaning alone", lambda question: index.nearest(question, TOP), questions)
    finally:
        index.close()
        database.close()


if __name__ == "__main__":
    for size in map(int, sys.argv[1:] or ("100000", "1000000")):
        with tempfile.TemporaryDirectory() as made:
            measure(size, Path(made))
