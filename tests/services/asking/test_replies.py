"""A question that asks several things gets one answer, each part of which was searched, answered and checked by itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.asking.conversations import Answer, Support
from app.core.asking.exhaustive import Reach
from app.core.asking.grounding import NOTHING_TO_SEARCH, UNSUPPORTED
from app.core.cancel import CancelToken
from app.core.errors import Cancelled, WorkerError
from app.core.events import Answered, Called, Event, Found, Notice, Token
from app.engines.index import Index
from app.services.application import Application
from app.services.asking.questions import Chosen, Question
from tests.opened import add, opened_application
from tests.services.scripted_model import ScriptedModel

PUMPS = "# Pumps\n\nThe oil of the P-310 pump is changed every 1,250 hours of operation. Use ISO VG 68 oil only.\n"
LEAVE = "# Annual leave\n\nEvery employee receives 27 days of annual leave. Requests go to Ingrid Solberg three weeks ahead.\n"
OIL = "The oil of the P-310 pump is changed every 1,250 hours of operation."
REQUESTS = "Requests go to Ingrid Solberg three weeks ahead."
BOTH = "When is the oil of the P-310 pump changed, and who receives leave requests?"


class Speaker(ScriptedModel):
    """Writes the next of some texts at each question."""

    def __init__(self, *texts: str) -> None:
        super().__init__(texts[0])
        waiting = iter(texts)
        self.on_stream = lambda: setattr(self, "text", next(waiting))


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    folder = tmp_path_factory.mktemp("parts")
    (folder / "pumps.md").write_text(PUMPS, encoding="utf-8")
    (folder / "leave.md").write_text(LEAVE, encoding="utf-8")
    with opened_application(folder, with_models=False) as application:
        add(application, folder / "pumps.md", folder / "leave.md")
        yield application


def speaking(application: Application, monkeypatch: pytest.MonkeyPatch, *texts: str) -> Speaker:
    model = Speaker(*texts)
    monkeypatch.setattr(application.answering, "_choose_model", lambda *_asked: Chosen(model))
    return model


def ask(application: Application, question: Question) -> list[Event]:
    return list(application.answering.ask(question, CancelToken()))


def answered(events: list[Event]) -> Answered:
    return next(event for event in events if isinstance(event, Answered))


def answer(application: Application, text: str) -> Answer:
    return answered(ask(application, Question(text, keep=False))).answer


def cited(answer: Answer) -> set[str]:
    return {Path(citation.path).name for citation in answer.citations}


def test_each_part_is_answered_and_cited_from_its_own_document(application: Application) -> None:
    result = answer(application, BOTH)
    assert "1,250 hours" in result.text
    assert "Ingrid Solberg" in result.text
    assert cited(result) == {"pumps.md", "leave.md"}
    assert [citation.n for citation in result.citations] == list(range(1, len(result.citations) + 1))


def test_a_sum_beside_a_question_is_worked_out_and_the_rest_answered(application: Application) -> None:
    events = ask(application, Question("How many days of leave are there, and what is 15 % of 2,340?", keep=False))
    result = answered(events).answer
    assert "27 days" in result.text
    assert result.text.endswith("15% × 2340 = 351")
    assert [event.call.result for event in events if isinstance(event, Called)] == ["351"]
    assert [call.result for call in result.calls] == ["351"]


def test_calculations_beside_each_other_are_each_worked_out(application: Application) -> None:
    result = answer(application, "What is 15 % of 80 and 20 % of 50?")
    assert result.text == "15% × 80 = 12\n\n20% × 50 = 10"
    assert [call.result for call in result.calls] == ["12", "10"]


def test_that_all_parts_were_searched_by_words_alone_is_told_once(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_asked: object) -> None:
        raise WorkerError("The embedder is gone.")

    monkeypatch.setattr(Index, "find", fail)
    events = ask(application, Question(BOTH, keep=False))
    told = "Passages were found by their words alone: The embedder is gone."
    assert events.count(Notice(told)) == 1
    assert {event.limitation for event in events if isinstance(event, Found)} == {told}


def test_only_the_part_that_nothing_supports_is_withdrawn(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    speaking(application, monkeypatch, OIL, "Purple dragons receive them at midnight.")
    result = answer(application, BOTH)
    assert result.text == f"{OIL}\n\nYour documents do not answer “Who receives leave requests?”"
    assert [sentence.support for sentence in result.sentences] == [Support.SUPPORTED, Support.PLAIN]
    assert not result.declined


def test_where_nothing_supports_any_part_the_whole_is_declined(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    speaking(application, monkeypatch, "Purple dragons.", "Purple dragons.")
    result = answer(application, BOTH)
    assert (result.declined, result.text) == (True, UNSUPPORTED)


def test_where_there_is_nothing_to_search_that_is_said(application: Application) -> None:
    result = answered(ask(application, Question(f"{BOTH} type:docx", keep=False))).answer
    assert (result.declined, result.text) == (True, NOTHING_TO_SEARCH)


def test_what_was_searched_for_each_part_is_shown_and_can_be_asked_again(application: Application) -> None:
    result = answer(application, "Who receives leave requests, and how far ahead must they be made?")
    again = answer(application, result.question)
    assert result.question.startswith("Who receives leave requests? How far ahead must they be made? (following:")
    assert again.question == result.question


def test_the_evidence_of_the_first_part_comes_before_any_word_and_grows(application: Application) -> None:
    events = ask(application, Question(BOTH, keep=False))
    assert isinstance(events[0], Found)
    *_, first, last = [{Path(one.path).name for one in event.passages} for event in events if isinstance(event, Found)]
    assert first <= last == {"pumps.md", "leave.md"}


def test_a_part_is_read_behind_the_one_before_it_and_the_next_question_behind_both(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = speaking(application, monkeypatch, OIL, REQUESTS, OIL)
    first = answered(ask(application, Question(BOTH)))
    ask(application, Question("And how often is the oil of the pump changed?", first.conversation_id))
    one, two, three = ([turn.text for turn in prompt.turns] for prompt in model.prompts)
    assert two[: len(one)] == one
    assert OIL in two[len(one)]
    assert three[: len(two)] == two
    assert REQUESTS in three[len(two)]


def test_a_follow_up_leans_on_all_that_was_asked(application: Application) -> None:
    first = answered(ask(application, Question(BOTH)))
    second = answered(ask(application, Question("And which oil?", first.conversation_id)))
    assert second.answer.question.startswith(
        "And which oil? (following: When is the oil of the P-310 pump changed? Who"
    )
    assert "ISO VG 68" in second.answer.text


def test_stopped_in_the_second_part_the_first_is_kept(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    model, cancel = speaking(application, monkeypatch, OIL, REQUESTS), CancelToken()
    speak = model.on_stream
    model.on_stream = lambda: (speak(), model.calls and cancel.cancel())
    events = list(application.answering.ask(Question(BOTH), cancel))
    result = answered(events).answer
    assert result.text == OIL
    assert result.stopped


def test_of_a_part_that_was_stopped_it_is_not_said_that_nothing_answers_it(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    speaking(application, monkeypatch, OIL, "Purple dragons receive them. They fly at midnight over the castle.")
    cancel, events = CancelToken(), []
    for event in application.answering.ask(Question(BOTH, keep=False), cancel):
        events.append(event)
        if "midnight" in "".join(each.text for each in events if isinstance(each, Token)):
            cancel.cancel()
    result = answered(events).answer
    assert (result.text, result.stopped, result.declined) == (OIL, True, False)
    assert [event.text for event in events if isinstance(event, Notice)][-1].startswith("Stopped")


def test_stopped_in_the_first_part_there_is_no_answer(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    model, cancel = speaking(application, monkeypatch, OIL, REQUESTS), CancelToken()
    model.on_stream = cancel.cancel
    with pytest.raises(Cancelled):
        list(application.answering.ask(Question(BOTH, keep=False), cancel))


def test_what_is_to_be_read_whole_is_asked_whole(application: Application) -> None:
    result = answered(ask(application, Question(BOTH, reach=Reach.EVERYTHING, keep=False))).answer
    assert result.question == BOTH


def test_without_documents_only_a_sum_is_taken_out(application: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    model = speaking(application, monkeypatch, "Lions.", "Bears.")
    whole = Question("What is a joke, and who tells it?", use_documents=False, keep=False)
    assert answered(ask(application, whole)).answer.text == "Lions."
    with_sum = Question("What is a joke, and what is 12 * 14?", use_documents=False, keep=False)
    assert answered(ask(application, with_sum)).answer.text == "Bears.\n\n12 × 14 = 168"
    assert model.calls == 2


def test_words_of_a_part_are_told_apart_from_those_of_the_next(application: Application) -> None:
    events = ask(application, Question(BOTH, keep=False))
    told = "".join(event.text for event in events if isinstance(event, Token))
    assert len(told.split("\n\n")) >= 2
