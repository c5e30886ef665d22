"""Prints how often a question is answered right as a follow-up and as a new question, and what each has the model read.

python -m tests.bench.bench_followups [--model ID] [--questions 40]

Pairs of SQuAD 2.0: two questions that the same paragraph answers, and two that different paragraphs of one article do.
The second is asked after the first, and alone. Right is what contains an expected answer and was not declined.
"""

import argparse
import json
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.core.asking.conversations import Answer
from app.services.application import Application
from tests.bench.bench_context import articles
from tests.bench.bench_reopened import ask
from tests.installed import SMALL_CHAT, shared_data
from tests.opened import add, opened_application


@dataclass(frozen=True)
class Asked:
    """A question of SQuAD, the paragraph that answers it, and the answers that are right."""

    text: str
    paragraph: str
    answers: tuple[str, ...]

    @property
    def article(self) -> str:
        return self.paragraph.split("-")[0]

    def right(self, answer: Answer) -> bool:
        text = answer.text.casefold()
        return not answer.declined and any(expected.casefold() in text for expected in self.answers)


def pairs(count: int, unit: Callable[[Asked], str], *, same_paragraph: bool) -> list[tuple[Asked, Asked]]:
    """Two questions of each paragraph or of each article, `unit` says which, evenly over the set."""
    rows = map(json.loads, (shared_data("retrieval/squad2") / "answers.jsonl").read_text(encoding="utf-8").splitlines())
    asked = [Asked(row["question"], row["gold_doc"], tuple(row["answers"])) for row in rows if row["answerable"]]
    units: defaultdict[str, list[Asked]] = defaultdict(list)
    for one in asked:
        units[unit(one)].append(one)
    found = [
        (first, second)
        for questions in units.values()
        for first, second in zip(questions[::2], questions[::-2], strict=False)
        if first != second and (first.paragraph == second.paragraph) == same_paragraph
    ]
    return found[:: max(1, len(found) // count)][:count]


def compare(application: Application, model_id: str, name: str, asked: Sequence[tuple[Asked, Asked]]) -> None:
    """Ask each second question in both ways, and print how they did."""
    alone: list[Answer] = []
    following: list[Answer] = []
    for first, second in asked:
        conversation, _ = ask(application, first.text, model_id)
        following.append(ask(application, second.text, model_id, conversation)[1])
        alone.append(ask(application, second.text, model_id)[1])
    print(f"{name}: {len(asked)} pairs")
    for way, answers in (("new question", alone), ("follow-up", following)):
        right = sum(second.right(answer) for (_, second), answer in zip(asked, answers, strict=True))
        computed = statistics.median(answer.tokens.prompt - answer.tokens.reused for answer in answers)
        first_ms = statistics.median(answer.timings_ms.first_token for answer in answers)
        declined = sum(answer.declined for answer in answers)
        print(
            f"  {way}: {right} right, {declined} declined; {computed:.0f} tokens computed, {first_ms:,.0f} ms",
            flush=True,
        )


def main() -> None:
    """Add the articles, and ask."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default=SMALL_CHAT)
    parser.add_argument("--questions", type=int, default=40)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, opened_application(Path(folder), with_models=True) as application:
        application.settings.set("answer.maximum_tokens", 48)
        files = [Path(folder) / f"{number}.txt" for number in articles()]
        for file, text in zip(files, articles().values(), strict=True):
            file.write_text(text, encoding="utf-8")
        add(application, *files)
        paragraph = pairs(chosen.questions, lambda asked: asked.paragraph, same_paragraph=True)
        article = pairs(chosen.questions, lambda asked: asked.article, same_paragraph=False)
        compare(application, chosen.model, "same paragraph", paragraph)
        compare(application, chosen.model, "another paragraph of the article", article)


if __name__ == "__main__":
    main()
