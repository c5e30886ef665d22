"""Prints what a question costs over real filings: evidence, first word, follow-up, and the memory of each process.

python -m tests.bench.bench_asking [--model ID]
"""

import argparse
import tempfile
import time
from pathlib import Path

import psutil

from app.core.asking.conversations import Answer
from app.core.cancel import CancelToken
from app.core.events import Added, Answered, Event
from app.services.application import Application
from app.services.asking.questions import Question
from tests.installed import SHARED_DATA, SMALL_CHAT
from tests.opened import opened_application

FILINGS = ("ULTABEAUTY_2023Q4_EARNINGS.pdf", "JOHNSON_JOHNSON_2023_8K_dated-2023-08-30.pdf", "BESTBUY_2024Q2_10Q.pdf")
QUESTIONS = (
    "What drove the increase in Ulta Beauty's merchandise inventories?",
    "And what drove the reduction in its SG&A expense as a percent of net sales?",
    "How many new stores were opened?",
)


def main() -> None:
    """Add the filings, ask a question and two follow-ups, and tell what each took."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", default=SMALL_CHAT)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, opened_application(Path(folder), with_models=True) as application:
        add_filings(application)
        conversation: int | None = None
        for text in QUESTIONS:
            answered = ask(application, Question(text, conversation, model_id=arguments.model))
            conversation = answered.conversation_id
            tell(text, answered.answer)
        tell_memory()


def add_filings(application: Application) -> None:
    """Read and embed the filings, and print the rate."""
    paths = [SHARED_DATA / "financebench" / "pdfs" / name for name in FILINGS]
    started = time.perf_counter()
    events: list[Event] = list(application.library.add(paths, "Filings", CancelToken()))
    seconds = time.perf_counter() - started
    documents = [event.document for event in events if isinstance(event, Added)]
    pages, passages = (sum(getattr(each, name) for each in documents) for name in ("page_count", "passage_count"))
    print(f"added {len(documents)} filings, {pages} pages, {passages} passages in {seconds:.1f} s", end=": ")
    print(f"{passages / seconds:.0f} passages/s from file to searchable")


def ask(application: Application, question: Question) -> Answered:
    """The finished answer."""
    return next(event for event in application.answering.ask(question, CancelToken()) if isinstance(event, Answered))


def tell(text: str, answer: Answer) -> None:
    """Print one question's figures."""
    timings, tokens = answer.timings_ms, answer.tokens
    writing_s = (timings.total - timings.first_token) / 1000
    print(f"{text}\n  {answer.text}")
    print(
        f"  evidence {timings.search:.0f} ms, first word {timings.first_token / 1000:.2f} s, "
        f"prompt {tokens.prompt} tokens of which {tokens.reused} reused, "
        f"{tokens.generated} tokens in {writing_s:.1f} s with the check"
    )


def tell_memory() -> None:
    """Print the resident memory of this process and of each worker."""
    own = psutil.Process()
    for process in (own, *own.children()):
        name = "application" if process == own else process.cmdline()[-1]
        print(f"  {name}: {process.memory_info().rss / 1e6:.0f} MB resident")


if __name__ == "__main__":
    main()
