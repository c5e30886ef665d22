"""Finding the passages that answer a question: by words, by meaning and by the document named, in one order."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.core.cancel import CancelToken
from app.core.errors import NothingFound, WorkerCrashed, WorkerError
from app.core.events import Found
from app.core.library import ranking
from app.core.library.documents import Document, Passage, ScoredPassage
from app.core.library.filters import NO_FILTERS, Filters, parsed
from app.core.library.scores import ScoreParts
from app.core.words.keywords import in_english
from app.engines.index import Index
from app.storage.library.documents import Documents
from app.storage.library.matching import Matching
from app.workers.protocol.index import Candidates

_CANDIDATES = 200
"""Taken from each side, with the cosines of all of them: enough to give the order of the full lists."""
_OTHER_LANGUAGES_WEIGHT = 0.5
"""The most that cosines count for in questions that are not English: the embedder hardly knows other languages."""
_LOOKED_INTO = 30
"""Of the best by words and of the best of all, the passages searched for exact matches."""
_CONSIDERED_PER_RESULT = 3
_CONSIDERED_AT_LEAST = 30


@dataclass(frozen=True, slots=True)
class _Figures:
    """By passage id: cosines, BM25, and how strongly the question names the passage's document."""

    cosines: Mapping[int, float]
    words: Mapping[int, float]
    named: Mapping[int, float]
    limitation: str = ""


class Search:
    """Hybrid search over the library. Safe from any thread.

    `catch_up` takes in what was said in meetings since the last look; call it before a question, once.
    """

    def __init__(
        self,
        documents: Documents,
        matching: Matching,
        index: Index,
        catch_up: Callable[[], object] = lambda: None,
        cosine_weight: float = 0.7,
    ) -> None:
        self.catch_up = catch_up
        self._documents = documents
        self._matching = matching
        self._index = index
        self._cosine_weight = cosine_weight

    def find(
        self,
        question: str,
        top: int,
        cancel: CancelToken,
        collection: str | None = None,
        document_ids: Sequence[int] | None = None,
        filters: Filters = NO_FILTERS,
        *,
        meetings: bool = True,
    ) -> Found:
        """The `top` passages for a question, best first, from all documents, one collection, or some documents.

        `filters` limit it further, as do those typed into the question; `Found` tells both. Without `meetings` nothing that
        was said in one is found. Passages without a vector yet are found by their words; without an embedder, all are,
        and `Found.limitation` says so.

        Raises:
            Cancelled: on cancel.
        """
        started = time.monotonic()
        cancel.checkpoint()
        text, typed = parsed(question)
        filters = filters.with_typed(typed)
        documents = None
        if filters or collection is not None or document_ids is not None or not meetings:
            documents = self._matching.documents(collection, document_ids, filters, meetings=meetings)
        figures = self._figures(text, documents, cancel)
        best = self._best(text, top, figures)
        passages = tuple(self._scored(best, figures))
        searched = self._matching.count_readable() if documents is None else len(documents)
        took_ms = (time.monotonic() - started) * 1000.0
        return Found(text, passages, searched, took_ms, filters, figures.limitation)

    def _figures(self, question: str, documents: Sequence[int] | None, cancel: CancelToken) -> _Figures:
        """What words, meaning and names say of the passages that may answer; words alone without an embedder."""
        exact = dict(self._matching.exact_search(question, _CANDIDATES, documents))
        try:
            found = self._candidates(question, documents, tuple(exact), cancel)
        except WorkerError as error:
            words = dict(self._matching.keyword_search(question, _CANDIDATES, documents))
            return _Figures({}, words, {}, f"Passages were found by their words alone: {error}")
        scored = zip(found.ids, found.cosines, strict=True)
        return _Figures(
            cosines={id_: cosine for id_, cosine in scored if cosine is not None},
            words={id_: score for id_, score in zip(found.ids, found.words, strict=True) if score > 0 or id_ in exact},
            named={id_: strength for id_, strength in zip(found.ids, found.named, strict=True) if strength > 0},
        )

    def _candidates(
        self, question: str, documents: Sequence[int] | None, also: Sequence[int], cancel: CancelToken
    ) -> Candidates:
        """A worker that dies in the middle is replaced once: the answer is worth the second it takes."""
        try:
            return self._index.find(question, _CANDIDATES, documents, also, cancel)
        except WorkerCrashed:
            return self._index.find(question, _CANDIDATES, documents, also, cancel)

    def _best(self, question: str, top: int, figures: _Figures) -> list[tuple[Passage, ScoreParts]]:
        """Fused, exact matches first, without near-duplicates, from more than one document where they are close."""
        weight = self._cosine_weight if in_english(question) else min(self._cosine_weight, _OTHER_LANGUAGES_WEIGHT)
        ranked = ranking.fuse(figures.cosines, figures.words, weight, figures.named)
        considered = max(_CONSIDERED_AT_LEAST, _CONSIDERED_PER_RESULT * top)
        if ranking.asks_for_exact_words(question):
            by_words = sorted(figures.words, key=lambda id_: -figures.words[id_])[:_LOOKED_INTO]
            looked_into = {*by_words, *(passage_id for passage_id, _ in ranked[:_LOOKED_INTO])}
            looked_into.update(id_ for id_, score in figures.words.items() if score == 0)  # found as a phrase only
            texts = {passage.id: passage.text for passage in self._documents.passages(tuple(looked_into))}
            ranked = ranking.prefer_exact(ranked, question, texts)
        ranked = ranked[:considered]
        passages = {passage.id: passage for passage in self._documents.passages([id_ for id_, _ in ranked])}
        ranked = [(passage_id, parts) for passage_id, parts in ranked if passage_id in passages]
        ranked = ranking.without_near_duplicates(ranked, {id_: passage.text for id_, passage in passages.items()})
        ranked = ranking.with_variety(ranked, {id_: passage.document_id for id_, passage in passages.items()}, top)
        return [(passages[passage_id], parts) for passage_id, parts in ranked]

    def _scored(self, best: Sequence[tuple[Passage, ScoreParts]], figures: _Figures) -> Iterator[ScoredPassage]:
        documents = self._documents_of(passage for passage, _ in best)
        for passage, parts in best:
            document = documents.get(passage.document_id)
            if document is not None:
                yield ScoredPassage(
                    passage,
                    document.path,
                    document.title,
                    parts.total,
                    figures.cosines.get(passage.id),
                    figures.words.get(passage.id),
                    parts,
                )

    def _documents_of(self, passages: Iterable[Passage]) -> dict[int, Document]:
        documents: dict[int, Document] = {}
        for document_id in {passage.document_id for passage in passages}:
            try:
                documents[document_id] = self._documents.get(document_id)
            except NothingFound:  # removed while we searched
                continue
        return documents
