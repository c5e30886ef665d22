"""Meetings are asked like documents: what was said is found, cited to its second, and follows every edit."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.cancel import CancelToken
from app.core.errors import NothingFound, UserError
from app.core.events import Answered, Event, Examined, Failed, Notice
from app.core.library.filters import Filters
from app.core.meetings.meeting_documents import COLLECTION
from app.core.meetings.transcript import Listening
from app.services.application import Application
from app.services.asking.questions import Question
from app.storage.meetings.meetings import Meetings
from tests.core.meeting import FESTIVAL, segments
from tests.opened import add, opened_application


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    with opened_application(tmp_path_factory.mktemp("profile"), with_models=False) as application:
        yield application


@pytest.fixture
def meetings(application: Application) -> Iterator[Meetings]:
    meetings = Meetings(application.vault.database)
    yield meetings
    for transcript in meetings.transcripts():
        meetings.delete(transcript.id)
    application.meeting_passages.catch_up()
    application.library.remove([document.id for document in application.library.documents("Documents")])


def festival(meetings: Meetings, said: tuple[tuple[str, str], ...] = FESTIVAL, title: str = "Festival") -> int:
    transcript_id = meetings.begin("/festival.wav", title, Listening(), 1, 1_795_000_000 * 10**9)
    meetings.replace_segments(transcript_id, segments(said))
    meetings.finish(transcript_id, "en", 5.0 * len(said), 0.1)
    return transcript_id


def found(application: Application, question: str, filters: Filters | None = None) -> list[str]:
    application.search.catch_up()
    passages = application.search.find(question, 5, CancelToken(), filters=filters or Filters()).passages
    return [scored.passage.text for scored in passages]


def asked(application: Application, question: str) -> Answered:
    events: list[Event] = list(application.answering.ask(Question(question, keep=False), CancelToken()))
    return next(event for event in events if isinstance(event, Answered))


def test_a_meeting_is_found_and_a_citation_opens_it_at_the_second(application: Application, meetings: Meetings) -> None:
    transcript_id = festival(meetings)
    citation = next(
        one
        for one in asked(application, "Which brass band?").answer.citations
        if one.path.startswith("meeting:") and "brass band" in one.quote
    )
    place = application.meeting_passages.moment(
        citation.path, citation.page_index, citation.start, citation.quote, citation.label
    )
    assert place is not None
    assert place[0] == transcript_id
    assert place[1] == pytest.approx(55.0, abs=0.5)
    assert citation.title == "Festival"


def test_meetings_and_documents_are_asked_together_in_one_list(
    application: Application, meetings: Meetings, tmp_path: Path
) -> None:
    festival(meetings)
    (tmp_path / "permit.txt").write_text("The permit for the brass band costs 80 euros and was signed by the town.")
    add(application, tmp_path / "permit.txt")
    texts = " ".join(found(application, "brass band"))
    assert "costs 80 euros" in texts
    assert "brass band from Ulm" in texts
    only = found(application, "brass band", Filters(type="meeting"))
    assert only
    assert "costs 80 euros" not in " ".join(only)
    assert "costs 80 euros" not in " ".join(found(application, "brass band type:meeting"))


def test_an_edit_is_found_and_what_it_replaced_is_not(application: Application, meetings: Meetings) -> None:
    transcript_id = festival(meetings)
    assert "Ulm" in " ".join(found(application, "Which brass band?"))
    changed = tuple((speaker, text.replace("Ulm", "Tonga")) for speaker, text in FESTIVAL)
    meetings.replace_segments(transcript_id, segments(changed))
    texts = " ".join(found(application, "Which brass band?"))
    assert "Tonga" in texts
    assert "Ulm" not in texts


def test_a_renamed_speaker_is_renamed_in_the_passages(application: Application, meetings: Meetings) -> None:
    transcript_id = festival(meetings)
    found(application, "band")
    application.meetings.rename_speaker(transcript_id, "Carla", "Walburga")
    assert "Walburga: We'll go with the brass band" in " ".join(
        found(application, "What did Walburga say of the band?")
    )


def test_a_deleted_meeting_is_in_no_search(application: Application, meetings: Meetings) -> None:
    transcript_id = festival(meetings)
    assert found(application, "brass band", Filters(type="meeting"))
    application.meetings.delete(transcript_id)
    assert found(application, "brass band", Filters(type="meeting")) == []
    assert application.library.documents(COLLECTION) == []


def test_an_unfinished_meeting_waits(application: Application, meetings: Meetings) -> None:
    transcript_id = meetings.begin("/talk.wav", "Talk")
    meetings.replace_segments(transcript_id, segments())
    assert found(application, "brass band", Filters(type="meeting")) == []
    meetings.finish(transcript_id, "en", 65.0, 0.1)
    assert found(application, "brass band", Filters(type="meeting"))


def test_a_citation_from_before_an_edit_still_finds_its_place(application: Application, meetings: Meetings) -> None:
    transcript_id = festival(meetings)
    quote = "We'll go with the brass band from Ulm."
    later = (*((name, f"Well. {text}") for name, text in FESTIVAL[:3]), *FESTIVAL[3:])
    meetings.replace_segments(transcript_id, segments(later))
    place = application.meeting_passages.moment(f"meeting:{transcript_id}", 0, 500, quote, "00:00:00, Anna")
    assert place == (transcript_id, pytest.approx(55.0, abs=0.5))
    gone = application.meeting_passages.moment(f"meeting:{transcript_id}", 0, 0, "Never said.", "00:00:40, Anna")
    assert gone == (transcript_id, 40.0)


def test_a_file_is_no_meeting_and_a_deleted_meeting_is_said_to_be_gone(application: Application) -> None:
    assert application.meeting_passages.moment("/home/notes.txt", 0, 0, "", "") is None
    with pytest.raises(NothingFound):
        application.meeting_passages.moment("meeting:999999", 0, 0, "", "")


def test_no_examination_takes_a_meeting_for_a_missing_file(application: Application, meetings: Meetings) -> None:
    festival(meetings)
    application.meeting_passages.catch_up()
    events = [*application.health.examine(COLLECTION, CancelToken()), *application.library.check(CancelToken())]
    assert [event.findings for event in events if isinstance(event, Examined)] == [()]
    assert not [event for event in events if isinstance(event, Failed) and event.path.startswith("meeting:")]
    assert any(isinstance(event, Notice) for event in events)


def test_a_meeting_is_deleted_in_meetings_and_not_in_the_library(application: Application, meetings: Meetings) -> None:
    festival(meetings)
    application.meeting_passages.catch_up()
    (document,) = application.library.documents(COLLECTION)
    with pytest.raises(UserError, match="delete it in Meetings"):
        application.library.remove([document.id])


def test_nothing_changed_costs_nothing(application: Application, meetings: Meetings) -> None:
    festival(meetings)
    assert application.meeting_passages.catch_up() == 1
    assert application.meeting_passages.catch_up() == 0
