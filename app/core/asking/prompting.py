"""What a language model is asked, and what it reports back while it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from app.core.asking.conversations import Role, TokenCounts
from app.core.asking.pictures import PictureRef
from app.core.library.documents import ScoredPassage


@dataclass(frozen=True, slots=True)
class Function:
    """What another program can do where a model asks for it; `parameters` is a JSON Schema, as JSON."""

    name: str
    description: str
    parameters: str


@dataclass(frozen=True, slots=True)
class FunctionCall:
    """A model wants this function to be called with these arguments, a JSON object. `id` tells calls apart."""

    id: str
    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class PromptTurn:
    """One turn of a prompt, exactly as the model is to read it; the pictures stand before the text.

    `calls` are an assistant's, behind its text. A tool's turn is what the call with the id `answers` has given.
    """

    role: Role
    text: str
    pictures: tuple[PictureRef, ...] = ()
    calls: tuple[FunctionCall, ...] = ()
    answers: str = ""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question that was read and answered: its turn in the conversation, and the ids of the passages read for it."""

    turn_id: int
    passage_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class Prompt:
    """A conversation to continue.

    `turns` is everything a language model reads. `passages` and `question` say again what the turns were built from,
    for a model that answers with the passages themselves. `exchanges` are those earlier ones whose passages stand in
    the turns. `begun` is what is written of the answer already: the model goes on behind it.

    `pixels` are those of the pictures in the turns, by their sha256; `texts` were read in pictures that the model does not
    see, those of earlier questions first. `functions` are what it may, or `must_call`, write a call of in place of an answer.
    """

    turns: tuple[PromptTurn, ...]
    passages: tuple[ScoredPassage, ...] = ()
    question: str = ""
    exchanges: tuple[Exchange, ...] = ()
    begun: str = ""
    pixels: Mapping[str, bytes] = field(default_factory=dict)
    texts: tuple[str, ...] = ()
    functions: tuple[Function, ...] = ()
    must_call: bool = False


def passage_ids_of(exchanges: tuple[Exchange, ...]) -> frozenset[int]:
    """Those of all passages that were read for these questions."""
    return frozenset[int]().union(*(exchange.passage_ids for exchange in exchanges))


@dataclass(frozen=True, slots=True)
class Reading:
    """What a model has read of a conversation and written to it, to the letter.

    The last of `turns` belong to `exchanges`, two to each; what stands before them was read without being known.
    """

    conversation_id: int
    turns: tuple[PromptTurn, ...]
    exchanges: tuple[Exchange, ...]

    @property
    def passage_ids(self) -> frozenset[int]:
        """Those of all passages that stand in it."""
        return passage_ids_of(self.exchanges)

    def until(self, turn_id: int) -> "Reading | None":
        """What was read up to the answer to this turn, which may have asked several things; None where not known."""
        numbers = [number for number, exchange in enumerate(self.exchanges, start=1) if exchange.turn_id == turn_id]
        return self._first(numbers[-1]) if numbers else None

    def within(self, last_turn_id: int) -> "Reading":
        """What was read for the questions whose answers are left, where the conversation ends with this turn."""
        return self._first(sum(exchange.turn_id < last_turn_id for exchange in self.exchanges))

    def _first(self, count: int) -> "Reading":
        later = len(self.exchanges) - count
        return replace(self, turns=self.turns[: len(self.turns) - 2 * later], exchanges=self.exchanges[:count])


@dataclass(frozen=True, slots=True)
class GenerationOptions:
    """How to write an answer. Temperature 0 always takes the likeliest token; `grammar` is GBNF, or "" for none.

    `thinking_tokens` is how long a model that can may think aloud first, beside the answer; 0 lets it answer at once.
    `ends_loops` ends an answer that goes round in circles (`core/words/repetition.py`).
    """

    maximum_tokens: int = 512
    temperature: float = 0.0
    stop: tuple[str, ...] = ()
    grammar: str = ""
    seed: int = 0
    thinking_tokens: int = 0
    ends_loops: bool = False


@dataclass(frozen=True, slots=True)
class Thought:
    """A piece of what a model thinks aloud before it answers: shown, and never a part of the answer."""

    text: str


@dataclass(frozen=True, slots=True)
class PromptProgress:
    """How many tokens of the prompt the model has read, of how many; `reused` of them came from the KV cache."""

    read: int
    total: int
    reused: int


@dataclass(frozen=True, slots=True)
class GenerationSummary:
    """The end of an answer. `finish` is "end", "length", "stop", "loop" or "call"; times are milliseconds."""

    finish: str
    tokens: TokenCounts
    prompt_ms: float
    generation_ms: float
