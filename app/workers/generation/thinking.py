"""What a model thinks aloud before it answers, told apart from the answer while both are written.

Marks as the templates and vocabularies of the families have them (models/templates of llama.cpp).
"""

import codecs
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Marks:
    """How one family of models marks its thoughts.

    `opening` and `closings` are what it writes; `closing` is what is written in its place to end its thoughts, and
    `straight` what stands at the end of a prompt that wants no thoughts, where the template does not see to that.
    """

    opening: str
    closings: tuple[str, ...]
    closing: str
    straight: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """All that it writes."""
        return (self.opening, *self.closings)


def _tagged(opening: str, closing: str) -> Marks:
    return Marks(opening, (closing,), f"\n{closing}\n\n")


FAMILIES = (
    Marks(
        "<|channel|>analysis<|message|>",
        ("assistant<|channel|>final<|message|>", "<|channel|>final<|message|>"),
        "<|end|><|start|>assistant<|channel|>final<|message|>",
        "<|channel|>final<|message|>",
    ),
    Marks("<|channel>thought", ("<channel|>",), "<channel|>"),
    Marks("<|START_THINKING|>", ("<|END_THINKING|>",), "<|END_THINKING|>"),
    Marks("<|inner_prefix|>", ("<|inner_suffix|>",), "<|inner_suffix|>"),
    _tagged("<seed:think>", "</seed:think>"),
    _tagged("<mm:think>", "</mm:think>"),
    _tagged("[THINK]", "[/THINK]"),
    _tagged("<think>", "</think>"),
)
"""gpt-oss, Gemma 4, Command, Apertus, Seed, MiniMax, Magistral and Ministral; and everyone else: Qwen, DeepSeek, GLM…"""

MARK_TOKENS = frozenset(
    ["<|channel|>", "<|message|>", "<|channel>"] + [text for family in FAMILIES for text in family.texts]
)
"""Control tokens that have to be seen as text."""


def marks_of(template: str, is_token: Callable[[str], bool]) -> Marks | None:
    """How the model of this chat template marks its thoughts; None where it has none.

    Some templates leave thinking to the model; `is_token` tells whether a text is one token of the vocabulary.
    """
    for family in FAMILIES:
        if family.opening in template or family.closings[-1] in template:
            return family
    return next((family for family in FAMILIES if is_token(family.opening) and is_token(family.closings[-1])), None)


def begins_inside(prompt: str, marks: Marks) -> bool:
    """Whether a rendered prompt ends in the middle of thoughts, so that the model goes on with them."""
    closed = max(prompt.rfind(closing) for closing in marks.closings)
    return prompt.rstrip().endswith(marks.opening) and prompt.rfind(marks.opening) > closed


class ThinkingText:
    """Takes bytes as they come and gives back thoughts and answer apart; `inside` while the model thinks."""

    def __init__(self, marks: Marks, inside: bool) -> None:
        self._marks = marks
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._held = ""
        self._at_start = True
        self.inside = inside

    def add(self, piece: bytes) -> tuple[str, str]:
        """The thoughts and the answer that are certain now; what may be the beginning of a mark is held back."""
        self._held += self._decoder.decode(piece)
        thought, answer = "", ""
        while (found := self._first_mark()) is not None:
            at, mark = found
            before, self._held = self._held[:at], self._held[at + len(mark) :]
            if self.inside:
                thought += self._trimmed(before)
            else:
                answer += self._trimmed(before)
            self.inside = mark == self._marks.opening
            self._at_start = True
        held = self._longest_beginning()
        certain, self._held = self._held[: len(self._held) - held], self._held[len(self._held) - held :]
        certain = self._trimmed(certain)
        return (thought + certain, answer) if self.inside else (thought, answer + certain)

    def close(self) -> str:
        """Its thoughts are ended from outside; returns what was held back of them."""
        rest, self._held = self._held, ""
        self.inside, self._at_start = False, True
        return rest

    def rest(self) -> tuple[str, str]:
        """What was held back, once nothing follows."""
        held, self._held = self._trimmed(self._held), ""
        return (held, "") if self.inside else ("", held)

    def _first_mark(self) -> tuple[int, str] | None:
        marks = self._marks.closings if self.inside else self._marks.texts
        found = [(at, -len(mark), mark) for mark in marks if (at := self._held.find(mark)) >= 0]
        return (min(found)[0], min(found)[2]) if found else None

    def _trimmed(self, text: str) -> str:
        """Without the white space that follows a mark."""
        if self._at_start:
            text = text.lstrip()
            self._at_start = not text
        return text

    def _longest_beginning(self) -> int:
        """Characters at the end of what is held that a mark begins with."""
        longest = 0
        for mark in self._marks.texts:
            for length in range(min(len(mark) - 1, len(self._held)), longest, -1):
                if self._held.endswith(mark[:length]):
                    longest = length
                    break
        return longest
