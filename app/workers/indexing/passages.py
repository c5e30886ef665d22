"""All that is known of passages for ranking by words: their bags, and which documents a question names."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from app.workers.indexing.postings import Figures, Rows
from app.workers.indexing.terms import Ids
from app.workers.indexing.words import HeldBags, inverse_frequency

_FULL_STRENGTH = 2.0
"""How often a card counts a word that names its document; see `app.core.library.bags.card`."""
_SATURATED_AT = 2.0
_KEPT_OF_NAMES = 0.5
"""What words that chose a document still count for among its passages, where they tell nothing apart. Over eleven
filings the right page was among the first five for 60 % of questions so, and for 55 % where they count in full."""
_PREFERRED_SHARE = 0.5
_PREFERRED_AT_MOST = 20
_WORDS_SHARE, _DOCUMENT_SHARE = 0.3, 0.3

Mask = NDArray[numpy.bool_]


@dataclass(frozen=True, slots=True)
class Named:
    """How strongly a question names each document, from 0 to 1: `strengths` go with `ids`, ascending.

    `words` are those that named the best of them, and how plainly, from 0 to 1.
    """

    ids: Ids
    strengths: Figures
    words: dict[int, float]

    def of(self, documents: Ids) -> Figures:
        """The strengths of these documents, 0 for one without a card."""
        if not len(self.ids):
            return numpy.zeros(len(documents), numpy.float32)
        places = numpy.minimum(self.ids.searchsorted(documents), len(self.ids) - 1)
        return numpy.where(self.ids[places] == documents, self.strengths[places], numpy.float32(0))


class HeldPassages:
    """The bags of passages and the cards of their documents. Both are held and dropped together."""

    def __init__(self) -> None:
        self.bags = HeldBags()
        self.cards = HeldBags()
        self._multitude: Figures | None = None

    def hold(self, passages: Sequence[int], documents: Sequence[int], sizes: Sequence[int], bags: bytes) -> None:
        """Keep the bags of passages, joined; see `HeldBags.hold`."""
        self.bags.hold(passages, documents, sizes, bags)
        self._multitude = None

    def hold_cards(self, documents: Sequence[int], sizes: Sequence[int], cards: bytes) -> None:
        """Keep the cards of documents, joined."""
        self.cards.hold(documents, documents, sizes, cards)
        self._multitude = None

    def drop(self, passages: Sequence[int]) -> None:
        """Forget passages, and the cards of documents that have none left."""
        documents = numpy.unique(self.bags.owners[self.bags.rows_of(passages)])
        self.bags.drop(passages)
        self.cards.drop(numpy.setdiff1d(documents, self.bags.owners[self.bags.alive]).tolist())
        self._multitude = None

    def named(self, names: Sequence[int], numbers: Sequence[int]) -> Named:
        """Which documents the words of a question name, by their cards.

        A name is as telling as few documents hold it, in their text too: "operating income" on a title page tells
        little. A number, such as a year, is in many texts, so that cards alone decide. A document of one passage is
        not named: its card says no more than the passage.
        """
        multitude = self._multitudes()
        scores = numpy.zeros(len(multitude), numpy.float32)
        shares: dict[int, tuple[Rows, Figures]] = {}
        for word in (*names, *numbers):
            rows, counts = self.cards.holders(word)
            if len(rows):
                holders = len(rows) if word in numbers else max(len(rows), self._documents_with(word))
                shares[word] = rows, counts / numpy.float32(_FULL_STRENGTH)
                scores[rows] += shares[word][1] * numpy.float32(inverse_frequency(holders, len(self.cards)))
        scores *= multitude > 0
        highest = float(scores.max(initial=0.0))
        if highest <= 0.0:
            return Named(self.cards.ids, scores, {})
        best = int(scores.argmax())
        strengths = scores / numpy.float32(highest + _SATURATED_AT) * multitude
        words = {word: float(share[rows == best].sum()) for word, (rows, share) in shares.items() if best in rows}
        return Named(self.cards.ids, strengths, words)

    def best(self, words: Sequence[int], named: Named, allowed: Mask | None, top: int) -> tuple[Rows, Figures]:
        """The rows of the best passages by words and document together, and the BM25 of every row."""
        weights = [1.0 - (1.0 - _KEPT_OF_NAMES) * named.words.get(word, 0.0) for word in words]
        scores = self.bags.bm25(words, weights)
        if allowed is not None:
            scores *= allowed
        rows = numpy.flatnonzero(scores)
        ranked = scores[rows]
        ranked *= numpy.float32(_WORDS_SHARE / float(ranked.max(initial=1e-9)))
        if named.words:
            ranked += numpy.float32(_DOCUMENT_SHARE) * named.of(self.bags.owners[rows])
        if top < len(rows):
            rows = rows[numpy.argpartition(ranked, len(rows) - top)[len(rows) - top :]]
        return rows, scores

    def preferred(self, named: Named, allowed: Mask | None) -> Ids:
        """The ids of the passages of the documents that the question names most plainly, of few documents at most."""
        if not named.words:
            return numpy.empty(0, numpy.int64)
        plainly = numpy.flatnonzero(named.strengths >= _PREFERRED_SHARE * float(named.strengths.max()))
        if len(plainly) > _PREFERRED_AT_MOST:
            order = numpy.argsort(-named.strengths[plainly], kind="stable")
            plainly = numpy.sort(plainly[order[:_PREFERRED_AT_MOST]])
        starts, ends = self.bags.rows_of_owners(named.ids[plainly])
        rows = numpy.concatenate([numpy.arange(start, end) for start, end in zip(starts, ends, strict=True)])
        alive = self.bags.alive[rows] if allowed is None else allowed[rows]
        return numpy.asarray(self.bags.ids[rows[alive]])

    def allowed(self, documents: Sequence[int]) -> Mask:
        """Which rows are of these documents."""
        starts, ends = self.bags.rows_of_owners(sorted(documents))
        steps = numpy.zeros(len(self.bags.ids) + 1, numpy.int8)
        numpy.add.at(steps, starts, 1)
        numpy.subtract.at(steps, ends, 1)
        return (numpy.cumsum(steps[:-1], dtype=numpy.int8) > 0) & self.bags.alive

    def _documents_with(self, word: int) -> int:
        rows, _ = self.bags.holders(word)
        owners = self.bags.owners[rows]
        return int(numpy.count_nonzero(numpy.diff(owners))) + 1 if len(owners) else 0

    def _multitudes(self) -> Figures:
        """For each card 1 - 1/n, where its document has n passages."""
        if self._multitude is None:
            starts, ends = self.bags.rows_of_owners(self.cards.ids)
            passages = numpy.maximum(ends - starts, 1)
            self._multitude = (1.0 - 1.0 / passages).astype(numpy.float32) * self.cards.alive
        return self._multitude
