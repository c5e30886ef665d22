"""Which documents hold nearly the same text, told from short sketches of them, ten thousand in a fraction of a second.

A sketch holds, for each of 128 hash functions, the smallest value over all five-word sequences; the share of equal
values estimates the share of common sequences (Broder 1997, "On the resemblance and containment of documents").
Candidates are documents equal in all four values of a band (Leskovec, Rajaraman, Ullman, "Mining of Massive
Datasets", 3.4): of pairs that share half of their text nine in ten become one, of those that share four fifths all.
"""

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

import numpy
import numpy.typing

_SHINGLE_WORDS = 5
_VALUES = 128
_BAND = 4
_LARGEST_GROUP = 50
"""Of a group that is equal in a band, each document is compared with so many others at most."""
_WORD = re.compile(r"\w+")
_HASHES = numpy.random.default_rng(20240229).integers(1, 2**63, (2, _VALUES), dtype=numpy.uint64) | numpy.uint64(1)
_SHINGLES_AT_ONCE = 8192

Array = numpy.typing.NDArray[numpy.uint64]


def sketch(texts: Iterable[str]) -> bytes:
    """The sketch of a document's text, 512 bytes; empty for a document without words."""
    words = [word for text in texts for word in _WORD.findall(text.casefold())]
    if not words:
        return b""
    known: dict[str, int] = {}
    numbers = numpy.fromiter(
        (known.setdefault(word, zlib.crc32(word.encode()) + 1) for word in words), numpy.uint64, len(words)
    )
    shingles = numpy.unique(_shingled(numbers))
    smallest = numpy.full(_VALUES, 2**32 - 1, numpy.uint32)
    for start in range(0, len(shingles), _SHINGLES_AT_ONCE):
        part = shingles[start : start + _SHINGLES_AT_ONCE, None]
        hashed = ((part * _HASHES[0] + _HASHES[1]) >> numpy.uint64(32)).astype(numpy.uint32)
        smallest = numpy.minimum(smallest, hashed.min(axis=0))
    return smallest.astype("<u4").tobytes()


def share(one: bytes, other: bytes) -> float:
    """About how much of two documents' text is the same, from 0 to 1."""
    if not one or not other:
        return 0.0
    return float(numpy.mean(numpy.frombuffer(one, "<u4") == numpy.frombuffer(other, "<u4")))


def alike(sketches: Sequence[tuple[int, bytes]], at_least: float) -> Iterator[tuple[int, int, float]]:
    """Pairs of document ids whose texts are the same to at least this share, and the share; each pair once."""
    known = [(identity, values) for identity, values in sketches if values]
    if not known:
        return
    matrix = numpy.frombuffer(b"".join(values for _, values in known), "<u4").reshape(len(known), _VALUES)
    seen: set[tuple[int, int]] = set()
    for group in _groups(matrix):
        for one, other in combinations(group[:_LARGEST_GROUP], 2):
            if (one, other) not in seen:
                seen.add((one, other))
                common = float(numpy.mean(matrix[one] == matrix[other]))
                if common >= at_least:
                    yield known[one][0], known[other][0], common


def _shingled(numbers: Array) -> Array:
    """One number for each sequence of five words; for a shorter text, one for all of it."""
    length = min(_SHINGLE_WORDS, len(numbers))
    count = len(numbers) - length + 1
    mixed = numpy.zeros(count, numpy.uint64)
    for place in range(length):
        mixed = mixed * numpy.uint64(1_099_511_628_211) + numbers[place : place + count]
    return mixed


def _groups(matrix: numpy.typing.NDArray[numpy.uint32]) -> Iterator[list[int]]:
    """Rows that are equal in some band, ascending."""
    for start in range(0, _VALUES, _BAND):
        band = numpy.ascontiguousarray(matrix[:, start : start + _BAND])
        keys = band.view(numpy.dtype((numpy.void, band.dtype.itemsize * _BAND))).ravel()
        order = numpy.argsort(keys, kind="stable")
        ends = numpy.flatnonzero(keys[order][1:] != keys[order][:-1]) + 1
        for rows in numpy.split(order, ends):
            if len(rows) > 1:
                yield rows.tolist()
