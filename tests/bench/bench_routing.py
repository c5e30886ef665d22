"""Prints which questions would go to a smaller model, how often each model answers them right, and what that takes.

python -m tests.bench.bench_routing [--questions 12] [--articles 4]

Over SQuAD 2.0, whose questions the rules were not made from. Right is what contains an expected answer and was not declined.
"""

import argparse
import json
import statistics
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import psutil

from app.core.asking.conversations import Answer
from app.core.asking.exhaustive import Reach
from app.core.asking.routing import Kind, kind_of
from app.core.cancel import CancelToken
from app.core.events import Answered
from app.services.application import Application
from app.services.asking.questions import Question
from tests.bench.bench_context import articles
from tests.bench.bench_followups import Asked
from tests.installed import LARGER_CHAT, SMALL_CHAT, shared_data
from tests.opened import add, opened_application


def answerable() -> list[Asked]:
    """Every question that an article answers."""
    lines = (shared_data("retrieval/squad2") / "answers.jsonl").read_text(encoding="utf-8").splitlines()
    rows = map(json.loads, lines)
    return [Asked(row["question"], row["gold_doc"], tuple(row["answers"])) for row in rows if row["answerable"]]


def report_kinds(asked: Sequence[Asked]) -> None:
    """Print the share of each kind of question."""
    kinds = Counter(kind_of(one.text, Reach.AUTOMATIC, with_documents=True) for one in asked)
    shares = ", ".join(f"{kind} {count / len(asked):.3f}" for kind, count in kinds.most_common())
    print(f"{len(asked)} questions: {shares}")


def compare(application: Application, asked: Sequence[Asked]) -> None:
    """Ask each short question of both models, in turns of three, so that both meet the same load."""
    answers: dict[str, list[tuple[Asked, Answer, float]]] = {SMALL_CHAT: [], LARGER_CHAT: []}
    for start in range(0, len(asked), 3):
        for model_id, given in answers.items():
            for one in asked[start : start + 3]:
                before = _processor_seconds()
                events = list(
                    application.answering.ask(Question(one.text, model_id=model_id, keep=False), CancelToken())
                )
                assert isinstance(events[-1], Answered)
                given.append((one, events[-1].answer, _processor_seconds() - before))
    for model_id, given in answers.items():
        right = sum(one.right(answer) for one, answer, _ in given)
        first_s = statistics.median(answer.timings_ms.first_token for _, answer, _ in given) / 1000
        seconds = statistics.median(spent for _, _, spent in given)
        declined = sum(answer.declined for _, answer, _ in given)
        print(f"  {model_id}: {right} of {len(given)} right, {declined} declined; ", end="")
        print(f"{seconds:.1f} s of the processor, first word after {first_s:.1f} s (medians)", flush=True)
    print(f"  load {psutil.getloadavg()[0]:.1f}")


def _processor_seconds() -> float:
    """What the workers that run now have used."""
    return sum(sum(child.cpu_times()[:2]) for child in psutil.Process().children())


def main() -> None:
    """Tell the shares, then ask."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--questions", type=int, default=12)
    parser.add_argument("--articles", type=int, default=4)
    chosen = parser.parse_args()
    asked = answerable()
    report_kinds(asked)
    names = sorted({one.article for one in asked})[1 :: max(1, 16 // chosen.articles)][: chosen.articles]
    short = [
        one
        for one in asked
        if one.article in names and kind_of(one.text, Reach.AUTOMATIC, with_documents=True) is Kind.FACT
    ]
    short = short[:: max(1, len(short) // chosen.questions)][: chosen.questions]
    with tempfile.TemporaryDirectory() as folder, opened_application(Path(folder), with_models=True) as application:
        application.settings.set("answer.maximum_tokens", 48)
        files = [Path(folder) / f"{name}.txt" for name in names]
        for file in files:
            file.write_text(articles()[file.stem], encoding="utf-8")
        add(application, *files)
        compare(application, short)


if __name__ == "__main__":
    main()
