"""Prints how often the right page of real filings is found, all filings together, beside plain BM25 and plain vectors.

python -m tests.bench.bench_filings [--folder KEPT] [--missed]

Right is a page with evidence, or one either side. With --folder the vault is kept there, and taken from there again.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from app.core.cancel import CancelToken
from app.core.library.documents import Passage
from app.services.library.search import Search
from tests.bench.timing import processor_seconds
from tests.installed import shared_data
from tests.services.opened_library import OpenedLibrary, opened_library

FIRST, MORE = 5, 20
NEIGHBOURS = 1

Rank = Callable[[str], Sequence[Passage]]


@dataclass(frozen=True)
class Judged:
    """A question, the file that answers it, and the pages with evidence, counted from 0."""

    question: str
    file: str
    pages: frozenset[int]


def judged_questions() -> list[Judged]:
    """The questions over the filings that are here."""
    rows = map(json.loads, (shared_data("financebench") / "questions.jsonl").read_text(encoding="utf-8").splitlines())
    return [
        Judged(row["question"], row["doc_name"], frozenset(it["evidence_page_num"] for it in row["evidence"]))
        for row in rows
    ]


def rankings(opened: OpenedLibrary) -> Mapping[str, Rank]:
    """Ours, and either half of it in the plainest form."""
    search = Search(opened.documents, opened.matching, opened.index)

    def words(question: str) -> Sequence[Passage]:
        return opened.documents.passages([id_ for id_, _ in opened.matching.keyword_search(question, MORE)])

    def vectors(question: str) -> Sequence[Passage]:
        return opened.documents.passages(opened.index.nearest(question, MORE).ids)

    def ours(question: str) -> Sequence[Passage]:
        return [scored.passage for scored in search.find(question, MORE, CancelToken()).passages]

    return {"BM25 (FTS5)": words, "vectors": vectors, "ours": ours}


def main() -> None:
    """Read and embed the filings if need be, then ask."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path)
    parser.add_argument(
        "--missed", action="store_true", help="print the questions whose page was not in the first five"
    )
    arguments = parser.parse_args()
    kept = nullcontext(str(arguments.folder)) if arguments.folder else tempfile.TemporaryDirectory()
    with kept as folder, opened_library(Path(folder)) as opened:
        started = time.perf_counter()
        before = processor_seconds()
        for _ in opened.library.add([shared_data("financebench") / "pdfs"], "Filings", CancelToken()):
            pass
        status = opened.library.status()
        spent = processor_seconds() - before
        print(
            f"{status.documents} filings, {status.passages:,} passages, {time.perf_counter() - started:.0f} s by the clock"
            f" and {spent:.0f} s of the processor"
        )
        report(opened, arguments.missed)


def report(opened: OpenedLibrary, print_missed: bool) -> None:
    """Print the share of questions with the right page among the first."""
    judged = judged_questions()
    files = {document.id: Path(document.path).stem for document in opened.documents.documents()}
    for label, rank in rankings(opened).items():
        places = [_place(rank(it.question), it, files) for it in judged]
        shares = (sum(place < top for place in places) / len(places) for top in (FIRST, MORE))
        print("  {:12} right page @5 {:.3f}  @20 {:.3f}".format(label, *shares), flush=True)
    if print_missed:
        for it, place in zip(judged, places, strict=True):
            if place >= FIRST:
                print(f"    {place:3} {it.file} pages {sorted(it.pages)}: {it.question[:150]}")


def _place(found: Sequence[Passage], judged: Judged, files: Mapping[int, str]) -> int:
    """How many passages stand before the first right one; MORE if there is none."""
    for place, passage in enumerate(found):
        near = any(abs(passage.page_index - page) <= NEIGHBOURS for page in judged.pages)
        if near and files[passage.document_id] == judged.file:
            return place
    return MORE


if __name__ == "__main__":
    main()
