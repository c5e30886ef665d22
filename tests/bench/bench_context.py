"""Prints how often the answer stands in what a model would be given to read, at equal numbers of words.

python -m tests.bench.bench_context [--questions 300] [--chunks NAME=FILE.json…]

Over the articles of SQuAD 2.0, each one document. A FILE of another splitter's chunks, [{"article", "text"}…], is
ranked by the cosines of the same embedder, as pipelines do by default; "150 words" are plain chunks of our own.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy
from numpy.typing import NDArray

from app.core.cancel import CancelToken
from app.core.chunking import split
from app.core.documents import Page, ReadDocument
from app.services.embedding import Embedding
from tests.bench.bench_retrieval import Library, _lines, library
from tests.installed import shared_data

BUDGETS = (150, 300, 450, 600)
CANDIDATES = 20
PLAIN_WORDS = 150

Contexts = Callable[[str], Iterator[str]]
"""Texts for a question, the best first."""


def articles() -> dict[str, str]:
    """The text of each article by its number."""
    paragraphs: defaultdict[str, list[str]] = defaultdict(list)
    for row in _lines(shared_data("retrieval/squad2") / "corpus.jsonl"):
        paragraphs[row["_id"].split("-")[0]].append(row["text"])
    return {number: "\n\n".join(texts) for number, texts in paragraphs.items()}


def questions(count: int) -> list[tuple[str, list[str]]]:
    """Questions that the articles answer, with their answers."""
    rows = [json.loads(line) for line in (shared_data("retrieval/squad2") / "answers.jsonl").open(encoding="utf-8")]
    answerable = [(row["question"], row["answers"]) for row in rows if row["answerable"]]
    return answerable[:: max(1, len(answerable) // count)][:count]


def fill(made: Library) -> None:
    """Put the articles into the library as the application does."""
    for number, text in articles().items():
        read = ReadDocument("", "txt", (Page(None, text),))
        document = made.documents.add(f"/{number}", "squad", "ab" * 32, 1, 1, read, split(read))
        list(Embedding(made.documents, made.index).embed(made.documents.passages_of(document.id), CancelToken()))
        made.documents.mark_searchable(document.id)


def ours(made: Library, around: int) -> Contexts:
    """What our search finds; with `around`, each passage together with so many before and after it."""

    def contexts(question: str) -> Iterator[str]:
        given: set[int] = set()
        for scored in made.search.find(question, CANDIDATES, CancelToken()).passages:
            passages = made.documents.passages_of(scored.passage.document_id)
            place = scored.passage.ordinal
            near = passages[max(0, place - around) : place + around + 1]
            yield "\n".join(it.text for it in near if it.id not in given)
            given.update(it.id for it in near)

    return contexts


def by_cosine(made: Library, chunks: Sequence[str]) -> Contexts:
    """Chunks by cosine alone."""
    vectors = _embedded(made, chunks)

    def contexts(question: str) -> Iterator[str]:
        order = numpy.argsort(-(vectors @ _embedded(made, [question])[0]))
        yield from (chunks[row] for row in order[:CANDIDATES])

    return contexts


def _embedded(made: Library, texts: Sequence[str]) -> NDArray[numpy.float32]:
    vectors = made.index.embed(texts, CancelToken())
    return numpy.frombuffer(vectors.float16, "<f2").reshape(len(texts), -1).astype(numpy.float32)


def plain_chunks() -> list[str]:
    """Every article cut after so many words, wherever that is."""
    words = [text.split() for text in articles().values()]
    return [" ".join(each[start : start + PLAIN_WORDS]) for each in words for start in range(0, len(each), PLAIN_WORDS)]


def report(label: str, contexts: Contexts, asked: Sequence[tuple[str, list[str]]]) -> None:
    """Print the share of questions with an answer inside, for each budget of words."""
    found = dict.fromkeys(BUDGETS, 0)
    for question, answers in asked:
        words = " ".join(contexts(question)).split()
        for budget in BUDGETS:
            given = " ".join(words[:budget]).casefold()
            found[budget] += any(" ".join(answer.split()).casefold() in given for answer in answers)
    shares = "   ".join(f"{budget} words {count / len(asked):.3f}" for budget, count in found.items())
    print(f"  {label:24} {shares}", flush=True)


def main() -> None:
    """Fill a library, and compare."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--chunks", nargs="*", default=[])
    arguments = parser.parse_args()
    asked = questions(arguments.questions)
    with library() as made:
        fill(made)
        print(f"answer inside the words given, {len(asked)} questions of SQuAD 2.0:")
        report("ours", ours(made, 0), asked)
        report("ours, one either side", ours(made, 1), asked)
        report("150 words, by cosine", by_cosine(made, plain_chunks()), asked)
        for named in arguments.chunks:
            name, _, file = named.partition("=")
            chunks = [row["text"] for row in json.loads(Path(file).read_text(encoding="utf-8"))]
            report(name, by_cosine(made, chunks), asked)


if __name__ == "__main__":
    main()
