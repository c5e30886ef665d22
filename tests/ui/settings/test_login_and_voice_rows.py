"""The rows of the settings that ask the system: what starts at login, and the voices that read aloud."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.core.administration.policy import Policy
from app.services.administration.login_start import LoginStart
from app.services.permissions import Permissions
from app.services.reading_aloud import ReadingAloud
from app.storage import login_start
from app.storage.database import Database
from app.storage.places import Places
from app.storage.settings import Settings
from app.ui.job_bridge import JobBridge
from app.ui.settings.login_row import LoginRow
from app.ui.settings.voice_row import VoiceRow
from tests.services.scripted_voices import ScriptedVoices


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    for name in ("XDG_CONFIG_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    return Places(tmp_path / "profile", tmp_path / "models", tmp_path)


def looked(row: LoginRow, qtbot: QtBot) -> LoginRow:
    row.look()
    qtbot.waitUntil(lambda: row.switch.isEnabled() or bool(row.switch.toolTip()))
    return row


@pytest.mark.usefixtures("theme")
def test_the_switch_stands_as_the_system_says_and_changes_that(
    places: Places, page: QWidget, jobs: JobBridge, qtbot: QtBot
) -> None:
    row = looked(LoginRow(LoginStart(places, Permissions(Policy())), jobs, page), qtbot)
    assert not row.switch.isChecked()
    row.switch.click()
    qtbot.waitUntil(login_start.is_on)
    login_start.switch(False, ("alcove",))
    row.look()
    qtbot.waitUntil(lambda: not row.switch.isChecked())


@pytest.mark.usefixtures("theme")
def test_what_the_organization_does_not_allow_is_refused_with_the_reason(
    places: Places, page: QWidget, jobs: JobBridge, qtbot: QtBot
) -> None:
    policy = Policy({"start.at_login_allowed": False}, "test")
    row = looked(LoginRow(LoginStart(places, Permissions(policy)), jobs, page), qtbot)
    assert not row.switch.isEnabled()
    assert "does not allow starting at login" in row.switch.toolTip()


@pytest.mark.usefixtures("theme")
def test_a_portable_profile_leaves_nothing_on_the_computer(
    places: Places, page: QWidget, jobs: JobBridge, qtbot: QtBot
) -> None:
    portable = Places(places.profile, places.models, places.resources, portable=True)
    row = looked(LoginRow(LoginStart(portable, Permissions(Policy())), jobs, page), qtbot)
    assert "portable" in row.switch.toolTip()


class TestVoices:
    @pytest.fixture
    def reader(self, tmp_path: Path) -> Iterator[ReadingAloud]:
        database = Database(tmp_path / "vault.db", bytes(32))
        yield ReadingAloud(ScriptedVoices(), Settings(database), lambda: False)
        database.close()

    def test_the_system_is_asked_once_somebody_wants_to_choose(
        self, reader: ReadingAloud, page: QWidget, jobs: JobBridge, qtbot: QtBot
    ) -> None:
        row = VoiceRow(reader, jobs, page)
        assert row.language.count() == 0
        row.look.click()
        qtbot.waitUntil(lambda: row.language.count() == 2)
        assert [row.language.itemText(at) for at in range(2)] == ["English", "German"]
        row.language.setCurrentIndex(row.language.findData("en"))
        row.language.activated.emit(row.language.currentIndex())
        assert [row.voice.itemText(at) for at in range(row.voice.count())] == ["As the system has it", "Anna", "Carl"]
        row.voice.setCurrentIndex(2)
        row.voice.activated.emit(2)
        qtbot.waitUntil(lambda: reader.chosen() == {"en": "Carl"})
