"""What becomes of model files with damaged headers: how many are refused where, and what it costs.

    python -m tests.bench.bench_imports [NUMBER]

Real headers, most of them with a vocabulary cut short so that many can be tried, are changed in nine ways
(`tests/gguf_mutations.py`), written before so many empty bytes as they announce, and looked into as an import does it.
"""

import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import psutil

from app.core.cancel import CancelToken
from app.core.errors import ModelError
from app.engines.inspector import Inspector
from app.engines.process import WorkerProcess
from tests.gguf_files import small_header
from tests.gguf_mutations import mutated
from tests.installed import SMALL_CHAT, TINY_CHAT, model, model_folder

_TOKENS = 300
_WHOLE_EVERY = 100
_TOLD_EVERY = 1000
_HANG_SECONDS = 5.0


def main(number: int, seed: int) -> None:
    headers, engine = WorkerProcess("header"), WorkerProcess("generate")
    inspector = Inspector(headers, engine)
    ends, ways, slow = Counter[str](), Counter[str](), list[float]()
    most = {"header": 0, "generate": 0}
    paths = [model_folder(one) / model(one).files[0].path for one in (TINY_CHAT, SMALL_CHAT)]
    small = [small_header(path, _TOKENS) for path in paths]
    whole = [small_header(path, 1 << 30) for path in paths]
    chance = random.Random(seed)
    started = time.perf_counter()
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        path = Path(folder) / "bad.gguf"
        for count in range(1, number + 1):
            header, data_bytes = chance.choice(whole if count % _WHOLE_EVERY == 0 else small)
            way, bad = mutated(header, chance)
            path.write_bytes(bad)
            with path.open("r+b") as file:
                file.truncate(len(bad) + (data_bytes if way != "cut" else 0))
            before = processor_seconds(headers, engine)
            end = end_of(inspector, path)
            slow.append(max(0.0, processor_seconds(headers, engine) - before))
            ends[end] += 1
            ways[f"{way}: {end}"] += 1
            for worker in (headers, engine):
                if worker.process_id is not None:
                    most[worker.worker] = max(most[worker.worker], psutil.Process(worker.process_id).memory_info().rss)
            if count % _TOLD_EVERY == 0:
                print(
                    f"{count:,}: {dict(ends)}, longest {max(slow):.2f} s, load {psutil.getloadavg()[0]:.1f}", flush=True
                )
    headers.close()
    engine.close()
    print(f"{number:,} headers, seed {seed}, {time.perf_counter() - started:.0f} s by the clock")
    for end, times in sorted(ends.items()):
        print(f"  {times:7,}  {end}")
    for line, times in sorted(ways.items()):
        print(f"           {times:7,}  {line}")
    slow.sort()
    print(f"processor: median {slow[len(slow) // 2] * 1000:.1f} ms, longest {slow[-1]:.2f} s", end=", ")
    print(f"longer than {_HANG_SECONDS:.0f} s: {sum(one > _HANG_SECONDS for one in slow)}")
    print("most memory: " + ", ".join(f"{worker} {size / 2**20:.0f} MB" for worker, size in most.items()))


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
            return "a process ended"
        return "refused by the engine" if "cannot be loaded as a model" in sentence else "refused by the parser"
    return "accepted: what was changed does not matter to the loader"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000, seed=20261121)
