"""What becomes of model files with damaged headers: how many are refused where, and what it costs.

    python -m tests.bench.bench_imports [NUMBER [SEED]]

Real headers, most of them with a vocabulary cut short so that many can be tried, and those of small models of every family
are changed in ten ways (`tests/gguf_mutations.py`), written before so many empty bytes as they announce, and looked into as
an import does it. Every header that ends a process, or takes long or much memory, is kept
(its name ends in how many empty bytes belong behind it).
"""

import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from app.core.cancel import CancelToken
from app.core.errors import ModelError
from app.engines.inspector import Inspector
from app.engines.process import WorkerProcess
from tests.gguf_files import Entry, TensorInfo, header_bytes, small_header
from tests.gguf_mutations import mutated, with_odd_numbers
from tests.installed import SMALL_CHAT, TINY_CHAT, model, model_folder
from tests.made_models import FAMILIES, entries_of, tensors_of

_TOKENS = 300
_WHOLE_EVERY = 100
_TOLD_EVERY = 500
_LONG_S, _LARGE_BYTES = 10.0, 1 << 30
_ENDED = "a process ended"


@dataclass
class Found:
    """What became of the headers so far."""

    ends: Counter[str] = field(default_factory=Counter)
    ways: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    most_bytes: Counter[str] = field(default_factory=Counter)

    def note(self, way: str, end: str, seconds: float) -> None:
        self.ends[end] += 1
        self.ways[f"{way}: {end}"] += 1
        self.seconds.append(seconds)


class Headers:
    """Good headers, each with how many bytes of data follow, and bad ones made of them."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        paths = [model_folder(one) / model(one).files[0].path for one in (TINY_CHAT, SMALL_CHAT)]
        self._small = [small_header(path, _TOKENS) for path in paths]
        self._whole = [small_header(path, 1 << 30) for path in paths]
        self._made: list[tuple[dict[str, Entry], list[TensorInfo]]] = []
        for family in FAMILIES.values():
            entries = entries_of(family, {})
            self._made.append((entries, tensors_of(entries)))

    def bad(self, number: int) -> tuple[str, bytes, int]:
        """The way in which it was made bad, the header, and the bytes of data behind it."""
        if number % 2:
            entries, tensors = self._chance.choice(self._made)
            data_bytes = 2 * sum(tensor.size_bytes for tensor in tensors)
            if self._chance.random() < 0.7:
                return "numbers", with_odd_numbers(entries, tensors, self._chance), data_bytes
            header = header_bytes(entries, tensors)
        else:
            header, data_bytes = self._chance.choice(self._whole if number % _WHOLE_EVERY == 0 else self._small)
        way, bad = mutated(header, self._chance)
        return way, bad, 0 if way == "cut" else data_bytes


def main(number: int, seed: int) -> None:
    headers, engine = WorkerProcess("header"), WorkerProcess("generate")
    inspector, made, found = Inspector(headers, engine), Headers(seed), Found()
    kept = Path(tempfile.gettempdir()) / f"bad-imports-{seed}"
    started = time.perf_counter()
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        path = Path(folder) / "bad.gguf"
        for count in range(1, number + 1):
            way, bad, data_bytes = made.bad(count)
            path.write_bytes(bad)
            with path.open("r+b") as file:
                file.truncate(len(bad) + data_bytes)
            before = processor_seconds(headers, engine)
            end = end_of(inspector, path)
            seconds = max(0.0, processor_seconds(headers, engine) - before)
            taken = most_bytes(headers, engine, found)
            found.note(way, end, seconds)
            if end == _ENDED or seconds > _LONG_S or taken > _LARGE_BYTES:
                kept.mkdir(exist_ok=True)
                (kept / f"{count}-{way}-{data_bytes}.gguf").write_bytes(bad)
                print(f"{count}: {way}, {end}, {seconds:.1f} s, {taken / 2**20:.0f} MB: kept in {kept}", flush=True)
            if taken > _LARGE_BYTES:
                engine.stop()
            if count % _TOLD_EVERY == 0:
                longest = max(found.seconds)
                print(
                    f"{count:,}: {dict(found.ends)}, longest {longest:.2f} s, load {psutil.getloadavg()[0]:.1f}",
                    flush=True,
                )
    headers.close()
    engine.close()
    print(f"{number:,} headers, seed {seed}, {time.perf_counter() - started:.0f} s by the clock")
    tell(found)


def tell(found: Found) -> None:
    """How they ended, by the way they were made, and what it took."""
    for end, times in sorted(found.ends.items()):
        print(f"  {times:7,}  {end}")
    for line, times in sorted(found.ways.items()):
        print(f"           {times:7,}  {line}")
    found.seconds.sort()
    median, longest = found.seconds[len(found.seconds) // 2], found.seconds[-1]
    print(f"processor: median {median * 1000:.1f} ms, longest {longest:.2f} s", end=", ")
    print(f"longer than {_LONG_S:.0f} s: {sum(one > _LONG_S for one in found.seconds)}")
    print("most memory: " + ", ".join(f"{worker} {size / 2**20:.0f} MB" for worker, size in found.most_bytes.items()))


def most_bytes(headers: WorkerProcess, engine: WorkerProcess, found: Found) -> int:
    """What the larger of both processes holds; the most that either ever held is noted."""
    largest = 0
    for worker in (headers, engine):
        if worker.process_id is not None:
            taken = psutil.Process(worker.process_id).memory_info().rss
            found.most_bytes[worker.worker] = max(found.most_bytes[worker.worker], taken)
            largest = max(largest, taken)
    return largest


def processor_seconds(*workers: WorkerProcess) -> float:
    """What both processes have used of the processor; a machine that is busy otherwise makes nobody slow."""
    running = [psutil.Process(worker.process_id).cpu_times() for worker in workers if worker.process_id is not None]
    return sum(times.user + times.system for times in running)


def end_of(inspector: Inspector, path: Path) -> str:
    """How an import would end."""
    try:
        inspector.inspect(path, CancelToken())
    except ModelError as error:
        sentence = str(error)
        if "damaged or hostile" in sentence:
            return _ENDED
        return "refused by the engine" if "cannot be loaded as a model" in sentence else "refused by the parser"
    return "accepted: what was changed does not matter to the loader"


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:]]
    main(*(numbers + [20_000, 20261121][len(numbers) :]))
