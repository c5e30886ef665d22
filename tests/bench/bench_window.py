"""Prints how long the window takes from the start of its process to its first paint.

Run as: python -m tests.bench.bench_window [ROUNDS]. Set QT_QPA_PLATFORM=offscreen where there is no display.
"""

import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FIRST_PAINT = re.compile(r"first painted (\d+) ms after its process began, (\d+) of them busy")
LONGEST_SECONDS = 60.0


def first_paint_ms(profile: Path) -> tuple[float, float]:
    """Start the real program, wait until it says that it was seen, and end it; by the clock, and of processor time."""
    log = profile / "alcove.log"
    log.unlink(missing_ok=True)
    process = subprocess.Popen([sys.executable, "-m", "app", "--profile", str(profile)], stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + LONGEST_SECONDS
        while time.monotonic() < deadline:
            found = FIRST_PAINT.search(log.read_text(encoding="utf-8")) if log.exists() else None
            if found:
                return float(found[1]), float(found[2])
            time.sleep(0.05)
        raise SystemExit("the window was not painted within a minute")
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


def main() -> None:
    """Print every round and the median."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    with tempfile.TemporaryDirectory() as folder:
        figures = [first_paint_ms(Path(folder)) for _ in range(rounds)]
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print("first paint after", ", ".join(f"{clock:.0f} ({busy:.0f} busy)" for clock, busy in figures), "ms")
    clock_ms, busy_ms = (statistics.median(each) for each in zip(*figures, strict=True))
    print(f"median {clock_ms:.0f} ms, {busy_ms:.0f} of them busy, on {os.cpu_count()} cores, load average {load}")


if __name__ == "__main__":
    main()
