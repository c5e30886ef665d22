"""Any worker may be killed at any moment: one clear sentence, nothing lost, and the next request works."""

import contextlib
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from app.core.cancel import CancelToken
from app.core.errors import WorkerCrashed
from app.core.events import Added, Answered, Event, Failed, Progress, Token
from app.services.application import Application
from app.services.asking.questions import Question
from tests.installed import TINY_CHAT, model_folder
from tests.opened import add, opened_application
from tests.walks.conftest import HANDBOOK

QUESTION = Question("How many days of annual leave are there?", model_id=TINY_CHAT)


@pytest.fixture
def application(tmp_path: Path) -> Iterator[Application]:
    model_folder(TINY_CHAT)
    (tmp_path / "handbook.md").write_text(HANDBOOK, encoding="utf-8")
    with opened_application(tmp_path, with_models=True) as application:
        add(application, tmp_path / "handbook.md")
        yield application


def kill(name: str) -> None:
    for child in psutil.Process().children():
        with contextlib.suppress(psutil.NoSuchProcess):  # it has just ended
            if child.cmdline()[-1:] == [name]:
                child.send_signal(signal.SIGKILL)


def answer(application: Application) -> Answered:
    events = list(application.answering.ask(QUESTION, CancelToken()))
    return next(event for event in events if isinstance(event, Answered))


@pytest.mark.fault(33)
def test_the_chat_worker_killed_in_the_middle_of_the_prompt(application: Application) -> None:
    def ask() -> None:
        for event in application.answering.ask(QUESTION, CancelToken()):
            if isinstance(event, Progress):
                kill("generate")

    with pytest.raises(WorkerCrashed, match="Nothing was lost"):
        ask()
    conversation = application.history.conversations()[0]
    assert [turn.text for turn in application.history.turns(conversation.id)] == [QUESTION.text]
    assert answer(application).answer.text


@pytest.mark.fault(33)
def test_the_chat_worker_killed_in_the_middle_of_the_answer(application: Application) -> None:
    def ask() -> None:
        for event in application.answering.ask(QUESTION, CancelToken()):
            if isinstance(event, Token):
                kill("generate")

    with pytest.raises(WorkerCrashed, match="Nothing was lost"):
        ask()
    assert answer(application).answer.text


def test_the_index_worker_killed_before_a_question_is_replaced_unseen(application: Application) -> None:
    application.search.find("leave", 3, CancelToken())
    kill("index")
    found = application.search.find("vacation for staff", 3, CancelToken())
    assert "27 days of annual leave" in found.passages[0].passage.text
    assert found.limitation == ""


def test_workers_killed_again_and_again_while_documents_are_added(application: Application, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(30):
        text = f"Report {number}: the valve numbered {number * 7919} was inspected.\n" * 40
        (folder / f"report {number:02}.md").write_text(text, encoding="utf-8")
    stop = threading.Event()

    def interfere() -> None:
        names = ["read", "index"]
        while not stop.wait(0.4):
            kill(names[0])
            names.reverse()

    thread = threading.Thread(target=interfere)
    thread.start()
    events: list[Event] = []
    try:
        for _attempt in range(2):
            try:
                events += add(application, folder)
            except WorkerCrashed:
                continue
    finally:
        stop.set()
        thread.join()
    acknowledged = {event.document.path for event in events if isinstance(event, Added)}
    kept = {document.path for document in application.library.documents() if document.passage_count}
    assert acknowledged <= kept

    again = add(application, *sorted(folder.iterdir()))  # named, so that what failed is tried again
    list(application.library.continue_unfinished(CancelToken()))
    assert not [event for event in again if isinstance(event, Failed)]
    status = application.library.status()
    assert (status.documents, status.searchable, status.failed) == (31, 31, 0)
    found = application.search.find("valve 150461", 3, CancelToken())
    assert "150461" in found.passages[0].passage.text
