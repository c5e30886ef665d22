"""Figures of following a folder: how long a look takes, how soon a change is found, and what it costs to wait.

python -m tests.bench.bench_following [FILES]
"""

import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

from app.core.library.documents import ReadDocument
from app.services.library.exclusions import patterns_of
from app.services.library.file_listing import list_files
from app.services.library.folder_differences import compare
from tests.services.followed import Followed, followed_library
from tests.services.opened_library import COLLECTION

IDLE_SECONDS = 20.0


def main(files: int) -> None:
    """Make a folder of so many files, follow it, and print what it takes."""
    with tempfile.TemporaryDirectory() as folder, followed_library(Path(folder)) as followed:
        root = Path(folder) / "root"
        make(root, followed, files)
        kept = followed.following.follow(root, COLLECTION)
        documents = followed.opened.library.documents(COLLECTION)
        started, used = time.perf_counter(), time.process_time()
        listing = list_files([root], lambda: None, patterns_of(root, kept.left_out))
        differences = compare(kept, listing, documents, (), ())
        print(
            f"a look at {files:,} files: {time.perf_counter() - started:.3f} s, processor {time.process_time() - used:.3f} s"
        )
        assert not differences.wanted.files
        followed.following.start()
        followed.following.listen(lambda: None)
        wait_until_in_step(followed)
        for _ in range(3):
            print(f"a new file was found by its words after {seconds_to_find(followed, root):.2f} s")
        processor = psutil.Process().cpu_times()
        threading.Event().wait(IDLE_SECONDS)
        after = psutil.Process().cpu_times()
        share = (after.user + after.system - processor.user - processor.system) / IDLE_SECONDS
        print(f"processor while nothing changes, {IDLE_SECONDS:.0f} s: {share:.2%} of a core")


def make(root: Path, followed: Followed, files: int) -> None:
    """Files and their documents, without text: what a look compares."""
    for number in range(files):
        path = root / f"folder {number % 100}" / f"{number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(str(number))
        status = path.stat()
        document = ReadDocument(str(number), "markdown", ())
        followed.opened.documents.add(path, COLLECTION, str(number), status.st_size, status.st_mtime_ns, document, [])


def wait_until_in_step(followed: Followed) -> None:
    """Until the first look is over."""
    while followed.following.folders()[0].state != "up to date":
        threading.Event().wait(0.05)


def seconds_to_find(followed: Followed, root: Path) -> float:
    """From the writing of a file until a search finds it."""
    word = f"zeppelin{time.monotonic_ns()}"
    started = time.monotonic()
    (root / f"{word}.md").write_text(f"A {word} crossed the bay.")
    while not followed.finds(word):
        threading.Event().wait(0.01)
    seconds = time.monotonic() - started
    wait_until_in_step(followed)
    return seconds


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
