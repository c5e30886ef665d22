"""How hard a passphrase is to guess: a cautious estimate, made here and kept nowhere."""

import math
import re
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from app.core.administration.policy import SHORTEST_PASSPHRASE

_COMMON = (
    "password", "passwort", "passphrase", "letmein", "welcome", "qwerty", "qwertz", "azerty", "asdf", "iloveyou",
    "admin", "login", "secret", "dragon", "monkey", "football", "sunshine", "princess", "alcove", "abc123",
)  # fmt: skip
_WORD_BITS = 11.0
"""One word picked by a person: about one of two thousand (diceware's 7,776 words give 12.9 bits when dice pick)."""
_CLASSES = ((r"[a-z]", 26), (r"[A-Z]", 26), (r"[0-9]", 10), (r"[^a-zA-Z0-9]", 33))


class Level(IntEnum):
    """The verdict, from too short to strong."""

    TOO_SHORT = 0
    WEAK = 1
    FAIR = 2
    GOOD = 3
    STRONG = 4


@dataclass(frozen=True, slots=True)
class Strength:
    """`bits` is the estimate the level is taken from: each bit doubles the guesses needed."""

    level: Level
    bits: float


def strength(passphrase: str, shortest: int = SHORTEST_PASSPHRASE) -> Strength:
    """The strength of a passphrase: the lesser of what its characters and what its words amount to."""
    if len(passphrase) < shortest:
        return Strength(Level.TOO_SHORT, 0.0)
    bits = min(_character_bits(passphrase), _word_bits(passphrase))
    steps = ((70.0, Level.STRONG), (52.0, Level.GOOD), (36.0, Level.FAIR))
    return Strength(next((level for least, level in steps if bits >= least), Level.WEAK), bits)


def _character_bits(passphrase: str) -> float:
    plain = passphrase.lower()
    for word in _COMMON:
        plain = plain.replace(word, "a")
    kept = [plain[0]] + [now for before, now in pairwise(plain) if not _follows(before, now)]
    alphabet = sum(size for pattern, size in _CLASSES if re.search(pattern, passphrase))
    return len(kept) * math.log2(max(2, alphabet)) if len(set(kept)) > 2 else float(len(kept))


def _follows(before: str, now: str) -> bool:
    """Whether a character adds next to nothing: the same again, or the next or last of the alphabet or of the digits."""
    return abs(ord(now) - ord(before)) <= 1


def _word_bits(passphrase: str) -> float:
    """The bits of a sentence of words, where spaces show it is one; unlimited for anything else."""
    words = passphrase.split()
    if len(words) < 3 or not all(word.isalpha() for word in words):
        return math.inf
    return len({word.lower() for word in words}) * _WORD_BITS
