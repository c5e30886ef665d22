"""Minutes of real meetings (QMSum, validation half): how near the summary is to the one people wrote, and what is found.

The summary is compared with the answer to the question for the whole meeting, by ROUGE, beside the first words of the
meeting and words taken evenly from all of it, at the same length. Lines supported and seconds read are as the minutes
tell them. Decisions, tasks and questions have no reference there: with --items those of every second meeting are printed,
to be read by hand; the cues in app/core/meetings/minute_cues.py were chosen while looking at the even ones, those of open questions
at the odd ones (of the even ones 12 of 18 found are open, as one reader judged). The transcripts have no
times: a word counts as 0.4 seconds.

    python -m tests.bench.bench_minutes [--meetings N] [--model ID] [--items even|odd]
"""

import argparse
import json
import os
import re
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from app.core.asking.conversations import Support
from app.core.asking.prompting import GenerationOptions
from app.core.cancel import CancelToken
from app.core.events import MinutesWritten
from app.core.meetings.minutes import Minutes, SectionKind
from app.core.meetings.transcript import Listening, Segment
from app.engines.process import WorkerProcess
from app.engines.quoting_model import QuotingModel
from app.engines.text_model import LlamaModel, TextModel
from app.services.asking.phrasing import Phrasing
from app.services.meetings.minutes import MinutesService
from app.services.meetings.minutes_templates import MinutesTemplates
from app.storage.audit import Audit
from app.storage.database import Database
from app.storage.meetings.meetings import Meetings
from app.storage.meetings.minutes import KeptMinutes
from tests.bench.bench_summaries import in_words, rouge
from tests.installed import REPOSITORY, model, model_folder, shared_data

SECONDS_PER_WORD = 0.4
NOISE = re.compile(r"\{[^{}]*\}")


def segments_of(turns: list[dict[str, str]]) -> list[Segment]:
    """Turns as segments, at the pace of ordinary speech."""
    at, found = 0.0, []
    for turn in turns:
        text = " ".join(NOISE.sub("", turn["content"]).split())
        if text:
            end = at + SECONDS_PER_WORD * len(text.split())
            found.append(Segment(at, end, text, turn["speaker"], language="en"))
            at = end
    return found


def no_likeness(first: object, second: object) -> list[list[float]]:
    """No embedder: the check is stricter without."""
    return [[0.0] * len(second) for _ in first]  # type: ignore[arg-type, attr-defined]


def summary_of(minutes: Minutes) -> str:
    """The summary alone."""
    return " ".join(
        line.text for section in minutes.sections if section.kind is SectionKind.SUMMARY for line in section.shown
    )


def evenly(sentences: list[str], words: int) -> str:
    """Sentences from all parts, so many words together."""
    step = max(1, round(sum(len(one.split()) for one in sentences) / max(1, words)))
    return in_words(sentences[::step], words)


def show_items(minutes: Minutes) -> None:
    """Decisions, tasks and questions, to be read."""
    for section in minutes.sections:
        if section.kind is not SectionKind.SUMMARY:
            for line in section.shown:
                said = " / ".join(f"{one.speaker}: {one.quote}" for one in line.moments)
                print(
                    f"   {section.kind.value:9} {line.owner or '-':20} {line.due or '-':10} {line.text}\n      « {said[:220]}"
                )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--meetings", type=int, default=35)
    parser.add_argument("--model")
    parser.add_argument("--items", choices=("even", "odd"))
    arguments = parser.parse_args()
    lines = shared_data("meetings/qmsum_val.jsonl").read_text(encoding="utf-8").splitlines()[: arguments.meetings]
    process = WorkerProcess("generate")
    writes: TextModel = QuotingModel()
    if arguments.model:
        writes = LlamaModel(process, model(arguments.model), model_folder(arguments.model), 2, 4096)
    scores: defaultdict[str, list[tuple[float, float, float]]] = defaultdict(list)
    counts: defaultdict[str, int] = defaultdict(int)
    wall, processor, spoken = 0.0, 0.0, 0.0
    with tempfile.TemporaryDirectory() as folder:
        database = Database(Path(folder) / "vault.db", bytes(32))
        meetings, kept = Meetings(database), KeptMinutes(database)
        service = MinutesService(
            meetings, kept, MinutesTemplates(REPOSITORY / "resources/minutes", kept), lambda _id: writes,
            Phrasing(no_likeness, GenerationOptions), no_likeness, lambda: False, Audit(database),
        )  # fmt: skip
        for number, line in enumerate(lines):
            row = json.loads(line)
            said = segments_of(row["meeting_transcripts"])
            reference = row["general_query_list"][0]["answer"]
            transcript_id = meetings.begin(f"/{number}.wav", f"Meeting {number}", Listening(), 1, 1_700_000_000 * 10**9)
            meetings.replace_segments(transcript_id, said)
            meetings.finish(transcript_id, "en", said[-1].end, 0.0)
            started, before = time.monotonic(), time.process_time()
            events = service.write(transcript_id, CancelToken())
            minutes = next(event.minutes for event in events if isinstance(event, MinutesWritten))
            wall += time.monotonic() - started
            processor += time.process_time() - before
            spoken += said[-1].end
            summary = summary_of(minutes)
            words = len(summary.split())
            sentences = [segment.text for segment in said if len(segment.text.split()) > 5]
            scores["Alcove"].append(rouge(summary, reference))
            scores["the first words"].append(rouge(in_words(sentences, words), reference))
            scores["evenly taken"].append(rouge(evenly(sentences, words), reference))
            counts["meetings"] += 1
            counts["words of the summary"] += words
            counts["lines"] += len(minutes.lines)
            counts["lines supported"] += sum(one.support is Support.SUPPORTED for one in minutes.lines)
            counts["lines left out"] += minutes.coverage.dropped
            counts["windows"] += minutes.coverage.windows
            counts["windows phrased"] += minutes.coverage.phrased
            counts["read to the end"] += minutes.coverage.read_s >= minutes.coverage.duration_s
            for section in minutes.sections:
                counts[section.kind.value] += len(section.shown)
            if arguments.items == ("odd" if number % 2 else "even"):
                print(f"Meeting {number}")
                show_items(minutes)
        database.close()
    process.close()
    print(f"model: {writes.name}; load {os.getloadavg()[0]:.1f}")
    for name, found in scores.items():
        means = [sum(one[place] for one in found) / len(found) for place in range(3)]
        print(f"{name:16} ROUGE-1 {means[0]:.3f}  ROUGE-2 {means[1]:.3f}  ROUGE-L {means[2]:.3f}")
    print(", ".join(f"{name} {count}" for name, count in counts.items()))
    print(
        f"{wall / spoken * 3600:.1f} s an hour of speech by the clock, {processor / spoken * 3600:.1f} s of our own processor"
    )


if __name__ == "__main__":
    main()
