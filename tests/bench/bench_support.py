"""Prints how the sentence check judges sentences labelled by hand, and SciFact's claims against the abstracts they cite.

python -m tests.bench.bench_support [--words-only]

SciFact's claims are told in two halves: rules and thresholds were chosen on the first one.
"""

import argparse
import json
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from app.core.answers.citations import check
from app.core.answers.stretches import Similarity
from app.core.asking.conversations import Support
from tests.core.passages import scored

LABELLED = Path(__file__).with_name("support_sentences.txt")
_VERDICTS = (Support.SUPPORTED, Support.PARTLY, Support.UNSUPPORTED)
_LABELS = {"s": Support.SUPPORTED, "p": Support.PARTLY, "u": Support.UNSUPPORTED}
SCIFACT = Path(__file__).resolve().parents[3] / "shared" / "data" / "retrieval" / "scifact"


def claims() -> Iterator[tuple[str, str, str]]:
    """Label, claim and abstract: SUPPORT, CONTRADICT, or ABSENT where the abstract says nothing of the claim."""
    abstracts = {
        row["_id"]: row["text"] for row in map(json.loads, (SCIFACT / "corpus.jsonl").read_text().splitlines())
    }
    for row in map(json.loads, (SCIFACT / "claims_evidence.jsonl").read_text().splitlines()):
        labels = {evidence["doc_id"]: evidence["label"] for evidence in row["evidence"]}
        for document in row["cited_doc_ids"]:
            if document in abstracts:
                yield labels.get(document, "ABSENT"), row["claim"], abstracts[document]


def judge(similarity: Similarity | None, limit: int, half: int) -> None:
    """Print the table of labels against verdicts for one half of the claims, and how often "supported" is right."""
    table: Counter[tuple[str, Support]] = Counter()
    chosen = [row for row in claims() if zlib.crc32(row[1].encode()) % 2 == half]
    print(f"SciFact, {'chosen on' if half == 0 else 'the other half'}: {len(chosen[:limit])} claims")
    for label, claim, abstract in chosen[:limit]:
        sentences, _ = check(claim, [scored(abstract)], similarity)
        worst = [sentence.support for sentence in sentences if sentence.support is not Support.PLAIN]
        table[label, _overall(worst)] += 1
    verdicts = (Support.SUPPORTED, Support.PARTLY, Support.UNSUPPORTED)
    print(f"{'':12}" + "".join(f"{verdict:>14}" for verdict in verdicts))
    for label in ("SUPPORT", "CONTRADICT", "ABSENT"):
        print(f"{label:12}" + "".join(f"{table[label, verdict]:14}" for verdict in verdicts))
    said = sum(table[label, Support.SUPPORTED] for label in ("SUPPORT", "CONTRADICT", "ABSENT"))
    right = table["SUPPORT", Support.SUPPORTED]
    mentioned = right + table["SUPPORT", Support.PARTLY] + table["SUPPORT", Support.UNSUPPORTED]
    print(f'"supported": precision {right / max(1, said):.3f}, recall {right / max(1, mentioned):.3f}')


def _overall(supports: Sequence[Support]) -> Support:
    for verdict in (Support.UNSUPPORTED, Support.PARTLY):
        if verdict in supports:
            return verdict
    return Support.SUPPORTED


def labelled() -> Iterator[tuple[str, str, str]]:
    """Label, sentence and passage of the hand-labelled set: supported, partly or unsupported."""
    passage = ""
    for line in LABELLED.read_text(encoding="utf-8").splitlines():
        mark, _, text = line.partition(" ")
        if mark == "=":
            passage = text
        elif mark in _LABELS:
            yield _LABELS[mark], text, passage


def judge_labelled(similarity: Similarity | None) -> None:
    """Print the table of the hand-labelled set, and precision and recall of each verdict."""
    table: Counter[tuple[str, str]] = Counter()
    passages = [passage for _, _, passage in labelled()]
    beside = [scored(text, number) for number, text in enumerate(dict.fromkeys(passages), start=1)]
    for label, sentence, passage in labelled():
        at = next(index for index, one in enumerate(beside) if one.passage.text == passage)
        near = [beside[(at + step) % len(beside)] for step in range(3)]
        sentences, _ = check(sentence, near, similarity)
        verdict = _overall([one.support for one in sentences if one.support is not Support.PLAIN])
        table[label, verdict] += 1
    print(f"{sum(table.values())} sentences labelled by hand, each against its passage and two others")
    print(f"{'':14}" + "".join(f"{verdict:>14}" for verdict in _VERDICTS))
    for label in _VERDICTS:
        print(f"{label:14}" + "".join(f"{table[label, verdict]:14}" for verdict in _VERDICTS))
    for verdict in _VERDICTS:
        said = sum(table[label, verdict] for label in _VERDICTS)
        meant = sum(table[verdict, other] for other in _VERDICTS)
        right = table[verdict, verdict]
        print(f'"{verdict}": precision {right / max(1, said):.3f}, recall {right / max(1, meant):.3f}')


def main() -> None:
    """Judge with words and embedder, or with words alone."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--words-only", action="store_true")
    parser.add_argument("--limit", type=int, default=10_000)
    arguments = parser.parse_args()
    if arguments.words_only:
        judge_labelled(None)
        for half in range(2):
            judge(None, arguments.limit, half)
        return
    from tests.bench.embedding import similarity_of

    with similarity_of() as similarity:
        judge_labelled(similarity)
        for half in range(2):
            judge(similarity, arguments.limit, half)


if __name__ == "__main__":
    main()
