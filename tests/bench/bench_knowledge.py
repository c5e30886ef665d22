"""Building a knowledge pack in one process and in Dask's, and adding it: documents a minute, seconds.

    .venv/bin/python -m tests.bench.bench_knowledge [DOCUMENTS] [WORKERS]

The documents are made on the spot: 20 paragraphs of 70 made-up words each, all different. The load of the machine is printed beside.
"""

import os
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

from app.core.words.text import counted
from tests.services.packed_knowledge import Builder, builder_in, opened

_PARAGRAPHS, _WORDS = 20, 70


def document(number: int) -> bytes:
    """A text of its own."""
    chosen = random.Random(number)  # the same in every run
    letters = "abcdefghijklmnoprstuvw"
    words = ["".join(chosen.choices(letters, k=chosen.randint(2, 9))) for _ in range(400)]
    paragraphs = (" ".join(chosen.choices(words, k=_WORDS)).capitalize() + "." for _ in range(_PARAGRAPHS))
    return f"# Document {number}\n\n{chr(10).join(f'{each}{chr(10)}' for each in paragraphs)}".encode()


def built(build: Builder, files: dict[str, bytes], version: str, workers: int) -> Path:
    """Build and say how long it took."""
    started, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    pack = build(files, version, "--workers", str(workers))
    seconds, after = time.monotonic() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    rate = 60 * len(files) / seconds
    how = "in turn" if workers == 1 else f"{workers} processes of Dask"
    print(
        f"{how:24} {seconds:6.1f} s, {rate:6.0f} documents a minute, {processor:6.1f} s of the workers' processor time"
    )
    return pack


def main() -> None:
    """Print the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    workers = int(sys.argv[2]) if len(sys.argv) > 2 else os.cpu_count() or 1
    files = {f"{number}.md": document(number) for number in range(count)}
    print(f"{counted(count, 'document')}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as name:
        build = builder_in(Path(name))
        pack = built(build, files, "1.0", 1)
        built(build, files, "2.0", workers)
        print(f"the pack has {pack.stat().st_size / 1e6:.1f} MB")
        with opened(Path(name, "profile"), build.by.public) as packed:
            started, before = time.monotonic(), time.process_time()
            packed.add(pack)
            (one,) = packed.knowledge.packs()
            seconds, processor = time.monotonic() - started, time.process_time() - before
            print(f"added: {one.passages:,} passages in {seconds:.1f} s, {processor:.1f} s of the processor")
            started, before = time.monotonic(), time.process_time()
            packed.knowledge.remove(one.name)
            print(
                f"removed in {time.monotonic() - started:.1f} s, {time.process_time() - before:.1f} s of the processor"
            )


if __name__ == "__main__":
    main()
