"""The first screen over a real vault."""

import stat
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.core.administration.policy import Policy
from app.core.cancel import CancelToken
from app.services.administration.backups import Backups
from app.services.administration.restoring import Restoring
from app.services.administration.vault import Vault
from app.services.jobs import Lane
from app.services.permissions import Permissions
from app.storage.audit import Audit
from app.storage.conversations.conversations import Conversations
from app.storage.places import Places, find_places
from app.storage.settings import Settings
from app.ui.job_bridge import JobBridge
from app.ui.unlock.recovery_key_box import RecoveryKeyBox
from app.ui.unlock.state import Step, UnlockState, begin_locked, begin_new
from app.ui.unlock.view import UnlockView
from tests.ui.opened_window import LONGEST_MS

PASSPHRASE = "seven quiet herons wade"


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(Places(tmp_path / "profile", tmp_path / "models", find_places(None).resources), Permissions(Policy()))


@pytest.fixture
def around(qtbot: QtBot) -> QWidget:
    """What the screen lies in."""
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def shown(vault: Vault, state: UnlockState, jobs: JobBridge, around: QWidget) -> UnlockView:
    view = UnlockView(vault, Restoring(vault, Permissions(Policy())), Lane("backup"), state, jobs, around)
    around.resize(1000, 800)
    view.resize(1000, 800)
    view.show()
    return view


def button(view: QWidget, text: str) -> QAbstractButton:
    return next(each for each in view.findChildren(QAbstractButton) if each.text() == text and each.isVisible())


def fields(view: QWidget) -> list[QLineEdit]:
    return [each for each in view.findChildren(QLineEdit) if each.isVisible()]


def test_a_vault_is_made_and_its_recovery_key_shown_once(
    vault: Vault, jobs: JobBridge, around: QWidget, qtbot: QtBot
) -> None:
    view = shown(vault, begin_new(vault.keyring_available()), jobs, around)
    assert not button(view, "Create the vault").isEnabled()
    for field in fields(view):
        qtbot.keyClicks(field, PASSPHRASE)
    qtbot.mouseClick(button(view, "Create the vault"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.state.step is Step.RECOVERY_KEY)
    assert vault.state() == "open"
    assert not button(view, "Start").isEnabled()
    next(box for box in view.findChildren(QCheckBox) if box.isVisible()).click()
    with qtbot.waitSignal(view.opened):
        qtbot.mouseClick(button(view, "Start"), Qt.MouseButton.LeftButton)
    recovery_key = view.state.recovery_key
    vault.close()
    vault.unlock_with_recovery_key(recovery_key)
    assert vault.state() == "open"
    vault.close()


def test_the_right_passphrase_opens_and_a_wrong_one_is_a_sentence(
    vault: Vault, jobs: JobBridge, around: QWidget, qtbot: QtBot
) -> None:
    vault.create(PASSPHRASE)
    vault.close()
    view = shown(vault, begin_locked(vault.needs_passphrase()), jobs, around)
    (field,) = fields(view)
    qtbot.keyClicks(field, "not this one")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(view.state.problem))
    assert vault.state() == "locked"
    assert field.text() == ""
    qtbot.keyClicks(field, PASSPHRASE)
    with qtbot.waitSignal(view.opened):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert vault.state() == "open"
    vault.close()


def test_the_recovery_key_opens_too(vault: Vault, jobs: JobBridge, around: QWidget, qtbot: QtBot) -> None:
    recovery_key = vault.create(PASSPHRASE)
    vault.close()
    view = shown(vault, begin_locked(vault.needs_passphrase()), jobs, around)
    qtbot.mouseClick(button(view, "Use the recovery key"), Qt.MouseButton.LeftButton)
    (field,) = fields(view)
    qtbot.keyClicks(field, recovery_key.lower())
    with qtbot.waitSignal(view.opened):
        qtbot.mouseClick(button(view, "Unlock"), Qt.MouseButton.LeftButton)
    assert vault.state() == "open"
    vault.close()


def test_a_saved_recovery_key_is_readable_by_its_owner_alone(
    jobs: JobBridge, around: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    box = RecoveryKeyBox(jobs, around)
    box.show_key("AAAA-BBBB-CCCC")
    file = tmp_path / "key.txt"
    box.save(file)
    qtbot.waitUntil(file.exists)
    qtbot.waitUntil(lambda: file.read_text(encoding="utf-8") == "AAAA-BBBB-CCCC\n")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_recovery_key_that_cannot_be_saved_says_why(
    jobs: JobBridge, around: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    box = RecoveryKeyBox(jobs, around)
    box.show_key("AAAA-BBBB-CCCC")
    box.save(tmp_path / "nowhere" / "key.txt")
    qtbot.waitUntil(lambda: "could not be saved" in box.message)


def test_how_far_an_upgrade_is_stands_on_the_screen(
    vault: Vault, jobs: JobBridge, around: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()

    def upgrade(_passphrase: str) -> None:
        vault.upgrade_share = 0.4
        go_on.wait(LONGEST_MS / 1000)
        vault.upgrade_share = None

    monkeypatch.setattr(vault, "unlock", upgrade)
    view = shown(vault, begin_locked(needs_passphrase=True), jobs, around)
    qtbot.keyClicks(fields(view)[0], PASSPHRASE)
    with qtbot.waitSignal(view.opened):
        button(view, "Unlock").click()
        qtbot.waitUntil(lambda: any("40 %" in it.text() for it in view.findChildren(QLabel)))
        go_on.set()


def brought(tmp_path: Path, target: Path) -> tuple[Path, str]:
    """A backup of another computer's vault with one conversation in it, and its recovery key."""
    there = Vault(Places(tmp_path / "there", tmp_path / "models", find_places(None).resources), Permissions(Policy()))
    recovery_key = there.create(PASSPHRASE)
    Conversations(there.database).create("Herons")
    *_, _written = Backups(there, Settings(there.database), Audit(there.database)).make(target, False, CancelToken())
    there.close()
    return next(target.glob("*.alcovebackup")) if target.is_dir() else target, recovery_key


def titles(vault: Vault) -> list[str]:
    with vault.database.reading() as connection:
        return [row["title"] for row in connection.execute("SELECT title FROM conversations")]


def test_a_new_computer_begins_with_a_backup_brought_by_its_passphrase(
    vault: Vault, jobs: JobBridge, around: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    backup, _key = brought(tmp_path, tmp_path / "mine.alcovebackup")
    view = shown(vault, begin_new(keyring_available=False), jobs, around)
    assert button(view, "Bring a backup…").isEnabled()
    view.bring(backup)
    qtbot.waitUntil(lambda: len(fields(view)) == 1 and fields(view)[0].isEnabled())
    (field,) = fields(view)
    assert field.accessibleName() == "Passphrase of the backup"
    qtbot.waitUntil(lambda: around.focusWidget() is field)
    qtbot.keyClicks(field, "not this one")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "wrong" in view._bring.form.state.problem)
    assert (field.text(), vault.state()) == ("", "new")
    qtbot.keyClicks(field, PASSPHRASE)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view._bring.form.state.facts is not None)
    assert any("conversations: 1" in it.text() for it in view.findChildren(QLabel) if it.isVisible())
    assert around.focusWidget() is button(view, "Restore it")
    with qtbot.waitSignal(view.opened):
        qtbot.keyClick(button(view, "Restore it"), Qt.Key.Key_Space)
    assert titles(vault) == ["Herons"]
    assert not view.by_recovery_key
    vault.close()


def test_a_backup_is_brought_where_the_vault_does_not_open_and_that_vault_stays(
    vault: Vault, jobs: JobBridge, around: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    vault.create("forgotten long ago")
    vault.close()
    backup, _key = brought(tmp_path, tmp_path / "mine.alcovebackup")
    view = shown(vault, begin_locked(needs_passphrase=True), jobs, around)
    assert button(view, "Bring a backup…").isEnabled()
    view.bring(backup)
    qtbot.waitUntil(lambda: len(fields(view)) == 1 and fields(view)[0].isEnabled(), timeout=LONGEST_MS)
    told = [it.text() for it in view.findChildren(QLabel) if it.isVisible()]
    assert any(
        f"not lost: it stays, locked as it is, in a folder of its own in {vault.places.profile}" in it for it in told
    )
    button(view, "Cancel").click()
    assert (view.state.step, button(view, "Unlock").isVisible()) == (Step.UNLOCK, True)
    view.bring(backup)
    qtbot.waitUntil(lambda: view._bring.form.state.wants_secret, timeout=LONGEST_MS)
    qtbot.keyClicks(fields(view)[0], PASSPHRASE)
    qtbot.keyClick(fields(view)[0], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view._bring.form.state.facts is not None, timeout=LONGEST_MS)
    with qtbot.waitSignal(view.opened, timeout=LONGEST_MS):
        button(view, "Restore it").click()
    assert titles(vault) == ["Herons"]
    (kept,) = vault.places.profile.glob("kept-*")
    assert (kept / "vault.db").is_file()
    vault.close()


def test_it_is_brought_by_the_recovery_key_from_a_folder_of_backups(
    vault: Vault, jobs: JobBridge, around: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "stick").mkdir()
    backup, recovery_key = brought(tmp_path, tmp_path / "stick")
    view = shown(vault, begin_new(keyring_available=False), jobs, around)
    view.bring(backup)
    qtbot.waitUntil(lambda: len(fields(view)) == 1 and fields(view)[0].isEnabled())
    button(view, "Use the recovery key").click()
    qtbot.keyClicks(fields(view)[0], recovery_key)
    qtbot.keyClick(fields(view)[0], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view._bring.form.state.facts is not None)
    with qtbot.waitSignal(view.opened):
        button(view, "Restore it").click()
    assert titles(vault) == ["Herons"]
    assert view.by_recovery_key
    vault.close()


def test_what_is_no_backup_is_said_and_a_vault_is_made_after_all(
    vault: Vault, jobs: JobBridge, around: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "photo.alcovebackup").write_bytes(b"JFIF")
    view = shown(vault, begin_new(keyring_available=False), jobs, around)
    view.bring(tmp_path / "photo.alcovebackup")
    qtbot.waitUntil(lambda: "is no backup" in view._bring.form.state.problem)
    assert not button(view, "Look into it").isEnabled()
    button(view, "Cancel").click()
    assert view.state.step is Step.CREATE
    assert button(view, "Create the vault").isVisible()
