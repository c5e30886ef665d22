"""Prints what the frozen application weighs, by what is in it, and how soon it starts beside the sources.

Run as: python -m tests.bench.bench_frozen FOLDER, with a folder that installers/package.py made
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.installed import REPOSITORY

ROUNDS = 5
LISTED = 30
COMMANDS = {"version": ["--version"], "empty library": ["library", "list"], "worker": ["--worker", "read"]}


def sizes(folder: Path) -> Counter[str]:
    """Bytes by what stands at the top of the folder; libraries by their name without version."""
    counted: Counter[str] = Counter()
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            parts = path.relative_to(folder).parts
            counted[parts[1] if parts[0] == "_internal" and len(parts) > 1 else parts[0]] += path.stat().st_size
    return counted


def started(command: list[str]) -> tuple[float, float]:
    """Milliseconds by the clock and of the processor until it has ended."""
    with tempfile.TemporaryDirectory() as profile:
        environment = os.environ | {"ALCOVE_PROFILE": profile, "ALCOVE_PASSPHRASE": "correct horse battery staple"}
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        began = time.perf_counter()
        subprocess.run(command, cwd=REPOSITORY, env=environment, input=b"", capture_output=True, check=False)
        ended = time.perf_counter()
        now = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime
    return (ended - began) * 1e3, processor * 1e3


def main() -> None:
    """Print the largest parts, the sum, and the medians of starting both, one after the other each round."""
    folder = Path(sys.argv[1])
    counted = sizes(folder)
    for name, size_bytes in counted.most_common(LISTED):
        print(f"{size_bytes / 1e6:8.1f} MB  {name}")
    print(f"{sum(counted.values()) / 1e6:8.1f} MB  in all, of {len(counted)} parts")
    programs = {"frozen": [str(folder / "alcove")], "sources": [sys.executable, "-m", "app"]}
    for name, arguments in COMMANDS.items():
        rounds = [{each: started([*program, *arguments]) for each, program in programs.items()} for _ in range(ROUNDS)]
        for each in programs:
            clock, processor = (statistics.median(it[each][index] for it in rounds) for index in (0, 1))
            print(f"{name:14} {each:8} {clock:7.0f} ms by the clock, {processor:6.0f} ms of the processor")
    print(f"load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
