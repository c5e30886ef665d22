"""Good headers made bad, in the ways a disk, a download or an enemy does it."""

import random
import struct
from collections.abc import Mapping, Sequence
from dataclasses import replace

from tests.gguf_files import ARRAY, FLOAT32, INT32, STRING, UINT32, Entry, TensorInfo, header_bytes

_FIRST_FIELDS = 24
_SHARE_OF_TENSORS = 0.3
_OTHER_KINDS = (1, 2, 8, 24, 26, 30)
"""Of a tensor's data, as the format numbers them: halves, blocks of eight and four bits, whole numbers."""
_TELLING = (
    0,
    1,
    8,
    31,
    32,
    33,
    63,
    64,
    255,
    256,
    2**16,
    2**31 - 1,
    2**31,
    2**32 - 1,
    2**32,
    2**63 - 1,
    2**63,
    2**64 - 1,
)


def mutated(header: bytes, chance: random.Random) -> tuple[str, bytes]:
    """A bad header, and the name of the way in which it was made."""
    way = chance.choice(("bit", "bits", "length", "count", "type", "cut", "swap", "twice", "noise"))
    changed = bytearray(header)
    if way in ("bit", "bits"):
        for _ in range(1 if way == "bit" else chance.randint(2, 40)):
            _flip(changed, chance)
    elif way == "length":
        _put(changed, "<Q", chance, chance.choice(_TELLING))
    elif way == "count":
        struct.pack_into("<Q", changed, chance.choice((8, 16)), chance.choice(_TELLING))
    elif way == "type":
        _put(changed, "<I", chance, chance.randint(0, 50))
    elif way == "cut":
        del changed[chance.randrange(len(changed)) :]
    elif way == "swap":
        _swap(changed, chance)
    elif way == "twice":
        start = chance.randrange(_FIRST_FIELDS, len(changed))
        changed[start:start] = changed[start : start + chance.randint(1, 400)]
    else:
        start = chance.randrange(len(changed))
        changed[start : start + 16] = chance.randbytes(16)
    return way, bytes(changed)


def with_odd_numbers(entries: Mapping[str, Entry], tensors: Sequence[TensorInfo], chance: random.Random) -> bytes:
    """A header in good order in which some numbers are others: sizes of the model, or shapes and kinds of its tensors."""
    changed, other = dict(entries), list(tensors)
    numbers = [key for key, (kind, value) in entries.items() if kind not in (STRING, ARRAY) or _holds_numbers(value)]
    for _ in range(chance.choice((1, 1, 2, 4))):
        if chance.random() < _SHARE_OF_TENSORS:
            place = chance.randrange(len(other))
            other[place] = _odd_tensor(other[place], chance)
        else:
            key = chance.choice(numbers)
            changed[key] = _odd_entry(changed[key], chance)
    return header_bytes(changed, other)


def _holds_numbers(value: object) -> bool:
    return isinstance(value, tuple) and value[0] != STRING


def _odd_entry(entry: Entry, chance: random.Random) -> Entry:
    kind, value = entry
    if kind == ARRAY:
        item, items = value
        odd = [_odd_entry((item, one), chance)[1] if chance.random() < 0.5 else one for one in items]
        return ARRAY, (item, odd * chance.choice((1, 1, 2)))
    if kind == FLOAT32:
        return kind, chance.choice((0.0, -1.0, 1e-30, 1e30, float("inf"), float("nan")))
    if kind == UINT32:
        return kind, chance.choice(
            (*(one for one in _TELLING if one < 2**32), (value + 1) % 2**32, value * 2 % 2**32, value // 2)
        )
    if kind == INT32:
        return kind, chance.choice((-1, 0, 1, 2**31 - 1))
    return (UINT32, chance.randint(0, 9)) if chance.random() < 0.5 else (kind, not value)


def _odd_tensor(tensor: TensorInfo, chance: random.Random) -> TensorInfo:
    shape = list(tensor.shape)
    place = chance.randrange(len(shape))
    shape[place] = chance.choice((1, 32, 256, shape[place] * 2, max(1, shape[place] // 2), shape[place] + 32))
    way = chance.choice(("shape", "turned", "flat", "kind", "name"))
    if way == "shape":
        return replace(tensor, shape=tuple(shape))
    if way == "turned":
        return replace(tensor, shape=tensor.shape[::-1])
    if way == "flat":
        return replace(tensor, shape=(*tensor.shape, 2)[-4:])
    if way == "kind":
        return replace(tensor, kind=chance.choice(_OTHER_KINDS))
    return replace(tensor, name=f"{tensor.name[:-8]}.weight")


def _flip(changed: bytearray, chance: random.Random) -> None:
    changed[_place(changed, chance, 1)] ^= 1 << chance.randrange(8)


def _put(changed: bytearray, form: str, chance: random.Random, number: int) -> None:
    struct.pack_into(form, changed, _place(changed, chance, struct.calcsize(form)), number)


def _place(changed: bytearray, chance: random.Random, width: int) -> int:
    """Half of the time near the beginning or the end, where entries and tensors are announced."""
    last = len(changed) - width
    if chance.random() < 0.5:
        near = min(6000, last)
        return chance.choice((chance.randint(0, near), last - chance.randint(0, near)))
    return chance.randint(0, last)


def _swap(changed: bytearray, chance: random.Random) -> None:
    length = chance.randint(4, 200)
    first, second = (_place(changed, chance, length) for _ in range(2))
    one, other = bytes(changed[first : first + length]), bytes(changed[second : second + length])
    changed[first : first + length], changed[second : second + length] = other, one
