"""Models made smaller, by a process that lives as long as that takes and can write into one folder only."""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from app.core.cancel import CancelToken
from app.core.errors import WorkerError
from app.engines import machine
from app.engines.process import WorkerProcess, start_process
from app.workers.protocol.compress import CompressModel, ModelCompressed, TensorCompressed

_OBEDIENCE_SECONDS = 0.1


def compress(files: Mapping[Path, str], target: Path, kind: str, cancel: CancelToken) -> Iterator[tuple[int, int]]:
    """Write a model anew, smaller, into `target`; yields how many tensors are written, of how many.

    `files` are those of the model, the first one first, with the sha256 of each.

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
        files={str(path): sha256 for path, sha256 in files.items()},
        target=str(target),
        kind=kind,
        threads=machine.physical_cores(),
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
        raise WorkerError(f"{next(iter(files)).name} was not compressed to its end; please try again.")
