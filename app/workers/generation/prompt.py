"""A prompt as a model reads it: tokens of text, and among them the stretches of pictures."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some tokens of a picture that are read at once.

    They take `tokens` cells of the cache, and the text goes on `positions` later: fewer, where a model counts rows and
    columns (M-RoPE). `chunk` is libmtmd's, and lives as long as the `Seen` it is from.
    """

    chunk: Any
    tokens: int
    positions: int


@dataclass(slots=True)
class PromptTokens:
    """One number for each position: the tokens of the text, and for those of a picture what stands for its content.

    `stretches` are the pictures, by the position where each begins.
    """

    ids: list[int] = field(default_factory=list)
    stretches: dict[int, Stretch] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many cells of the cache it takes."""
        return len(self.ids) + beyond_positions(self.stretches, len(self.ids))

    def add_picture(self, pieces: Iterable[list[int] | Stretch], content_sha256: str) -> None:
        """Put a picture at the end: what stands around it, and its stretches."""
        for number, piece in enumerate(pieces):
            if isinstance(piece, Stretch):
                self.stretches[len(self.ids)] = piece
                self.ids += [_standing_for(content_sha256, number)] * piece.positions
            else:
                self.ids += piece


def beyond_positions(stretches: Mapping[int, Stretch], length: int) -> int:
    """How many more cells than positions the pictures among the first `length` positions take."""
    return sum(one.tokens - one.positions for start, one in stretches.items() if start < length)


def _standing_for(content_sha256: str, number: int) -> int:
    """A number below zero that is the same for the same part of the same picture, and else another."""
    digest = hashlib.sha256(f"{content_sha256} {number}".encode()).digest()
    return -1 - int.from_bytes(digest[:6])
