"""Which rows hold a word, and how often: an inverted index that is nothing but sorted numbers."""

import numpy
from numpy.typing import NDArray

Postings64 = NDArray[numpy.uint64]
Rows = NDArray[numpy.int64]
Figures = NDArray[numpy.float32]

BAG = numpy.dtype([("word", "<u4"), ("count", "u1")])
"""An entry of a bag; see `app.core.library.bags`."""

MAXIMUM_ROWS = 1 << 24
_WORD_SHIFT, _ROW_SHIFT = numpy.uint64(32), numpy.uint64(8)
_ROW_MASK, _COUNT_MASK = numpy.uint64(MAXIMUM_ROWS - 1), numpy.uint64(0xFF)


class Postings:
    """Words by row. A posting is one 64-bit number: word (32 bits), row (24), count (8).

    Sorted, they are the index: a word's postings lie side by side and are found by bisection. What is added is sorted
    when it is next asked for, in runs of which each is at least twice as long as the next, so that adding a little to
    much stays cheap (O'Neil et al. 1996, "The Log-Structured Merge-Tree").
    """

    def __init__(self) -> None:
        self._runs: list[Postings64] = []
        self._fresh: list[Postings64] = []

    @property
    def nbytes(self) -> int:
        """Memory held, in bytes."""
        return sum(run.nbytes for run in (*self._runs, *self._fresh))

    def add(self, rows: Rows, entries: NDArray[numpy.void]) -> None:
        """Add the entries (of type `BAG`) of bags; `rows` says for each which row it is of.

        Raises:
            OverflowError: there are too many rows.
        """
        if not len(rows):
            return
        if int(rows.max()) >= MAXIMUM_ROWS:
            raise OverflowError(f"an index of words holds {MAXIMUM_ROWS:,} rows at most")
        postings = entries["word"].astype(numpy.uint64) << _WORD_SHIFT
        postings |= rows.astype(numpy.uint64) << _ROW_SHIFT
        postings |= entries["count"]
        self._fresh.append(postings)

    def of(self, word: int) -> tuple[Rows, Figures]:
        """The rows that hold a word, each once, and how often each does."""
        self._settle()
        first = numpy.uint64(word << 32)
        last = numpy.uint64(word << 32 | 0xFFFFFFFF)
        found = [run[run.searchsorted(first) : run.searchsorted(last, "right")] for run in self._runs]
        postings = numpy.concatenate(found) if found else numpy.empty(0, numpy.uint64)
        rows = ((postings >> _ROW_SHIFT) & _ROW_MASK).astype(numpy.int64)
        return rows, (postings & _COUNT_MASK).astype(numpy.float32)

    def keep(self, rows_kept: NDArray[numpy.bool_]) -> None:
        """Forget all other rows; those kept are numbered anew, in the same order."""
        self._settle()
        new_rows = (numpy.cumsum(rows_kept) - 1).astype(numpy.uint64)
        for place, run in enumerate(self._runs):
            rows = ((run >> _ROW_SHIFT) & _ROW_MASK).astype(numpy.int64)
            kept = rows_kept[rows]
            run, rows = run[kept], rows[kept]
            self._runs[place] = (run & ~(_ROW_MASK << _ROW_SHIFT)) | (new_rows[rows] << _ROW_SHIFT)

    def _settle(self) -> None:
        if not self._fresh:
            return
        run = numpy.concatenate(self._fresh)
        self._fresh = []
        while self._runs and len(self._runs[-1]) < 2 * len(run):
            run = numpy.concatenate((self._runs.pop(), run))
        run.sort()
        self._runs.append(run)
