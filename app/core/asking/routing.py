"""Which of the chat models that are here answers a question, and why, in words: by rules alone, never by a model.

A small model answers as well as a large one only what the passages nearly say by themselves, so nothing is taken from the
large one but short questions after one fact, and these only where the user wants it so or the battery runs low. Changing
models costs its loading, and that the other one reads the conversation anew; where that is more than it brings, the one
that is loaded answers.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.core.asking.exhaustive import Reach, Task, reads_everything, task_of
from app.core.asking.speeds import QUESTION_TOKENS, Speed
from app.core.models.model import Model
from app.core.power import Strain
from app.core.tools.arithmetic import numbers_in

ANSWER_TOKENS = 60
"""What an answer to a short question takes to write."""
LOADED_BYTES_PER_S = 400_000_000
"""A model file is hashed, mapped and made ready at this rate where its loading was not measured yet."""
FEWEST_TO_ANSWER = 300_000_000
"""Parameters. With fewer, a model repeats the passages more than it answers from them."""
_SMALLER = 0.5
"""A smaller model is at most half as large as the one it stands in for: the next size down is hardly faster."""
_SHORT_WORDS = 16
_LONG_WORDS = 60
_FEWEST_NUMBERS = 2

_FACT = re.compile(
    r"^\W*(?:(?:in|at|on|by|from|to|for|of|with|under) )?"
    r"(?:who|whom|whose|when|where|which|what|how (?:many|much|long|often|old|far|tall|high)"
    r"|wer|wem|wen|wann|wo|welche[rsnm]?|was|wie (?:viele?|lange|oft|alt|hoch|weit)"
    r"|qui|quand|où|quel(?:le)?s?|combien|quién(?:es)?|cuándo|dónde|cuál(?:es)?|cuánt[oa]s?|qué"
    r"|chi|quando|dove|qual[ei]?|quant[oiae])\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:compar\w+|contrast\w*|differences?|differ|versus|vs\.?|(?:dis)?advantages|pros and cons|better|worse"
    r"|unterschied\w*|unterscheide\w*|vergleich\w*|vorteile|nachteile|différences?|comparer|diferencias?|differenz[ae])\b",
    re.IGNORECASE,
)
_REASONED = re.compile(
    r"\b(?:why|explain\w*|describe|discuss|analy[sz]e|evaluate|argue|reasons?|how (?:do|does|did|can|could|should|would)"
    r"|warum|weshalb|wieso|erkläre?|erläutere?|beschreibe?|begründe|pourquoi|explique\w*|por qué|perché|spiega\w*)\b",
    re.IGNORECASE,
)
_RECKONED = re.compile(
    r"\b(?:how (?:many|much)|what percent\w*|total|altogether|in all|wie viele?|insgesamt)\b", re.IGNORECASE
)


class Routing(StrEnum):
    """What the user wants of it."""

    CAREFUL = "careful"
    """The largest that fits answers; short questions go to a smaller one where the battery runs low."""
    QUICK = "quick"
    """Short questions go to a smaller one wherever that is sooner answered."""
    OFF = "off"
    """The largest that fits answers everything."""


class Kind(StrEnum):
    """What a question asks of a model; its value is how that is told."""

    FACT = "a short question"
    PLAIN = "a question"
    REASONS = "an explanation"
    COMPARISON = "a comparison"
    RECKONING = "a calculation in words"
    SUMMARY = "a summary"
    WHOLE = "a question about everything"
    LONG = "a long question"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A chat model that may answer. `fits`: into the memory that is free now, or that the loaded one gives back.

    `loaded`: whether it is in memory.
    """

    model: Model
    speed: Speed | None
    fits: bool = True
    loaded: bool = False


@dataclass(frozen=True, slots=True)
class Circumstances:
    """`battery` is the share that is left, None on mains; `held_tokens` what the loaded model has read of the conversation.

    While something is to be `spared`, a smaller model answers whatever is asked, not only what is short.
    Models are loaded at `loaded_bytes_per_s`, as the last one was.
    """

    wanted: Routing = Routing.CAREFUL
    battery: float | None = None
    low_battery: float = 0.3
    held_tokens: int = 0
    loaded_bytes_per_s: float = LOADED_BYTES_PER_S
    spared: Strain = Strain.NONE


@dataclass(frozen=True, slots=True)
class Pick:
    """The model that answers, and why; "" where there was nothing to choose."""

    model: Model
    reason: str = ""


def kind_of(question: str, reach: Reach, *, with_documents: bool) -> Kind:
    """What a question asks, by its words. Only a short one after a fact that stands in the documents is `FACT`."""
    if with_documents and reads_everything(question, reach):
        task = task_of(question)
        return {Task.COMPARE: Kind.COMPARISON, Task.SUMMARY: Kind.SUMMARY}.get(task or Task.LIST, Kind.WHOLE)
    words = len(question.split())
    if words > _LONG_WORDS:
        return Kind.LONG
    if _COMPARED.search(question):
        return Kind.COMPARISON
    if len(numbers_in(question)) >= _FEWEST_NUMBERS and _RECKONED.search(question):
        return Kind.RECKONING
    if _REASONED.search(question):
        return Kind.REASONS
    short = words <= _SHORT_WORDS and with_documents and _FACT.search(question) is not None
    return Kind.FACT if short else Kind.PLAIN


def pick(candidates: Sequence[Candidate], kind: Kind, now: Circumstances) -> Pick:
    """The model that answers a question of this kind. `candidates` are not empty; the first is the one in use."""
    in_use = candidates[0]
    if len(candidates) == 1:
        return Pick(in_use.model)
    best = _best_that_fits(candidates)
    if best is not in_use:
        return Pick(best.model, f"little memory is free for {in_use.model.name}")
    smaller = _smaller(candidates, best)
    if smaller is None or now.wanted is Routing.OFF:
        return Pick(best.model)
    low = now.battery is not None and now.battery <= now.low_battery
    power = "on mains" if now.battery is None else f"on battery, {now.battery:.0%} left"
    spared = now.spared is not Strain.NONE
    reason = f"{kind}, {power}; {now.spared}" if spared else f"{kind}, {power}"
    if not spared and (kind is not Kind.FACT or not (low or now.wanted is Routing.QUICK)):
        return Pick(best.model, reason)
    if not _is_sooner(smaller, best, now):
        return Pick(best.model, f"{reason}; another model would have to be loaded first")
    return Pick(smaller.model, reason)


def _best_that_fits(candidates: Sequence[Candidate]) -> Candidate:
    """The one in use, or the largest that fits in its place; where none does, the one in use says so itself."""
    in_use = candidates[0]
    fitting = [one for one in candidates if one.fits and one.model.size_bytes < in_use.model.size_bytes]
    return in_use if in_use.fits or not fitting else max(fitting, key=lambda one: one.model.size_bytes)


def _smaller(candidates: Sequence[Candidate], best: Candidate) -> Candidate | None:
    able = [
        one
        for one in candidates
        if one.fits
        and one.model.size_bytes <= _SMALLER * best.model.size_bytes
        and one.model.parameter_count >= FEWEST_TO_ANSWER
    ]
    return max(able, key=lambda one: one.model.size_bytes, default=None)


def _is_sooner(smaller: Candidate, best: Candidate, now: Circumstances) -> bool:
    """Whether the smaller one is done sooner, the way back counted: the best one comes to read the conversation anew.

    There is no way back as long as something is spared.
    """
    if smaller.speed is None or best.speed is None:
        return False
    goes_back = best.loaded and now.spared is Strain.NONE
    there = _seconds(smaller, smaller.speed, now)
    back = _loading_s(best, now) + now.held_tokens / best.speed.reading if goes_back else 0.0
    return there + back < _seconds(best, best.speed, now)


def _seconds(one: Candidate, speed: Speed, now: Circumstances) -> float:
    """What an answer takes it: what another model has read of the conversation is read anew."""
    read_tokens = QUESTION_TOKENS + (0 if one.loaded else now.held_tokens)
    loading_s = 0.0 if one.loaded else _loading_s(one, now)
    return loading_s + read_tokens / speed.reading + ANSWER_TOKENS / speed.writing


def _loading_s(one: Candidate, now: Circumstances) -> float:
    return one.model.size_bytes / now.loaded_bytes_per_s
