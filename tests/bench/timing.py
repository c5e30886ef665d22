"""How long questions take, by the clock and of the processor, so that a busy machine does not decide."""

import os
import time
from collections.abc import Callable, Sequence

import numpy
import psutil


def processor_seconds() -> float:
    """What the processor has spent on this process and its workers so far, those that have ended included."""
    ended = os.times()
    return _spent(_workers()) + ended.children_user + ended.children_system


def report(label: str, work: Callable[[str], object], questions: Sequence[str]) -> None:
    """Print the time of each question by the clock, and of the processor in all processes; and how busy others are."""
    clock, processor = [], []
    workers = _workers()
    for question in questions:
        before, started = _spent(workers), time.perf_counter()
        work(question)
        clock.append(1000 * (time.perf_counter() - started))
        processor.append(1000 * (_spent(workers) - before))
    told = "   ".join(
        f"{name} p50 {numpy.percentile(times, 50):6.1f} p95 {numpy.percentile(times, 95):6.1f} ms"
        for name, times in (("clock", clock), ("processor", processor))
    )
    print(f"  {label:22} {told}   mean {numpy.mean(processor):.1f}   load {os.getloadavg()[0]:.1f}", flush=True)


def _workers() -> list[psutil.Process]:
    return psutil.Process().children(recursive=True)


def _spent(workers: Sequence[psutil.Process]) -> float:
    return time.process_time() + sum(sum(worker.cpu_times()[:2]) for worker in workers)
