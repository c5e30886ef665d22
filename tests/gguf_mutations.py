"""Good headers made bad, in the ways a disk, a download or an enemy does it."""

import random
import struct

_FIRST_FIELDS = 24
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
