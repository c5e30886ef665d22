"""All that is known of passages for ranking by words: their bags, and which documents a question names."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from app.workers.indexing.postings import Figures, Rows
from app.workers.indexing.terms import Ids
from app.workers.indexing.words import HeldBags, inverse_frequency

_FULL_STRENGTH = 2.0
"""How often a card counts a word that names its document; see `app.core.bags.card`."""
_SATURATED_AT = 2.0
_KEPT_OF_NAMES = 0.5
"""What words that chose a document still count for among its passages, where they tell nothing apart. Over eleven
filings the right page was among the first five for 60 % of questions so, and for 55 % where they count in full."""
_PREFERRED_SHARE = 0.5
_WORDS_SHARE, _DOCUMENT_SHARE = 0.3, 0.3

Mask = NDArray[numpy.bool_]


@dataclass(frozen=True, slots=True)
class Named:
    """How strongly a question names each document, from 0 to 1, by row of its card; one 0 more at the end.

    `words` are those that named the best of them, and how plainly, from 0 to 1.
    """

    strengths: Figures
    words: dict[int, float]

    @property
    def highest(self) -> float:
        """The strength of the document named most plainly, 0 if none is."""
        return float(self.strengths.max())


class HeldPassages:
    """The bags of passages and the cards of their documents. Both are held and dropped together."""

    def __init__(self) -> None:
        self.bags = HeldBags()
        self.cards = HeldBags()
        self._card_of: Rows | None = None
        self._multitude: Figures = numpy.empty(0, numpy.float32)

    def hold(self, passages: Sequence[int], documents: Sequence[int], sizes: Sequence[int], bags: bytes) -> None:
        """Keep the bags of passages, joined; see `HeldBags.hold`. Their documents' cards come before."""
        self.bags.hold(passages, documents, sizes, bags)
        self._card_of = None

    def hold_cards(self, documents: Sequence[int], sizes: Sequence[int], cards: bytes) -> None:
        """Keep the cards of documents, joined."""
        self.cards.hold(documents, documents, sizes, cards)
        self._card_of = None

    def drop(self, passages: Sequence[int]) -> None:
        """Forget passages, and the cards of documents that have none left."""
        documents = numpy.unique(self.bags.owners[self.bags.rows_of(passages)])
        self.bags.drop(passages)
        self.cards.drop(numpy.setdiff1d(documents, self.bags.owners[self.bags.alive]).tolist())
        self._card_of = None

    def named(self, names: Sequence[int], numbers: Sequence[int]) -> Named:
        """Which documents the words of a question name, by their cards.

        A name is as telling as few documents hold it, in their text too: "operating income" on a title page tells
        little. A number, such as a year, is in many texts, so that cards alone decide. A document of one passage is
        not named: its card says no more than the passage.
        """
        self._link()
        scores = numpy.zeros(len(self.cards.ids) + 1, numpy.float32)
        shares: dict[int, tuple[Rows, Figures]] = {}
        for word in (*names, *numbers):
            rows, counts = self.cards.holders(word)
            if len(rows):
                holders = len(rows) if word in numbers else max(len(rows), self._documents_with(word))
                shares[word] = rows, counts / numpy.float32(_FULL_STRENGTH)
                scores[rows] += shares[word][1] * numpy.float32(inverse_frequency(holders, len(self.cards)))
        scores *= self._multitude > 0
        best = int(scores.argmax())
        strengths = scores / (scores[best] + numpy.float32(_SATURATED_AT)) * self._multitude
        if strengths[best] <= 0.0:
            return Named(strengths, {})
        return Named(
            strengths,
            {word: float(share[rows == best].sum()) for word, (rows, share) in shares.items() if best in rows},
        )

    def best(self, words: Sequence[int], named: Named, allowed: Mask | None, top: int) -> tuple[Rows, Figures]:
        """The rows of the best passages by words and document together, and the BM25 of every row."""
        card_of = self._link()
        weights = [1.0 - (1.0 - _KEPT_OF_NAMES) * named.words.get(word, 0.0) for word in words]
        scores = self.bags.bm25(words, weights)
        if allowed is not None:
            scores *= allowed
        highest = float(scores.max(initial=0.0))
        ranked = scores * numpy.float32(_WORDS_SHARE / (highest or 1.0))
        if named.words:
            ranked += numpy.float32(_DOCUMENT_SHARE) * named.strengths[card_of] * (scores > 0)
        return _highest(ranked, top), scores

    def preferred(self, named: Named, allowed: Mask | None) -> Ids:
        """The ids of the passages of the documents that the question names most plainly."""
        card_of = self._link()
        if not named.words:
            return numpy.empty(0, numpy.int64)
        chosen = (named.strengths >= _PREFERRED_SHARE * named.highest)[card_of] & self.bags.alive
        return self.bags.ids[chosen if allowed is None else chosen & allowed]

    def strengths(self, rows: Rows, named: Named) -> Figures:
        """How strongly the documents of these rows are named."""
        return named.strengths[self._link()[rows]]

    def allowed(self, documents: Sequence[int]) -> Mask:
        """Which rows are of these documents."""
        cards = numpy.append(numpy.isin(self.cards.ids, numpy.asarray(documents, numpy.int64)), [False])
        return cards[self._link()] & self.bags.alive

    def _documents_with(self, word: int) -> int:
        rows, _ = self.bags.holders(word)
        documents = numpy.zeros(len(self.cards.ids) + 1, numpy.bool_)
        documents[self._link()[rows]] = True
        return int(documents.sum())

    def _link(self) -> Rows:
        """The row of each passage's card, and with it, for each card, 1 - 1/n where its document has n passages."""
        if self._card_of is None:
            count = len(self.cards.ids)
            rows = self.cards.ids.searchsorted(self.bags.owners)
            known = numpy.append(self.cards.ids, [0])[rows] == self.bags.owners
            self._card_of = numpy.where(known, rows, count)
            passages = numpy.bincount(self._card_of[self.bags.alive], minlength=count + 1)
            self._multitude = (1.0 - 1.0 / numpy.maximum(passages, 1)).astype(numpy.float32)
            self._multitude[count] = 0.0
        return self._card_of


def _highest(scores: Figures, top: int) -> Rows:
    """The rows of the highest positive scores."""
    rows = numpy.arange(len(scores))
    if top < len(scores):
        rows = numpy.argpartition(scores, len(scores) - top)[len(scores) - top :]
    return rows[scores[rows] > 0]
