"""The worker that holds the embedder, every vector, the words of every passage, and the Chroma generation.

Chroma only proposes: every vector is held here as well, whatever Chroma proposes is scored by its own vector, and where
Chroma is missing, behind, or in doubt, all vectors are scanned.
"""

import importlib
import logging
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, BinaryIO

import numpy

from app.core.errors import UserError
from app.workers.indexing.embedder import Embedder
from app.workers.indexing.passages import HeldPassages
from app.workers.indexing.terms import Matrix, Untrusted
from app.workers.indexing.vectors import HeldVectors
from app.workers.protocol.index import (
    BuildGeneration,
    Candidates,
    CloseGeneration,
    DropVectors,
    Embed,
    EmbedderLoaded,
    FindNearest,
    FindPassages,
    GenerationBuilt,
    GenerationOpen,
    HoldVectors,
    HoldWords,
    LoadEmbedder,
    Neighbours,
    OpenGeneration,
    Vectors,
)
from app.workers.protocol.message import Message
from app.workers.serve import CancelFlag, serve

if TYPE_CHECKING:
    from app.workers.indexing.chroma import Generation

_log = logging.getLogger(__name__)

_CHANGES_COVERED = 2000
"""Vectors added or dropped since the generation, up to which it still answers faster than a scan of everything."""
_POLL_SECONDS = 0.02
_AUDITED_EVERY = 64
"""One answer in so many is compared with the exact scan."""


def run(lock: str, source: BinaryIO, sink: BinaryIO) -> None:
    """Serve until the pipe closes."""
    index = _Index()
    serve(
        "index",
        lock,
        {
            LoadEmbedder: index.load,
            Embed: index.embed,
            HoldVectors: index.hold,
            DropVectors: index.drop,
            FindNearest: index.find,
            HoldWords: index.hold_words,
            FindPassages: index.find_passages,
            BuildGeneration: index.build,
            OpenGeneration: index.open,
            CloseGeneration: index.close,
        },
        source,
        sink,
    )


class _Index:
    def __init__(self) -> None:
        self._embedder: Embedder | None = None
        self._held = HeldVectors()
        self._passages = HeldPassages()
        self._generation: Generation | None = None
        self._unfinished: Generation | None = None
        self._added: set[int] = set()
        self._dropped: set[int] = set()
        self._answers = 0

    def load(self, request: LoadEmbedder, flag: CancelFlag) -> Iterator[Message]:
        self._embedder = None
        loaded = Embedder(Path(request.folder), request.sha256, request.maximum_tokens, request.threads, flag)
        self._embedder = loaded
        yield EmbedderLoaded(dimensions=loaded.dimensions, maximum_tokens=loaded.maximum_tokens)

    def embed(self, request: Embed, flag: CancelFlag) -> Iterator[Message]:
        embedder = self._loaded()
        before = embedder.tokens_read
        vectors = embedder.embed(request.texts, flag).astype("<f2").tobytes()
        yield Vectors(dimensions=embedder.dimensions, float16=vectors, tokens=embedder.tokens_read - before)

    def hold(self, request: HoldVectors, _flag: CancelFlag) -> Iterator[Message]:
        if request.ids:
            vectors = numpy.frombuffer(request.float16, "<f2").reshape(len(request.ids), -1)
            self._held.hold(request.ids, vectors.astype(numpy.float32))
            self._note_changes(request.ids)
        yield from ()

    def drop(self, request: DropVectors, _flag: CancelFlag) -> Iterator[Message]:
        self._held.drop(request.ids)
        self._passages.drop(request.ids)
        self._note_changes(request.ids)
        if request.everything:
            self._held, self._passages = HeldVectors(), HeldPassages()
            self._let_go()
        yield from ()

    def find(self, request: FindNearest, flag: CancelFlag) -> Iterator[Message]:
        vector = self._loaded().embed((request.text,), flag)[0]
        proposed = self._proposed(vector, request.top) if request.among is None else None
        ids, cosines = self._held.nearest(vector, request.top, request.among if proposed is None else proposed)
        yield Neighbours(ids=tuple(ids.tolist()), cosines=tuple(cosines.tolist()), exact=proposed is None)

    def hold_words(self, request: HoldWords, _flag: CancelFlag) -> Iterator[Message]:
        self._passages.hold_cards(request.card_documents, request.card_sizes, request.cards)
        self._passages.hold(request.passages, request.documents, request.sizes, request.bags)
        yield from ()

    def find_passages(self, request: FindPassages, flag: CancelFlag) -> Iterator[Message]:
        vector = self._loaded().embed((request.text,), flag)[0]
        passages = self._passages
        named = passages.named(request.names, request.numbers)
        allowed = None if request.documents is None else passages.allowed(request.documents)
        by_words, bm25 = passages.best(request.words, named, allowed, request.top)
        proposed = self._proposed(vector, request.top) if allowed is None else passages.bags.ids[allowed]
        near, _ = self._held.nearest(vector, request.top, proposed)
        named_near, _ = self._held.nearest(vector, request.top // 2, passages.preferred(named, allowed))
        ids = tuple({*passages.bags.ids[by_words].tolist(), *near.tolist(), *named_near.tolist(), *request.also})
        cosines = self._held.cosines(ids, vector)
        rows = passages.bags.rows_of(ids)
        figures = zip(bm25[rows].tolist(), named.of(passages.bags.owners[rows]).tolist(), strict=True)
        by_id = dict(zip(passages.bags.ids[rows].tolist(), figures, strict=True))
        words_and_named = [by_id.get(passage_id, (0.0, 0.0)) for passage_id in ids]
        yield Candidates(
            ids=ids,
            cosines=tuple(cosines.get(passage_id) for passage_id in ids),
            words=tuple(words for words, _ in words_and_named),
            named=tuple(strength for _, strength in words_and_named),
            exact=proposed is None,
        )

    def build(self, request: BuildGeneration, flag: CancelFlag) -> Iterator[Message]:
        try:
            built = self._build_in_folder(Path(request.folder), flag) if request.folder else self._build_in_memory(flag)
        except Untrusted as error:
            raise UserError(f"The index of vectors could not be built: {error}.") from error
        yield GenerationBuilt(count=len(built.ids))

    def open(self, request: OpenGeneration, flag: CancelFlag) -> Iterator[Message]:
        chroma = _chroma(flag)
        self._let_go()
        try:
            opened = chroma.Generation.open(Path(request.folder), request.ids)
            chroma.check(opened, self._held, flag)
        except Untrusted as error:
            yield GenerationOpen(trusted=False, reason=str(error))
            return
        self._trust(opened)
        yield GenerationOpen(trusted=True)

    def close(self, _request: CloseGeneration, _flag: CancelFlag) -> Iterator[Message]:
        self._let_go()
        yield GenerationOpen(trusted=False)

    def _loaded(self) -> Embedder:
        if self._embedder is None:
            raise UserError("No embedding model is loaded; verify the models under Models.")
        return self._embedder

    def _build_in_folder(self, folder: Path, flag: CancelFlag) -> "Generation":
        chroma = _chroma(flag)
        generation: Generation = chroma.Generation.create(folder, len(self._held))
        try:
            chroma.fill(generation, self._held, chroma.WHOLESALE, flag)
        except BaseException:
            generation.close()
            raise
        generation.finish(folder)
        return generation

    def _build_in_memory(self, flag: CancelFlag) -> "Generation":
        """What is missing is added to what there is, unless some of that was dropped; goes on where a cancel ended it.

        Chroma keeps all of a process's in-memory collections in one place, so there can only be one.
        """
        chroma = _chroma(flag)
        building = self._unfinished or self._generation
        if building is not None and not building.ids.issubset(self._held.ids.tolist()):
            self._let_go()
            building = None
        building = self._unfinished = building or chroma.Generation.create(None, len(self._held))
        try:
            chroma.fill(building, self._held, chroma.INTERRUPTIBLE, flag)
            chroma.check(building, self._held, flag)
        except Untrusted:
            self._let_go()
            raise
        self._trust(building)
        return building

    def _trust(self, generation: "Generation") -> None:
        held = set(self._held.ids.tolist())
        self._generation, self._unfinished = generation, None
        self._added, self._dropped = held - generation.ids, generation.ids - held

    def _let_go(self) -> None:
        for generation in {each for each in (self._generation, self._unfinished) if each is not None}:
            generation.close()
        self._generation = self._unfinished = None
        self._added, self._dropped = set(), set()

    def _note_changes(self, ids: Sequence[int]) -> None:
        if self._generation is None:
            return
        held = set(self._held.known(ids))
        gone = set(ids) - held
        self._added = (self._added | (held - self._generation.ids)) - gone
        self._dropped = (self._dropped | (gone & self._generation.ids)) - held

    def _proposed(self, vector: Matrix, top: int) -> list[int] | None:
        """Candidates from Chroma, with everything added since; None where all vectors are to be scanned."""
        if self._generation is None or len(self._added) + len(self._dropped) > _CHANGES_COVERED:
            return None
        self._answers += 1
        try:
            if self._answers % _AUDITED_EVERY == 0:
                self._generation.audit(self._held, vector, len(self._added))
            found = self._generation.nearest(vector, top + len(self._dropped))
        except Untrusted as error:
            _log.error("the generation was given up: %s", error)
            self._let_go()
            return None
        proposed = list({*self._held.known(found), *self._added})
        return proposed if len(proposed) >= min(top, len(self._held)) else None


def _chroma(flag: CancelFlag) -> ModuleType:
    """The module around Chroma: imported when first needed, on a thread, because it takes seconds and questions wait."""
    importing = threading.Thread(target=importlib.import_module, args=("app.workers.indexing.chroma",), daemon=True)
    importing.start()
    while importing.is_alive():
        flag.raise_if_set()
        importing.join(_POLL_SECONDS)
    from app.workers.indexing import chroma

    return chroma
