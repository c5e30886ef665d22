"""Vectors held in memory and scanned: the answer that every other index is measured against."""

from collections.abc import Iterable, Sequence

import numpy

from app.workers.indexing.signatures import Signatures
from app.workers.indexing.terms import Ids, Matrix

_FIRST_CAPACITY = 1024
SCANNED_WHOLE = 50_000
"""Vectors up to which all are compared, in some 8 ms; of more, those whose signatures are nearest."""
_COMPARED_PER_RESULT = 40
_COMPARED_AT_LEAST = 4000
_SORTED_FROM = 2000
"""Ids that are looked up one by one, below; of more, all at once."""


class HeldVectors:
    """Unit vectors by passage id.

    Kept as float32 although they come as float16: numpy has no fast product for float16, and converting on the way
    makes a scan of 100,000 x 384 take 89 ms instead of 16, for 77 MB saved.
    """

    def __init__(self) -> None:
        self._rows: dict[int, int] = {}
        self._ids: Ids = numpy.empty(0, numpy.int64)
        self._matrix: Matrix = numpy.empty((0, 0), numpy.float32)
        self._signatures = Signatures()
        self._order: Ids | None = None

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, passage_id: int) -> bool:
        return passage_id in self._rows

    @property
    def ids(self) -> Ids:
        """Every id held, in the order of `matrix`."""
        return self._ids[: len(self._rows)]

    @property
    def matrix(self) -> Matrix:
        """All vectors: shape [len(self), dimensions]. A view: it changes with the next `hold` or `drop`."""
        return self._matrix[: len(self._rows)]

    def hold(self, ids: Sequence[int], vectors: Matrix) -> None:
        """Keep these vectors, in place of any of the same id.

        Raises:
            ValueError: they do not have the dimensions of those held already.
        """
        if len(self._rows) and vectors.shape[1] != self._matrix.shape[1]:
            raise ValueError(f"vectors of {vectors.shape[1]} dimensions among those of {self._matrix.shape[1]}")
        self._reserve(len(self._rows) + len(ids), vectors.shape[1])
        self._order = None
        rows = [self._rows.setdefault(passage_id, len(self._rows)) for passage_id in ids]
        self._ids[rows] = ids
        self._matrix[rows] = vectors
        self._signatures.put(rows, vectors)

    def drop(self, ids: Iterable[int]) -> None:
        """Forget these vectors: the last row takes the place of each, and what was there is overwritten."""
        self._order = None
        for passage_id in ids:
            row = self._rows.pop(passage_id, None)
            if row is None:
                continue
            last = len(self._rows)
            if row != last:
                self._ids[row] = self._ids[last]
                self._matrix[row] = self._matrix[last]
                self._rows[int(self._ids[row])] = row
            self._signatures.move(last, row)
            self._matrix[last] = 0.0

    def known(self, ids: Iterable[int]) -> list[int]:
        """Those of the ids that are held, in the order given."""
        return [passage_id for passage_id in ids if passage_id in self._rows]

    def rows_of(self, ids: Sequence[int]) -> Matrix:
        """The vectors of ids that are all held: shape [len(ids), dimensions]."""
        return self._matrix[[self._rows[passage_id] for passage_id in ids]]

    def cosines(self, ids: Iterable[int], vector: Matrix) -> dict[int, float]:
        """The cosines with a unit vector of those ids that are held."""
        known = self.known(ids)
        return dict(zip(known, (self.rows_of(known) @ vector).tolist(), strict=True)) if known else {}

    def nearest(self, vector: Matrix, top: int, among: Sequence[int] | Ids | None = None) -> tuple[Ids, Matrix]:
        """The `top` ids of the highest cosine with a unit vector, and the cosines, nearest first.

        `among` limits the scan to these ids.
        """
        if not self._rows:
            return numpy.empty(0, numpy.int64), numpy.empty(0, numpy.float32)
        rows = None if among is None else self._rows_held(numpy.asarray(among, numpy.int64))
        count = max(_COMPARED_AT_LEAST, _COMPARED_PER_RESULT * top)
        if rows is None or len(rows) > count:
            rows = self._likely(vector, count, rows)
        if rows is None:
            return _highest(self.ids, self.matrix @ vector, top)
        return _highest(self._ids[rows], self._matrix[rows] @ vector, top)

    def _likely(self, vector: Matrix, count: int, among: Ids | None) -> Ids | None:
        """The rows worth comparing, of some or of all; None for all."""
        if among is None:
            return self._signatures.nearest(vector, count, len(self)) if len(self) > SCANNED_WHOLE else None
        looked_at = numpy.zeros(len(self), numpy.bool_)
        looked_at[among] = True
        return self._signatures.nearest(vector, count, len(self), looked_at)

    def _rows_held(self, ids: Ids) -> Ids:
        """The rows of those ids that are held."""
        if len(ids) < _SORTED_FROM:
            return numpy.asarray([self._rows[each] for each in ids.tolist() if each in self._rows], numpy.int64)
        if self._order is None:  # ids come in ascending order but for a few, which makes sorting them quick
            self._order = numpy.argsort(self.ids, kind="stable")
        places = numpy.minimum(self.ids.searchsorted(ids, sorter=self._order), len(self) - 1)
        rows = self._order[places]
        return numpy.asarray(rows[self._ids[rows] == ids])

    def _reserve(self, count: int, dimensions: int) -> None:
        if count <= len(self._ids) and dimensions == self._matrix.shape[1]:
            return
        capacity = max(_FIRST_CAPACITY, count, 2 * len(self._ids))
        ids = numpy.empty(capacity, numpy.int64)
        matrix = numpy.zeros((capacity, dimensions), numpy.float32)
        if self._rows:
            ids[: len(self._rows)] = self.ids
            matrix[: len(self._rows)] = self.matrix
        self._ids, self._matrix = ids, matrix
        self._signatures.reserve(capacity, dimensions)


def _highest(ids: Ids, cosines: Matrix, top: int) -> tuple[Ids, Matrix]:
    if top < len(ids):
        chosen = numpy.argpartition(cosines, len(ids) - top)[len(ids) - top :]
        ids, cosines = ids[chosen], cosines[chosen]
    order = numpy.lexsort((ids, -cosines))
    return ids[order], cosines[order]
