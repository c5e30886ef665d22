"""Passages' words held in memory and ranked by BM25, and documents' cards beside them."""

import math
from collections.abc import Collection, Iterable, Sequence

import numpy
from numpy.typing import NDArray

from app.workers.indexing.postings import BAG, Figures, Postings, Rows

_K1, _B = 1.2, 0.75
_LEAST_DEAD = 1000
_DEAD_SHARE = 8
"""Rows are numbered anew when one in so many is of a passage that is gone."""


class HeldBags:
    """Bags by id, each of an owner: passages by passage id with their documents, or documents with themselves.

    Ids come in ascending order and never again, and so do owners, as the vault gives them.
    """

    def __init__(self) -> None:
        self._postings = Postings()
        self._ids: Rows = numpy.empty(0, numpy.int64)
        self._owners: Rows = numpy.empty(0, numpy.int64)
        self._lengths: Figures = numpy.empty(0, numpy.float32)
        self._alive: NDArray[numpy.bool_] = numpy.empty(0, numpy.bool_)
        self._count = 0
        self._average_length = 1.0

    def __len__(self) -> int:
        return self._count

    @property
    def ids(self) -> Rows:
        """The id of each row, ascending, those of rows that are gone included."""
        return self._ids

    @property
    def owners(self) -> Rows:
        """The owner of each row."""
        return self._owners

    @property
    def alive(self) -> NDArray[numpy.bool_]:
        """Whether each row is still held."""
        return self._alive

    @property
    def nbytes(self) -> int:
        """Memory held, in bytes."""
        arrays = (self._ids, self._owners, self._lengths, self._alive)
        return self._postings.nbytes + sum(array.nbytes for array in arrays)

    def hold(self, ids: Sequence[int], owners: Sequence[int], sizes: Sequence[int], bags: bytes) -> None:
        """Keep these bags, joined to one; `sizes` are their lengths in entries. Ids not above the last are passed over."""
        first_row = len(self._ids)
        new = numpy.asarray(ids, numpy.int64)
        entries = numpy.frombuffer(bags, BAG)
        rows = numpy.repeat(numpy.arange(len(new)), numpy.asarray(sizes, numpy.int64))
        if first_row and len(new) and new[0] <= self._ids[-1]:
            known = int(new.searchsorted(self._ids[-1], "right"))
            entries, rows = entries[rows >= known], rows[rows >= known] - known
            new, owners = new[known:], owners[known:]
        lengths = numpy.bincount(rows, weights=entries["count"], minlength=len(new)).astype(numpy.float32)
        self._postings.add(rows + first_row, entries)
        self._ids = numpy.concatenate((self._ids, new))
        self._owners = numpy.concatenate((self._owners, numpy.asarray(owners, numpy.int64)))
        self._lengths = numpy.concatenate((self._lengths, lengths))
        self._alive = numpy.concatenate((self._alive, numpy.ones(len(new), numpy.bool_)))
        self._take_stock()

    def drop(self, ids: Iterable[int]) -> None:
        """Forget bags."""
        self._alive[self.rows_of(ids)] = False
        self._take_stock()
        dead = len(self._ids) - len(self)
        if dead >= _LEAST_DEAD and dead * _DEAD_SHARE >= len(self._ids):
            self._compact()

    def rows_of(self, ids: Iterable[int]) -> Rows:
        """The rows of those ids that are held."""
        wanted = numpy.fromiter(ids, numpy.int64)
        if not len(self._ids):
            return numpy.empty(0, numpy.int64)
        rows: Rows = numpy.minimum(self._ids.searchsorted(wanted), len(self._ids) - 1)
        return numpy.asarray(rows[(self._ids[rows] == wanted) & self._alive[rows]])

    def holders(self, word: int) -> tuple[Rows, Figures]:
        """The rows that hold a word, and how often each does."""
        rows, counts = self._postings.of(word)
        if self._count == len(self._ids):
            return rows, counts
        alive = self._alive[rows]
        return rows[alive], counts[alive]

    def bm25(self, words: Collection[int], weights: Sequence[float]) -> Figures:
        """For each row the BM25 of a question's words (Robertson and Zaragoza 2009), each word's share times its weight."""
        scores = numpy.zeros(len(self._ids), numpy.float32)
        for word, weight in zip(words, weights, strict=True):
            rows, counts = self.holders(word)
            if len(rows):
                saturation = counts + _K1 * (1 - _B + _B / self._average_length * self._lengths[rows])
                share = inverse_frequency(len(rows), self._count) * weight * (_K1 + 1)
                scores[rows] += numpy.float32(share) * counts / saturation
        return scores

    def rows_of_owners(self, owners: Sequence[int] | Rows) -> tuple[Rows, Rows]:
        """Where the rows of each owner begin and end: they lie side by side."""
        wanted = numpy.asarray(owners, numpy.int64)
        return self._owners.searchsorted(wanted), self._owners.searchsorted(wanted, "right")

    def _take_stock(self) -> None:
        self._count = int(self._alive.sum())
        self._average_length = float(self._lengths.sum(where=self._alive)) / max(self._count, 1) or 1.0

    def _compact(self) -> None:
        kept = self._alive
        self._postings.keep(kept)
        self._ids, self._owners, self._lengths = self._ids[kept], self._owners[kept], self._lengths[kept]
        self._alive = numpy.ones(len(self._ids), numpy.bool_)


def inverse_frequency(holders: int, count: int) -> float:
    """How telling a word is that so many of `count` hold; never negative."""
    return math.log(1 + (max(count - holders, 0) + 0.5) / (holders + 0.5))
