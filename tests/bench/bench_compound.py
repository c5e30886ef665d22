"""Prints how many questions that ask several things at once are answered whole, by half, wrong, or not at all.

python -m tests.bench.bench_compound [--models ID…] [--pairs 12] [--seed 7] [--shown]

The first questions are asked over the samples that come with Alcove; then pairs of SQuAD questions, each on another
article, are joined by "and". "right" means that what is looked for stands in the answer for every part.
"""

import argparse
import random
import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.core.asking.conversations import Answer
from app.core.cancel import CancelToken
from app.core.events import Answered
from app.services.application import Application
from app.services.asking.questions import Question
from tests.bench.bench_abstention import fill, sample
from tests.installed import REPOSITORY, SMALL_CHAT
from tests.opened import add, opened_application

SAMPLES = sorted((REPOSITORY / "resources" / "samples").iterdir())
JOINED = (
    ("How often are life jackets serviced, and what is 15 % of 2,340?", "12 months", "351"),
    ("What is 15 % of 2,340, and how often are flares replaced?", "351", "36 months"),
    ("When was the handbook approved and who is the safety officer?", "12 March 2025", "Vael"),
    ("Which permit number did the visit to Store Grunn have, and what does a bed cost per night?", "HS-2025-17", "38|24"),
    ("How much did maintenance cost in 2025, and who wrote the report?", "3,910", "Reinholt"),
    ("Where is the oxygen kit, and how long does it last for one person?", "blue case|boathouse", "40 minutes"),
    ("When does the last bus to Molvik leave on Saturdays, and how far is the hospital?", "16:40", "55 minutes"),
    ("How many beds are there, and what does the climate room cost per week?", "34", "300"),
    ("What is the wind limit in winter? And how large is the smallest crew?", "8 metres", "two"),
    ("How many days lie between 4 November 2025 and 1 May 2026, and when is the inner bay sensor due?", "178", "May 2026"),
    ("How far ahead must a boat be booked, and how long is the skipper certificate valid?", "three working days", "three years"),
    ("What does Havsule cost per hour, and how much is its skipper?", "180", "60"),
    ("How deep may divers go, and how long must they wait before they fly?", "30 met", "24 hours"),
    ("Who cooks dinner, and when is the house quiet?", "station|kitchen", "22:30"),
    ("Which VHF channel is used for the shore duty officer, and which number calls an ambulance?", "72", "113"),
    ("How many near misses were there in 2024, and what did the grounding lead to?", "nine", "visibility"),
    ("When is landing on Store Grunn closed, and who is the president of France?", "1 June", "not answer"),
    ("By how much had the pier gauge drifted, and what share of readings was delivered?", "4.2", "97.8"),
    ("How is formalin carried, and when is a spill an incident?", "orange box", "half a litre"),
    ("What is 3,910 minus 640, and what was the 640 euros for?", "3,270", "div"),
    ("Wie viel ist 12 * 14, und wann wurde das Handbuch beschlossen?", "168", "12 March 2025|12. März 2025"),
    ("Combien font 12 * 14, et combien coûte un lit ?", "168", "38"),
    ("How long is the anchor line, where does the defibrillator hang, and what is 7 * 45?", "40 met", "hall|kitchen", "315"),
    ("How soon is an incident reported, and who opens the chemical store?", "24 hours", "list"),
)  # fmt: skip


@dataclass(frozen=True)
class Joined:
    """A question and, for each of its parts, what its answer holds one of."""

    text: str
    looked_for: tuple[tuple[str, ...], ...]


def of_samples() -> list[Joined]:
    """Those written by hand."""
    return [Joined(text, tuple(tuple(one.split("|")) for one in parts)) for text, *parts in JOINED]


def of_squad(count: int, seed: int) -> list[Joined]:
    """Pairs of answerable questions on different articles."""
    asked = sample(4 * count, seed)["report", "answerable"]
    random.Random(seed).shuffle(asked)
    pairs = [(one, other) for one, other in zip(asked[::2], asked[1::2], strict=False) if one.article != other.article]
    return [
        Joined(f"{_end(one.text)}, and {_begin(other.text)}", (one.references, other.references))
        for one, other in pairs
        if re.match(r"(?:what|who|when|where|how|why|which) ", other.text, re.IGNORECASE)
    ][:count]


def _end(text: str) -> str:
    return text.strip(" ?")


def _begin(text: str) -> str:
    return text.strip()[:1].lower() + text.strip()[1:]


def verdict(asked: Joined, answer: Answer) -> str:
    """Right, half, wrong or declined."""
    if answer.declined:
        return "declined"
    said = " ".join(answer.text.split()).casefold()
    held = [any(one.casefold() in said for one in part) for part in asked.looked_for]
    return "right" if all(held) else "half" if any(held) else "wrong"


def measure(
    application: Application, models: Iterable[str], name: str, questions: Sequence[Joined], shown: bool
) -> None:
    """Print a line for each model."""
    for model_id in models:
        counted: Counter[str] = Counter()
        read, started = 0, time.monotonic()
        for asked in questions:
            events = application.answering.ask(Question(asked.text, model_id=model_id, keep=False), CancelToken())
            answer = next(event.answer for event in events if isinstance(event, Answered))
            counted[verdict(asked, answer)] += 1
            read += answer.tokens.prompt - answer.tokens.reused
            if shown:
                print(
                    f"  {verdict(asked, answer)}: {asked.text}\n    {' / '.join(answer.text.split(chr(10)))}",
                    flush=True,
                )
        figures = ", ".join(f"{what} {counted[what]}" for what in ("right", "half", "wrong", "declined"))
        seconds = (time.monotonic() - started) / max(1, len(questions))
        print(
            f"{model_id}: {name}: {figures} of {len(questions)}; {read} tokens read, {seconds:.1f} s each", flush=True
        )


def main() -> None:
    """Ask every model."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--models", nargs="*", default=[SMALL_CHAT])
    parser.add_argument("--pairs", type=int, default=12)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--shown", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, opened_application(Path(name), with_models=True) as application:
        add(application, *SAMPLES)
        measure(application, arguments.models, "samples", of_samples(), arguments.shown)
    if arguments.pairs:
        with tempfile.TemporaryDirectory() as name, opened_application(Path(name), with_models=True) as application:
            fill(application, Path(name))
            pairs = of_squad(arguments.pairs, arguments.seed)
            measure(application, arguments.models, "pairs of SQuAD", pairs, arguments.shown)


if __name__ == "__main__":
    main()
