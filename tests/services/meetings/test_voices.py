"""A voice is the person's whom the user named, and nobody else's once that name was corrected or taken back."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from app.core.meetings.transcript import Segment
from app.core.meetings.transcript_edits import reassign
from app.core.meetings.voices import VoicePrint
from app.engines.transcriber import SpeakerModels, Transcriber
from app.services.meetings.meetings import MeetingService
from app.services.meetings.recorded_tracks import RecordedTracks
from app.services.meetings.voices import Voices
from app.storage.audit import Audit
from app.storage.database import Database
from app.storage.meetings.meetings import Meetings
from app.storage.meetings.transcript_edits import TranscriptEdits
from app.storage.meetings.voices import VoiceStore
from app.storage.settings import Settings

FIRST, SECOND = VoicePrint(0, (1.0, 0.0), 30.0), VoicePrint(1, (0.0, 1.0), 20.0)
SAID = tuple(Segment(at, at + 1, f"words {at}", f"Speaker {1 + at % 2}") for at in range(4))


class Opened:
    """Transcripts of two speakers whose voices were heard; no model is asked."""

    def __init__(self, folder: Path) -> None:
        self.database = Database(folder / "vault.db", bytes(32))
        self.settings = Settings(self.database)
        self.settings.set("voices.remember", True)
        self.voices = Voices(self.settings, VoiceStore(self.database), Audit(self.database))
        self._meetings = Meetings(self.database)
        self.service = MeetingService(
            lambda: cast(Transcriber, None),
            lambda: cast(SpeakerModels, None),
            self._meetings,
            TranscriptEdits(self.database),
            cast(RecordedTracks, None),
            self.voices,
            Audit(self.database),
        )
        self.id = self.heard()

    def heard(self) -> int:
        """A transcript; returns its id."""
        transcript_id = self._meetings.begin("/talk.wav", "talk")
        self._meetings.replace_segments(transcript_id, SAID)
        self.voices.keep(transcript_id, {"Speaker 1": FIRST, "Speaker 2": SECOND})
        return transcript_id

    def profiles(self) -> dict[str, tuple[float, float]]:
        """Everybody who is known: the first value of the voice, and how long it was heard."""
        return {it.name: (pytest.approx(it.values[0], abs=1e-6), it.seconds) for it in self.voices.profiles()}


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    made = Opened(tmp_path)
    yield made
    made.database.close()


def test_a_name_that_is_corrected_leaves_one_profile(opened: Opened) -> None:
    opened.service.rename_speaker(opened.id, "Speaker 1", "Ana")
    opened.service.rename_speaker(opened.id, "Ana", "Anna")
    assert opened.profiles() == {"Anna": (1.0, 30.0)}
    assert opened.voices.names([FIRST]) == {0: "Anna"}


def test_an_undone_name_is_nobodys_and_done_again_it_is_known_again(opened: Opened) -> None:
    opened.service.rename_speaker(opened.id, "Speaker 1", "Anna")
    opened.service.undo(opened.id)
    assert opened.profiles() == {}
    opened.service.redo(opened.id)
    assert opened.profiles() == {"Anna": (1.0, 30.0)}


def test_a_speaker_called_by_a_number_again_is_nobody(opened: Opened) -> None:
    opened.service.rename_speaker(opened.id, "Speaker 1", "Anna")
    opened.service.rename_speaker(opened.id, "Anna", "Speaker 1")
    assert opened.profiles() == {}


def test_a_wrong_name_is_taken_out_of_the_profile_of_whose_it_is(opened: Opened) -> None:
    other = opened.heard()
    opened.service.rename_speaker(other, "Speaker 2", "Bert")
    opened.service.rename_speaker(opened.id, "Speaker 1", "Bert")
    assert opened.profiles() == {"Bert": (0.6, 50.0)}
    opened.service.rename_speaker(opened.id, "Bert", "Anna")
    assert opened.profiles() == {"Anna": (1.0, 30.0), "Bert": (0.0, 20.0)}


def test_two_who_were_taken_for_one_are_two_again(opened: Opened) -> None:
    opened.service.rename_speaker(opened.id, "Speaker 1", "Anna")
    opened.service.rename_speaker(opened.id, "Speaker 2", "Anna")
    assert opened.profiles() == {"Anna": (0.6, 50.0)}
    opened.service.undo(opened.id)
    assert opened.profiles() == {"Anna": (1.0, 30.0)}
    opened.service.undo(opened.id)
    assert opened.profiles() == {}
    opened.service.redo(opened.id)
    opened.service.redo(opened.id)
    assert opened.profiles() == {"Anna": (0.6, 50.0)}


def test_who_joined_a_speaker_made_by_hand_is_apart_again_and_follows_a_better_name(opened: Opened) -> None:
    said = opened.service.transcript(opened.id).segments
    opened.service.edit(opened.id, reassign(said, [0], "Anna"))
    opened.service.rename_speaker(opened.id, "Speaker 2", "Anna")
    assert opened.profiles() == {"Anna": (0.0, 20.0)}
    opened.service.undo(opened.id)
    assert opened.profiles() == {}
    opened.service.redo(opened.id)
    opened.service.rename_speaker(opened.id, "Anna", "Bert")
    assert opened.profiles() == {"Bert": (0.0, 20.0)}
    opened.service.undo(opened.id)
    assert opened.profiles() == {"Anna": (0.0, 20.0)}


def test_a_sentence_given_to_somebody_new_leaves_the_voice_where_it_is(opened: Opened) -> None:
    opened.service.rename_speaker(opened.id, "Speaker 1", "Anna")
    opened.service.edit(opened.id, reassign(opened.service.transcript(opened.id).segments, [0], "Bert"))
    opened.service.undo(opened.id)
    opened.service.redo(opened.id)
    assert opened.profiles() == {"Anna": (1.0, 30.0)}


def test_everybody_who_was_taken_for_one_gets_the_better_name(opened: Opened) -> None:
    opened.service.rename_speaker(opened.id, "Speaker 1", "Ana")
    opened.service.rename_speaker(opened.id, "Speaker 2", "Ana")
    opened.service.rename_speaker(opened.id, "Ana", "Anna")
    assert opened.profiles() == {"Anna": (0.6, 50.0)}


def test_one_sentence_given_to_another_speaker_teaches_nothing(opened: Opened) -> None:
    opened.service.rename_speaker(opened.id, "Speaker 1", "Anna")
    said = opened.service.transcript(opened.id).segments
    opened.service.edit(opened.id, reassign(said, [1], "Anna"))
    opened.service.undo(opened.id)
    opened.service.redo(opened.id)
    assert opened.profiles() == {"Anna": (1.0, 30.0)}


def test_a_forgotten_voice_does_not_come_back_by_undoing(opened: Opened) -> None:
    opened.service.rename_speaker(opened.id, "Speaker 1", "Anna")
    opened.voices.forget("Anna")
    opened.service.undo(opened.id)
    opened.service.redo(opened.id)
    assert opened.profiles() == {}


def test_where_voices_are_not_remembered_nothing_is_kept(opened: Opened) -> None:
    opened.voices.forget_all()
    opened.settings.set("voices.remember", False)
    silent = opened.heard()
    opened.service.rename_speaker(silent, "Speaker 1", "Ana")
    opened.service.rename_speaker(silent, "Ana", "Anna")
    opened.service.undo(silent)
    assert opened.profiles() == {}
    assert opened.voices.names([FIRST]) == {}
    with opened.database.reading() as connection:
        assert connection.execute("SELECT count(*) FROM transcript_voices").fetchone()[0] == 0
