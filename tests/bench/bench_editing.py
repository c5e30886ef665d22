"""Prints how long each act in a transcript of 10,000 segments holds the window: the longest dispatch, in processor time.

Run as: python -m tests.bench.bench_editing [SEGMENTS]. Set QT_QPA_PLATFORM=offscreen where there is no display.
"""

import json
import os
import subprocess
import sys
import tempfile


def main() -> None:
    """Print a line for each act."""
    segments = sys.argv[1] if len(sys.argv) > 1 else "10000"
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tests.ui.meetings.watched_editing", folder, segments]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, tuple[float, str]] = json.loads(done.stdout.splitlines()[-1])
    for name, (longest_ms, _where) in found.items():
        print(f"{longest_ms:6.1f} ms  {name}" if longest_ms else f"   < 1 ms  {name}")
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"{segments} segments, on {os.cpu_count()} cores, load average {load}")


if __name__ == "__main__":
    main()
