"""Which workers live on after their application was killed."""

from collections.abc import Sequence

import psutil

_SECONDS = 30
"""A worker that is just starting learns of it when its engine is imported."""


def outliving(workers: Sequence[psutil.Process]) -> list[str]:
    """Those that have not ended after some seconds: what each is and does."""
    _, alive = psutil.wait_procs(workers, timeout=_SECONDS)
    return [told for worker in alive if (told := _told(worker))]


def _told(process: psutil.Process) -> str:
    """Nothing for one that has ended: until the system's first process asks for its exit code, its number is still taken."""
    try:
        with process.oneshot():
            status = process.status()
            return "" if status == psutil.STATUS_ZOMBIE else f"{status}: {' '.join(process.cmdline())}"
    except psutil.NoSuchProcess:
        return ""
