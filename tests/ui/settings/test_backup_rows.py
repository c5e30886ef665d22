"""Backups in the settings, over a real vault."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.core.cancel import CancelToken
from app.services.administration.backups import Backups
from app.services.administration.vault import Vault
from app.services.application import Application
from app.storage.audit import Audit
from app.storage.backups.backups import KeptBackups
from app.storage.conversations.conversations import Conversations
from app.storage.settings import Settings
from app.ui.main_window import MainWindow
from app.ui.settings.backup_rows import BackupRows


@pytest.fixture
def rows(window: MainWindow, qtbot: QtBot) -> BackupRows:
    window.go("settings")
    view = window.view("settings")
    assert view is not None
    qtbot.waitUntil(lambda: view.built and bool(view.findChildren(BackupRows)))
    found: BackupRows = view.findChild(BackupRows)
    return found


def press(view: QWidget, name: str, qtbot: QtBot) -> None:
    """Press a button once it is there: rows that are made anew appear with the next turn of the window."""

    def found() -> list[QAbstractButton]:
        buttons = view.findChildren(QAbstractButton)
        return [it for it in buttons if name in (it.text(), it.accessibleName()) and it.isVisible() and it.isEnabled()]

    qtbot.waitUntil(lambda: bool(found()))
    found()[0].click()


def wait_until_told(rows: BackupRows, qtbot: QtBot, words: str) -> None:
    qtbot.waitUntil(lambda: not rows.state.working and words in rows.state.told)


def test_a_backup_is_made_listed_and_verified(rows: BackupRows, qtbot: QtBot, tmp_path: Path) -> None:
    target = tmp_path / "mine.alcovebackup"
    rows.make(target)
    wait_until_told(rows, qtbot, "was written")
    qtbot.waitUntil(lambda: [it.backup.path for it in rows.state.backups] == [str(target)])
    press(rows, "Verify mine.alcovebackup", qtbot)
    wait_until_told(rows, qtbot, "is whole")
    target.write_bytes(target.read_bytes()[:-1])
    press(rows, "Verify mine.alcovebackup", qtbot)
    wait_until_told(rows, qtbot, "is damaged")
    assert not rows.state.went_well
    target.unlink()
    rows.look()
    qtbot.waitUntil(lambda: not rows.state.backups[0].within_reach)
    press(rows, "Take mine.alcovebackup off the list", qtbot)
    qtbot.waitUntil(lambda: rows.state.backups == ())


def test_a_backup_is_restored_once_that_is_confirmed(
    rows: BackupRows, services: Application, qtbot: QtBot, tmp_path: Path
) -> None:
    target = tmp_path / "mine.alcovebackup"
    rows.make(target)
    wait_until_told(rows, qtbot, "was written")
    rows.ask_to_restore(target)
    assert not services.vault.places.restored.exists()
    qtbot.waitUntil(lambda: rows._form.state.facts is not None)
    rows._form._keep.click()
    press(rows, "Restore it", qtbot)
    wait_until_told(rows, qtbot, "start it again")
    assert (services.vault.places.restored / "vault.db").is_file()
    assert {it.backup.path for it in rows.state.backups} == {str(target)}
    rows._banner.clear()
    press(rows, "Do not restore it", qtbot)
    qtbot.waitUntil(lambda: not services.vault.places.restored.exists())
    qtbot.waitUntil(lambda: not rows.state.waits and rows._restore.text() == "Restore…")
    services.backups.drop(target)


def test_what_cannot_be_written_is_said(rows: BackupRows, qtbot: QtBot, tmp_path: Path) -> None:
    rows.make(tmp_path / "no such folder" / "mine.alcovebackup")
    wait_until_told(rows, qtbot, "There is no folder")
    assert not rows.state.went_well


def test_a_backup_of_another_vault_is_restored_under_its_passphrase_and_what_is_here_is_backed_up_first(
    rows: BackupRows, services: Application, qtbot: QtBot, tmp_path: Path
) -> None:
    vault = services.vault
    there = Vault(replace(vault.places, profile=tmp_path / "there"), services.permissions)
    there.create("seven quiet herons wade")
    Conversations(there.database).create("Herons")
    backup = tmp_path / "theirs.alcovebackup"
    list(Backups(there, Settings(there.database), Audit(there.database)).make(backup, False, CancelToken()))
    there.close()
    qtbot.waitUntil(lambda: rows.state.inventory is not None)
    rows.ask_to_restore(backup)
    qtbot.waitUntil(lambda: rows._form.state.wants_secret)
    qtbot.keyClicks(rows._form._field, "seven quiet herons wade")
    press(rows, "Look into it", qtbot)
    qtbot.waitUntil(lambda: rows._form.state.facts is not None)
    told = [it.text() for it in rows._form.findChildren(QLabel) if not it.isHidden()]
    assert any("conversations: 1" in it for it in told)
    assert any("gives way" in it for it in told)
    press(rows, "Restore it", qtbot)
    wait_until_told(rows, qtbot, "start it again")
    qtbot.waitUntil(lambda: rows.state.waits)
    ours = [it.backup.path for it in rows.state.backups]
    assert [Path(it).parent for it in ours] == [tmp_path]
    assert services.restoring.examine(Path(ours[0])).facts is not None
    waiting = Vault(replace(vault.places, profile=vault.places.restored), services.permissions)
    waiting.unlock("seven quiet herons wade")
    assert [it.path for it in KeptBackups(waiting.database).all()] == [str(backup)]
    waiting.close()
    services.restoring.withdraw()
    services.backups.drop(Path(ours[0]))


def test_the_folder_for_backups_is_told_with_its_room_and_when_it_is_away(
    rows: BackupRows, services: Application, qtbot: QtBot, tmp_path: Path
) -> None:
    services.settings.set("backup.folder", str(tmp_path))
    rows.look()
    qtbot.waitUntil(lambda: "are free" in rows._folder.text())
    services.settings.set("backup.folder", str(tmp_path / "stick"))
    rows.look()
    qtbot.waitUntil(lambda: "is not there now" in rows._folder.text())
    services.settings.reset("backup.folder")
    rows.look()
    qtbot.waitUntil(rows._folder.isHidden)
