"""Finding the passages that answer a question: words from the vault, meaning from the index, one order from both."""

import time
from collections.abc import Iterable, Mapping, Sequence

from app.core import ranking
from app.core.cancel import CancelToken
from app.core.documents import Document, Passage, ScoredPassage
from app.core.errors import NothingFound, WorkerCrashed, WorkerError
from app.core.events import Found
from app.core.keywords import in_english
from app.core.scores import ScoreParts
from app.engines.index import Index
from app.storage.documents import Documents
from app.workers.protocol import Neighbours

_CANDIDATES = 200
"""Taken from each side, with the cosines of all of them: enough to give the order of the full lists."""
_OTHER_LANGUAGES_WEIGHT = 0.5
"""The most that cosines count for in questions that are not English: the embedder hardly knows other languages."""
_LOOKED_INTO = 30
"""Of the best by words and of the best of all, the passages searched for exact matches."""
_CONSIDERED_PER_RESULT = 3
_CONSIDERED_AT_LEAST = 30


class Search:
    """Hybrid search over the library. Safe from any thread."""

    def __init__(self, documents: Documents, index: Index, cosine_weight: float = 0.7) -> None:
        self._documents = documents
        self._index = index
        self._cosine_weight = cosine_weight
        self._limitation = ""

    @property
    def limitation(self) -> str:
        """Why the last search went by words alone, in one sentence; "" if it did not."""
        return self._limitation

    def find(
        self,
        question: str,
        top: int,
        cancel: CancelToken,
        collection: str | None = None,
        document_ids: Sequence[int] | None = None,
    ) -> Found:
        """The `top` passages for a question, best first, from all documents, one collection, or some documents.

        Passages without a vector yet are found by their words; without an embedder, all are (see `limitation`).

        Raises:
            Cancelled: on cancel.
        """
        started = time.monotonic()
        cancel.checkpoint()
        keywords = dict(self._documents.keyword_search(question, _CANDIDATES, document_ids, collection))
        among = None
        if collection is not None or document_ids is not None:
            among = self._documents.passage_ids(collection, document_ids)
        cosines = self._cosines(question, among, tuple(keywords), cancel)
        best = self._best(question, top, cosines, keywords)
        documents = self._documents_of(passage for passage, _ in best)
        passages = tuple(
            ScoredPassage(
                passage,
                document.path,
                document.title,
                parts.total,
                cosines.get(passage.id),
                keywords.get(passage.id),
                parts,
            )
            for passage, parts in best
            if (document := documents.get(passage.document_id)) is not None
        )
        searched = self._documents_searched(collection, document_ids)
        return Found(question, passages, searched, (time.monotonic() - started) * 1000.0)

    def _cosines(
        self, question: str, among: Sequence[int] | None, also: Sequence[int], cancel: CancelToken
    ) -> dict[int, float]:
        """Cosines of the nearest passages and of `also`; none at all where there is no embedder."""
        try:
            neighbours = self._neighbours(question, among, also, cancel)
        except WorkerError as error:
            self._limitation = f"Passages were found by their words alone: {error}"
            return {}
        self._limitation = ""
        cosines = dict(zip(neighbours.ids, neighbours.cosines, strict=True))
        cosines.update(zip(neighbours.also_ids, neighbours.also_cosines, strict=True))
        return cosines

    def _neighbours(
        self, question: str, among: Sequence[int] | None, also: Sequence[int], cancel: CancelToken
    ) -> Neighbours:
        """A worker that dies in the middle is replaced once: the answer is worth the second it takes."""
        try:
            return self._index.nearest(question, _CANDIDATES, among, also, cancel)
        except WorkerCrashed:
            return self._index.nearest(question, _CANDIDATES, among, also, cancel)

    def _best(
        self, question: str, top: int, cosines: Mapping[int, float], keywords: Mapping[int, float]
    ) -> list[tuple[Passage, ScoreParts]]:
        """Fused, exact matches first, without near-duplicates, from more than one document where they are close."""
        weight = self._cosine_weight if in_english(question) else min(self._cosine_weight, _OTHER_LANGUAGES_WEIGHT)
        ranked = ranking.fuse(cosines, keywords, weight)
        considered = max(_CONSIDERED_AT_LEAST, _CONSIDERED_PER_RESULT * top)
        if ranking.asks_for_exact_words(question):
            looked_into = {*list(keywords)[:_LOOKED_INTO], *(passage_id for passage_id, _ in ranked[:_LOOKED_INTO])}
            texts = {passage.id: passage.text for passage in self._documents.passages(tuple(looked_into))}
            ranked = ranking.prefer_exact(ranked, question, texts)
        ranked = ranked[:considered]
        passages = {passage.id: passage for passage in self._documents.passages([id_ for id_, _ in ranked])}
        ranked = [(passage_id, parts) for passage_id, parts in ranked if passage_id in passages]
        ranked = ranking.without_near_duplicates(ranked, {id_: passage.text for id_, passage in passages.items()})
        ranked = ranking.with_variety(ranked, {id_: passage.document_id for id_, passage in passages.items()}, top)
        return [(passages[passage_id], parts) for passage_id, parts in ranked]

    def _documents_of(self, passages: Iterable[Passage]) -> dict[int, Document]:
        documents: dict[int, Document] = {}
        for document_id in {passage.document_id for passage in passages}:
            try:
                documents[document_id] = self._documents.get(document_id)
            except NothingFound:  # removed while we searched
                continue
        return documents

    def _documents_searched(self, collection: str | None, document_ids: Sequence[int] | None) -> int:
        if document_ids is not None:
            return len(set(document_ids))
        status = self._documents.status(collection)
        return status.searchable + status.stored
