"""What this machine has, and what it does: memory and processor cores."""

import contextlib
import math
import os
import platform
import sys
from dataclasses import dataclass
from pathlib import Path

import psutil

_CONTROL_GROUP = Path("/sys/fs/cgroup")
_PROCESSORS = Path("/sys/devices/system/cpu")
_COUNTED_TWICE = ("guest", "guest_nice")
"""What a virtual machine does is among the work of the users already."""


def memory_bytes() -> int:
    """The memory this process may count on: the machine's, or its container's where that is less."""
    return min(int(psutil.virtual_memory().total), _control_group_bytes("memory.max"))


def available_bytes() -> int:
    """How much memory can be taken now without anything being swapped out."""
    left = _control_group_bytes("memory.max") - _control_group_bytes("memory.current", otherwise=0)
    return max(0, min(int(psutil.virtual_memory().available), left))


def physical_cores() -> int:
    """Physical cores this process may use, 1 at least: as many threads as compute at full speed.

    A second thread on the same core shares its arithmetic units and slows the first down.
    """
    cores = psutil.cpu_count(logical=False) or os.cpu_count() or 1
    if sys.platform == "linux":
        cores = min(cores, len({_siblings(cpu) for cpu in os.sched_getaffinity(0)}), _control_group_cores())
    return max(1, cores)


def processor() -> str:
    """The processor's name, as the system gives it."""
    if sys.platform == "linux":
        for line in Path("/proc/cpuinfo").read_text("utf-8", "replace").splitlines():
            if line.startswith(("model name", "Model")):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


@dataclass(frozen=True, slots=True)
class ProcessorTime:
    """Seconds of all processors together since some moment, and how many of them something was done in."""

    passed_s: float
    worked_s: float

    def share_since(self, before: "ProcessorTime") -> float:
        """The share of all processors that was used since then, from 0 to 1; 0 where no time has passed."""
        passed_s = self.passed_s - before.passed_s
        return min(1.0, max(0.0, (self.worked_s - before.worked_s) / passed_s)) if passed_s > 0 else 0.0


def processor_time() -> ProcessorTime:
    """What the system has counted until now."""
    times = psutil.cpu_times()._asdict()
    passed_s = sum(seconds for name, seconds in times.items() if name not in _COUNTED_TWICE)
    return ProcessorTime(passed_s, passed_s - times["idle"] - times.get("iowait", 0.0))


def memory_of(processes: list[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """The memory in bytes of each process (a name and an id) that still runs."""
    found = []
    for name, process_id in processes:
        with contextlib.suppress(psutil.Error):
            found.append((name, int(psutil.Process(process_id).memory_info().rss)))
    return tuple(found)


def running_from(folder: Path) -> tuple[int, ...]:
    """The processes whose program lies below a folder, as far as may be seen, but for this one and whoever started it."""
    own = {os.getpid(), *(parent.pid for parent in psutil.Process().parents())}
    found = []
    for process in psutil.process_iter(["exe"]):
        program = process.info["exe"]
        if program and process.pid not in own and Path(program).is_relative_to(folder):
            found.append(process.pid)
    return tuple(found)


def _siblings(cpu: int) -> str:
    """The logical processors that share a core with this one."""
    try:
        return (_PROCESSORS / f"cpu{cpu}/topology/thread_siblings_list").read_text("ascii").strip()
    except OSError:
        return str(cpu)


def _control_group_cores() -> int:
    """The processor time a container is allowed, in whole cores; a large number where nothing is limited."""
    try:
        quota, period = (_CONTROL_GROUP / "cpu.max").read_text("ascii").split()
    except (OSError, ValueError):
        return sys.maxsize
    return math.ceil(int(quota) / int(period)) if quota.isdigit() else sys.maxsize


def _control_group_bytes(name: str, otherwise: int = sys.maxsize) -> int:
    try:
        text = (_CONTROL_GROUP / name).read_text("ascii").strip()
    except OSError:
        return otherwise
    return int(text) if text.isdigit() else otherwise
