"""Prints how many documents a minute become searchable, beside LlamaIndex with Chroma and the same embedder.

python -m tests.bench.bench_documents [--texts 200] [--pdfs NAME…]

The same files in the same run: the abstracts of SciFact, each a text file, and filings as PDF, which LlamaIndex's own
reader takes page by page with pypdf. By itself it cuts 1,024 tokens, of which this embedder reads 256: three quarters
of long texts have no vector. It is run a second time with passages that are embedded whole, which is what we do.
Both are given two threads. The processor's seconds are those of all processes; the clock depends on who else works.
"""

import argparse
import importlib
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import psutil

from app.core.cancel import CancelToken
from app.core.events import Added
from tests.bench import peers
from tests.bench.bench_retrieval import _lines
from tests.bench.peers import PlainEmbedder
from tests.installed import shared_data
from tests.services.opened_library import COLLECTION, opened_library

PDFS = ("BESTBUY_2024Q2_10Q.pdf", "ULTABEAUTY_2023Q4_EARNINGS.pdf")


def text_files(folder: Path, count: int) -> list[Path]:
    """So many abstracts as files."""
    folder.mkdir()
    rows = _lines(shared_data("retrieval/scifact") / "corpus.jsonl")
    for row in rows[:: len(rows) // count][:count]:
        (folder / f"{row['_id']}.txt").write_text(f"{row['title']}\n\n{row['text']}", encoding="utf-8")
    return sorted(folder.iterdir())


def ours(files: Sequence[Path], folder: Path) -> int:
    """Add files to a new encrypted library: passages."""
    folder.mkdir()
    with opened_library(folder) as opened:
        added = [event for event in opened.library.add(files, COLLECTION, CancelToken()) if isinstance(event, Added)]
        assert len(added) == len(files)
        return opened.library.status().passages


def theirs(files: Sequence[Path], folder: Path, chunk_tokens: int | None) -> int:
    """Index files with LlamaIndex: nodes."""
    from llama_index.core import Document, SimpleDirectoryReader

    documents: list[Any] = []
    texts = [path for path in files if path.suffix != ".pdf"]
    if texts:
        documents += SimpleDirectoryReader(input_files=texts).load_data()
    for path in set(files) - set(texts):
        documents += [Document(text=text, metadata={"file_name": path.name}) for text in _pypdf_pages(path)]
    made = peers.llama_index(documents, PlainEmbedder(), folder, chunk_tokens)
    return int(made.vector_store.client.count())


def _pypdf_pages(path: Path) -> list[str]:
    """As the PDF reader of LlamaIndex does it."""
    from pypdf import PdfReader

    return [page.extract_text() for page in PdfReader(path).pages]


def report(label: str, files: Sequence[Path], work: Callable[[], int]) -> None:
    """Print documents a minute."""
    processor, started = _processor_seconds(), time.perf_counter()
    passages = work()
    seconds, used = time.perf_counter() - started, _processor_seconds() - processor
    print(
        f"  {label:26} {60 * len(files) / seconds:8.1f} documents/min   {seconds:6.1f} s   processor {used:6.1f} s"
        f"   {passages:,} passages, {passages / seconds:.1f}/s   load {os.getloadavg()[0]:.1f}",
        flush=True,
    )


def _processor_seconds() -> float:
    """Of this process and those it has ended."""
    times = psutil.Process().cpu_times()
    return times.user + times.system + times.children_user + times.children_system


def main() -> None:
    """Compare over texts, then over filings."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--texts", type=int, default=200)
    parser.add_argument("--pdfs", nargs="*", default=PDFS)
    arguments = parser.parse_args()
    absent = peers.missing(*peers.LLAMA_INDEX)
    for module in () if absent else ("llama_index.core", "llama_index.vector_stores.chroma", "chromadb", "pypdf"):
        importlib.import_module(module)  # which takes seconds, and is no work on documents
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        sets = {
            f"{arguments.texts} texts": text_files(folder / "texts", arguments.texts),
            f"{len(arguments.pdfs)} filings": [shared_data("financebench/pdfs") / name for name in arguments.pdfs],
        }
        for number, (name, files) in enumerate(sets.items()):
            print(f"{name}:")
            report("Alcove", files, lambda files=files, to=folder / f"ours{number}": ours(files, to))
            if absent:
                print(f"  LlamaIndex with Chroma: {absent}")
                continue
            for label, tokens in {"LlamaIndex": None, "LlamaIndex, embedded whole": 256}.items():
                to = folder / f"theirs{number}-{tokens}"
                report(label, files, lambda files=files, to=to, tokens=tokens: theirs(files, to, tokens))


if __name__ == "__main__":
    main()
