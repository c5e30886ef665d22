"""Speakers are laid over what a transcript says when they are known, and not over what it said before."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.cancel import CancelToken
from app.core.meetings.transcript import MICROPHONE, SYSTEM, Segment, Transcript, Turn
from app.core.meetings.transcript_edits import Edit, reassign, rename_speaker, reword
from app.services.meetings.speaker_telling import SpeakerTelling
from app.services.meetings.voices import Voices
from app.services.pace import RecordingPace
from app.storage.audit import Audit
from app.storage.database import Database
from app.storage.meetings.meetings import Meetings
from app.storage.meetings.transcript_edits import TranscriptEdits
from app.storage.meetings.voices import VoiceStore
from app.storage.settings import Settings
from app.workers.protocol.transcribe import HeardUntil

SAID = tuple(Segment(at, at + 2.0, f"sentence {at}") for at in range(0, 8, 2))
TURNS = (Turn(0.0, 4.0, 0), Turn(4.0, 8.0, 1))


class Corrected(Meetings):
    """Transcripts that somebody corrects right after they were read."""

    def __init__(self, database: Database, edits: TranscriptEdits) -> None:
        super().__init__(database)
        self._edits = edits
        self.to_correct: list[Edit] = []

    def transcript(self, transcript_id: int) -> Transcript:
        read = super().transcript(transcript_id)
        if self.to_correct:
            self._edits.make(transcript_id, self.to_correct.pop())
        return read


class Opened:
    """A transcript whose speakers are told; `meanwhile` happens while the recording is listened to."""

    def __init__(self, folder: Path) -> None:
        self.database = Database(folder / "vault.db", bytes(32))
        self.edits = TranscriptEdits(self.database)
        self.meetings = Corrected(self.database, self.edits)
        voices = Voices(Settings(self.database), VoiceStore(self.database), Audit(self.database))
        self._telling = SpeakerTelling(self.meetings, voices)
        self.id = self.meetings.begin("/talk.wav", "talk")

    def tell(self, segments: tuple[Segment, ...]) -> Iterator[tuple[Segment, ...]]:
        """Tell the speakers; stops once, when the segments can be changed, to give those there are."""
        self.meetings.replace_segments(self.id, segments)
        found = iter((HeardUntil(second=4.0), *TURNS))
        events = self._telling.tell(self.id, found, RecordingPace("Telling", "", 0.0, 8.0), CancelToken())
        next(events)
        yield self.segments
        list(events)

    @property
    def segments(self) -> tuple[Segment, ...]:
        return self.meetings.transcript(self.id).segments


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    made = Opened(tmp_path)
    yield made
    made.database.close()


def test_what_is_corrected_meanwhile_stays(opened: Opened) -> None:
    for before in opened.tell(SAID):
        opened.edits.make(opened.id, reword(before, 0, "corrected"))
        opened.edits.make(opened.id, reassign(before, [3], "Anna"))
    assert [(one.text, one.speaker) for one in opened.segments] == [
        ("corrected", "Speaker 1"),
        ("sentence 2", "Speaker 1"),
        ("sentence 4", "Speaker 2"),
        ("sentence 6", "Anna"),
    ]


def test_who_has_a_track_of_their_own_keeps_it_by_whatever_name(opened: Opened) -> None:
    tracks = tuple(replace(one, speaker=speaker) for one, speaker in zip(SAID, (MICROPHONE, SYSTEM) * 2, strict=True))
    for before in opened.tell(tracks):
        opened.edits.make(opened.id, rename_speaker(before, MICROPHONE, "Joe"))
    assert [one.speaker for one in opened.segments] == ["Joe", "Speaker 1", "Joe", "Speaker 2"]


def test_what_changes_at_the_last_moment_is_not_overwritten(opened: Opened) -> None:
    for _before in opened.tell(SAID):
        opened.meetings.to_correct = [reword(SAID, 1, "late")]
    assert opened.meetings.to_correct == []
    assert [(one.text, one.speaker) for one in opened.segments][1] == ("late", "Speaker 1")


def test_nobody_is_listened_to_where_nobody_is_unknown(opened: Opened) -> None:
    opened.meetings.replace_segments(opened.id, tuple(replace(one, speaker=MICROPHONE) for one in SAID))
    telling = opened._telling.tell(opened.id, iter(()), RecordingPace("Telling", "", 0.0, 8.0), CancelToken())
    assert list(telling) == []
