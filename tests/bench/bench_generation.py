"""Prints how fast answers are read and written through the whole stack, beside llama-bench or llama.cpp's own interface.

python -m tests.bench.bench_generation [--llama-bench PATH] [--models ID…] [--rounds N] [--threads N]

llama-bench must be built from the source and flags of the installed llama.cpp, best linked to its very libraries. Both
sides take turns in every round, so that what else the machine does falls on both. The ratio counts, not the figures: by
the clock, and by the processor's time, which tells more on a busy machine (give both one thread there).
"""

import argparse
import csv
import ctypes
import hashlib
import io
import os
import random
import resource
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from itertools import count, pairwise
from pathlib import Path

import psutil

from app.core.asking.conversations import Role
from app.core.asking.prompting import GenerationOptions, GenerationSummary, Prompt, PromptProgress, PromptTurn
from app.core.cancel import CancelToken
from app.core.errors import Cancelled
from app.core.models.model import Model
from app.engines import machine
from app.engines.process import WorkerProcess
from app.engines.text_model import LlamaModel
from app.workers.protocol.generate import LoadTextModel, TextModelLoaded
from tests.installed import SMALL_CHAT, TINY_CHAT, model, model_folder

STANDARD_CHAT = "qwen2.5-coder-1.5b-instruct-q4_k_m"
PROMPT_TOKENS = 512
CONTEXT_TOKENS = 4096
SENTENCE = "The harbour master wrote down every ship that came in, with its name, its port and its cargo. "
_numbers = count(random.randrange(1_000_000))


@dataclass(frozen=True)
class Rates:
    """Tokens per second, and per second of the processor."""

    prompt: float
    generation: float
    prompt_work: float
    generation_work: float

    def over(self, other: "Rates") -> "Rates":
        """These as shares of the other's."""
        return Rates(*(mine / theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))

    def __str__(self) -> str:
        return f"prompt {self.prompt:.1f} ({self.prompt_work:.1f}), generation {self.generation:.1f} ({self.generation_work:.1f})"


def file_of(chosen: Model) -> Path:
    return model_folder(chosen.id) / chosen.files[0].path


def question(tokens: int) -> Prompt:
    """A question that no cache knows, of about so many tokens (five letters are one, roughly)."""
    text = f"{next(_numbers)} " + SENTENCE * max(1, tokens // 21) + "Tell the whole story of one of these ships."
    return Prompt((PromptTurn(Role.USER, text),))


def ours(process: WorkerProcess, llama: LlamaModel, generated: int) -> tuple[Rates, GenerationSummary]:
    options = GenerationOptions(maximum_tokens=generated)
    llama.count_tokens(["loaded"])
    began = read = cpu_s(process)
    summary: GenerationSummary | None = None
    for piece in llama.stream(question(PROMPT_TOKENS), options, CancelToken()):
        if isinstance(piece, PromptProgress):
            read = cpu_s(process)
        elif isinstance(piece, GenerationSummary):
            summary = piece
    assert summary is not None
    computed = summary.tokens.prompt - summary.tokens.reused
    written = summary.tokens.generated - (summary.finish == "length")
    return (
        Rates(
            computed / summary.prompt_ms * 1000,
            written / max(1.0, summary.generation_ms) * 1000,
            computed / max(0.01, read - began),
            written / max(0.01, cpu_s(process) - read),
        ),
        summary,
    )


def cpu_s(process: WorkerProcess) -> float:
    """Seconds of the processor that a worker has taken."""
    times = psutil.Process(process.process_id).cpu_times()
    return float(times.user + times.system)


def llama_bench(program: Path, file: Path, threads: int, prompt: int, generated: int) -> Rates:
    """The same lengths: the prompt from an empty cache, the answer after a prompt of that length.

    What it takes of the processor to load, and to read before it writes, is measured and taken off.
    """

    def run(*arguments: str) -> tuple[float, float]:
        command = [str(program), "-m", str(file), "-t", str(threads), "-r", "1", "--no-warmup", "-o", "csv", *arguments]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return float(next(csv.DictReader(io.StringIO(output)))["avg_ts"]), taken_s

    _, loading_s = run("-p", "1", "-n", "0")
    reading, reading_s = run("-p", str(prompt), "-n", "0")
    writing, writing_s = run("-p", "0", "-n", str(generated), "-d", str(prompt))
    return Rates(
        reading,
        writing,
        prompt / max(0.01, reading_s - loading_s),
        generated / max(0.01, writing_s - reading_s),
    )


class RawLoop:
    """llama.cpp's interface driven from Python, without worker, pipe, template, sampling or text."""

    def __init__(self, file: Path, threads: int) -> None:
        import llama_cpp.llama_cpp as native

        from app.workers.generation import library

        library.start()
        self._native = native
        self._model = native.llama_model_load_from_file(str(file).encode(), native.llama_model_default_params())
        options = native.llama_context_default_params()
        options.n_ctx, options.n_threads, options.n_threads_batch = CONTEXT_TOKENS, threads, threads
        self._context = native.llama_init_from_model(self._model, options)

    def rates(self, prompt: int, generated: int) -> Rates:
        native = self._native
        native.llama_memory_clear(native.llama_get_memory(self._context), True)
        tokens = (native.llama_token * prompt)(*(random.randrange(100, 10_000) for _ in range(prompt)))
        moments = [(time.perf_counter(), time.process_time())]
        for start in range(0, prompt, 512):
            part = ctypes.cast(ctypes.byref(tokens, start * 4), ctypes.POINTER(native.llama_token))
            native.llama_decode(self._context, native.llama_batch_get_one(part, min(512, prompt - start)))
        moments.append((time.perf_counter(), time.process_time()))
        for _ in range(generated):
            native.llama_decode(self._context, native.llama_batch_get_one(tokens, 1))
        moments.append((time.perf_counter(), time.process_time()))
        (read_s, read_cpu_s), (written_s, written_cpu_s) = (
            (after[0] - before[0], after[1] - before[1]) for before, after in pairwise(moments)
        )
        return Rates(prompt / read_s, generated / written_s, prompt / read_cpu_s, generated / written_cpu_s)


def speed(chosen: Model, threads: int, program: Path | None, rounds: int, generated: int) -> None:
    reference_name = "llama-bench" if program else "raw loop"
    raw = None if program else RawLoop(file_of(chosen), threads)
    ratios: list[Rates] = []
    with worker() as process:
        llama = LlamaModel(process, chosen, model_folder(chosen.id), threads, CONTEXT_TOKENS)
        ours(process, llama, 2)
        for _ in range(rounds):
            mine, summary = ours(process, llama, generated)
            length = summary.tokens.prompt
            other = (
                llama_bench(program, file_of(chosen), threads, length, generated)
                if program
                else raw.rates(length, generated)  # type: ignore[union-attr]
            )
            ratios.append(mine.over(other))
            print(
                f"  {mine} tokens/s (and per second of the processor) against {other}, {reference_name} "
                f"(prompt of {length}, load {os.getloadavg()[0]:.1f})",
            )
        print(f"  peak memory of the worker: {peak_bytes(process) / 1e6:,.0f} MB")
    medians = Rates(*(statistics.median(column) for column in zip(*map(astuple, ratios), strict=True)))
    print(
        f"  median ratio: prompt {medians.prompt:.3f}, generation {medians.generation:.3f}; "
        f"by the processor's time {medians.prompt_work:.3f}, {medians.generation_work:.3f}",
    )


def first_token(chosen: Model, threads: int) -> None:
    """A question over 900 tokens of passages, then a follow-up to its answer."""
    with worker() as process:
        llama = LlamaModel(process, chosen, model_folder(chosen.id), threads, CONTEXT_TOKENS)
        llama.count_tokens(["loaded"])
        asked = question(900)
        first_ms, answer, read = until_first_text(llama, asked)
        turns = (*asked.turns, PromptTurn(Role.ASSISTANT, answer), PromptTurn(Role.USER, "And the port?"))
        follow_up_ms, _, read_then = until_first_text(llama, Prompt(turns))
    print(
        f"  first token: {first_ms:,.0f} ms for the first question ({read:,} tokens read), "
        f"{follow_up_ms:,.0f} ms for a follow-up ({read_then:,} tokens read)"
    )


def until_first_text(llama: LlamaModel, asked: Prompt) -> tuple[float, str, int]:
    """Milliseconds, the answer, and how many tokens were read for it."""
    started = time.perf_counter()
    first_ms, text, read = 0.0, "", 0
    for piece in llama.stream(asked, GenerationOptions(maximum_tokens=32), CancelToken()):
        if isinstance(piece, str):
            first_ms = first_ms or (time.perf_counter() - started) * 1000
            text += piece
        elif isinstance(piece, GenerationSummary):
            read = piece.tokens.prompt - piece.tokens.reused
    return first_ms, text, read


def cancelling(chosen: Model, threads: int, times: int) -> None:
    """From the call of `cancel` to the exception, at moments by chance while a prompt is read or an answer written."""
    for what, prompt_tokens in (("prompt", 3000), ("answer", 30)):
        with worker() as process:
            llama = LlamaModel(process, chosen, model_folder(chosen.id), threads, CONTEXT_TOKENS)
            until_first_text(llama, question(30))
            waits = sorted(wait for _ in range(times) if (wait := cancel_once(llama, prompt_tokens)) is not None)
        print(
            f"  cancel while a {what} is on its way, {len(waits)} times: "
            f"median {statistics.median(waits):.0f} ms, 95 % {waits[int(len(waits) * 0.95) - 1]:.0f} ms, "
            f"longest {waits[-1]:.0f} ms"
        )


def cancel_once(llama: LlamaModel, prompt_tokens: int) -> float | None:
    """Milliseconds; None if the answer was finished before."""
    cancel = CancelToken()
    asked_at: list[float] = []

    def stop() -> None:
        asked_at.append(time.perf_counter())
        cancel.cancel()

    timer = threading.Timer(random.uniform(0.05, 0.8), stop)
    timer.start()
    try:
        for _ in llama.stream(question(prompt_tokens), GenerationOptions(maximum_tokens=512), cancel):
            pass
    except Cancelled:
        return (time.perf_counter() - asked_at[0]) * 1000
    finally:
        timer.cancel()
    return None


def loading(chosen: Model, threads: int) -> None:
    file = file_of(chosen)
    request = LoadTextModel(
        path=str(file), sha256=chosen.files[0].sha256, context_tokens=CONTEXT_TOKENS, threads=threads
    )
    with worker() as process:
        load_ms = min(process.call(request, TextModelLoaded).load_ms for _ in range(2))
        backend = process.call(request, TextModelLoaded).backend
    started = time.perf_counter()
    with file.open("rb") as content:
        hashlib.file_digest(content, "sha256")
    hash_ms = (time.perf_counter() - started) * 1000
    rate = file.stat().st_size / 1e3 / hash_ms
    print(
        f"  load {load_ms:,.0f} ms with the hash, of which {hash_ms:,.0f} ms are the hash ({rate:,.0f} MB/s); {backend}"
    )


@contextmanager
def worker() -> Iterator[WorkerProcess]:
    process = WorkerProcess("generate")
    try:
        yield process
    finally:
        process.close()


def peak_bytes(process: WorkerProcess) -> int:
    status = Path(f"/proc/{process.process_id}/status")
    if not status.exists():
        return int(psutil.Process(process.process_id).memory_info().rss)
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure each model in turn."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--llama-bench", type=Path)
    parser.add_argument("--models", nargs="*", default=[TINY_CHAT, SMALL_CHAT, STANDARD_CHAT])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--tokens", type=int, default=64)
    parser.add_argument("--cancels", type=int, default=20)
    parser.add_argument("--threads", type=int, default=machine.physical_cores())
    chosen = parser.parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(line_buffering=True)  # a round takes minutes on a busy machine
    for model_id in chosen.models:
        print(f"{model_id}, {chosen.threads} threads")
        loading(model(model_id), chosen.threads)
        speed(model(model_id), chosen.threads, chosen.llama_bench, chosen.rounds, chosen.tokens)
        first_token(model(model_id), chosen.threads)
        cancelling(model(model_id), chosen.threads, chosen.cancels)


if __name__ == "__main__":
    main()
