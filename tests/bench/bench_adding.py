"""Prints how fast a folder becomes searchable, and what each process takes for it.

python -m tests.bench.bench_adding [FOLDER_OR_FILE…]
"""

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import psutil

from app.core.cancel import CancelToken
from app.core.events import Progress
from tests.installed import SHARED_DATA
from tests.services.opened_library import COLLECTION, OpenedLibrary, opened_library


def main(paths: Sequence[Path]) -> None:
    """Add everything twice, the second time unchanged, and print both."""
    with tempfile.TemporaryDirectory() as folder, opened_library(Path(folder)) as opened:
        _add(opened, paths, "first time")
        status = opened.library.status()
        pages = sum(document.page_count for document in opened.library.documents())
        print(f"{status.searchable} documents, {pages:,} pages, {status.passages:,} passages; {status.failed} not read")
        print(f"vault: {Path(folder, 'vault.db').stat().st_size / 1e6:.0f} MB")
        _add(opened, paths, "unchanged")


def _add(opened: OpenedLibrary, paths: Sequence[Path], label: str) -> None:
    counts: Counter[str] = Counter()
    before = time.process_time()
    started = time.perf_counter()
    for event in opened.library.add(paths, COLLECTION, CancelToken()):
        counts[type(event).__name__] += 1
        if isinstance(event, Progress) and counts["Progress"] % 50 == 0:
            print(f"  {event.done:.1f} of {event.total} files, {event.seconds_left or 0:.0f} s left, {event.detail}")
    seconds = time.perf_counter() - started
    passages = opened.library.status().passages
    print(f"{label}: {seconds:.1f} s, {passages / seconds:,.1f} passages/s; {dict(counts)}")
    print(f"  application {time.process_time() - before:.1f} CPU s")
    for name, process in (("read", opened.reading), ("index", opened.indexing)):
        if process.process_id is not None:
            worker = psutil.Process(process.process_id)
            used = sum(worker.cpu_times()[:2])
            print(f"  {name} {used:.1f} CPU s, {worker.memory_info().rss / 1e6:.0f} MB")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or [SHARED_DATA / "financebench" / "pdfs"])
