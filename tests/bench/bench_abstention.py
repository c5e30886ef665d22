"""Prints how often answerable and unanswerable questions of SQuAD 2.0 are answered and declined, for each chat model.

python -m tests.bench.bench_abstention [--each 60] [--models ID…]

The whole application answers from all paragraphs of the sample together. "right" means that a reference answer stands in
the answer given; unanswerable questions look like the answerable ones, and only reading tells them apart.
"""

import argparse
import json
import random
import tempfile
from collections import Counter
from pathlib import Path

from app.core.cancel import CancelToken
from app.core.events import Answered
from app.services.answering import Question
from app.services.application import Application
from tests.installed import SHARED_DATA, SMALL_CHAT
from tests.opened import add, opened_application

SQUAD = SHARED_DATA / "retrieval" / "squad2"


def rows(name: str) -> list[dict[str, object]]:
    """The lines of a file of the sample."""
    return [json.loads(line) for line in (SQUAD / name).read_text(encoding="utf-8").splitlines()]


def sample(each: int) -> tuple[list[tuple[str, list[str]]], list[tuple[str, list[str]]]]:
    """Answerable and unanswerable questions with their reference answers, the same at every run."""
    texts = {row["_id"]: str(row["text"]) for row in rows("queries.jsonl")}
    answers = {row["_id"]: [str(one) for one in row.get("answers") or []] for row in rows("answers.jsonl")}  # type: ignore[attr-defined]
    pairs = [(texts[key], found) for key, found in answers.items() if key in texts]
    chance = random.Random(7)
    with_answer = [pair for pair in pairs if pair[1]]
    without = [pair for pair in pairs if not pair[1]]
    return chance.sample(with_answer, min(each, len(with_answer))), chance.sample(without, min(each, len(without)))


def fill(application: Application, folder: Path) -> None:
    """Every paragraph as a document."""
    paths = []
    for number, row in enumerate(rows("corpus.jsonl")):
        path = folder / f"{number:04}.txt"
        path.write_text(f"{row.get('title', '')}\n\n{row['text']}", encoding="utf-8")
        paths.append(path)
    add(application, *paths)


def judge(application: Application, model_id: str, questions: list[tuple[str, list[str]]]) -> Counter[str]:
    """How many were declined, answered, and answered right."""
    counted: Counter[str] = Counter()
    for text, references in questions:
        events = application.answering.ask(Question(text, model_id=model_id, keep=False), CancelToken())
        answer = next(event.answer for event in events if isinstance(event, Answered))
        counted["declined" if answer.declined else "answered"] += 1
        said = answer.text.casefold()
        counted["right"] += not answer.declined and any(one.casefold() in said for one in references)
    return counted


def main() -> None:
    """Print a line for each model and kind of question."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--each", type=int, default=60)
    parser.add_argument("--models", nargs="*", default=[SMALL_CHAT])
    arguments = parser.parse_args()
    answerable, unanswerable = sample(arguments.each)
    with tempfile.TemporaryDirectory() as name, opened_application(Path(name), with_models=True) as application:
        fill(application, Path(name))
        for model_id in arguments.models:
            for kind, questions in (("answerable", answerable), ("unanswerable", unanswerable)):
                counted = judge(application, model_id, questions)
                total = max(1, len(questions))
                print(
                    f"{model_id}: {kind:13} answered {counted['answered'] / total:.2f}, right {counted['right'] / total:.2f},"
                    f" declined {counted['declined'] / total:.2f} of {total}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
