"""Prints how well PDF pages and pictures are read: evidence found on its page, words of receipts, pages a second.

python -m tests.bench.bench_pdf [filings] [receipts]
"""

import csv
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from statistics import fmean

import psutil
import pypdfium2

from app.core.cancel import CancelToken
from app.engines.process import WorkerProcess
from app.engines.reader import Reader
from app.workers.reading.pdf_text import characters
from tests.installed import SHARED_DATA
from tests.workers.reading.reading_made import read_pdf

FILINGS = SHARED_DATA / "financebench"
RECEIPTS = SHARED_DATA / "ocr_receipts"
RUN = 5
"""Words in a row that must stand on the page as they do in the evidence."""

Pages = list[str]


def raw_pages(path: Path) -> Pages:
    """PDFium's own text, in the PDF's own order."""
    document = pypdfium2.PdfDocument(path)
    pages = [characters(document[index].get_textpage()) for index in range(len(document))]
    document.close()
    return pages


def read_pages(path: Path) -> Pages:
    """As Alcove reads it."""
    return [page.text for page in read_pdf(path.read_bytes(), page_limit=10_000).pages]


def runs_of(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def print_filings() -> None:
    """Speed over all filings, and the share of each evidence's word runs that stand on its page."""
    questions = [json.loads(line) for line in (FILINGS / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    print(f"{'':16}{'pages':>7}{'pages/CPU s':>13}{'evidence found':>16}{'rows of cells':>15}")
    for name, read in (("PDFium alone", raw_pages), ("read by Alcove", read_pages)):
        filings, seconds = _read_all(read)
        shares = [
            len(wanted & runs_of(filings[question["doc_name"]][evidence["evidence_page_num"]])) / len(wanted)
            for question in questions
            for evidence in question["evidence"]
            if (wanted := runs_of(evidence["evidence_text"]))
        ]
        count = sum(map(len, filings.values()))
        rows = sum(line.count(" | ") > 0 for pages in filings.values() for page in pages for line in page.splitlines())
        print(f"{name:16}{count:7,}{count / seconds:13,.0f}{fmean(shares):16.3f}{rows:15,}")


def _read_all(read: Callable[[Path], Pages]) -> tuple[dict[str, Pages], float]:
    before = time.process_time()
    filings = {path.stem: read(path) for path in sorted((FILINGS / "pdfs").glob("*.pdf"))}
    return filings, time.process_time() - before


def words_of(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


def print_receipts() -> None:
    """Words of the given text that were recognized, and what a page costs in the confined process."""
    text, pictures = WorkerProcess("read"), WorkerProcess("ocr")
    reader = Reader(text, pictures=pictures)
    pictures.start()
    process = psutil.Process(pictures.process_id)
    started = process.cpu_times()
    print(f"\n{'receipt':12}{'recall':>8}{'precision':>11}{'confidence':>12}")
    found = wanted = told = 0
    paths = sorted((RECEIPTS / "img").iterdir())
    for path in paths:
        with (RECEIPTS / "box" / f"{path.stem}.csv").open(encoding="utf-8", newline="") as file:
            truth = words_of(" ".join(",".join(row[8:]) for row in csv.reader(file, quoting=csv.QUOTE_NONE)))
        page = reader.read(path, CancelToken()).pages[0]
        read = words_of(page.text)
        both = (read & truth).total()
        found, wanted, told = found + both, wanted + truth.total(), told + read.total()
        print(f"{path.stem:12}{both / truth.total():8.2f}{both / read.total():11.2f}{page.confidence or 0:12.2f}")
    used = process.cpu_times()
    seconds = (used.user + used.system - started.user - started.system) / len(paths)
    print(f"{'all':12}{found / wanted:8.3f}{found / told:11.3f}   {seconds:.1f} CPU s a page, "
          f"to start {started.user + started.system:.1f}")  # fmt: skip
    text.close()
    pictures.close()


if __name__ == "__main__":
    chosen = sys.argv[1:] or ["filings", "receipts"]
    if "filings" in chosen:
        print_filings()
    if "receipts" in chosen:
        print_receipts()
