"""Prints how often questions of SQuAD 2.0 are answered right and declined, for each chat model.

python -m tests.bench.bench_abstention [--each 20] [--models ID…] [--half tune|report|both] [--seed 7]

The whole application answers from the paragraphs of all articles together. "right" means that a reference answer stands
in the answer given. Unanswerable questions look like the answerable ones, and only reading tells them apart; foreign
ones are answerable, but asked over all articles but their own. Rules were chosen on the questions of every second
article ("tune"), so that the others ("report") tell how good they are; another seed draws other questions. The model
"quotations" is what answers where no chat model is installed: it shows what the rules do, in a fraction of the time.
"""

import argparse
import json
import random
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.core.cancel import CancelToken
from app.core.events import Answered
from app.services.application import Application
from app.services.asking.questions import Question
from tests.installed import SHARED_DATA, SMALL_CHAT
from tests.opened import add, opened_application

SQUAD = SHARED_DATA / "retrieval" / "squad2"
HALVES = ("tune", "report")
QUOTATIONS = "quotations"
KINDS = ("answerable", "unanswerable", "foreign")


@dataclass(frozen=True)
class Asked:
    """A question of the sample with its reference answers and the article it is about."""

    text: str
    references: tuple[str, ...]
    article: str


def rows(name: str) -> list[dict[str, object]]:
    """The lines of a file of the sample."""
    return [json.loads(line) for line in (SQUAD / name).read_text(encoding="utf-8").splitlines()]


def sample(each: int, seed: int = 7) -> dict[tuple[str, str], list[Asked]]:
    """Questions by half and kind, the same at every run with this seed."""
    article_of = {row["_id"]: str(row["title"]) for row in rows("corpus.jsonl")}
    half_of = {article: HALVES[place % 2] for place, article in enumerate(sorted(set(article_of.values())))}
    pools: dict[tuple[str, str], list[Asked]] = {(half, kind): [] for half in HALVES for kind in KINDS}
    for row in rows("answers.jsonl"):
        article = article_of[row["gold_doc"]]
        asked = Asked(str(row["question"]), tuple(map(str, row["answers"])), article)  # type: ignore[call-overload]
        pools[half_of[article], "answerable" if asked.references else "unanswerable"].append(asked)
    chance = random.Random(seed)
    for half in HALVES:
        pools[half, "foreign"] = pools[half, "answerable"]
    return {key: chance.sample(pool, min(each, len(pool))) for key, pool in pools.items()}


def fill(application: Application, folder: Path) -> None:
    """Every paragraph as a document, in a collection for each article."""
    for number, row in enumerate(rows("corpus.jsonl")):
        path = folder / str(row["title"]) / f"{number:04}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{row['title']}\n\n{row['text']}", encoding="utf-8")
    for article in sorted(path for path in folder.iterdir() if path.is_dir() and path.name != "profile"):
        add(application, article, collection=article.name)


def others(application: Application, article: str) -> tuple[str, ...]:
    """The files of all articles but one."""
    return tuple(one.path for one in application.library.documents() if one.collection != article)


def judge(application: Application, model_id: str | None, kind: str, questions: Sequence[Asked]) -> Counter[str]:
    """How many were declined, answered, and answered right."""
    counted: Counter[str] = Counter()
    for asked in questions:
        scope = others(application, asked.article) if kind == "foreign" else None
        question = Question(asked.text, model_id=model_id, paths=scope, keep=False)
        events = application.answering.ask(question, CancelToken())
        answer = next(event.answer for event in events if isinstance(event, Answered))
        counted["declined" if answer.declined else "answered"] += 1
        said = " ".join(answer.text.split()).casefold()
        counted["right"] += not answer.declined and any(one.casefold() in said for one in asked.references)
    return counted


def main() -> None:
    """Draw questions and ask every model."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--each", type=int, default=20)
    parser.add_argument("--models", nargs="*", default=[SMALL_CHAT])
    parser.add_argument("--half", choices=(*HALVES, "both"), default="both")
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    questions = sample(arguments.each, arguments.seed)
    asked_of = {key: asked for key, asked in questions.items() if arguments.half in (key[0], "both")}
    for with_models in (False, True):
        models = [model_id for model_id in arguments.models if (model_id != QUOTATIONS) == with_models]
        if models:
            measure(models, with_models, asked_of)


def measure(models: Sequence[str], with_models: bool, questions: Mapping[tuple[str, str], Sequence[Asked]]) -> None:
    """Print a line for each model, half and kind of question."""
    with tempfile.TemporaryDirectory() as name, opened_application(Path(name), with_models) as application:
        fill(application, Path(name))
        for model_id in models:
            for (half, kind), asked in questions.items():
                counted = judge(application, model_id if with_models else None, kind, asked)
                figures = ", ".join(f"{what} {counted[what]}" for what in ("right", "answered", "declined"))
                print(f"{model_id}: {half} {kind}: {figures} of {len(asked)}", flush=True)


if __name__ == "__main__":
    main()
