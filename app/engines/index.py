"""The index, seen from the application: texts to vectors, and a question to the nearest passages.

The vault's vectors are the truth. Every new worker process is given all of them and scans them exactly; where there are
many, a Chroma generation is kept beside that (`app.engines.generations`), and nothing ever waits for it.
"""

import logging
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TypeVar

from app.core.administration.knowledge import embedder_identity
from app.core.cancel import CancelToken
from app.core.errors import AlcoveError, Cancelled, WorkerCrashed, WorkerError
from app.core.library.bags import BagBatch, asked
from app.core.models.model import Model
from app.engines.generation_build import StoredVectors
from app.engines.generations import GenerationKeeper, GenerationStore
from app.engines.process import WorkerProcess
from app.engines.turns import Turns
from app.workers.protocol.index import (
    Candidates,
    DropVectors,
    Embed,
    EmbedderLoaded,
    FindNearest,
    FindPassages,
    HoldVectors,
    HoldWords,
    LoadEmbedder,
    Neighbours,
    Vectors,
)
from app.workers.protocol.message import Message

_log = logging.getLogger(__name__)

_EMBEDDED_AT_ONCE = 8
_QUIET_SECONDS = 10.0

StoredWords = Callable[[int], Iterable[BagBatch]]
"""Walks over the bags of all passages with an id above that given, in ascending order."""

Answer = TypeVar("Answer", bound=Message)


class Index:
    """The embedder and every vector, in one worker process. Safe from any thread; a question goes before other work.

    `stored_vectors` walks over the vault's vectors of this model: they must be in the vault before they are given to
    `hold`, and gone from it before `drop`. `stored_words` walks over the words of its passages: what is new there is
    fetched before every question. With `generations`, Chroma generations are kept there, brought up to date
    in the background some seconds after the last change.
    """

    def __init__(
        self,
        process: WorkerProcess,
        embedder_folder: Path,
        model: Model,
        stored_vectors: Callable[[], StoredVectors],
        generations: GenerationStore | None = None,
        threads: int = 2,
        stored_words: StoredWords = lambda _after: (),
    ) -> None:
        self._process = process
        self._load = LoadEmbedder(
            folder=str(embedder_folder),
            sha256={file.path: file.sha256 for file in model.files},
            maximum_tokens=int(model.parameters.get("max_tokens", model.context_tokens)),
            threads=threads,
        )
        self._stored_vectors = stored_vectors
        self._stored_words = stored_words
        self._last_passage = 0
        self._turns = Turns()
        self._prepared = 0
        self._held: set[int] = set()
        self._keeper = GenerationKeeper(self, generations, model.id, stored_vectors) if generations else None
        self._timer: threading.Timer | None = None
        self._closing = CancelToken()
        self.dimensions = int(model.parameters["dimensions"])
        self.model_id = model.id
        self.identity = embedder_identity(model)

    def warm(self) -> None:
        """Start the worker with everything it needs, so that the first question does not wait for it.

        Raises:
            WorkerError: the embedder cannot be loaded.
        """
        with self._turns.piece(self._closing):
            self._prepare(self._closing)

    def embed(self, texts: Sequence[str], cancel: CancelToken, urgent: bool = False) -> Vectors:
        """One vector for each text, in order. Texts go in small pieces, between which questions are answered.

        `urgent` is for what an answer waits for: it goes before other work.

        Raises:
            WorkerError: the embedder cannot be loaded.
            WorkerCrashed: the worker died; the next call works.
            Cancelled: on cancel.
        """
        float16, tokens = bytearray(), 0
        for start in range(0, len(texts), _EMBEDDED_AT_ONCE):
            request = Embed(texts=tuple(texts[start : start + _EMBEDDED_AT_ONCE]))
            vectors = self._ask(request, Vectors, cancel, self._turn(urgent, cancel))
            float16 += vectors.float16
            tokens += vectors.tokens
        return Vectors(dimensions=self.dimensions, float16=bytes(float16), tokens=tokens)

    def nearest(
        self,
        text: str,
        top: int,
        among: Sequence[int] | None = None,
        cancel: CancelToken | None = None,
    ) -> Neighbours:
        """The `top` passages nearest to a text; `among` limits it to some passages. Raises as `embed` does."""
        cancel = cancel or CancelToken()
        limit = None if among is None else tuple(among)
        request = FindNearest(text=text, top=top, among=limit)
        answer = self._ask(request, Neighbours, cancel, self._turns.question())
        if answer.exact and among is None:
            self._note_failure(self._prepared)
        return answer

    def find(
        self,
        question: str,
        top: int,
        documents: Sequence[int] | None = None,
        also: Sequence[int] = (),
        cancel: CancelToken | None = None,
    ) -> Candidates:
        """The passages that may answer a question, about `top` by each way of finding, with all their figures.

        `documents` limits it to some documents; the figures of `also` are given besides. Raises as `embed` does.
        """
        words = asked(question)
        request = FindPassages(
            text=question,
            top=top,
            words=words.words,
            names=words.names,
            numbers=words.numbers,
            documents=None if documents is None else tuple(documents),
            also=tuple(also),
        )
        answer = self._ask(request, Candidates, cancel or CancelToken(), self._turns.question())
        if answer.exact and documents is None:
            self._note_failure(self._prepared)
        return answer

    def hold(self, ids: Sequence[int], float16: bytes) -> None:
        """Make vectors that are in the vault findable: rows of little-endian float16, joined.

        A worker that is not running is given them with all others when it starts.
        """
        with self._turns.piece(self._closing):
            if self._is_prepared():
                self._process.tell(HoldVectors(ids=tuple(ids), float16=float16))
                self._held.update(ids)
        self._update_generation_soon()

    def drop(self, ids: Sequence[int]) -> None:
        """Forget vectors that are gone from the vault. A snapshot that holds one of them is removed at once."""
        if self._keeper is not None:
            self._keeper.forget(ids)
        with self._turns.piece(self._closing):
            if self._is_prepared():
                self._process.tell(DropVectors(ids=tuple(ids)))
                self._held.difference_update(ids)
        self._update_generation_soon()

    def update_generation(self, cancel: CancelToken) -> None:
        """Bring the Chroma generation up to date now; may take minutes, in which everything else goes on.

        Raises:
            WorkerError: it could not be built; vectors are scanned exactly.
            Cancelled: on cancel.
        """
        if self._keeper is not None:
            self._keeper.update(cancel)

    def rebuild(self, cancel: CancelToken) -> None:
        """Give up the generation and build it anew from the vault. Raises as `update_generation` does."""
        if self._keeper is not None:
            self._keeper.give_up("it is being built again")
            self._keeper.update(cancel)

    def check(self, cancel: CancelToken) -> str:
        """Try the generation in a fresh process: what is wrong with it, in a sentence, "" if nothing.

        One that fails is given up; searches go on without it, and `update_generation` builds another.
        """
        return self._keeper.check(cancel) if self._keeper is not None else ""

    def state(self) -> str:
        """One sentence: what answers nearest-neighbour questions now, and why."""
        if not self._held:
            return "No vector is loaded yet." if not self._is_prepared() else "There are no vectors yet."
        if self._keeper is None:
            return f"All {len(self._held):,} vectors are scanned exactly."
        return self._keeper.state(self._held)

    def close(self) -> None:
        """Stop all work and the worker; nothing of the index is left in memory-backed storage."""
        self._closing.cancel()
        if self._timer is not None:
            self._timer.cancel()
        if self._keeper is not None:
            self._keeper.close()
        self._process.close()

    # For the keeper of generations ---------------------------------------------------------------------------

    def ask_in_background(self, request: Message, expected: type[Answer], cancel: CancelToken) -> tuple[Answer, int]:
        """Ask the prepared worker, beginning again when a question came between.

        Returns the answer and the incarnation of the process that gave it.
        """

        def work(token: CancelToken) -> tuple[Answer, int]:
            self._prepare(token)
            return self._process.call(request, expected, token), self._prepared

        return self._turns.repeat_until_done(work, cancel)

    def held(self, cancel: CancelToken) -> tuple[frozenset[int], int]:
        """The ids of all vectors, and the incarnation of the process that holds them; starts it if need be."""
        with self._turns.piece(cancel):
            self._prepare(cancel)
            return frozenset(self._held), self._prepared

    # ----------------------------------------------------------------------------------------------------------

    def _turn(self, urgent: bool, cancel: CancelToken) -> AbstractContextManager[None]:
        return self._turns.question() if urgent else self._turns.piece(cancel)

    def _ask(
        self, request: Message, expected: type[Answer], cancel: CancelToken, turn: AbstractContextManager[None]
    ) -> Answer:
        with turn:
            self._prepare(cancel)
            prepared = self._prepared
            try:
                return self._process.call(request, expected, cancel)
            except WorkerCrashed:
                self._note_failure(prepared)
                raise
            except WorkerError:
                if self._is_prepared():
                    raise
            # The process had just ended for being idle, and a new one knew nothing yet.
            self._prepare(cancel)
            return self._process.call(request, expected, cancel)

    def _note_failure(self, incarnation: int) -> None:
        if self._keeper is not None and self._keeper.note_failure(incarnation):
            self._update_generation_soon()

    def _is_prepared(self) -> bool:
        return self._prepared != 0 and self._process.incarnation == self._prepared

    def _prepare(self, cancel: CancelToken) -> None:
        """Give a new process the embedder and every vector of the vault, and any the words it does not have yet."""
        if not self._is_prepared():
            self._begin(cancel)
        self._hold_new_words(cancel)

    def _begin(self, cancel: CancelToken) -> None:
        loaded = self._process.call(self._load, EmbedderLoaded, cancel)
        incarnation = self._process.incarnation
        if loaded.dimensions != self.dimensions:
            raise WorkerError(f"The embedding model gives {loaded.dimensions} dimensions, not {self.dimensions}.")
        held: set[int] = set()
        for ids, float16 in self._stored_vectors():
            self._process.tell(HoldVectors(ids=ids, float16=float16), cancel)
            held.update(ids)
        self._held, self._prepared, self._last_passage = held, incarnation, 0
        self._update_generation_soon()

    def _hold_new_words(self, cancel: CancelToken) -> None:
        for batch in self._stored_words(self._last_passage):
            self._process.tell(HoldWords(**{name: getattr(batch, name) for name in batch.__slots__}), cancel)
            self._last_passage = batch.passages[-1]

    def _update_generation_soon(self) -> None:
        if self._keeper is None or self._closing.cancelled:
            return
        if self._timer is not None:
            self._timer.cancel()
        self._timer = threading.Timer(_QUIET_SECONDS, self._update_generation_now)
        self._timer.daemon = True
        self._timer.start()

    def _update_generation_now(self) -> None:
        try:
            self.update_generation(self._closing)
        except Cancelled:
            return
        except (AlcoveError, OSError) as error:
            _log.warning("the index has no generation: %s", error)
