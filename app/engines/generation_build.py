"""Building a Chroma generation, and finding what is wrong with one, in processes that nothing else depends on."""

import logging
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

import psutil

from app.core.cancel import CancelToken
from app.core.errors import WorkerError
from app.engines.process import WorkerProcess
from app.workers.protocol.index import BuildGeneration, GenerationBuilt, GenerationOpen, HoldVectors, OpenGeneration

_log = logging.getLogger(__name__)

StoredVectors = Iterable[tuple[tuple[int, ...], bytes]]
"""Batches of passage ids with their vectors, as rows of little-endian float16 joined."""

NewProcess = Callable[[], WorkerProcess]

_SAMPLE = 64


def build(folder: Path, vectors: StoredVectors, new_process: NewProcess, cancel: CancelToken) -> frozenset[int]:
    """Build a generation of all these vectors in an empty folder, in a process of its own; returns its ids, unchecked.

    Raises:
        WorkerError: it could not be built.
        Cancelled: on cancel.
    """
    ids: list[int] = []
    builder = new_process()
    try:
        for batch, float16 in vectors:
            builder.tell(HoldVectors(ids=batch, float16=float16), cancel)
            ids += batch
        _give_way_to_others(builder.process_id)
        built = builder.call(BuildGeneration(folder=str(folder)), GenerationBuilt, cancel)
    finally:
        builder.close()
    if built.count != len(ids):
        raise WorkerError(f"An index of {built.count} vectors was built where {len(ids)} were given.")
    return frozenset(ids)


def fault(
    folder: Path,
    ids: Collection[int],
    vectors: StoredVectors,
    new_process: NewProcess,
    cancel: CancelToken,
) -> str:
    """Why a generation is not to be trusted, "" if it is: what a fresh process found, or how it died of it.

    Raises:
        Cancelled: on cancel.
    """
    checker = new_process()
    try:
        for batch, float16 in _sample(vectors, len(ids)):
            checker.tell(HoldVectors(ids=batch, float16=float16), cancel)
        answer = checker.call(OpenGeneration(folder=str(folder), ids=tuple(ids)), GenerationOpen, cancel)
    except WorkerError as error:
        return str(error)
    finally:
        checker.close()
    return "" if answer.trusted else answer.reason or "it is not trusted"


def _sample(vectors: StoredVectors, count: int) -> Iterator[tuple[tuple[int, ...], bytes]]:
    """Some `_SAMPLE` vectors, from all over."""
    step = max(1, count // _SAMPLE)
    for ids, float16 in vectors:
        row_bytes = len(float16) // len(ids)
        chosen = range(0, len(ids), step)
        rows = (float16[index * row_bytes : (index + 1) * row_bytes] for index in chosen)
        yield tuple(ids[index] for index in chosen), b"".join(rows)


def _give_way_to_others(process_id: int | None) -> None:
    """A build takes minutes and nobody waits for it."""
    if process_id is None:
        return
    try:
        psutil.Process(process_id).nice(psutil.BELOW_NORMAL_PRIORITY_CLASS if psutil.WINDOWS else 10)
    except psutil.Error as error:
        _log.debug("the builder keeps its priority: %s", error)
