"""Guardrails hold wherever a question comes from, and in every export."""

import json
from collections.abc import Iterator

import pytest

from app.core.administration.policy import Policy
from app.core.asking.conversations import Role
from app.core.asking.prompting import Function, FunctionCall, PromptTurn
from app.core.cancel import CancelToken
from app.core.errors import RefusedByPolicy
from app.core.events import Answered
from app.core.exporting.made_documents import Exchange
from app.core.meetings.meeting_documents import path_of
from app.core.meetings.transcript import Segment
from app.core.tools.tools import Call
from app.services.application import Application
from app.services.asking.questions import Question
from app.services.meetings.exporting import Export
from app.services.serving.offering import Conversation, Wishes
from app.storage.meetings.meetings import Meetings
from tests.cli.test_commands import Alcove
from tests.opened import add, opened_application

REFUSED = "Should I stop taking the beta blocker?"


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    folder = tmp_path_factory.mktemp("guardrails")
    (folder / "ward.md").write_text("The ward calls the pharmacist at seven in the morning.", encoding="utf-8")
    with opened_application(folder, False, Policy({"guardrails.template": "health"}, "test")) as application:
        add(application, folder / "ward.md")
        yield application


def answered(application: Application, question: Question) -> Answered:
    return next(it for it in application.answering.ask(question, CancelToken()) if isinstance(it, Answered))


@pytest.mark.parametrize("use_documents", [True, False])
def test_a_question_is_refused_before_anything_is_searched(application: Application, use_documents: bool) -> None:
    done = answered(application, Question(REFUSED, use_documents=use_documents))
    assert done.answer.declined
    assert done.answer.text.startswith("Alcove gives no diagnosis")
    assert done.answer.citations == ()
    assert [turn.text for turn in application.history.turns(done.conversation_id)] == [REFUSED, done.answer.text]
    kinds = [(it.kind, it.fields.get("rule")) for it in application.administration.audit_entries(2)]
    assert kinds[0] == ("refused by policy", "guardrails.template")


def test_a_filter_among_the_words_gets_no_question_past(application: Application) -> None:
    asked = REFUSED.replace("stop taking", "stop type:md taking")
    assert answered(application, Question(asked, keep=False)).answer.text.startswith("Alcove gives no diagnosis")


def test_what_is_refused_is_refused_beside_another_question_too(application: Application) -> None:
    asked = f"When does the ward call the pharmacist? {REFUSED}"
    answer = answered(application, Question(asked, keep=False)).answer
    assert answer.text.startswith("Alcove gives no diagnosis")
    assert "seven" not in answer.text


def test_an_answer_says_what_it_is_not(application: Application) -> None:
    answer = answered(application, Question("When does the ward call the pharmacist?", keep=False)).answer
    assert "seven in the morning" in answer.text
    assert answer.disclaimer.endswith("it is no medical advice.")


def test_other_programs_are_refused_too(application: Application) -> None:
    with pytest.raises(RefusedByPolicy, match="no diagnosis"):
        application.answering.require_answerable(REFUSED)
    assert application.offering.answer(REFUSED, None, CancelToken()).declined
    said, asked = [PromptTurn(Role.USER, REFUSED)], [PromptTurn(Role.USER, "Answer it.")]
    called = PromptTurn(Role.ASSISTANT, "", calls=(FunctionCall("1", "note", json.dumps({"text": REFUSED})),))
    told = Conversation(asked, functions=(Function("note", REFUSED, "{}"),))
    for conversation in (Conversation(said), Conversation([called, *asked]), told):
        with pytest.raises(RefusedByPolicy, match="no diagnosis"):
            list(application.offering.chat("alcove", conversation, Wishes(), CancelToken()))


def test_the_command_line_says_so_and_prints_the_disclaimer(
    application: Application, tmp_path_factory: pytest.TempPathFactory
) -> None:
    alcove = Alcove(application, tmp_path_factory.mktemp("cli"))
    assert alcove("ask", REFUSED) == 3
    assert "no diagnosis" in alcove.out
    assert alcove("ask", "When does the ward call the pharmacist?") == 0
    assert "no medical advice" in alcove.out
    assert alcove("ask", "When does the ward call the pharmacist?", "--json") == 0
    assert "no medical advice" in alcove.value["disclaimer"]


@pytest.fixture
def meeting_id(application: Application) -> Iterator[int]:
    meetings = Meetings(application.vault.database)
    meeting_id = meetings.begin("talk.wav", "Talk")
    meetings.add_segment(meeting_id, Segment(0.0, 4.0, "I saw Mr Hartmann at the zeppelin hangar.", "Anna Weber"))
    meetings.finish(meeting_id, "en", 4.0, 0.1)
    application.meeting_passages.catch_up()
    yield meeting_id
    application.meetings.delete(meeting_id)
    application.meeting_passages.catch_up()


@pytest.mark.usefixtures("meeting_id")
def test_what_was_said_in_a_meeting_goes_to_no_other_program_as_it_is(
    application: Application, tmp_path_factory: pytest.TempPathFactory
) -> None:
    asked, cancel = "zeppelin hangar", CancelToken()
    in_window = application.search.find(asked, 5, cancel).passages
    assert any("Hartmann" in it.passage.text for it in in_window)
    assert not any("Hartmann" in it.passage.text for it in application.offering.search(asked, 5, None, cancel))
    said = next(it.passage.id for it in in_window if "Hartmann" in it.passage.text)
    with pytest.raises(RefusedByPolicy, match=r"guardrails\.template"):
        application.offering.passages_around(said, 0)
    with pytest.raises(RefusedByPolicy, match=r"guardrails\.template"):
        list(application.offering.transcript("speech", "talk.wav", b"", "", "", cancel))
    alcove = Alcove(application, tmp_path_factory.mktemp("cli"))
    alcove("search", asked, "--json")
    assert "Hartmann" not in alcove.out
    assert "Meetings are left out" in alcove.messages
    assert alcove("transcribe", "--live", "talk.wav") == RefusedByPolicy.exit_code


@pytest.mark.usefixtures("meeting_id")
def test_saved_questions_are_asked_again_without_meetings_and_tell_nothing_of_what_was_said_there(
    application: Application, tmp_path_factory: pytest.TempPathFactory
) -> None:
    saved, asked = application.saved_questions, Question("Whom did I see at the zeppelin hangar?", keep=False)
    saved.save("hangar", asked, answered(application, asked).answer)
    saved.save("ward", Question("When does the ward call the pharmacist?", keep=False))
    alcove = Alcove(application, tmp_path_factory.mktemp("cli"))
    try:
        assert alcove("questions", "run") == 0
        told = alcove.out
        assert alcove("questions", "run", "hangar", "--json") == 0
    finally:
        for name in ("hangar", "ward"):
            saved.remove(name)
    assert "seven in the morning" in told
    assert "hangar: answered; not compared" in told
    assert "Meetings are left out" in alcove.messages
    assert not any(word in told + alcove.out for word in ("Hartmann", "Talk"))


def test_no_document_is_made_of_an_answer_that_cites_a_meeting(
    application: Application, meeting_id: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    answer = answered(application, Question("Whom did I see at the zeppelin hangar?", keep=False)).answer
    assert any(it.path == path_of(meeting_id) for it in answer.citations)
    call = Call("make_document", (("form", "md"), ("source", "the answer")), "")
    target = tmp_path_factory.mktemp("made") / "answer.md"
    with pytest.raises(RefusedByPolicy, match=r"guardrails\.template"):
        application.made_documents.write(call, [Exchange("Whom?", answer)], target, CancelToken())
    assert not target.exists()


def test_an_export_is_without_what_is_to_be_taken_out_whatever_is_chosen(application: Application) -> None:
    meetings = Meetings(application.vault.database)
    meeting_id = meetings.begin("talk.wav", "Talk")
    meetings.add_segment(meeting_id, Segment(0.0, 4.0, "I saw Mr Hartmann on Tuesday.", "Anna Weber"))
    meetings.finish(meeting_id, "en", 4.0, 0.1)
    content = application.exporting.content(meeting_id, Export("txt", kept=("Hartmann",)), CancelToken()).decode()
    assert "Hartmann" not in content
    assert "Weber" not in content
    assert "Hartmann" in application.meetings.transcript(meeting_id).segments[0].text
