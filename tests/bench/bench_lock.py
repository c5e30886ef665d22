"""Prints what the offline lock costs: to import, to install, and on every system call after that.

Run as: python -m tests.bench.bench_lock
"""

import json
import os
import statistics
import subprocess
import sys
import time

ROUNDS = 15
CALLS = 200_000


def measure(stage_number: int) -> dict[str, float]:
    """Figures of one fresh process, in milliseconds; `call_ns` in nanoseconds."""
    began = time.perf_counter()
    from app.lockdown.lock import Stage, install

    imported = time.perf_counter()
    if stage_number:
        install(Stage(stage_number))
    installed = time.perf_counter()
    for _ in range(CALLS):
        os.getppid()
    called = time.perf_counter()
    return {
        "import_ms": (imported - began) * 1e3,
        "install_ms": (installed - imported) * 1e3,
        "call_ns": (called - installed) * 1e9 / CALLS,
    }


def main() -> None:
    """Print the medians over fresh processes: without the lock, and at each stage."""
    if sys.argv[1:]:
        print(json.dumps(measure(int(sys.argv[1]))))
        return
    for stage_number, name in enumerate(("no lock", "local", "sealed")):
        command = [sys.executable, "-m", "tests.bench.bench_lock", str(stage_number)]
        rounds = [json.loads(subprocess.run(command, capture_output=True, check=True).stdout) for _ in range(ROUNDS)]
        medians = {key: statistics.median(it[key] for it in rounds) for key in rounds[0]}
        print(f"{name:8}", "  ".join(f"{key} {value:8.2f}" for key, value in medians.items()))


if __name__ == "__main__":
    main()
