"""Prints how many documents a minute become searchable, beside LlamaIndex with Chroma and the same embedder.

python -m tests.bench.bench_documents [--texts 200] [--pdfs NAME…] [--rounds 2]

The same files in the same run, by turns: the abstracts of SciFact, each a text file, and filings as PDF, which
LlamaIndex's own reader takes page by page with pypdf. By itself it cuts 1,024 tokens, of which this embedder reads 256:
three quarters of long texts have no vector. It is run a second time with passages that are embedded whole, which is
what we do. Both are given two threads, and are ready when the clock starts: programs begun, modules and the model loaded.
The processor's seconds are those of all processes; the clock depends on who else works. Medians of the rounds are told.
"""

import argparse
import importlib
import itertools
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import psutil

from app.core.cancel import CancelToken
from app.core.events import Added
from tests.bench import peers
from tests.bench.bench_retrieval import _lines
from tests.bench.peers import PlainEmbedder
from tests.installed import shared_data
from tests.services.opened_library import COLLECTION, opened_library

Add = Callable[[Sequence[Path]], int]
"""Makes files searchable: how many passages there are then."""

PDFS = ("BESTBUY_2024Q2_10Q.pdf", "ULTABEAUTY_2023Q4_EARNINGS.pdf")


def text_files(folder: Path, count: int) -> list[Path]:
    """So many abstracts as files."""
    folder.mkdir()
    rows = _lines(shared_data("retrieval/scifact") / "corpus.jsonl")
    for row in rows[:: len(rows) // count][:count]:
        (folder / f"{row['_id']}.txt").write_text(f"{row['title']}\n\n{row['text']}", encoding="utf-8")
    return sorted(folder.iterdir())


@contextmanager
def ours(folder: Path) -> Iterator[Add]:
    """A new encrypted library, its workers ready."""
    folder.mkdir()
    with opened_library(folder) as opened:
        opened.index.warm()
        opened.reading.start()

        def add(files: Sequence[Path]) -> int:
            events = list(opened.library.add(files, COLLECTION, CancelToken()))
            assert sum(isinstance(event, Added) for event in events) == len(files)
            return opened.library.status().passages

        yield add


@contextmanager
def theirs(folder: Path, embedder: PlainEmbedder, chunk_tokens: int | None) -> Iterator[Add]:
    """LlamaIndex with a new Chroma folder."""
    from llama_index.core import Document, SimpleDirectoryReader

    def add(files: Sequence[Path]) -> int:
        documents: list[Any] = []
        texts = [path for path in files if path.suffix != ".pdf"]
        if texts:
            documents += SimpleDirectoryReader(input_files=texts).load_data()
        for path in set(files) - set(texts):
            documents += [Document(text=text, metadata={"file_name": path.name}) for text in _pypdf_pages(path)]
        made = peers.llama_index(documents, embedder, folder, chunk_tokens)
        return int(made.vector_store.client.count())

    yield add


def _pypdf_pages(path: Path) -> list[str]:
    """As the PDF reader of LlamaIndex does it."""
    from pypdf import PdfReader

    return [page.extract_text() for page in PdfReader(path).pages]


@dataclass(frozen=True)
class Measured:
    """One round: seconds by the clock and of the processor, and how many passages there are then."""

    clock: float
    processor: float
    passages: int


def measured(files: Sequence[Path], ready: AbstractContextManager[Add]) -> Measured:
    """Add files to what is ready."""
    with ready as add:
        worker_seconds, started = _processor_seconds(), time.perf_counter()
        passages = add(files)
        return Measured(time.perf_counter() - started, _processor_seconds() - worker_seconds, passages)


def report(
    files: Sequence[Path], contestants: Mapping[str, Callable[[], AbstractContextManager[Add]]], rounds: int
) -> None:
    """Print documents a minute of each, by turns."""
    times: dict[str, list[Measured]] = {label: [] for label in contestants}
    for label, ready in list(contestants.items()) * rounds:
        times[label].append(measured(files, ready()))
    first = next(iter(times))
    for label, each in times.items():
        clock, processor = (median([getattr(one, of) for one in each]) for of in ("clock", "processor"))
        beside = "".join(
            f"   {what} {took / median([getattr(one, what) for one in times[first]]):.2f} x"
            for what, took in (("clock", clock), ("processor", processor))
        )
        print(
            f"  {label:26} {60 * len(files) / clock:8.1f} documents/min   {clock:6.1f} s   processor {processor:6.1f} s"
            f"   {each[0].passages:,} passages{beside if label != first else ''}   load {os.getloadavg()[0]:.1f}",
            flush=True,
        )


def _processor_seconds() -> float:
    """Of this process, those it has, and those it has ended."""
    process = psutil.Process()
    times = process.cpu_times()
    living = (child.cpu_times() for child in process.children(recursive=True))
    return (
        times.user
        + times.system
        + times.children_user
        + times.children_system
        + sum(one.user + one.system for one in living)
    )


def main() -> None:
    """Compare over texts, then over filings."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--texts", type=int, default=200)
    parser.add_argument("--pdfs", nargs="*", default=PDFS)
    parser.add_argument("--rounds", type=int, default=2)
    arguments = parser.parse_args()
    absent = peers.missing(*peers.LLAMA_INDEX)
    if absent:
        print(f"LlamaIndex with Chroma: {absent}")
    for module in () if absent else ("llama_index.core", "llama_index.vector_stores.chroma", "chromadb", "pypdf"):
        importlib.import_module(module)
    embedder = PlainEmbedder()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        new_folders = (folder / f"vault {number}" for number in itertools.count())
        contestants: dict[str, Callable[[], AbstractContextManager[Add]]] = {"Alcove": lambda: ours(next(new_folders))}
        if not absent:
            contestants |= {
                label: partial(_theirs_anew, new_folders, embedder, tokens)
                for label, tokens in {"LlamaIndex": None, "LlamaIndex, embedded whole": 256}.items()
            }
        sets = {f"{arguments.texts} texts": text_files(folder / "texts", arguments.texts)} if arguments.texts else {}
        if arguments.pdfs:
            paths = [shared_data("financebench/pdfs") / name for name in arguments.pdfs]
            sets[f"{len(paths)} filings"] = paths
        for name, files in sets.items():
            print(f"{name}:")
            report(files, contestants, arguments.rounds)


def _theirs_anew(
    new_folders: Iterator[Path], embedder: PlainEmbedder, tokens: int | None
) -> AbstractContextManager[Add]:
    return theirs(next(new_folders), embedder, tokens)


if __name__ == "__main__":
    main()
