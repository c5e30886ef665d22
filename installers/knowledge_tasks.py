"""What one document of a knowledge pack takes: read, cut, embedded and sealed, by the confined workers of the application."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from app.core.administration.knowledge import PackedDocument
from app.core.cancel import CancelToken
from app.core.errors import ModelError, UnreadableFile, UserError
from app.core.library.bags import document_words
from app.core.library.chunking import split
from app.core.models.model import Model, Role
from app.engines.file_content import load_file
from app.engines.index import Index
from app.engines.process import WorkerProcess
from app.engines.reader import Reader
from app.services.library.embedding import BATCH, embedded_text
from app.services.models.installed_models import known_models, missing_file, model_folder
from app.storage.library.knowledge_members import write_member
from app.storage.places import find_places

_THREADS = "ALCOVE_EMBEDDING_THREADS"


@dataclass(frozen=True, slots=True)
class Task:
    """A document to be made a member of a pack: its file, its name in the pack, and where the member goes below `work`."""

    path: str
    name: str
    content_hash: str
    member: str
    work: str
    key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task: `reason` says why there is no member, "" where there is one."""

    name: str
    member: str
    reason: str = ""


class Engines:
    """What reads and embeds: worker processes of the application, which start when they are needed."""

    def __init__(self) -> None:
        folder, model = embedder()
        self._processes = (WorkerProcess("read"), WorkerProcess("ocr"))
        threads = int(os.environ.get(_THREADS, os.cpu_count() or 1))
        self.reader = Reader(self._processes[0], pictures=self._processes[1])
        self.index = Index(WorkerProcess("index"), folder, model, lambda: (), threads=threads)

    def close(self) -> None:
        """End the processes."""
        self.index.close()
        for process in self._processes:
            process.close()


def done(task: Task, engines: Engines) -> Outcome:
    """Make the member; its file is there whole or not at all."""
    try:
        write_member(Path(task.work, task.member), task.key, _packed(task, engines))
    except UserError as error:
        return Outcome(task.name, task.member, str(error))
    return Outcome(task.name, task.member)


def in_turn(tasks: Sequence[Task]) -> Iterator[Outcome]:
    """Every outcome, one after the other, in this process."""
    with closing(Engines()) as engines:
        for task in tasks:
            yield done(task, engines)


def on_processes(count: int, tasks: Sequence[Task]) -> Iterator[Outcome]:
    """Every outcome as it comes, from so many processes of this machine. Raises UserError where Dask is missing."""
    distributed = _distributed()
    cores = max(1, (os.cpu_count() or 1) // count)
    with (
        distributed.LocalCluster(
            n_workers=count, threads_per_worker=1, dashboard_address=None, env={_THREADS: str(cores)}
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield from _as_completed(client, tasks)


def on_cluster(address: str, tasks: Sequence[Task]) -> Iterator[Outcome]:
    """Every outcome as it comes, from the workers of a cluster. Raises UserError where it cannot be reached."""
    distributed = _distributed()
    try:
        client = distributed.Client(address)
    except (OSError, ValueError) as error:
        raise UserError(f"The cluster {address} cannot be reached ({error}); check the address.") from None
    with client:
        yield from _as_completed(client, tasks)


def embedder() -> tuple[Path, Model]:
    """The embedding model that comes with Alcove, and its folder. Raises ModelError where it is missing."""
    places = find_places()
    for model in known_models(places, ()):
        if model.role is Role.EMBEDDING and model.is_default and not missing_file(places, model):
            return model_folder(places, model), model
    raise ModelError("The embedding model that comes with Alcove is missing; install Alcove again.")


def _done_in_a_cluster(task: Task) -> Outcome:
    return done(task, _engines())


_engines = functools.cache(Engines)
"""One set for each process of a cluster; they end with it."""


def _packed(task: Task, engines: Engines) -> PackedDocument:
    file = load_file(Path(task.path))
    if file.sha256 != task.content_hash:
        raise UnreadableFile("This file was changed while the pack was being built; build it again.")
    cancel = CancelToken()
    document = engines.reader.read_content(file, cancel)
    chunks = tuple(split(document))
    texts = [embedded_text(document.title, chunk.heading, chunk.text) for chunk in chunks]
    batches = (texts[start : start + BATCH] for start in range(0, len(texts), BATCH))
    float16 = b"".join(engines.index.embed(batch, cancel).float16 for batch in batches)
    words = document_words(document.title, task.name, chunks)
    return PackedDocument(task.name, file.sha256, file.modified_ns, document, chunks, words, float16, file.content)


def _as_completed(client: Any, tasks: Sequence[Task]) -> Iterator[Outcome]:
    """A document that ended the process which read it costs itself only."""
    distributed = _distributed()
    by_key = {task.member: task for task in tasks}
    futures = client.map(_done_in_a_cluster, tasks, key=list(by_key), retries=1)
    for future in distributed.as_completed(futures):
        task, error = by_key[future.key], future.exception()
        yield future.result() if error is None else Outcome(task.name, task.member, f"It could not be done ({error}).")
        future.release()


def _distributed() -> ModuleType:
    try:
        import distributed
    except ImportError:
        raise UserError(
            "Dask is missing; install it with: pip install dask distributed (or leave out --workers)"
        ) from None
    return distributed
