"""Chroma generations: built and checked in processes of their own, so that they can neither harm nor hold up a search.

A generation is used when a fresh process found all its ids and canaries; it is given up when the worker that had it open
died, when it failed a check, or when something in it was erased. Then another is built from the vault's vectors.
"""

import logging
import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from app.core.cancel import CancelToken
from app.core.errors import UserError, WorkerError
from app.engines.generation_build import NewProcess, StoredVectors, build, fault
from app.engines.process import WorkerProcess
from app.workers.protocol.index import BuildGeneration, CloseGeneration, GenerationBuilt, GenerationOpen, OpenGeneration
from app.workers.protocol.message import Message

_log = logging.getLogger(__name__)

Answer = TypeVar("Answer", bound=Message)

GENERATION_FROM = 20_000
"""Vectors from which a generation is kept: scanning fewer is as fast as asking Chroma."""
CHANGES_TOLERATED = 1_000
"""Vectors added since, from which another is built; the worker scans twice as many beside the generation."""
_BYTES_PER_VECTOR = 4_000


class GenerationStore(Protocol):
    """Where generations live; see `app.storage.library.generations.Generations`, which is one."""

    def new_folder(self, size_bytes: int) -> Path | None:
        """An empty private folder in memory, or None."""

    def seal(self, folder: Path, model_id: str, ids: Sequence[int]) -> None:
        """Keep a closed generation on disk, encrypted."""

    def restore(self, model_id: str) -> tuple[Path, tuple[int, ...]] | None:
        """What was kept, in a new folder, with its ids."""

    def discard(self) -> None:
        """Remove what was kept."""

    def remove(self, folder: Path) -> None:
        """Remove a folder."""

    def close(self) -> None:
        """Remove every folder."""


class IndexWorker(Protocol):
    """The worker that answers questions; see `app.engines.index.Index`."""

    def held(self, cancel: CancelToken) -> tuple[frozenset[int], int]:
        """Its vectors' ids and its incarnation."""

    def ask_in_background(self, request: Message, expected: type[Answer], cancel: CancelToken) -> tuple[Answer, int]:
        """Its answer and its incarnation."""


@dataclass(frozen=True, slots=True)
class _Generation:
    """`folder` is None for one that lives in the worker's memory."""

    folder: Path | None
    ids: frozenset[int]


class GenerationKeeper:
    """Keeps the worker supplied with a generation that is right, or with none. Safe from any thread."""

    def __init__(
        self,
        worker: IndexWorker,
        store: GenerationStore,
        model_id: str,
        stored_vectors: Callable[[], StoredVectors],
        new_process: NewProcess = lambda: WorkerProcess("index"),
    ) -> None:
        self._worker = worker
        self._store = store
        self._model_id = model_id
        self._stored_vectors = stored_vectors
        self._new_process = new_process
        self._updating = threading.Lock()
        self._generation: _Generation | None = None
        self._opened_in = 0
        self._failed = False
        self._reason = "its index is not built yet"

    def update(self, cancel: CancelToken) -> None:
        """Restore, build, check and open as needed. Raises as `Index.update_generation` does."""
        with self._updating:
            held, incarnation = self._worker.held(cancel)
            if self._failed:
                self._give_up("the worker died, or gave it up, while it was in use")
            if len(held) < GENERATION_FROM:
                self._do_without(cancel)
                return
            if self._generation is not None and self._generation.folder is None and self._opened_in != incarnation:
                self._generation = None
            if self._generation is None:
                self._generation = self._restored(cancel)
            if self._generation is not None:
                self._open(self._generation, cancel)
            if self._generation is None or _is_behind(self._generation, held):
                self._replace(cancel)

    def check(self, cancel: CancelToken) -> str:
        """See `Index.check`."""
        with self._updating:
            generation = self._generation
            if generation is None or generation.folder is None:
                return ""
            reason = self._fault(generation.folder, generation.ids, cancel)
            if reason:
                self._give_up(reason)
            return reason

    def forget(self, ids: Collection[int]) -> None:
        """Passages were erased: what is kept of them on disk goes now, the generation with the next update."""
        generation = self._generation
        if generation is None or not generation.ids.isdisjoint(ids):
            self._store.discard()

    def note_failure(self, incarnation: int) -> bool:
        """The worker died, or answered without the generation it had open: that one is not used again.

        Returns whether there was one, so that an update is due.
        """
        if not self._opened_in or self._opened_in != incarnation:
            return False
        self._failed = True
        return True

    def give_up(self, reason: str) -> None:
        """Remove the generation, open or sealed."""
        with self._updating:
            self._give_up(reason)

    def state(self, held: Collection[int]) -> str:
        """See `Index.state`."""
        generation = self._generation
        if len(held) < GENERATION_FROM:
            return f"All {len(held):,} vectors are scanned exactly; Chroma takes over from {GENERATION_FROM:,}."
        if generation is None or not self._opened_in:
            return f"All {len(held):,} vectors are scanned exactly: {self._reason}."
        newer = sum(passage_id not in generation.ids for passage_id in held)
        added = f"; {newer:,} newer ones are scanned" if newer else ""
        return f"A checked Chroma generation of {len(generation.ids):,} vectors proposes{added}."

    def close(self) -> None:
        """Remove every folder; the sealed snapshot stays."""
        with self._updating:
            self._generation = None
            self._store.close()

    def _restored(self, cancel: CancelToken) -> _Generation | None:
        restored = self._store.restore(self._model_id)
        if restored is None:
            return None
        folder, ids = restored
        reason = self._fault(folder, frozenset(ids), cancel)
        if reason:
            self._store.remove(folder)
            self._give_up(reason)
            return None
        return _Generation(folder, frozenset(ids))

    def _replace(self, cancel: CancelToken) -> None:
        """Build, check, seal, and only then switch; the one before goes with its folder."""
        before = self._generation
        self._generation = self._built(cancel)
        self._opened_in = 0
        self._failed = False
        if before is not None and before.folder is not None:
            self._store.remove(before.folder)
        self._open(self._generation, cancel)

    def _built(self, cancel: CancelToken) -> _Generation:
        expected = len(self._worker.held(cancel)[0])
        folder = self._store.new_folder(expected * _BYTES_PER_VECTOR)
        if folder is None:
            return self._built_in_memory(cancel)
        try:
            ids = build(folder, self._stored_vectors(), self._new_process, cancel)
            reason = self._fault(folder, ids, cancel)
            if reason:
                raise WorkerError(f"A new index failed its check: {reason}.")
        except BaseException:
            self._store.remove(folder)
            raise
        try:
            self._store.seal(folder, self._model_id, tuple(ids))
        except UserError as error:
            _log.warning("the index was not kept for the next start: %s", error)
        return _Generation(folder, ids)

    def _built_in_memory(self, cancel: CancelToken) -> _Generation:
        """Where nothing can be kept in a folder: inside the worker, making way for every question."""
        held, _ = self._worker.held(cancel)
        _, self._opened_in = self._worker.ask_in_background(BuildGeneration(folder=""), GenerationBuilt, cancel)
        return _Generation(None, held)

    def _open(self, generation: _Generation, cancel: CancelToken) -> None:
        if generation.folder is None or self._opened_in == self._worker.held(cancel)[1]:
            return
        request = OpenGeneration(folder=str(generation.folder), ids=tuple(generation.ids))
        try:
            answer, incarnation = self._worker.ask_in_background(request, GenerationOpen, cancel)
        except WorkerError as error:
            self._give_up(str(error))
            return
        if answer.trusted:
            self._opened_in = incarnation
        else:
            self._give_up(answer.reason)

    def _do_without(self, cancel: CancelToken) -> None:
        """There are few vectors now: what Chroma knows of those that were more is forgotten."""
        if self._opened_in:
            self._worker.ask_in_background(CloseGeneration(), GenerationOpen, cancel)
        self._give_up("its index is not built yet")

    def _give_up(self, reason: str) -> None:
        _log.info("the generation of the index is given up: %s", reason)
        self._store.discard()
        if self._generation is not None and self._generation.folder is not None:
            self._store.remove(self._generation.folder)
        self._generation = None
        self._opened_in = 0
        self._failed = False
        self._reason = reason

    def _fault(self, folder: Path, ids: Collection[int], cancel: CancelToken) -> str:
        return fault(folder, ids, self._stored_vectors(), self._new_process, cancel)


def _is_behind(generation: _Generation, held: Collection[int]) -> bool:
    """Whether something in it was erased, or much was added since."""
    known = sum(passage_id in generation.ids for passage_id in held)
    return known < len(generation.ids) or len(held) - known > CHANGES_TOLERATED
