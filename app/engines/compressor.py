"""Models made smaller, by a process that lives as long as that takes and can write into one folder only."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from app.core.cancel import CancelToken
from app.core.errors import WorkerError
from app.engines import machine
from app.engines.process import WorkerProcess, start_process
from app.workers.protocol.compress import CompressModel, ModelCompressed, TensorCompressed

_OBEDIENCE_SECONDS = 0.1


def compress(path: Path, sha256: str, target: Path, kind: str, cancel: CancelToken) -> Iterator[tuple[int, int]]:
    """Write a model file anew, smaller, into `target`; yields how many tensors are written, of how many.

    Raises:
        WorkerError: it cannot be done; the sentence says why.
        Cancelled: stopped; `target` is left incomplete.
    """
    process = WorkerProcess(
        "compress",
        obedience_seconds=_OBEDIENCE_SECONDS,
        open_process=partial(start_process, writable=target.parent),
    )
    request = CompressModel(
        path=str(path), sha256=sha256, target=str(target), kind=kind, threads=machine.physical_cores()
    )
    whole = False
    try:
        for message in process.stream(request, cancel):
            if isinstance(message, TensorCompressed):
                yield message.done, message.total
            elif isinstance(message, ModelCompressed):
                whole = True
    finally:
        process.close()
    if not whole:
        raise WorkerError(f"{path.name} was not compressed to its end; please try again.")
