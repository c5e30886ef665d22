"""How many threads compute: as many as cores are free of other programs, looked at while the model works.

llama.cpp's threads wait for each other by spinning. With as many of them as cores, and two other programs at work on two
cores, a 0.5B model writes 0.4 tokens a second, and 8 with a single thread (`tests/bench/bench_busy.py`).
"""

import math
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil

_LOOK_EVERY_S = 0.25
"""The system counts in hundredths of a second, so that less would be mostly chance."""
_TRUSTED_S = 1.0
"""What was longer ago tells nothing of now."""
_GLANCE_S = 0.04
"""The shortest look that tells a free core from a busy one. Without it a model that begins among other programs would
read its first batch with too many threads, which takes seconds. Where nobody else has anything to do at the moment, it is
spared: it is two hundredths of the time in which a 0.5B model reads 500 tokens."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Seconds since some moment: that passed, that all processors together worked, and that this process worked.

    What programs of low priority do is not counted: they make way.
    """

    passed_s: float
    worked_s: float
    own_s: float


def usage_now() -> Usage:
    """What the system has counted until now."""
    times = psutil.cpu_times()
    waiting = ("idle", "iowait", "nice", "guest", "guest_nice")  # guests are counted among the users
    worked_s = sum(value for name, value in times._asdict().items() if name not in waiting)
    return Usage(time.perf_counter(), worked_s, time.process_time())


def running_now() -> float:
    """How many threads compute or wait for a processor at this moment, this one with them; infinite where nobody tells."""
    try:
        return int(Path("/proc/loadavg").read_text(encoding="ascii").split()[3].partition("/")[0])
    except (OSError, ValueError, IndexError):
        return math.inf


def threads_for(before: Usage, after: Usage, processors: int, most: int) -> int:
    """As many threads as processors were free of others between two moments, from 1 to `most`."""
    passed_s = max(after.passed_s - before.passed_s, 1e-3)
    others = max(0.0, (after.worked_s - before.worked_s) - (after.own_s - before.own_s)) / passed_s
    return max(1, min(most, int(processors - others + 0.5)))


class Threads:
    """The number of threads for the next step of a model; `most` is what it has on an idle machine."""

    def __init__(
        self,
        most: int,
        usage: Callable[[], Usage] = usage_now,
        processors: int | None = None,
        clock: Callable[[], float] = time.perf_counter,
        wait: Callable[[float], None] = time.sleep,
        running: Callable[[], float] = running_now,
    ) -> None:
        self._most = self._chosen = most
        self._usage = usage
        self._clock = clock
        self._wait = wait
        self._running = running
        self._processors = processors or os.cpu_count() or most
        self._before = usage()

    def chosen(self) -> int:
        """As many as were free since the last look, which is taken a few times a second, and anew after a rest."""
        passed_s = self._clock() - self._before.passed_s
        if passed_s < _LOOK_EVERY_S:
            return self._chosen
        if passed_s > _TRUSTED_S:
            self._before = self._usage()
            if self._processors - (self._running() - 1) >= self._most:
                self._chosen = self._most
                return self._chosen
            self._wait(_GLANCE_S)
        now = self._usage()
        self._chosen = threads_for(self._before, now, self._processors, self._most)
        self._before = now
        return self._chosen
