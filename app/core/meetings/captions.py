"""Captions of speech that still goes on: which words are shown, and which of them may no longer change.

LocalAgreement (Liu et al. 2020; Macháček et al. 2023) over the hypotheses of an open stretch: what two in a row begin
with is steady. Of the rest the last words are held back, for they change most.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORD = re.compile(r"\s*(?:[぀-ヿ㐀-鿿豈-﫿฀-๿]|[^\s぀-ヿ㐀-鿿豈-﫿฀-๿]+)")
"""A word with the space before it; a character of its own in scripts that leave no spaces."""
_HELD_BACK = 1


@dataclass(frozen=True, slots=True)
class OpenText:
    """What is shown of a stretch of speech that is not over.

    `steady` words stay as they are until the stretch is settled. `heard` is the latest hypothesis; words carry the
    space before them.
    """

    steady: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()

    def after(self, hypothesis: str) -> "OpenText":
        """What is shown once another hypothesis of the same stretch, now longer, has come."""
        heard = tuple(_WORD.findall(hypothesis))
        agreed = _agreeing(self.heard, heard)
        steady = self.steady
        if agreed > len(steady) and _agreeing(steady, heard) == len(steady):
            steady = (*steady, *heard[len(steady) : agreed])
        return OpenText(steady, heard)

    @property
    def text(self) -> str:
        """The steady words, and those that follow them in the latest hypothesis but for the last."""
        following = self.heard[_end_of(self.steady, self.heard) : len(self.heard) - _HELD_BACK]
        return "".join((*self.steady, *following)).strip()


def _agreeing(before: Sequence[str], now: Sequence[str]) -> int:
    """How many words both begin with, whatever their case and punctuation."""
    count = 0
    for one, other in zip(before, now, strict=False):
        if _plain(one) != _plain(other):
            break
        count += 1
    return count


def _end_of(steady: Sequence[str], heard: Sequence[str]) -> int:
    """Where in a hypothesis that which stands for the steady words ends."""
    if not steady or _agreeing(steady, heard) == len(steady):
        return len(steady)
    matcher = SequenceMatcher(None, [_plain(word) for word in steady], [_plain(word) for word in heard], autojunk=False)
    last = [match for match in matcher.get_matching_blocks() if match.size]
    if not last:
        return len(steady)
    return last[-1].b + last[-1].size + len(steady) - last[-1].a - last[-1].size


def _plain(word: str) -> str:
    return re.sub(r"\W", "", word).casefold()
