"""What the header of a GGUF file says, with nothing in it taken on trust. Format: docs/gguf.md of ggml.

Whatever is read here is bounded before it is used: an engine written for speed opens only what passed.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from math import prod

from app.core.errors import ModelError

MAXIMUM_BYTES = 64 * 1024 * 1024
"""No header is longer: the longest known, with a quarter of a million tokens and their merges, takes 16 MB."""
_VERSIONS = (2, 3)
_MOST_PAIRS, _MOST_TENSORS, MOST_ITEMS = 4096, 65_536, 1 << 22
_LONGEST_KEY, _LONGEST_TEXT, _LONGEST_NAME = 256, 1 << 22, 63
_ALIGNMENTS = frozenset(1 << power for power in range(3, 17))
STRING, _ARRAY = 8, 9
TOKENS = "tokenizer.ggml.tokens"
_SCALARS = {0: "<B", 1: "<b", 2: "<H", 3: "<h", 4: "<I", 5: "<i", 6: "<f", 7: "<?", 10: "<Q", 11: "<q", 12: "<d"}
FLOATS, _INTEGERS = frozenset({6, 12}), frozenset({0, 1, 2, 3, 4, 5, 10, 11})
_MOST_DIMENSIONS = 4
_MOST_ELEMENTS = 1 << 48
_LONGEST_LIST = 1024
"""Of numbers that are looked at one by one, such as one for each layer."""

BLOCKS = {
    **{0: (1, 4), 1: (1, 2), 2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34), 9: (32, 36)},
    **{10: (256, 84), 11: (256, 110), 12: (256, 144), 13: (256, 176), 14: (256, 210), 15: (256, 292)},
    **{16: (256, 66), 17: (256, 74), 18: (256, 98), 19: (256, 50), 20: (32, 18), 21: (256, 110), 22: (256, 82)},
    **{23: (256, 136), 24: (1, 1), 25: (1, 2), 26: (1, 4), 27: (1, 8), 28: (1, 8), 29: (256, 56), 30: (1, 2)},
    **{34: (256, 54), 35: (256, 66), 39: (32, 17), 40: (64, 36), 41: (128, 18), 42: (64, 18)},
}
"""Elements and bytes of a block, by the number of a tensor's type: GGML_QUANT_SIZES of ggml's gguf package."""


@dataclass(frozen=True, slots=True)
class Items:
    """An array of a header: what it holds and how many. `whole` are its numbers, kept for the shorter arrays only."""

    kind: int
    count: int
    whole: tuple[int, ...] = ()


Value = bool | int | float | str | Items


@dataclass(frozen=True, slots=True)
class Tensor:
    """A tensor as it is announced; `offset` is from the beginning of the data."""

    name: str
    kind: int
    shape: tuple[int, ...]
    offset: int

    @property
    def size_bytes(self) -> int:
        """What its data takes."""
        elements, block_bytes = BLOCKS[self.kind]
        return prod(self.shape) // elements * block_bytes


@dataclass(frozen=True, slots=True)
class Header:
    """A whole header that holds together; what its entries say is not yet looked at. `data_start` is where the tensors' data begins in the file."""

    values: Mapping[str, Value]
    tensors: tuple[Tensor, ...]
    data_start: int


class LongerHeader(Exception):
    """The bytes given end before the header does, and the file goes on."""


def parse(content: bytes, file_bytes: int) -> Header:
    """The header at the beginning of a file of `file_bytes` bytes, of which `content` is the first part.

    Raises:
        LongerHeader: more of the file is needed.
        ModelError: it is damaged, or promises what cannot be; the sentence begins with "it", which is the file.
    """
    reader = _Reader(content, file_bytes)
    if reader.take(4) != b"GGUF":
        raise ModelError("it is no GGUF file")
    version = reader.number("<I")
    if version not in _VERSIONS:
        raise ModelError(f"it has version {version} of the GGUF format, and only 2 and 3 can be read")
    tensor_count, pair_count = reader.count(_MOST_TENSORS, "tensors"), reader.count(_MOST_PAIRS, "entries")
    values: dict[str, Value] = {}
    for _ in range(pair_count):
        key = reader.text(_LONGEST_KEY, "a key")
        if not key or key in values:
            raise ModelError(f"it has the entry {key!r} twice" if key else "it has an entry without a name")
        values[key] = reader.value(key)
    alignment = values.get("general.alignment", 32)
    if not isinstance(alignment, int) or alignment not in _ALIGNMENTS:
        raise ModelError(f"its data is aligned to {alignment!r:.20}, which cannot be")
    tensors = tuple(reader.tensor() for _ in range(tensor_count))
    header = Header(values, tensors, -(-reader.position // alignment) * alignment)
    _require_extents(header, alignment, file_bytes)
    return header


class _Reader:
    """Takes one thing after another from the beginning of a file."""

    def __init__(self, content: bytes, file_bytes: int) -> None:
        self.position = 0
        self._content = content
        self._file_bytes = file_bytes

    def take(self, length: int) -> bytes:
        """The next bytes."""
        end = self.position + length
        if end > self._file_bytes:
            raise ModelError("it ends in the middle of its header")
        if end > len(self._content):
            if len(self._content) >= MAXIMUM_BYTES:
                raise ModelError(f"its header is longer than {MAXIMUM_BYTES // 2**20} MB")
            raise LongerHeader
        taken = self._content[self.position : end]
        self.position = end
        return taken

    def number(self, form: str) -> int:
        """The next whole number."""
        return int(struct.unpack(form, self.take(struct.calcsize(form)))[0])

    def count(self, most: int, of_what: str) -> int:
        """How many of something follow."""
        number = self.number("<Q")
        if number > most:
            raise ModelError(f"it announces {number:,} {of_what}, and {most:,} is the most that can be")
        return number

    def text(self, longest: int, what: str) -> str:
        """The next text; bytes that are no UTF-8 become marks, as nothing but the length matters there."""
        length = self.number("<Q")
        if length > longest:
            raise ModelError(f"it has {what} of {length:,} bytes, and {longest:,} is the most that can be")
        return self.take(length).decode("utf-8", "replace")

    def value(self, key: str) -> Value:
        """The value of an entry."""
        kind = self.number("<I")
        if kind == _ARRAY:
            return self._items(key)
        if kind == STRING:
            return self.text(_LONGEST_TEXT, f"a text {key!r}")
        if kind not in _SCALARS:
            raise ModelError(f"its entry {key!r} is of the unknown type {kind}")
        form = _SCALARS[kind]
        found = struct.unpack(form, self.take(struct.calcsize(form)))[0]
        return float(found) if kind in FLOATS else found if kind == 7 else int(found)

    def _items(self, key: str) -> Items:
        kind, count = self.number("<I"), self.count(MOST_ITEMS, f"items of {key!r}")
        if kind == STRING:
            starts = self._skip_texts(count, key)
            if key == TOKENS and not self._distinct(starts):
                raise ModelError("its vocabulary has the same token twice")
        elif kind in _SCALARS:
            raw = self.take(count * struct.calcsize(_SCALARS[kind]))
            if kind in _INTEGERS and count <= _LONGEST_LIST:
                return Items(kind, count, struct.unpack(f"<{count}{_SCALARS[kind][1]}", raw))
        else:
            raise ModelError(f"its entry {key!r} holds items of the unknown type {kind}")
        return Items(kind, count)

    def _skip_texts(self, count: int, key: str) -> list[int]:
        """Step over many texts; returns where each begins, with its length.

        A text takes at least its length's eight bytes, so that no count can outgrow the file.
        """
        if self.position + 8 * count > self._file_bytes:
            raise ModelError(f"it ends in the middle of {key!r}")
        unpack = struct.Struct("<Q").unpack_from
        content, position, end = self._content, self.position, len(self._content)
        starts = []
        for _ in range(count):
            if position + 8 > end:
                break
            (length,) = unpack(content, position)
            if length > _LONGEST_TEXT:
                raise ModelError(f"it has a text of {length:,} bytes in {key!r}, which is more than can be")
            starts.append(position)
            position += 8 + length
        self.take(position - self.position)
        if len(starts) < count:
            self.take(8)
        return starts

    def _distinct(self, starts: list[int]) -> bool:
        """Whether texts that follow one another differ for an engine that reads them up to their first zero byte.

        Empty ones are told apart by where they stand.
        """
        ends = [*starts[1:], self.position]
        texts = [self._content[start + 8 : end].partition(b"\0")[0] for start, end in zip(starts, ends, strict=True)]
        return len(set(filter(None, texts))) == sum(map(bool, texts))

    def tensor(self) -> Tensor:
        """What is announced of the next tensor."""
        name = self.text(_LONGEST_NAME, "the name of a tensor")
        dimensions = self.number("<I")
        if not 1 <= dimensions <= _MOST_DIMENSIONS:
            raise ModelError(f"its tensor {name!r} has {dimensions:,} dimensions")
        shape = tuple(self.number("<Q") for _ in range(dimensions))
        kind, offset = self.number("<I"), self.number("<Q")
        if kind not in BLOCKS:
            raise ModelError(f"its tensor {name!r} is of the unknown type {kind}")
        if not all(0 < width <= _MOST_ELEMENTS for width in shape) or prod(shape) > _MOST_ELEMENTS:
            raise ModelError(f"its tensor {name!r} has a shape that cannot be")
        if shape[0] % BLOCKS[kind][0]:
            raise ModelError(f"its tensor {name!r} has rows that do not fill the blocks of their type")
        return Tensor(name, kind, shape, offset)


def _require_extents(header: Header, alignment: int, file_bytes: int) -> None:
    """Tensors have names of their own, follow one another without a gap, and end within the file."""
    if len({tensor.name for tensor in header.tensors}) != len(header.tensors):
        raise ModelError("it has two tensors of the same name")
    expected = 0
    for tensor in header.tensors:
        if tensor.offset != expected:
            raise ModelError(f"its tensor {tensor.name!r} does not lie where the one before it ends")
        if header.data_start + expected + tensor.size_bytes > file_bytes:
            raise ModelError("it ends in the middle of its weights, so it was not copied or downloaded whole")
        expected += -(-tensor.size_bytes // alignment) * alignment
