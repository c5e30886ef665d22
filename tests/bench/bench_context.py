"""Prints how often the answer stands in what a model would be given to read, at equal numbers of words.

python -m tests.bench.bench_context [--questions 300]

Over the articles of SQuAD 2.0, each one document: our search beside whole pipelines of others and plain chunks, in one
process, over the same text, with the same embedder (`tests.bench.peers`).
"""

import argparse
import json
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from app.core.cancel import CancelToken
from app.core.library.chunking import split
from app.core.library.documents import Page, ReadDocument
from app.services.library.embedding import Embedding
from tests.bench import peers
from tests.bench.bench_retrieval import Library, _lines, library
from tests.bench.peers import FOUND, Contexts, PlainEmbedder
from tests.installed import shared_data

BUDGETS = (150, 300, 450, 600)
ASKED_FOR = 8
"""As many passages as a question finds in the application."""
SHARES = (0.0, 0.5, 0.6, 0.7, 0.75, 0.8, 0.9)


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
        list(
            Embedding(made.documents, made.vectors, made.index).embed(
                made.documents.passages_of(document.id), CancelToken()
            )
        )
        made.documents.mark_searchable(document.id)


def ours(made: Library, around: int) -> Contexts:
    """What our search finds; with `around`, each passage together with so many before and after it."""

    def contexts(question: str) -> Iterator[str]:
        given: set[int] = set()
        for scored in made.search.find(question, FOUND, CancelToken()).passages:
            passages = made.documents.passages_of(scored.passage.document_id)
            place = scored.passage.ordinal
            near = passages[max(0, place - around) : place + around + 1]
            yield "\n".join(it.text for it in near if it.id not in given)
            given.update(it.id for it in near)

    return contexts


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


def report_shares(label: str, made: Library, asked: Sequence[tuple[str, list[str]]]) -> None:
    """Print what is left of the passages found where those are left out that score less than a share of the best."""
    found = [(made.search.find(question, ASKED_FOR, CancelToken()).passages, answers) for question, answers in asked]
    for share in SHARES:
        inside = words = 0
        for passages, answers in found:
            kept = [one.passage.text for one in passages if one.score >= share * passages[0].score]
            given = " ".join(" ".join(kept).split()).casefold()
            inside += any(" ".join(answer.split()).casefold() in given for answer in answers)
            words += len(given.split())
        print(f"  {label}, from {share} of the best on: {inside / len(found):.3f} in {words / len(found):.0f} words")


def others(asked: Sequence[tuple[str, list[str]]], folder: Path) -> None:
    """Print the same of every pipeline that is installed."""
    texts, embedder = articles(), PlainEmbedder()
    pipelines: dict[str, tuple[str, Callable[[], dict[str, Contexts]]]] = {
        "LlamaIndex": (
            peers.missing(*peers.LLAMA_INDEX),
            lambda: {
                "LlamaIndex, Chroma": peers.llama_index_contexts(texts, embedder, folder / "llama", None),
                "LlamaIndex, 256 tokens": peers.llama_index_contexts(texts, embedder, folder / "llama256", 256),
            },
        ),
        "LangChain": (
            peers.missing(*peers.LANGCHAIN),
            lambda: {"LangChain, Chroma": peers.langchain_contexts(texts, embedder, folder / "lang")},
        ),
        "Haystack": (peers.missing(*peers.HAYSTACK), lambda: {"Haystack, BM25": peers.haystack_contexts(texts)}),
        "plain chunks": (
            peers.missing(*peers.PLAIN),
            lambda: {
                f"{peers.PLAIN_WORDS} words, {name}": contexts
                for name, contexts in peers.plain_contexts(peers.plain_chunks(texts), embedder).items()
            },
        ),
    }
    for name, (absent, make) in pipelines.items():
        if absent:
            print(f"  {name:24} {absent}")
            continue
        for label, contexts in make().items():
            report(label, contexts, asked)


def main() -> None:
    """Fill a library, and compare."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--questions", type=int, default=300)
    asked = questions(parser.parse_args().questions)
    print(f"answer inside the words given, {len(asked)} questions of SQuAD 2.0:")
    with tempfile.TemporaryDirectory() as folder:
        others(asked, Path(folder))
    with library() as made:
        fill(made)
        for half, name in ((asked[::2], "chosen on"), (asked[1::2], "other half")):
            report_shares(name, made, half)
        report("ours", ours(made, 0), asked)
        report("ours, one either side", ours(made, 1), asked)


if __name__ == "__main__":
    main()
