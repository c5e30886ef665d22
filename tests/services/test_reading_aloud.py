"""What is read aloud, in whose voice, and that nothing is while a meeting is listened to."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.cancel import CancelToken
from app.core.errors import UserError
from app.core.events import Saying
from app.core.words.aloud import Voice
from app.services.reading_aloud import ReadingAloud
from app.storage.database import Database
from app.storage.settings import Settings
from tests.services.scripted_voices import ANNA, CARL, DORA, ScriptedVoices

RENT = ("The rent is due.", "It rose in the spring.")


class Read:
    """A reader with scripted voices, and what was heard."""

    def __init__(self, settings: Settings) -> None:
        self.voices = ScriptedVoices()
        self.recorded = False
        self.reader = ReadingAloud(self.voices, settings, lambda: self.recorded)

    def read(self, *sentences: str) -> list[Saying]:
        told = self.reader.read(sentences, "en_US", CancelToken())
        return [event for event in told if isinstance(event, Saying)]


@pytest.fixture
def read(tmp_path: Path) -> Iterator[Read]:
    database = Database(tmp_path / "vault.db", bytes(32))
    yield Read(Settings(database))
    database.close()


def test_each_sentence_is_told_as_it_begins(read: Read) -> None:
    assert read.read(*RENT) == [Saying(0), Saying(1)]
    assert read.voices.heard == [(sentence, ANNA, 1.0) for sentence in RENT]


def test_a_german_text_has_a_german_voice_and_figures_the_users_own(read: Read) -> None:
    read.read("Die Miete ist am dritten Werktag fällig.")
    read.read("1 234")
    assert [voice for _text, voice, _speed in read.voices.heard] == [DORA, ANNA]


def test_the_chosen_voice_and_speed_are_kept(read: Read) -> None:
    read.reader.choose("en", CARL.name)
    read.reader._settings.set("aloud.speed", 1.5)
    read.read(RENT[0])
    assert read.voices.heard == [(RENT[0], CARL, 1.5)]
    read.reader.choose("en", "")
    assert read.reader.chosen() == {}


def test_a_language_without_a_voice_is_a_sentence(read: Read) -> None:
    with pytest.raises(UserError, match=r"no voice for the language of this text \(ru\)"):
        read.read("Аренда оплачивается каждый месяц")


def test_nothing_is_read_while_a_meeting_is_listened_to(read: Read) -> None:
    read.recorded = True
    with pytest.raises(UserError, match="Nothing is read aloud while a meeting is recorded"):
        read.read(*RENT)
    assert read.voices.heard == []


def test_a_meeting_that_begins_ends_it_within_the_sentence(read: Read) -> None:
    told = read.reader.read(RENT, "en_US", CancelToken())
    assert next(told) == Saying(0)
    read.recorded = True
    with pytest.raises(UserError, match="Nothing is read aloud"):
        next(told)
    assert read.voices.broken_off == [RENT[0]]


def test_all_voices_of_the_system_are_offered(read: Read) -> None:
    assert Voice("Dora", "de_DE", plain=True, usual=True) in read.reader.voices()
