"""Prints how often a question goes to its tool, and what comes of it, by chat model, with time and where it went wrong.

python -m tests.bench.bench_tools [--models ID…] [--half tuned|held] [--show]

The questions are those of `tests/core/labelled_tool_questions.py`; the rules and examples were made looking at one half of
them, and the other half says how good they are. Of a question that is for a tool, what comes of it is right, wrong, or
left to the ordinary answer; of one that is for none, any call is wrong. "Alone" are the questions whose arguments the
rules leave to the model.
"""

import argparse
import os
import tempfile
import time
from collections import Counter
from pathlib import Path

from app.core.cancel import CancelToken
from app.core.errors import UserError
from app.core.events import Answered, Called, Found
from app.core.tools.asking_tools import Asked
from app.core.tools.tool_questions import tool_asked
from app.core.tools.tools import CALCULATE_DATE, COMPUTE, Call
from app.services.application import Application
from app.services.asking.questions import Question
from tests.core.labelled_tool_questions import (
    HELD_OUT,
    QUESTIONS,
    TODAY,
    TUNED,
    Labelled,
    questions_over_documents,
)
from tests.installed import LARGER_CHAT, SMALL_CHAT, TINY_CHAT
from tests.opened import add, opened_application

HANDBOOK = "# Handbook\n\nEvery employee receives 27 days of annual leave. The pump uses ISO VG 68 oil.\n"
HALVES = {"tuned": TUNED, "held": HELD_OUT, "all": QUESTIONS}


def called(application: Application, question: Labelled, asked: Asked | None, model_id: str) -> Call | None:
    """The call made for a question, if any; an ordinary answer, and one that a document is made of, is not waited for."""
    if asked is not None and asked.about:
        return asked.call
    events = application.answering.ask(Question(question.question, model_id=model_id, keep=False), CancelToken())
    for event in events:
        if isinstance(event, Called):
            return event.call
        if isinstance(event, Found | Answered):
            return None
    return None


def came_of(call: Call) -> str:
    """What the label is compared with."""
    if call.tool in (COMPUTE.name, CALCULATE_DATE.name):
        return call.result
    return "; ".join(f"{name}={value}" for name, value in call.arguments)


def verdict(question: Labelled, call: Call | None) -> str:
    """Right, wrong, or left to the ordinary answer."""
    if call is None:
        return "left" if question.tool else "right"
    return "right" if (call.tool, came_of(call)) == (question.tool, question.wanted) else "wrong"


def main() -> None:
    """Print a row for each model and half."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--models", nargs="*", default=[TINY_CHAT, SMALL_CHAT, LARGER_CHAT])
    parser.add_argument("--half", choices=list(HALVES), nargs="*", default=["tuned", "held"])
    parser.add_argument("--show", action="store_true", help="every question that did not end as it should")
    arguments = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f}; today is taken for {TODAY}")
    real = questions_over_documents()
    gone = sum(tool_asked(question, TODAY, has_documents=True) is not None for question in real)
    print(f"{gone} of {len(real):,} real questions over documents go to a tool")
    with tempfile.TemporaryDirectory() as name, opened_application(Path(name), with_models=True) as application:
        application.answering.replies.tools.today = lambda: TODAY
        (Path(name) / "handbook.md").write_text(HANDBOOK, encoding="utf-8")
        add(application, Path(name) / "handbook.md")
        for model_id in arguments.models:
            for half in arguments.half:
                measure(application, model_id, half, show=arguments.show)


def measure(application: Application, model_id: str, half: str, *, show: bool) -> None:
    """Ask every question of a half."""
    verdicts: Counter[tuple[str, str]] = Counter()
    spent = []
    for question in HALVES[half]:
        asked = tool_asked(question.question, TODAY, has_documents=True)
        kind = "alone" if asked is not None and asked.call is None else "for a tool" if question.tool else "for none"
        started = time.monotonic()
        try:
            call = called(application, question, asked, model_id)
        except UserError as error:
            print(f"{question.question}: {error}")
            continue
        if kind == "alone":
            spent.append(time.monotonic() - started)
        told = verdict(question, call)
        verdicts[(kind, told)] += 1
        if show and told != "right":
            print(
                f"  {told}: {question.question} -> {call and (call.tool, call.arguments, call.result)}, not {question.wanted}"
            )
    for kind in ("for a tool", "alone", "for none"):
        counts = ", ".join(f"{verdicts[(kind, one)]} {one}" for one in ("right", "wrong", "left"))
        print(f"{model_id}, {half}, {kind}: {counts}", flush=True)
    if spent:
        print(
            f"  a call filled in by the model: {sorted(spent)[len(spent) // 2]:.1f} s in the middle, {max(spent):.1f} s at most"
        )


if __name__ == "__main__":
    main()
