"""What is older than the policy allows is gone after a start, and the audit log says so."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.core.administration.policy import Policy, RuleValue
from app.core.clock import utc_before
from app.core.meetings.sounds import Track
from app.services.administration.retention import Retention
from app.services.chats.history import History
from app.services.meetings.meetings import MeetingService
from app.services.meetings.recorded_tracks import RecordedTracks
from app.services.meetings.voices import Voices
from app.storage.audit import Audit
from app.storage.conversations.conversations import Conversations
from app.storage.database import Database
from app.storage.meetings.meetings import Meetings
from app.storage.meetings.recordings import Recordings
from app.storage.meetings.transcript_edits import TranscriptEdits
from app.storage.meetings.voices import VoiceStore
from app.storage.places import Places
from app.storage.settings import Settings


class Kept:
    """A vault with an old and a new meeting, and an old and a new conversation."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database = database
        self.audit = Audit(database)
        self.recordings = Recordings(database, Places(folder, folder, folder), bytes(32))
        tracks = RecordedTracks(self.recordings, self.audit)
        voices = Voices(Settings(database), VoiceStore(database), self.audit)
        self.meetings = MeetingService(
            no_model, no_model, Meetings(database), TranscriptEdits(database), tracks, voices, self.audit
        )
        self.history = History(Conversations(database), self.audit)
        for title in ("old", "new"):
            Meetings(database).begin(f"{title}.wav", title)
            Conversations(database).create(title, None)
        self.age("transcripts", "created_at")
        self.age("conversations", "updated_at")

    def age(self, table: str, column: str, condition: str = "title = 'old'") -> None:
        with self.database.writing() as connection:
            connection.execute(f"UPDATE {table} SET {column} = ? WHERE {condition}", (utc_before(timedelta(days=31)),))

    def start(self, **rules: RuleValue) -> None:
        """What happens at a start under a policy with these rules of retention."""
        policy = Policy({f"retention.{name}": value for name, value in rules.items()})
        Retention(policy, self.meetings, self.history, self.audit).erase_expired()

    @property
    def titles(self) -> list[list[str]]:
        return [[it.title for it in self.meetings.transcripts()], [it.title for it in self.history.conversations()]]


def no_model() -> object:
    raise AssertionError("nothing is transcribed here")


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    database = Database(tmp_path / "vault.db", bytes(32))
    yield Kept(database, tmp_path)
    database.close()


def test_without_a_policy_everything_stays(kept: Kept) -> None:
    kept.start()
    assert kept.titles == [["new", "old"], ["new", "old"]]
    assert kept.audit.entries() == []


def test_meetings_and_conversations_go_after_their_days(kept: Kept) -> None:
    kept.start(meetings_days=30, conversations_days=32)
    assert kept.titles == [["new"], ["new", "old"]]
    kept.start(meetings_days=30, conversations_days=30)
    assert kept.titles == [["new"], ["new"]]
    told = [it.fields for it in kept.audit.entries() if it.kind == "erased by retention"]
    assert told == [{"what": "meetings", "count": 1}, {"what": "conversations", "count": 1}]


def test_a_conversation_that_went_cannot_be_brought_back(kept: Kept) -> None:
    kept.start(conversations_days=30)
    with kept.database.reading() as connection:
        assert connection.execute("SELECT count(*) FROM conversations").fetchone()[0] == 1


def test_a_meeting_that_is_being_recorded_waits(kept: Kept) -> None:
    kept.recordings.begin("running", [Track.MICROPHONE])
    kept.age("transcripts", "created_at", "title = 'running'")
    kept.start(meetings_days=30)
    assert kept.titles[0] == ["new", "running"]


def test_old_entries_of_the_log_give_way_to_an_anchor(kept: Kept) -> None:
    kept.audit.record("document added")
    kept.start(audit_days=1)
    assert [it.kind for it in kept.audit.entries()] == ["document added"]
    assert kept.audit.verify() is None
