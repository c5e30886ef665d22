"""Prints ROUGE of whole-document summaries on QMSum's meetings, chosen in code, beside the first sentences and a search.

python -m tests.bench.bench_summaries [--meetings N] [--model ID]

Every summary has the length of the reference, in words. "first" are the first sentences of the meeting, "best passages"
the sentences of the passages with the most words of the question, "everything" what `app.core.asking.findings` chooses from
all. With --model, "in words" is what that chat model makes of the chosen points, as the application would.
"""

import argparse
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from app.core.answers.citing import Cited, excerpt
from app.core.asking.exhaustive import Task
from app.core.asking.findings import Wanted, wanted_from, yielded
from app.core.asking.prompting import GenerationOptions
from app.core.cancel import CancelToken
from app.core.library.chunking import split
from app.core.library.documents import Page, Passage, ReadDocument, ScoredPassage
from app.core.library.key_points import Point, choose, distinct, points_of, weigh
from app.core.words.stems import stems
from app.engines.process import WorkerProcess
from app.engines.text_model import LlamaModel
from app.services.asking.phrasing import Phrased, Phrasing
from app.services.asking.whole_reading import TASKS
from tests.installed import SHARED_DATA, model, model_folder

MEETINGS = SHARED_DATA / "meetings" / "qmsum_val.jsonl"
WINDOW = 15


def passages_of(transcript: Sequence[dict[str, str]]) -> list[Passage]:
    """A meeting as the library would keep it."""
    text = "\n\n".join(f"{turn['speaker']}: {turn['content']}" for turn in transcript)
    chunks = split(ReadDocument("Meeting", "text", (Page(None, text),)))
    return [
        Passage(number, 1, number, 0, None, chunk.start, chunk.end, "", chunk.text)
        for number, chunk in enumerate(chunks, start=1)
    ]


def in_words(sentences: Sequence[str], words: int) -> str:
    """The sentences up to a number of words, the last one cut."""
    return " ".join(" ".join(sentences).split()[:words])


def everything(wanted: Wanted, passages: Sequence[Passage], words: int) -> list[Point]:
    """Points enough for so many words, as the application chooses them."""
    windows = [
        yielded(wanted, [point for passage in passages[start : start + WINDOW] for point in points_of(passage)])
        for start in range(0, len(passages), WINDOW)
    ]
    points = distinct(point for window in windows for point in window)
    number = {id(point): index for index, window in enumerate(windows) for point in window}
    weights = weigh(points, wanted.focus)
    return choose(points, weights, max(3, words // 18), [number[id(point)] for point in points])


def best_passages(question: str, passages: Sequence[Passage]) -> list[str]:
    """The sentences of the passages that share most words with the question."""
    asked = set(stems(question))
    ranked = sorted(passages, key=lambda passage: -len(asked & set(stems(passage.text))))
    return [point.text for passage in ranked[:4] for point in points_of(passage)]


def rouge(written: str, reference: str) -> tuple[float, float, float]:
    """F1 of single words, pairs of words, and the longest common subsequence, stemmed."""
    one, other = stems(written), stems(reference)
    pairs = (list(pairwise(one)), list(pairwise(other)))
    return _f1(_shared(one, other), one, other), _f1(_shared(*pairs), *pairs), _f1(_longest(one, other), one, other)


def _shared(one: Sequence[object], other: Sequence[object]) -> int:
    return sum((Counter(one) & Counter(other)).values())


def _f1(shared: int, one: Sequence[object], other: Sequence[object]) -> float:
    return 2 * shared / max(1, len(one) + len(other))


def _longest(one: Sequence[str], other: Sequence[str]) -> int:
    row = [0] * (len(other) + 1)
    for word in one:
        before = 0
        for column, against in enumerate(other, start=1):
            above, row[column] = row[column], before + 1 if word == against else max(row[column], row[column - 1])
            before = above
    return row[-1]


def questions(limit: int) -> Iterator[tuple[str, str, str, list[Passage]]]:
    """Kind, question, reference answer, and the meeting's passages."""
    for line in MEETINGS.read_text(encoding="utf-8").splitlines()[:limit]:
        meeting = json.loads(line)
        passages = passages_of(meeting["meeting_transcripts"])
        for kind in ("general", "specific"):
            for entry in meeting[f"{kind}_query_list"]:
                yield kind, entry["query"], entry["answer"], passages


def phrased_by(text_model: LlamaModel, wanted: Wanted, points: Sequence[Point]) -> str:
    """What the model makes of the points, unsupported sentences left out."""
    quoted = [ScoredPassage(excerpt(one.passage, one.start, one.end), "", "Meeting", 1.0) for one in points]
    about = f" about {' '.join(wanted.focus)}" if wanted.focus else ""
    phrasing = Phrasing(lambda first, second: [[0.0] * len(second) for _ in first], GenerationOptions)
    writing = phrasing.phrase(TASKS[Task.SUMMARY].format(about=about), quoted, text_model, Cited(), CancelToken())
    try:
        while True:
            next(writing)
    except StopIteration as end:
        phrased: Phrased = end.value
        return phrased.text


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--meetings", type=int, default=100)
    parser.add_argument("--model", default="")
    arguments = parser.parse_args()
    process = WorkerProcess("generate")
    text_model = None
    if arguments.model:
        entry = model(arguments.model)
        text_model = LlamaModel(process, entry, model_folder(arguments.model), 2, 4096)
    scores: dict[tuple[str, str], list[tuple[float, float, float]]] = defaultdict(list)
    spent = 0.0
    for kind, question, reference, passages in questions(arguments.meetings):
        words = len(reference.split())
        wanted = replace(wanted_from(question), task=Task.SUMMARY, kinds=())
        started = time.perf_counter()
        points = everything(wanted, passages, words)
        spent += time.perf_counter() - started
        first = [point.text for passage in passages[:8] for point in points_of(passage)]
        made = {
            "first": in_words(first, words),
            "best passages": in_words(best_passages(question, passages), words),
            "everything": in_words([point.text for point in points], words),
        }
        if text_model is not None:
            made["in words"] = phrased_by(text_model, wanted, points[:8])
        for name, written in made.items():
            scores[kind, name].append(rouge(written, reference))
    process.close()
    print(f"{'':28}{'ROUGE-1':>9}{'ROUGE-2':>9}{'ROUGE-L':>9}{'count':>7}")
    for (kind, name), found in sorted(scores.items()):
        means = [sum(one[position] for one in found) / len(found) for position in range(3)]
        print(f"{kind + ', ' + name:28}" + "".join(f"{mean:9.3f}" for mean in means) + f"{len(found):7}")
    print(f"{1000 * spent / sum(map(len, scores.values())) * len(scores) / 2:.0f} ms a question to read everything")


if __name__ == "__main__":
    main()
