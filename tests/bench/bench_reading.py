"""Prints what is read of real files, how fast, why the others are not, and how long their passages are.

python -m tests.bench.bench_reading [FOLDER…]
"""

import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import psutil

from app.core.cancel import CancelToken
from app.core.errors import UnreadableFile
from app.core.library.chunking import estimated_tokens, split
from app.core.library.documents import ReadDocument
from app.engines.process import WorkerProcess
from app.engines.reader import Reader
from tests.installed import SHARED_DATA


@dataclass
class Row:
    """What was seen of the files of one kind; seconds are of the reading process."""

    tried: int = 0
    read: int = 0
    pages: int = 0
    characters: int = 0
    seconds: float = 0.0
    slowest: tuple[float, str] = (0.0, "")
    reasons: Counter[str] = field(default_factory=Counter)


def main(folders: Sequence[Path]) -> None:
    """Read everything beneath the folders and print the tables."""
    process = WorkerProcess("read", obedience_seconds=0.2)
    rows: dict[str, Row] = {}
    documents: list[ReadDocument] = []
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
        document = _read(Reader(process), process, path, rows.setdefault(path.suffix.lower(), Row()))
        if document is not None:
            documents.append(document)
    _print_rows(rows)
    _print_memory(process)
    process.close()
    _print_passages(documents)


def _read(reader: Reader, process: WorkerProcess, path: Path, row: Row) -> ReadDocument | None:
    process.start()
    before = _processor_seconds(process)
    row.tried += 1
    document = None
    try:
        document = reader.read(path, CancelToken())
    except UnreadableFile as error:
        row.reasons[str(error)] += 1
    else:
        row.read += 1
        row.pages += len(document.pages)
        row.characters += sum(len(page.text) for page in document.pages)
    seconds = max(0.0, _processor_seconds(process) - before)
    row.seconds += seconds
    row.slowest = max(row.slowest, (seconds, path.name))
    return document


def _processor_seconds(process: WorkerProcess) -> float:
    if process.process_id is None:
        return 0.0
    times = psutil.Process(process.process_id).cpu_times()
    return float(times.user + times.system)


def _print_rows(rows: dict[str, Row]) -> None:
    print(f"{'kind':10}{'tried':>7}{'read':>6}{'pages':>7}{'characters':>12}{'CPU s':>8}{'pages/CPU s':>13}  slowest")
    for suffix, row in sorted(rows.items(), key=lambda item: -item[1].tried):
        rate = row.pages / row.seconds if row.seconds and row.pages else 0
        print(
            f"{suffix or '(none)':10}{row.tried:7}{row.read:6}{row.pages:7}{row.characters:12,}{row.seconds:8.2f}"
            f"{rate:13,.0f}  {row.slowest[1][:50]} {row.slowest[0]:.2f} s"
        )
    reasons = sum((row.reasons for row in rows.values()), Counter[str]())
    print("\nnot read:")
    for reason, count in reasons.most_common():
        print(f"{count:5}  {reason}")


def _print_memory(process: WorkerProcess) -> None:
    if process.process_id is not None and sys.platform == "linux":
        status = Path(f"/proc/{process.process_id}/status").read_text().splitlines()
        peaks = {
            line.split(":")[0]: int(line.split()[1]) // 1024 for line in status if line.startswith(("VmPeak", "VmHWM"))
        }
        print(f"\nthe reading process: {peaks['VmHWM']} MB of memory at most, {peaks['VmPeak']} MB of addresses")


def _print_passages(documents: Sequence[ReadDocument]) -> None:
    started = time.process_time()
    chunks = [chunk for document in documents for chunk in split(document)]
    seconds = time.process_time() - started
    words = sorted(len(chunk.text.split()) for chunk in chunks)
    tokens = sorted(estimated_tokens(chunk.text) for chunk in chunks)
    if words:
        print(
            f"\n{len(chunks):,} passages, {len(chunks) / max(seconds, 0.001):,.0f} a CPU second; "
            f"words: median {median(words):.0f}, 5 % below {words[len(words) // 20]}, "
            f"5 % above {words[-len(words) // 20]}; tokens (estimated) at most {tokens[-1]}"
        )


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or [SHARED_DATA / "documents", SHARED_DATA / "financebench" / "pdfs"])
