"""Prints whether a second look at the best passages pays: nDCG@10 and the first five, beside the milliseconds it takes.

python -m tests.bench.bench_rerank [--sets cranfield squad2 xquad_de_es_zh] [--queries 150] [--looked-at 30]

Late interaction (Khattab and Zaharia 2020, "ColBERT") over the token vectors of the embedder that ships: for each
token of the question the nearest of the passage, mixed with the score of our search. The weight is chosen on every
other question, and what is printed is of those between. Beside it, our order without the bonus for numbers.
"""

import argparse
import math
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

import numpy
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from app.core.cancel import CancelToken
from app.core.library import ranking
from app.core.library.documents import ScoredPassage
from tests.bench.bench_retrieval import _add, _judgements, _lines, _ndcg, library
from tests.installed import embedder_files, shared_data

TOP = 10
FIRST = 5
WEIGHTS = (0.0, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0)

Found = Sequence[ScoredPassage]
Order = list[str]
"""Names of passages, best first."""


class TokenVectors:
    """The embedder's vectors of single tokens, of unit length; those of passages are kept."""

    def __init__(self) -> None:
        folder, _ = embedder_files()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(folder / "model.onnx", options)
        self._inputs = {declared.name for declared in self._session.get_inputs()}
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(256)
        self._tokenizer.no_padding()
        self._kept: dict[int, NDArray[numpy.float32]] = {}
        self.computed = 0
        self.seconds = 0.0

    def of(self, text: str) -> NDArray[numpy.float32]:
        """Shape [tokens, 384]."""
        tokens = numpy.asarray([self._tokenizer.encode(text).ids], numpy.int64)
        feed = {"input_ids": tokens, "attention_mask": numpy.ones_like(tokens), "token_type_ids": tokens * 0}
        states = self._session.run(None, {name: feed[name] for name in self._inputs})[0][0]
        return states / numpy.linalg.norm(states, axis=1, keepdims=True)

    def of_passage(self, scored: ScoredPassage) -> NDArray[numpy.float32]:
        """The same of a passage under its heading."""
        passage = scored.passage
        if passage.id not in self._kept:
            before = time.process_time()
            self._kept[passage.id] = self.of(f"{passage.heading}\n{passage.text}")
            self.seconds += time.process_time() - before
            self.computed += 1
        return self._kept[passage.id]


def late_interaction(found: Found, question: str, tokens: TokenVectors) -> list[float]:
    """For each passage the mean over the question's tokens of the nearest cosine."""
    asked = tokens.of(question)
    return [float((asked @ tokens.of_passage(scored).T).max(axis=1).mean()) for scored in found]


def judge(name: str, queries_at_most: int, looked_at: int) -> None:
    """Fill a library with a set and print every order."""
    folder = shared_data(f"retrieval/{name}")
    texts = {row["_id"]: row["text"] for row in _lines(folder / "queries.jsonl")}
    judged = _judgements(folder / "qrels" / "test.tsv", texts, queries_at_most)
    by_language = name.startswith("xquad")
    tokens = TokenVectors()
    orders: defaultdict[str, dict[str, Order]] = defaultdict(dict)
    with library() as made:
        names: dict[int, str] = {}
        for row in _lines(folder / "corpus.jsonl"):
            pool = row["_id"].split("-")[0] if by_language else name
            names.update(_add(made, row["_id"], row.get("title", ""), row["text"], pool))
        for query in judged:
            question, pool = texts[query], query.split("-")[0] if by_language else None

            def search(top: int, question: str = question, pool: str | None = pool) -> Found:
                return made.search.find(question, top, CancelToken(), collection=pool).passages

            found = search(looked_at)
            orders["ours"][query] = [names[scored.passage.id] for scored in found]
            orders["no number bonus"][query] = [names[it.passage.id] for it in without_number_bonus(search)]
            near = late_interaction(found, question, tokens)
            for weight in WEIGHTS:
                mixed = [(1 - weight) * it.score + weight * score for it, score in zip(found, near, strict=True)]
                best = sorted(range(len(found)), key=lambda place: -mixed[place])
                orders[f"late {weight}"][query] = [names[found[place].passage.id] for place in best]
    print(f"\n{name}, {len(judged)} questions:")
    chosen, reported = list(judged)[::2], list(judged)[1::2]
    best_weight = max(WEIGHTS, key=lambda weight: _mean_ndcg(orders[f"late {weight}"], judged, chosen))
    for label in ("ours", "no number bonus", f"late {best_weight}", "late 1.0"):
        first = sum(any(it in judged[query] for it in orders[label][query][:FIRST]) for query in reported)
        value = _mean_ndcg(orders[label], judged, reported)
        print(f"  {label:18} nDCG@10 {value:.4f}   in the first five {first / len(reported):.3f}")
    differing = sum(orders["ours"][query][:TOP] != orders["no number bonus"][query][:TOP] for query in judged)
    each = 1000 * tokens.seconds / max(1, tokens.computed)
    print(f"  the bonus changes {differing} orders; late interaction takes {each * looked_at:.0f} ms of the processor")


def without_number_bonus(search: Callable[[int], Found]) -> Found:
    """What is found when numbers that are no serial numbers count like any word."""
    kept = ranking._NUMBER_BONUS
    ranking._NUMBER_BONUS = 0.0
    try:
        return search(TOP)
    finally:
        ranking._NUMBER_BONUS = kept


def _mean_ndcg(orders: Mapping[str, Order], judged: Mapping[str, dict[str, int]], queries: Sequence[str]) -> float:
    return math.fsum(_ndcg(orders[query][:TOP], judged[query]) for query in queries) / len(queries)


def main() -> None:
    """Judge each set."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sets", nargs="*", default=["cranfield", "squad2", "xquad_de_es_zh"])
    parser.add_argument("--queries", type=int, default=150)
    parser.add_argument("--looked-at", type=int, default=30)
    arguments = parser.parse_args()
    for name in arguments.sets:
        judge(name, arguments.queries, arguments.looked_at)


if __name__ == "__main__":
    main()
