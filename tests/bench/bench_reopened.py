"""Prints how long the first word takes: of a new question, follow-ups, and a conversation of an earlier start.

python -m tests.bench.bench_reopened [--models ID…] [--rounds N] [--peer-threads N]

Follow-up and reopened conversation ask on about the same; last comes a question about something else in the document.
Beside each stands llama-cpp-python's own chat call over the same words with nothing reused, in the same round. Alcove's
time begins with the question and contains the search; the other's begins with the prompt. Both have the model loaded.
The other does not mind its threads: on a busy machine give it one (see `bench_busy.py`), and it is faster.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from app.bootstrap.application import build
from app.core.asking.conversations import Answer
from app.core.asking.prompting import PromptTurn
from app.core.cancel import CancelToken
from app.core.events import Answered
from app.engines import machine
from app.services.application import Application
from app.services.asking.questions import Question
from app.storage.conversations.readings import Readings
from app.storage.places import Places, find_places
from tests.bench.bench_generation import STANDARD_CHAT
from tests.installed import SHARED_DATA, SMALL_CHAT, TINY_CHAT, model, model_folder

FILING = SHARED_DATA / "financebench" / "pdfs" / "ULTABEAUTY_2023Q4_EARNINGS.pdf"
PASSPHRASE = "correct horse battery staple"
FRESH = (
    "What drove the increase in merchandise inventories?",
    "How many new stores were opened in the year?",
    "What is the share repurchase program?",
    "How much capital expenditure is expected?",
    "What was the effective tax rate?",
)
FOLLOW_UPS = ("And what else?", "Why was that?")
KINDS = ("new question", "follow-up", "reopened", "about something else")


class Peer:
    """The chat call as its users know it."""

    def __init__(self, model_id: str, threads: int) -> None:
        from llama_cpp import Llama

        from app.workers.generation import library

        library.start()
        file = model_folder(model_id) / model(model_id).files[0].path
        self._llama = Llama(
            str(file), n_ctx=4096, n_threads=threads, n_threads_batch=threads, verbose=False, logits_all=False
        )

    def first_word_ms(self, turns: Sequence[PromptTurn]) -> float:
        """Until the first text, with an empty cache."""
        self._llama.reset()
        started = time.perf_counter()
        messages = [{"role": str(turn.role), "content": turn.text} for turn in turns]
        for piece in self._llama.create_chat_completion(messages, stream=True, max_tokens=4, temperature=0.0):
            if piece["choices"][0]["delta"].get("content"):
                break
        return (time.perf_counter() - started) * 1000


def opened(places: Places) -> Application:
    application = build(places)
    if application.vault.state() == "new":
        application.vault.create(PASSPHRASE)
    else:
        application.vault.unlock(PASSPHRASE)
    application.open_services()
    application.settings.set("answer.maximum_tokens", 48)
    return application


def ask(application: Application, text: str, model_id: str, conversation: int | None = None) -> tuple[int, Answer]:
    events = list(application.answering.ask(Question(text, conversation, model_id=model_id), CancelToken()))
    answered = next(event for event in events if isinstance(event, Answered))
    return answered.conversation_id, answered.answer


def load(application: Application, model_id: str) -> None:
    """A word on something else: the model is in memory, and has read nothing of what follows."""
    plain = Question("Say yes.", use_documents=False, model_id=model_id, keep=False)
    list(application.answering.ask(plain, CancelToken()))


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure each model in turn."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", nargs="*", default=[TINY_CHAT, SMALL_CHAT, STANDARD_CHAT])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peer-threads", type=int, default=machine.physical_cores())
    chosen = parser.parse_args(arguments)
    for model_id in chosen.models:
        print(model_id, flush=True)
        measure(model_id, chosen.rounds, Peer(model_id, chosen.peer_threads))


def measure(model_id: str, rounds: int, peer: Peer) -> None:
    """Ask in all four ways in every round, and print the medians."""
    ours: dict[str, list[Answer]] = {kind: [] for kind in KINDS}
    theirs: dict[str, list[float]] = {kind: [] for kind in KINDS}
    with tempfile.TemporaryDirectory() as folder:
        found = find_places(None)
        places = Places(Path(folder) / "profile", found.models, found.resources)
        application = opened(places)
        list(application.library.add([FILING], "Filings", CancelToken()))
        for number in range(rounds):
            load(application, model_id)
            conversation: int | None = None
            subjects = FRESH[number % len(FRESH)], FRESH[(number + 1) % len(FRESH)]
            for kind, text in zip(KINDS, (subjects[0], *FOLLOW_UPS, subjects[1]), strict=True):
                if kind == "reopened":
                    application.close()
                    application = opened(places)
                    load(application, model_id)
                conversation, answer = ask(application, text, model_id, conversation)
                ours[kind].append(answer)
                theirs[kind].append(beside(application, places, peer, conversation, answer))
        application.close()
    fresh_ms = statistics.median(answer.timings_ms.first_token for answer in ours[KINDS[0]])
    for kind in KINDS:
        tell(kind, ours[kind], theirs[kind], fresh_ms)


def beside(application: Application, places: Places, peer: Peer, conversation: int, answer: Answer) -> float:
    """What the other takes for the same prompt, in milliseconds; prints both."""
    reading = Readings(application.vault.database, places).of(conversation)
    assert reading is not None
    peer_ms = peer.first_word_ms(reading.turns[:-1])
    print(
        f"  {answer.timings_ms.first_token:7,.0f} ms, {answer.tokens.prompt - answer.tokens.reused:4} tokens computed "
        f"of {answer.tokens.prompt:5}; without reuse {peer_ms:7,.0f} ms (load {os.getloadavg()[0]:.1f})",
        flush=True,
    )
    return peer_ms


def tell(kind: str, answers: list[Answer], peers: list[float], fresh_ms: float) -> None:
    first_ms = statistics.median(answer.timings_ms.first_token for answer in answers)
    peer_ms = statistics.median(peers)
    computed = statistics.median(answer.tokens.prompt - answer.tokens.reused for answer in answers)
    print(
        f"{kind}: first word {first_ms:,.0f} ms, {computed:.0f} tokens computed; {first_ms / peer_ms:.2f} of the call "
        f"without reuse ({peer_ms:,.0f} ms), {first_ms / fresh_ms:.2f} of a new question"
    )


if __name__ == "__main__":
    main()
