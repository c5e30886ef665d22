"""Prints how fast answers are read and written while other programs are at work, beside llama.cpp as it comes.

python -m tests.bench.bench_busy [--models ID…] [--rounds N] [--busy N]

The other side is llama.cpp's own interface with as many threads as there are cores, and OpenMP's own patience. Both
take turns in every round, without and with `busy` programs that do nothing but compute; the medians count.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from app.engines import machine
from app.engines.process import WorkerProcess
from app.engines.text_model import LlamaModel
from tests.bench.bench_generation import CONTEXT_TOKENS, RawLoop, cpu_s, file_of, ours
from tests.installed import SMALL_CHAT, TINY_CHAT, model, model_folder

_PROMPT_TOKENS = 512
_GENERATED = 24
_LIBRARY_DEFAULT = "300000"
"""How often libgomp looks before a waiting thread sleeps, where nobody says otherwise."""


@contextmanager
def busy(programs: int) -> Iterator[None]:
    """So many programs that only compute."""
    running = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(programs)]
    try:
        yield
    finally:
        for each in running:
            each.kill()
            each.wait()


def as_it_comes(model_id: str) -> dict[str, float]:
    """The rates of a process of its own."""
    command = [sys.executable, "-m", "tests.bench.bench_busy", "--reference", model_id]
    environment = {**os.environ, "GOMP_SPINCOUNT": _LIBRARY_DEFAULT}
    output = subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout
    rates: dict[str, float] = json.loads(output.splitlines()[-1])
    return rates


def reference(model_id: str) -> None:
    """What `as_it_comes` runs."""
    loop = RawLoop(file_of(model(model_id)), machine.physical_cores())
    loop.rates(16, 2)
    before = time.process_time()
    rates = loop.rates(_PROMPT_TOKENS, _GENERATED)
    print(json.dumps({"prompt": rates.prompt, "generation": rates.generation, "cpu": time.process_time() - before}))


def as_alcove_does(process: WorkerProcess, llama: LlamaModel) -> dict[str, float]:
    """The rates of the worker, template and pipe included."""
    ours(process, llama, 2)
    before = cpu_s(process)
    rates, _ = ours(process, llama, _GENERATED)
    return {"prompt": rates.prompt, "generation": rates.generation, "cpu": cpu_s(process) - before}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure each model in turn."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", nargs="*", default=[TINY_CHAT, SMALL_CHAT])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--busy", type=int, default=machine.physical_cores())
    parser.add_argument("--reference")
    chosen = parser.parse_args(arguments)
    if chosen.reference:
        reference(chosen.reference)
        return
    for model_id in chosen.models:
        for programs in (0, chosen.busy):
            compare(model_id, programs, chosen.rounds)


def compare(model_id: str, programs: int, rounds: int) -> None:
    """Print the medians of both sides."""
    process = WorkerProcess("generate")
    llama = LlamaModel(process, model(model_id), model_folder(model_id), machine.physical_cores(), CONTEXT_TOKENS)
    mine: list[dict[str, float]] = []
    theirs: list[dict[str, float]] = []
    try:
        with busy(programs):
            for _ in range(rounds):
                mine.append(as_alcove_does(process, llama))
                theirs.append(as_it_comes(model_id))
    finally:
        process.close()
    print(f"{model_id}, {programs} busy programs (load {os.getloadavg()[0]:.1f})")
    for name, rates in (("Alcove", mine), ("llama.cpp as it comes", theirs)):
        prompt, generation, cpu = (
            statistics.median(one[key] for one in rates) for key in ("prompt", "generation", "cpu")
        )
        print(
            f"  {name}: prompt {prompt:.1f}, generation {generation:.2f} tokens/s, {cpu:.1f} s of the processor",
            flush=True,
        )


if __name__ == "__main__":
    main()
