"""What is forgotten is gone from everywhere, and the receipt is proof of it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

from app.core.administration.policy import Policy
from app.core.administration.receipts import Subject
from app.core.asking.conversations import Role
from app.core.cancel import CancelToken
from app.core.errors import Cancelled, NothingFound, UserError
from app.core.events import Answered
from app.core.meetings.minutes import Minutes, MinutesLine, MinutesSection, Moment, SectionKind
from app.core.meetings.transcript import Listening, Segment
from app.core.meetings.voices import VoicePrint, VoiceProfile
from app.services.application import Application
from app.services.asking.questions import Question
from app.storage.conversations.conversations import Conversations
from app.storage.meetings.meetings import Meetings
from app.storage.meetings.minutes import KeptMinutes
from app.storage.meetings.voices import VoiceStore
from app.storage.settings import Settings
from app.storage.traces import ERASED, Traces
from tests.cli.test_commands import Alcove
from tests.opened import add, opened_application, receipt_of

NUMBERS = count(4711)
OIL = "Which oil does the pump P-310 need?"


@dataclass(frozen=True)
class Secret:
    """A document of which every test has its own."""

    path: Path
    number: int

    @property
    def text(self) -> str:
        return f"On Tuesday the heron at weir {self.number} is counted twice before breakfast by the keeper."

    @property
    def question(self) -> str:
        return f"When is the heron at weir {self.number} counted?"


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    """A library in which one document stays; what is asked of it is kept word for word in the audit log."""
    folder = tmp_path_factory.mktemp("forgetting")
    with opened_application(folder, False, Policy({"audit.level": "questions"}, "test")) as application:
        (folder / "other.md").write_text("# Pump\n\nThe pump P-310 needs oil of grade ISO VG 68.\n", encoding="utf-8")
        add(application, folder / "other.md")
        yield application


@pytest.fixture(autouse=True)
def _no_meeting_for_the_next(application: Application) -> Iterator[None]:
    yield
    with application.vault.database.writing() as connection:
        connection.execute("DELETE FROM recordings")
    for transcript in application.meetings.transcripts():
        application.meetings.delete(transcript.id)
    application.meeting_passages.catch_up()


@pytest.fixture
def secret(application: Application, tmp_path: Path) -> Secret:
    found = Secret(tmp_path / "secret.md", next(NUMBERS))
    found.path.write_text(f"# Birds\n\n{found.text}\n", encoding="utf-8")
    add(application, found.path)
    return found


def ask(application: Application, text: str, conversation_id: int | None = None) -> Answered:
    events = list(application.answering.ask(Question(text, conversation_id), CancelToken()))
    (answered,) = [event for event in events if isinstance(event, Answered)]
    return answered


def rows(application: Application) -> str:
    """Everything that stands in a table of the vault."""
    with application.vault.database.reading() as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return repr([tuple(row) for it in tables for row in connection.execute(f"SELECT * FROM {it[0]}").fetchall()])


def held_meeting(application: Application, speaker: str = "Anna Weber") -> int:
    """A finished meeting with minutes, in which a voice was heard."""
    database = application.vault.database
    meetings = Meetings(database)
    meeting_id = meetings.begin("/recordings/talk.wav", "Talk", Listening(vocabulary="Anna Weber, Teltow"))
    said = f"We count the grey herons at the old mill {next(NUMBERS)} on every other Thursday morning."
    meetings.add_segment(meeting_id, Segment(0.0, 4.0, said, speaker))
    meetings.add_segment(meeting_id, Segment(4.0, 6.0, "Anna Weber will write that down.", "Speaker 1"))
    meetings.finish(meeting_id, "en", 6.0, 0.1)
    line = MinutesLine(f"{speaker} counts the herons.", (Moment(0.0, 4.0, speaker, said),), owner=speaker)
    section = MinutesSection("Tasks", SectionKind.ACTIONS, (line,))
    KeptMinutes(database).add(Minutes(0, meeting_id, "Talk", "general", (section,)))
    application.meeting_passages.catch_up()
    return meeting_id


@pytest.mark.fault(42)
def test_a_document_is_forgotten_with_all_that_was_made_of_it(application: Application, secret: Secret) -> None:
    answered = ask(application, secret.question)
    assert "Tuesday" in answered.answer.text
    application.saved_questions.save("herons", Question(secret.question), answered.answer)
    assert f"{secret.number} is counted" in rows(application)
    receipt = receipt_of(application.forgetting.document(secret.path, CancelToken()))
    assert receipt.proven, receipt.traces
    assert receipt.canaries >= 1
    assert (receipt.removed["documents"], receipt.removed["answers"]) == (1, 2)
    assert f"{secret.number} is counted" not in rows(application)
    assert str(secret.path) not in [it.path for it in application.library.documents()]
    turns = application.history.turns(answered.conversation_id)
    assert [turn.text for turn in turns if turn.role is Role.ASSISTANT] == [ERASED]
    assert f"{secret.number} is counted" not in str(application.search.find(secret.question, 5, CancelToken()))
    assert secret.path.is_file()


def test_the_receipt_names_nothing_and_is_recognized_by_whoever_knows(application: Application, secret: Secret) -> None:
    receipt = receipt_of(application.forgetting.document(secret.path, CancelToken()))
    assert receipt.subject is Subject.DOCUMENT
    assert "secret" not in repr(receipt)
    assert receipt.is_about(str(secret.path))
    assert not receipt.is_about(str(secret.path.with_name("other.md")))
    entry = [it for it in application.administration.audit_entries() if it.kind == "forgotten"][-1]
    assert entry.fields["subject_sha256"] == receipt.subject_sha256
    assert (entry.fields["subject"], entry.fields["proven"]) == ("document", True)
    assert application.administration.verify_audit() is None


def test_what_rests_on_other_documents_stays(application: Application, secret: Secret) -> None:
    answered = ask(application, OIL)
    receipt_of(application.forgetting.document(secret.path, CancelToken()))
    assert application.history.turns(answered.conversation_id)[-1].answer == answered.answer


def test_an_answer_of_the_time_before_a_file_was_moved_goes_as_well(application: Application, secret: Secret) -> None:
    answered = ask(application, secret.question)
    moved = secret.path.rename(secret.path.with_name("moved.md"))
    add(application, moved)
    assert receipt_of(application.forgetting.document(moved, CancelToken())).removed["answers"] == 1
    assert application.history.turns(answered.conversation_id)[-1].text == ERASED


def test_a_conversation_goes_on_after_an_answer_of_it_was_erased(application: Application, secret: Secret) -> None:
    answered = ask(application, secret.question)
    receipt_of(application.forgetting.document(secret.path, CancelToken()))
    assert "ISO VG 68" in ask(application, OIL, answered.conversation_id).answer.text


def test_what_was_asked_with_its_words_goes_from_the_log_and_the_chain_stays_whole(
    application: Application, secret: Secret
) -> None:
    list(application.answering.ask(Question(secret.text, keep=False), CancelToken()))
    assert application.administration.audit_entries(1)[0].text == secret.text
    receipt = receipt_of(application.forgetting.document(secret.path, CancelToken()))
    assert receipt.proven, receipt.traces
    assert receipt.removed["texts"] == 1
    assert secret.text not in [it.text for it in application.administration.audit_entries()]
    assert application.administration.verify_audit() is None


def test_what_ends_in_the_middle_can_be_asked_for_again(
    application: Application, secret: Secret, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered = ask(application, secret.question)

    def full_disk(_self: Traces, _paths: object) -> int:
        raise UserError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(Traces, "erase_paths", full_disk)
        with pytest.raises(UserError):
            receipt_of(application.forgetting.document(secret.path, CancelToken()))
    receipt = receipt_of(application.forgetting.document(secret.path, CancelToken()))
    assert (receipt.proven, receipt.removed["documents"]) == (True, 1)
    assert application.history.turns(answered.conversation_id)[-1].text == ERASED


def test_what_is_cancelled_beforehand_stays_and_what_has_begun_ends_with_its_receipt(
    application: Application, secret: Secret, monkeypatch: pytest.MonkeyPatch
) -> None:
    cancel = CancelToken()
    erase_paths = Traces.erase_paths

    def cancelled_meanwhile(self: Traces, paths: set[str]) -> int:
        cancel.cancel()
        return erase_paths(self, paths)

    with monkeypatch.context() as patch:
        patch.setattr(Traces, "erase_paths", cancelled_meanwhile)
        receipt = receipt_of(application.forgetting.document(secret.path, cancel))
    assert receipt.proven, receipt.traces
    entry = [it for it in application.administration.audit_entries() if it.kind == "forgotten"][-1]
    assert entry.fields["subject_sha256"] == receipt.subject_sha256
    add(application, secret.path)
    with pytest.raises(Cancelled):
        receipt_of(application.forgetting.document(secret.path, cancel))
    assert str(secret.path) in [it.path for it in application.library.documents()]


def test_answers_about_what_was_removed_before_are_forgotten_as_well(application: Application, secret: Secret) -> None:
    answered = ask(application, secret.question)
    application.library.remove([one.id for one in application.library.documents() if one.path == str(secret.path)])
    receipt = receipt_of(application.forgetting.document(secret.path, CancelToken()))
    assert receipt.removed == {"answers": 1}
    assert application.history.turns(answered.conversation_id)[-1].text == ERASED
    assert f"{secret.number} is counted" not in rows(application)
    with pytest.raises(NothingFound):
        receipt_of(application.forgetting.document(secret.path, CancelToken()))


def test_a_trace_that_is_left_is_told(application: Application, secret: Secret) -> None:
    """The user's own words are not an answer: they stay, and the receipt does not hide them."""
    Conversations(application.vault.database).create(secret.text, None)
    receipt = receipt_of(application.forgetting.document(secret.path, CancelToken()))
    assert not receipt.proven
    assert receipt.traces == {"conversations.title": 1}


def test_a_phrase_that_stands_elsewhere_too_proves_nothing(application: Application, secret: Secret) -> None:
    copy = secret.path.with_name("copy.txt")
    copy.write_text(f"Notes.\n\n{secret.text}\n", encoding="utf-8")
    add(application, copy)
    receipt = receipt_of(application.forgetting.document(secret.path, CancelToken()))
    assert (receipt.proven, receipt.canaries) == (True, 0)
    assert "Tuesday" in str(application.search.find(secret.question, 5, CancelToken()))


def test_what_would_come_back_by_itself_is_not_forgotten(application: Application, secret: Secret) -> None:
    followed = application.following.follow(secret.path.parent, "Documents")
    with pytest.raises(UserError, match="would be taken in again"):
        receipt_of(application.forgetting.document(secret.path, CancelToken()))
    assert str(secret.path) in [it.path for it in application.library.documents()]
    application.following.unfollow(followed.id, forget=False)


def test_a_folder_is_forgotten_with_all_below_it(application: Application, secret: Secret) -> None:
    (secret.path.parent / "below").mkdir()
    (secret.path.parent / "below" / "more.txt").write_text("The valve V-12 opens at 40 bar.", encoding="utf-8")
    add(application, secret.path.parent)
    receipt = receipt_of(application.forgetting.document(secret.path.parent, CancelToken()))
    assert (receipt.proven, receipt.removed["documents"]) == (True, 2)
    with pytest.raises(NothingFound):
        receipt_of(application.forgetting.document(secret.path.parent, CancelToken()))


def test_a_meeting_is_forgotten_with_its_minutes_passages_and_voices(application: Application) -> None:
    meeting_id = held_meeting(application)
    voices = VoiceStore(application.vault.database)
    voices.keep(VoiceProfile("Anna Weber", (1.0, 0.0), 4.0, ""))
    voices.keep_heard(meeting_id, {"Anna Weber": VoicePrint(0, (1.0, 0.0), 4.0)})
    voices.rename_heard(meeting_id, "Anna Weber", "Anna Weber", "Anna Weber")
    said = application.meetings.transcript(meeting_id).segments[0].text
    answered = ask(application, f"On which morning are herons counted at mill {said.split()[8]}?")
    assert "Thursday" in answered.answer.text
    receipt = receipt_of(application.forgetting.meeting(meeting_id, CancelToken()))
    assert receipt.proven, receipt.traces
    assert receipt.canaries >= 1
    assert {"transcripts", "segments", "minutes", "documents", "passages", "answers"} <= receipt.removed.keys()
    assert meeting_id not in [it.id for it in application.meetings.transcripts()]
    assert application.voices.profiles() == ()
    assert said[:60] not in rows(application)
    with pytest.raises(NothingFound):
        receipt_of(application.forgetting.meeting(meeting_id, CancelToken()))


def test_a_person_is_forgotten_as_a_speaker_and_the_rest_is_counted(application: Application) -> None:
    meeting_id = held_meeting(application)
    application.meetings.rename_speaker(meeting_id, "Speaker 1", "Bo Zander")
    application.meetings.rename_speaker(meeting_id, "Bo Zander", "Speaker 1")
    voices = VoiceStore(application.vault.database)
    voices.keep(VoiceProfile("Anna Weber", (1.0, 0.0), 4.0, ""))
    voices.keep_heard(meeting_id, {"Anna Weber": VoicePrint(0, (1.0, 0.0), 4.0)})
    voices.rename_heard(meeting_id, "Anna Weber", "Anna Weber", "Anna Weber")
    receipt = receipt_of(application.forgetting.person("anna weber", CancelToken()))
    assert receipt.proven, receipt.traces
    assert receipt.removed["voices"] == 2
    assert receipt.removed["transcripts"] == 1
    transcript = application.meetings.transcript(meeting_id)
    assert transcript.speakers == ("Speaker 2", "Speaker 1")
    (kept,) = KeptMinutes(application.vault.database).versions(meeting_id)
    assert kept.lines[0].owner == "Speaker 2"
    assert kept.lines[0].moments[0].speaker == "Speaker 2"
    assert "Anna" not in json.dumps(application.meetings.listening(meeting_id).vocabulary)
    assert application.meetings.edits_of(meeting_id).undoable == 0
    # What somebody else said about her is in the segment, and in the page and the passage made of it.
    assert receipt.mentions >= 1
    assert transcript.segments[1].text == "Anna Weber will write that down."
    assert receipt.is_about("anna weber")


def test_a_name_is_taken_out_of_no_setting_but_what_is_listened_for(application: Application) -> None:
    held_meeting(application, "Dora Light")
    settings = Settings(application.vault.database)
    settings.set("theme", "light")
    settings.set("recording.microphone", "Light Desk")
    settings.set("transcribe.vocabulary", "Light, Teltow")
    receipt = receipt_of(application.forgetting.person("Dora Light", CancelToken()))
    assert receipt.proven, receipt.traces
    held_meeting(application, "Light")
    receipt = receipt_of(application.forgetting.person("Light", CancelToken()))
    assert receipt.proven, receipt.traces
    assert settings.get("theme") == "light"
    assert settings.get("recording.microphone") == "Light Desk"
    assert "Light" not in str(settings.get("transcribe.vocabulary"))


def test_a_meeting_that_is_being_recorded_keeps_everything(application: Application) -> None:
    meeting_id = held_meeting(application, "Edith Holm")
    said = application.meetings.transcript(meeting_id).segments[0].text
    answered = ask(application, f"On which morning are herons counted at mill {said.split()[8]}?")
    with application.vault.database.writing() as connection:
        connection.execute("INSERT INTO recordings VALUES (NULL, ?, 'microphone', '', 1.0, 1, 0)", (meeting_id,))
    with pytest.raises(UserError, match="is being recorded"):
        receipt_of(application.forgetting.meeting(meeting_id, CancelToken()))
    assert "Thursday" in application.history.turns(answered.conversation_id)[-1].text


def test_nobody_is_forgotten_by_a_number(application: Application) -> None:
    held_meeting(application, "Speaker 2")
    with pytest.raises(UserError, match="by a name"):
        receipt_of(application.forgetting.person("Speaker 2", CancelToken()))
    with pytest.raises(NothingFound, match="Nobody is called Zander"):
        receipt_of(application.forgetting.person("Zander", CancelToken()))


def test_from_the_command_line_it_is_said_first_and_done_with_yes(application: Application, secret: Secret) -> None:
    alcove = Alcove(application, secret.path.parent)
    assert alcove("forget", "document", "secret.md") == 1
    assert "1 document with all answers that cite them" in alcove.messages
    assert str(secret.path) in [it.path for it in application.library.documents()]
    assert alcove("forget", "document", "secret.md", "--yes", "--json") == 0
    assert (alcove.value["proven"], alcove.value["subject"], alcove.value["traces"]) == (True, "document", {})
    assert alcove("forget", "document", "secret.md", "--yes") == 3
    meeting_id = held_meeting(application, "Cleo Marsh")
    assert alcove("forget", "person", "Cleo Marsh", "--yes") == 0
    assert "nothing is left" in alcove.out
    assert alcove("forget", "meeting", str(meeting_id), "--yes") == 0
    assert alcove.out.startswith("Forgotten: ")
