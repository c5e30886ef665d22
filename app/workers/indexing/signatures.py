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
_WORDS_PER_BYTE = 3
"""So many words differ in fewer bits than a byte counts: sums of bytes are twice as quick."""
_BLOCK = 1 << 14


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

    def nearest(self, vector: Matrix, count: int, rows: int, among: NDArray[numpy.bool_] | None = None) -> Rows:
        """At least `count` rows, as far as there are, that differ from a vector in the fewest signs, in no order.

        Of the first `rows` rows those are looked at that `among` says, or all.
        """
        asked = _signs(vector[numpy.newaxis])[0]
        nowhere = len(asked) * _BITS + 1
        differing = numpy.empty(rows, numpy.uint16)
        how_many = numpy.zeros(nowhere + 1, numpy.int64)
        for start in range(0, rows, _BLOCK):  # in blocks, all but the signs stays in the processor's cache
            end = min(start + _BLOCK, rows)
            bits = self._differing(asked, start, end)
            if among is not None:
                bits[~among[start:end]] = nowhere
            how_many += numpy.bincount(bits, minlength=nowhere + 1)
            differing[start:end] = bits
        most = int(numpy.cumsum(how_many).searchsorted(count))
        return numpy.flatnonzero(differing <= min(most, nowhere - 1))

    def _differing(self, asked: NDArray[numpy.uint64], start: int, end: int) -> NDArray[numpy.uint16]:
        """In how many signs each of some rows differs."""
        total = numpy.zeros(end - start, numpy.uint16)
        for first in range(0, len(asked), _WORDS_PER_BYTE):
            words = range(first, min(first + _WORDS_PER_BYTE, len(asked)))
            total += numpy.add.reduce(
                [numpy.bitwise_count(self._words[word, start:end] ^ asked[word]) for word in words], dtype=numpy.uint8
            )
        return total


def _signs(vectors: Matrix) -> NDArray[numpy.uint64]:
    packed = numpy.packbits(vectors > 0, axis=1)
    padding = -packed.shape[1] % (_BITS // 8)
    return numpy.pad(packed, ((0, 0), (0, padding))).view(numpy.uint64)
