"""Which workers live on after their application was killed."""

import time
from collections.abc import Sequence

import psutil

_PROCESSOR_SECONDS = 5.0
"""One that was just starting learns of it when its engine is imported, which is long by the clock of a busy machine."""
_CLOCK_SECONDS = 180.0


def outliving(workers: Sequence[psutil.Process]) -> list[str]:
    """Those that go on working, or are still there after minutes: what each is and does."""
    used = {worker.pid: _processor_seconds(worker) for worker in workers}
    until = time.monotonic() + _CLOCK_SECONDS
    alive, outlived = list(workers), []
    while alive and not outlived and time.monotonic() < until:
        _, alive = psutil.wait_procs(alive, timeout=1)
        alive = [worker for worker in alive if not _has_ended(worker)]
        outlived = [one for one in alive if _processor_seconds(one) - used[one.pid] > _PROCESSOR_SECONDS]
    return [_told(worker) for worker in outlived or alive]


def _has_ended(process: psutil.Process) -> bool:
    """Until the system's first process asks for the exit code of an ended one, its number is still taken."""
    try:
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def _processor_seconds(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(times.user + times.system)


def _told(process: psutil.Process) -> str:
    try:
        with process.oneshot():
            return f"{process.status()}, {_processor_seconds(process):.1f} s used: {' '.join(process.cmdline())}"
    except psutil.NoSuchProcess:
        return "one that has just ended"
