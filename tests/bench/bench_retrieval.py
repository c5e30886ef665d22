"""Prints how well and how fast the real search finds, over real vaults: judged sets, and large libraries.

python -m tests.bench.bench_retrieval [--sets scifact cranfield squad2 xquad_de_es_zh] [--sizes 10000 100000]
"""

import argparse
import json
import math
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy
import psutil

from app.core.cancel import CancelToken
from app.core.library.documents import Chunk, Document, Page, ReadDocument
from app.core.library.filters import NO_FILTERS
from app.engines import generations
from app.engines.index import Index
from app.engines.process import WorkerProcess
from app.services.library.embedding import Embedding
from app.services.library.search import Search
from app.storage.database import Database
from app.storage.library.bags import Bags
from app.storage.library.documents import Documents
from app.storage.library.generations import Generations
from app.storage.library.matching import Matching
from app.storage.library.vectors import PassageVectors
from app.storage.places import Places
from tests.bench.timing import processor_seconds, report
from tests.installed import EMBEDDING, embedder_files, model, shared_data

KEY = bytes(range(32))
TOP = 10
KNOWN = {
    "scifact": "BM25 0.679, dense 0.649, RRF 0.717, fused 0.737",
    "cranfield": "BM25 0.385, dense 0.390, RRF 0.432, fused 0.433",
    "squad2": "BM25 0.890, dense 0.797, RRF 0.885, fused 0.913",
    "xquad_de_es_zh": "twelve languages: BM25 0.928, with 4-grams 0.961, dense 0.381",
}
"""nDCG@10 measured elsewhere on the same files, to be beaten."""

Rank = Callable[[str, str | None], list[int]]


@dataclass(frozen=True)
class Library:
    """A vault in a temporary profile, with everything that searches it."""

    documents: Documents
    matching: Matching
    vectors: PassageVectors
    index: Index
    process: WorkerProcess
    search: Search


@contextmanager
def library() -> Iterator[Library]:
    with tempfile.TemporaryDirectory() as folder:
        places = Places(Path(folder), Path(folder), Path(folder))
        database = Database(places.database, KEY)
        documents, matching, kept = Documents(database), Matching(database), PassageVectors(database)
        store = Generations(places, KEY)
        embedder, _ = embedder_files()
        vectors, words = lambda: kept.all(EMBEDDING), Bags(database).after
        process = WorkerProcess("index")
        index = Index(process, embedder, model(EMBEDDING), vectors, store, stored_words=words)
        try:
            yield Library(documents, matching, kept, index, process, Search(documents, matching, index))
        finally:
            index.close()
            database.close()


# Judged sets -----------------------------------------------------------------------------------------------------


def judge(name: str, queries_at_most: int) -> None:
    """Print nDCG@10 and recall@10 of words, vectors and both; each language of a set is a collection of its own."""
    folder = shared_data(f"retrieval/{name}")
    rows = _lines(folder / "corpus.jsonl")
    texts = {row["_id"]: row["text"] for row in _lines(folder / "queries.jsonl")}
    judged = _judgements(folder / "qrels" / "test.tsv", texts, queries_at_most)
    by_language = name.startswith("xquad")
    with library() as made:
        names: dict[int, str] = {}
        started, before = time.perf_counter(), processor_seconds()
        for row in rows:
            pool = row["_id"].split("-")[0] if by_language else name
            names.update(_add(made, row["_id"], row.get("title", ""), row["text"], pool))
        spent = processor_seconds() - before
        took = f"{time.perf_counter() - started:.0f} s, {spent:.0f} s of the processor"
        print(f"\n{name}: {len(rows)} passages in {took}; known: {KNOWN[name]}")
        for label, rank in _rankings(made).items():
            before = processor_seconds()
            scores: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
            for query, relevant in judged.items():
                collection = query.split("-")[0] if by_language else None
                found = [names[passage] for passage in rank(texts[query], collection)]
                scores[collection or "all"].append((_ndcg(found, relevant), _recall(found, relevant)))
            told = (
                f"{language}: nDCG@10 {_mean(pair[0] for pair in pairs):.4f} recall@10 {_mean(pair[1] for pair in pairs):.4f}"
                for language, pairs in sorted(scores.items())
            )
            each = 1000 * (processor_seconds() - before) / len(judged)
            print(f"  {label:6} {'   '.join(told)}   {each:.1f} ms of the processor a question", flush=True)


def _rankings(made: Library) -> dict[str, Rank]:
    def fts5(text: str, collection: str | None) -> list[int]:
        among = made.matching.documents(collection, None, NO_FILTERS)
        return [passage for passage, _ in made.matching.keyword_search(text, TOP, among)]

    def words(text: str, collection: str | None) -> list[int]:
        found = made.index.find(text, 200, made.matching.documents(collection, None, NO_FILTERS))
        best = sorted(zip(found.words, found.ids, strict=True), key=lambda pair: (-pair[0], pair[1]))
        return [passage for score, passage in best[:TOP] if score > 0]

    def vectors(text: str, collection: str | None) -> list[int]:
        among = made.documents.passage_ids(collection) if collection else None
        return list(made.index.nearest(text, TOP, among).ids)

    def both(text: str, collection: str | None) -> list[int]:
        found = made.search.find(text, TOP, CancelToken(), collection=collection)
        return [scored.passage.id for scored in found.passages]

    return {"FTS5": fts5, "words": words, "vector": vectors, "fused": both}


def _add(made: Library, name: str, title: str, text: str, collection: str) -> dict[int, str]:
    document = _store(made.documents, name, title, [text], collection)
    passages = made.documents.passages_of(document.id)
    list(Embedding(made.documents, made.vectors, made.index).embed(passages, CancelToken()))
    return {passage.id: name for passage in passages}


def _store(documents: Documents, name: str, title: str, texts: Sequence[str], collection: str) -> Document:
    """One passage a page, under its title as heading."""
    read = ReadDocument("", "txt", tuple(Page(None, text) for text in texts))
    chunks = [Chunk(page, 0, len(text), text, title) for page, text in enumerate(texts)]
    return documents.add(f"/{name}", collection, "ab" * 32, 1, 1, read, chunks)


def _judgements(path: Path, texts: Mapping[str, str], at_most: int) -> dict[str, dict[str, int]]:
    judged: dict[str, dict[str, int]] = defaultdict(dict)
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        query, document, score = line.split("\t")
        if query in texts and int(score) > 0:
            judged[query][document] = int(score)
    step = max(1, len(judged) // at_most)
    return dict(list(judged.items())[::step])


def _lines(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _ndcg(found: Sequence[str], relevant: Mapping[str, int]) -> float:
    gains = sum(relevant.get(name, 0) / math.log2(place + 2) for place, name in enumerate(found))
    ideal = sum(score / math.log2(place + 2) for place, score in enumerate(sorted(relevant.values())[::-1][:TOP]))
    return gains / ideal


def _recall(found: Sequence[str], relevant: Mapping[str, int]) -> float:
    return len(set(found) & set(relevant)) / len(relevant)


def _mean(values: Iterator[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed)


# Large libraries -------------------------------------------------------------------------------------------------


def time_library(passages: int) -> None:
    """Print milliseconds of each part of a search over so many passages, by exact scan and with a generation."""
    sentences = _sentences()
    questions = [row["text"] for row in _lines(shared_data("retrieval/squad2") / "queries.jsonl")[::40]][:150]
    with library() as made:
        generations.GENERATION_FROM = 1 << 30  # not before it is asked for
        _fill(made, sentences, passages)
        print(f"\n{passages:,} passages")
        started = time.perf_counter()
        made.index.find(questions[0], TOP)
        print(f"  {_worker_bytes() / 1e6:.0f} MB in the worker; words taken in {time.perf_counter() - started:.1f} s")
        report("words (FTS5)", lambda question: made.matching.keyword_search(question, 200), questions)
        report("both in the worker", lambda question: made.index.find(question, 200), questions)
        exact = [made.index.nearest(question, 200).ids for question in questions]
        report("nearest 200, exact", lambda question: made.index.nearest(question, 200), questions)
        report("whole search, exact", lambda question: made.search.find(question, TOP, CancelToken()), questions)
        generations.GENERATION_FROM = 1
        started = time.perf_counter()
        made.index.update_generation(CancelToken())
        print(f"  generation built, checked, sealed and opened in {time.perf_counter() - started:.0f} s")
        proposed = [made.index.nearest(question, 200).ids for question in questions]
        for top in (10, 200):
            shares = [len(set(a[:top]) & set(b[:top])) / top for a, b in zip(exact, proposed, strict=True)]
            print(f"  the generation finds {sum(shares) / len(shares):.4f} of the nearest {top}")
        report("nearest 200, Chroma", lambda question: made.index.nearest(question, 200), questions)
        report("whole search, Chroma", lambda question: made.search.find(question, TOP, CancelToken()), questions)
        print(f"  {made.index.state()} Memory of the worker: {_worker_bytes() / 1e6:.0f} MB")
        _report_start(made, questions[0])


def _report_start(made: Library, question: str) -> None:
    """Print how long a question waits that starts the worker anew."""
    made.process.stop()
    started = time.perf_counter()
    made.search.find(question, TOP, CancelToken())
    print(f"  first answer of a new worker after {time.perf_counter() - started:.1f} s", flush=True)


def _fill(made: Library, sentences: Sequence[str], passages: int) -> None:
    """Passages of three real sentences; their vectors are those of real sentences with a little noise."""
    generator = numpy.random.default_rng(5)
    base = made.index.embed(sentences[:: max(1, len(sentences) // 3000)][:3000], CancelToken())
    real = numpy.frombuffer(base.float16, "<f2").reshape(-1, base.dimensions).astype(numpy.float32)
    for start in range(0, passages, 500):
        count = min(500, passages - start)
        chosen = generator.integers(0, len(sentences), (count, 3))
        texts = [" ".join(sentences[sentence] for sentence in row) for row in chosen]
        document = _store(made.documents, f"document {start}", "", texts, "large")
        noisy = real[generator.integers(0, len(real), count)] + 0.03 * generator.standard_normal((count, real.shape[1]))
        noisy /= numpy.linalg.norm(noisy, axis=1, keepdims=True)
        ids = [passage.id for passage in made.documents.passages_of(document.id)]
        float16 = noisy.astype("<f2").tobytes()
        made.vectors.put(EMBEDDING, ids, float16, base.dimensions)
        made.index.hold(ids, float16)
        made.documents.mark_searchable(document.id)


def _sentences() -> list[str]:
    texts = [
        row["text"]
        for name in ("scifact", "squad2")
        for row in _lines(shared_data(f"retrieval/{name}") / "corpus.jsonl")
    ]
    return [sentence for text in texts for sentence in text.split(". ") if 40 < len(sentence) < 400]


def _worker_bytes() -> int:
    return sum(child.memory_info().rss for child in psutil.Process().children())


def main() -> None:
    """Judge and time."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sets", nargs="*", default=list(KNOWN))
    parser.add_argument("--sizes", nargs="*", type=int, default=[10_000, 100_000])
    parser.add_argument("--queries", type=int, default=5000)
    arguments = parser.parse_args()
    for name in arguments.sets:
        judge(name, arguments.queries)
    for size in arguments.sizes:
        time_library(size)


if __name__ == "__main__":
    main()
