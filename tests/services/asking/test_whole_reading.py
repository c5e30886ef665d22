"""Questions about the whole read every passage, say how much that was, and keep what was found when they are stopped."""

from collections.abc import Iterator

import pytest

from app.core.asking.conversations import Answer, Support
from app.core.asking.exhaustive import Reach
from app.core.cancel import CancelToken
from app.core.errors import Cancelled
from app.core.events import Answered, Event, Found, Notice, Progress
from app.services.application import Application
from app.services.asking.questions import Question
from app.services.asking.whole_reading import COUNTED
from tests.installed import SMALL_CHAT, TINY_CHAT, model_folder
from tests.opened import add, opened_application

DAYS = 60


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    folder = tmp_path_factory.mktemp("whole")
    log = "\n\n".join(
        f"## Day {day}\nOn day {day} the crew of the Kestrel sounded the channel and wrote the depths down. "
        + " ".join(
            f"Reading {day}-{hour} was taken at the buoy near the northern pier in calm water." for hour in range(12)
        )
        for day in range(DAYS)
    )
    (folder / "log.md").write_text(
        f"# Ship's log\n\nA storm came on day 7.\n\n{log}\n\nA second storm broke the mast.", "utf-8"
    )
    (folder / "letter.md").write_text(
        "# Letter\n\nThe owner asks whether the storm did harm to the cargo of salt.", "utf-8"
    )
    with opened_application(folder, with_models=True) as application:
        add(application, folder / "log.md", folder / "letter.md")
        yield application


def events(application: Application, question: Question) -> list[Event]:
    return list(application.answering.ask(question, CancelToken()))


def answer_of(found: list[Event]) -> Answer:
    return next(event.answer for event in found if isinstance(event, Answered))


def test_a_count_rests_on_every_passage_and_on_no_model(application: Application) -> None:
    found = events(application, Question("How often is a storm mentioned?", keep=False))
    answer = answer_of(found)
    assert "“storm” stands there 3 times" in answer.text
    assert answer.coverage.passages_read == answer.coverage.passages > DAYS
    assert answer.coverage.documents == 2
    assert answer.model == COUNTED
    assert {citation.title for citation in answer.citations} == {"Ship's log", "Letter"}


def test_progress_says_how_far_and_how_long_still(application: Application) -> None:
    found = events(application, Question("How often is a storm mentioned?", keep=False))
    told = [event for event in found if isinstance(event, Progress)]
    assert [event.done for event in told] == sorted(event.done for event in told)
    assert told[-1].done == told[-1].total
    assert all(event.seconds_left is not None for event in told)
    kinds = [type(event) for event in found]
    assert kinds.index(Progress) < kinds.index(Found) < kinds.index(Answered)


def test_every_quotation_stands_where_its_citation_says(application: Application) -> None:
    answer = answer_of(events(application, Question("Compare log and letter", model_id=None, keep=False)))
    for citation in answer.citations:
        page = application.viewing.page(citation.document_id, citation.page_index)
        assert page.text[citation.start : citation.end] == citation.quote


def test_a_document_named_in_the_question_is_read_alone(application: Application) -> None:
    answer = answer_of(events(application, Question("How often does “storm” appear in the letter?", keep=False)))
    assert answer.coverage.documents == 1
    assert "1 time," in answer.text


def test_stopped_in_the_middle_it_keeps_what_was_found(application: Application) -> None:
    cancel = CancelToken()
    found: list[Event] = []
    for event in application.answering.ask(Question("How often is a storm mentioned?", keep=False), cancel):
        found.append(event)
        cancel.cancel()
    answer = answer_of(found)
    assert answer.stopped
    assert 0 < answer.coverage.passages_read < answer.coverage.passages
    assert any(isinstance(event, Notice) and "%" in event.text for event in found)


def test_stopped_before_anything_was_read_there_is_no_answer(application: Application) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        list(application.answering.ask(Question("How often is a storm mentioned?", keep=False), cancel))


def test_the_user_may_ask_everything_or_the_best_passages_of_any_question(application: Application) -> None:
    model_folder(TINY_CHAT)
    everything = Question("storm", model_id=TINY_CHAT, reach=Reach.EVERYTHING, keep=False)
    best = Question("How often is a storm mentioned?", model_id=TINY_CHAT, reach=Reach.BEST, keep=False)
    assert answer_of(events(application, everything)).coverage.passages > 0
    assert answer_of(events(application, best)).coverage.passages == 0


def test_a_summary_in_words_holds_only_what_was_checked(application: Application) -> None:
    model_folder(SMALL_CHAT)
    answer = answer_of(events(application, Question("Summarize the letter", model_id=SMALL_CHAT, keep=False)))
    assert "cargo of salt" in answer.text
    assert all(sentence.support in (Support.SUPPORTED, Support.PARTLY) for sentence in answer.sentences)


def test_what_is_nowhere_is_declined(application: Application) -> None:
    answer = answer_of(events(application, Question("How often is asbestos mentioned?", keep=False)))
    assert answer.declined
    assert answer.coverage.passages_read == answer.coverage.passages
