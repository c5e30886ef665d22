"""Backups in the settings, over a real vault."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from app.services.application import Application
from app.ui.main_window import MainWindow
from app.ui.settings.backup_rows import BackupRows

LONGEST_MS = 60_000


@pytest.fixture
def rows(window: MainWindow, qtbot: QtBot) -> BackupRows:
    window.go("settings")
    view = window.view("settings")
    assert view is not None
    qtbot.waitUntil(lambda: view.built and bool(view.findChildren(BackupRows)), timeout=LONGEST_MS)
    found: BackupRows = view.findChild(BackupRows)
    return found


def press(view: QWidget, name: str, qtbot: QtBot) -> None:
    """Press a button once it is there: rows that are made anew appear with the next turn of the window."""

    def found() -> list[QAbstractButton]:
        buttons = view.findChildren(QAbstractButton)
        return [it for it in buttons if name in (it.text(), it.accessibleName()) and it.isVisible() and it.isEnabled()]

    qtbot.waitUntil(lambda: bool(found()), timeout=LONGEST_MS)
    found()[0].click()


def wait_until_told(rows: BackupRows, qtbot: QtBot, words: str) -> None:
    qtbot.waitUntil(lambda: not rows.state.working and words in rows.state.told, timeout=LONGEST_MS)


def test_a_backup_is_made_listed_and_verified(rows: BackupRows, qtbot: QtBot, tmp_path: Path) -> None:
    target = tmp_path / "mine.alcovebackup"
    rows.make(target)
    wait_until_told(rows, qtbot, "was written")
    qtbot.waitUntil(lambda: [it.backup.path for it in rows.state.backups] == [str(target)], timeout=LONGEST_MS)
    press(rows, "Verify mine.alcovebackup", qtbot)
    wait_until_told(rows, qtbot, "is whole")
    target.write_bytes(target.read_bytes()[:-1])
    press(rows, "Verify mine.alcovebackup", qtbot)
    wait_until_told(rows, qtbot, "is damaged")
    assert not rows.state.went_well
    target.unlink()
    rows.look()
    qtbot.waitUntil(lambda: not rows.state.backups[0].within_reach, timeout=LONGEST_MS)
    press(rows, "Take mine.alcovebackup off the list", qtbot)
    qtbot.waitUntil(lambda: rows.state.backups == (), timeout=LONGEST_MS)


def test_a_backup_is_restored_once_that_is_confirmed(
    rows: BackupRows, services: Application, qtbot: QtBot, tmp_path: Path
) -> None:
    target = tmp_path / "mine.alcovebackup"
    rows.make(target)
    wait_until_told(rows, qtbot, "was written")
    rows.ask_to_restore(target)
    assert not services.vault.places.restored.exists()
    press(rows, "Restore it", qtbot)
    wait_until_told(rows, qtbot, "start it again")
    assert (services.vault.places.restored / "vault.db").is_file()
    rows._banner.clear()
    press(rows, "Do not restore it", qtbot)
    qtbot.waitUntil(lambda: not services.vault.places.restored.exists(), timeout=LONGEST_MS)
    qtbot.waitUntil(lambda: not rows.state.waits and rows._restore.text() == "Restore…", timeout=LONGEST_MS)
    services.backups.drop(target)


def test_what_cannot_be_written_is_said(rows: BackupRows, qtbot: QtBot, tmp_path: Path) -> None:
    rows.make(tmp_path / "no such folder" / "mine.alcovebackup")
    wait_until_told(rows, qtbot, "There is no folder")
    assert not rows.state.went_well
