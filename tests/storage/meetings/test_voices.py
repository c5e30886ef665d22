"""Voices are kept only in the vault, and forgotten for good."""

import pytest

from app.core.errors import NothingFound
from app.core.meetings.voices import HeardVoice, VoicePrint, VoiceProfile
from app.storage.database import Database
from app.storage.meetings.meetings import Meetings
from app.storage.meetings.voices import VoiceStore
from tests.storage.made import decrypted


def test_voices_come_back_until_they_are_forgotten(database: Database) -> None:
    store = VoiceStore(database)
    store.keep(VoiceProfile("Narwhal", (0.5, 0.25), 30.0))
    store.keep(VoiceProfile("Narwhal", (0.25, 0.5), 60.0))
    [kept] = store.profiles()
    assert (kept.name, kept.values, kept.seconds) == ("Narwhal", (0.25, 0.5), 60.0)
    store.forget("Narwhal")
    assert store.profiles() == ()
    assert b"Narwhal" not in decrypted(database.path)
    with pytest.raises(NothingFound, match="No voice of Narwhal"):
        store.forget("Narwhal")


def test_the_voices_of_a_transcript_go_with_it(database: Database) -> None:
    store, meetings = VoiceStore(database), Meetings(database)
    first, second = meetings.begin("/a.wav", "a"), meetings.begin("/b.wav", "b")
    for transcript_id in (first, second):
        store.keep_heard(transcript_id, {"Speaker 1": VoicePrint(0, (1.0, 0.0), 5.0)})
    store.rename_heard(first, "Speaker 1", "Anna", "Anna")
    assert store.heard(first, "Anna") == HeardVoice(VoicePrint(0, (1.0, 0.0), 5.0), "Anna")
    assert store.heard(first, "Speaker 1") is None
    meetings.delete(first)
    assert store.heard(first, "Anna") is None
    store.forget_all()
    assert store.heard(second, "Speaker 1") is None


def test_two_voices_of_one_name_stay_two_and_are_forgotten_together(database: Database) -> None:
    store, meetings = VoiceStore(database), Meetings(database)
    transcript_id = meetings.begin("/a.wav", "a")
    voices = {name: VoicePrint(0, (1.0, number), 5.0) for number, name in enumerate(("Speaker 1", "Speaker 2"))}
    store.keep_heard(transcript_id, voices)
    store.rename_heard(transcript_id, "Speaker 1", "Anna", "Anna")
    store.rename_heard(transcript_id, "Speaker 2", "Anna", "Anna")
    assert store.heard(transcript_id, "Anna") == HeardVoice(voices["Speaker 1"], "Anna")
    assert store.heard(transcript_id, "Speaker 2") == HeardVoice(voices["Speaker 2"], "Anna")
    store.keep(VoiceProfile("Anna", (1.0, 0.5), 10.0))
    store.remove("Anna")
    assert store.profiles() == ()
    assert store.heard(transcript_id, "Anna") is not None
    store.keep(VoiceProfile("Anna", (1.0, 0.5), 10.0))
    store.forget("Anna")
    assert store.heard(transcript_id, "Anna") is None
    assert store.heard(transcript_id, "Speaker 2") is None
