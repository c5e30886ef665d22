"""Prints what Alcove takes while nobody asks it anything, and that a model's memory comes back once it is put away.

python -m tests.bench.bench_idle [--model ID] [--seconds 20]

An answer over a document is written, then nothing is asked for so long: the processor's time of every process is what it
takes of one core. Then the time comes at which an idle model is ended, and the memory is counted again.
"""

import argparse
import tempfile
import threading
from pathlib import Path

import psutil

from app.storage.places import Places, find_places
from tests.bench.bench_reopened import ask, opened
from tests.installed import SMALL_CHAT
from tests.opened import add

_TEXT = "The harbour of Varde has three cranes. The tallest of them lifts forty tonnes. " * 20
_SPARE_S = 5


def main() -> None:
    """Ask, wait, put away."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default=SMALL_CHAT)
    parser.add_argument("--seconds", type=float, default=20.0)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = find_places(None)
        places = Places(Path(folder) / "profile", found.models, found.resources)
        application = opened(places)
        file = Path(folder) / "harbour.txt"
        file.write_text(_TEXT, encoding="utf-8")
        add(application, file)
        application.settings.set("workers.idle_seconds", round(chosen.seconds + _SPARE_S))
        application.close()
        application = opened(places)
        tell_memory("before anything is asked")
        ask(application, "What does the tallest crane lift?", chosen.model)
        tell_memory("with the model in memory")
        tell_idleness(chosen.seconds)
        passed(2 * _SPARE_S)
        tell_memory("once what is idle was ended")
        application.close()


def running() -> list[tuple[str, psutil.Process]]:
    """The application and its workers, by name."""
    own = psutil.Process()
    return [("alcove", own), *((each.cmdline()[-1], each) for each in own.children(recursive=True))]


def tell_idleness(seconds: float) -> None:
    """Print what each process takes of a core while nothing happens."""
    processes = running()
    before = [taken_s(process) for _, process in processes]
    passed(seconds)
    for (name, process), earlier in zip(processes, before, strict=True):
        print(f"  idle: {name} {(taken_s(process) - earlier) / seconds:.2%} of a core")


def tell_memory(when: str) -> None:
    """Print what each process holds that it shares with no other."""
    held = [(name, process.memory_full_info().uss / 1e6) for name, process in running()]
    names = ", ".join(f"{name} {size:,.0f}" for name, size in held)
    print(f"{when}: {sum(size for _, size in held):,.0f} MB ({names})", flush=True)


def taken_s(process: psutil.Process) -> float:
    """Seconds of the processor so far."""
    times = process.cpu_times()
    return float(times.user + times.system)


def passed(seconds: float) -> None:
    """Let time go by."""
    threading.Event().wait(seconds)


if __name__ == "__main__":
    main()
