"""One run of the window, from the first paint over the vault to the last write, with the real composition root."""

import gc
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap.application import build
from app.bootstrap.commands import run_forwarded
from app.core.administration.policy import Policy
from app.core.cancel import CancelToken
from app.core.errors import UserError
from app.core.opening import Opening, Wish
from app.services.administration.vault import Vault
from app.services.application import Application
from app.services.permissions import Permissions
from app.storage.instance.commands import Command
from app.storage.places import Places, find_places
from app.ui.application import Session
from app.ui.palette.view import Palette
from app.ui.recalling import Recalled, recall
from app.ui.start_page import StartPage
from app.ui.theme import current
from app.ui.tokens import DARK
from app.ui.tray import Tray
from app.ui.unlock.state import Step
from app.ui.unlock.view import UnlockView
from app.ui.widgets.toast import Toast
from tests.ui.opened_window import LONGEST_MS

PASSPHRASE = "seven quiet herons wade"


class Run:
    """A session, and what it did in which order and where."""

    def __init__(self, qapp: QApplication, places: Places) -> None:
        self.told: list[str] = []
        self._places = places
        self._window_thread = QThread.currentThread()
        self.session = Session(qapp, self._build, self._ready)

    def _build(self) -> Application:
        self.told.append("built")
        assert QThread.currentThread() is not self._window_thread
        application = build(self._places)
        opener = application.opener

        def open_services(opened: Application) -> None:
            self.told.append("opened")
            assert QThread.currentThread() is not self._window_thread
            opener(opened)

        application.opener = open_services
        return application

    def _ready(self) -> None:
        self.told.append("display ready")
        assert QThread.currentThread() is self._window_thread

    def close(self, qtbot: QtBot) -> None:
        self.session.window.end()
        qtbot.waitUntil(lambda: self.session.ended)


@pytest.fixture
def own_places(tmp_path: Path) -> Places:
    return Places(tmp_path / "profile", tmp_path / "models", find_places(None).resources)


@pytest.fixture
def run(qapp: QApplication, own_places: Places, qtbot: QtBot) -> Iterator[Run]:
    made = Run(qapp, own_places)
    yield made
    if not made.session.ended:
        made.close(qtbot)
    made.session.theme.choose("light", 1.0)
    made.session.window.deleteLater()
    made.session.deleteLater()
    gc.enable()
    gc.unfreeze()


def press(around: QWidget, text: str) -> None:
    next(each for each in around.findChildren(QAbstractButton) if each.text() == text and each.isVisible()).click()


def first_screen(run: Run, qtbot: QtBot) -> UnlockView:
    assert run.told == [], "nothing is loaded before the first paint"
    with qtbot.waitSignal(run.session.window.start_page.painted):
        run.session.window.show()
    qtbot.waitUntil(lambda: run.session.window.findChild(UnlockView) is not None)
    return run.session.window.findChild(UnlockView)


def unlock(run: Run, qtbot: QtBot) -> None:
    view = first_screen(run, qtbot)
    field = next(each for each in view.findChildren(QLineEdit) if each.isVisible())
    qtbot.keyClicks(field, PASSPHRASE)
    press(view, "Unlock")
    qtbot.waitUntil(lambda: bool(run.session.window.place))


def test_a_new_profile_is_made_in_one_screen_and_opens_at_ask(run: Run, own_places: Places, qtbot: QtBot) -> None:
    view = first_screen(run, qtbot)
    for field in (each for each in view.findChildren(QLineEdit) if each.isVisible()):
        qtbot.keyClicks(field, PASSPHRASE)
    press(view, "Create the vault")
    qtbot.waitUntil(lambda: view.state.step is Step.RECOVERY_KEY)
    next(each for each in view.findChildren(QCheckBox) if each.isVisible()).click()
    press(view, "Start")
    qtbot.waitUntil(lambda: run.session.window.place == "ask")
    assert run.told == ["built", "display ready", "opened"]
    run.close(qtbot)
    again = Vault(own_places, Permissions(Policy()))
    again.unlock(PASSPHRASE)
    again.close()


def test_a_damaged_key_file_leaves_a_screen_from_which_a_backup_can_be_brought(
    run: Run, own_places: Places, qtbot: QtBot
) -> None:
    before = Vault(own_places, Permissions(Policy()))
    before.create(PASSPHRASE)
    before.close()
    own_places.key_file.write_bytes(b"damaged")
    view = first_screen(run, qtbot)
    assert view.state.step is Step.UNLOCK
    assert f"{own_places.key_file} is damaged" in view.state.problem
    assert any(it.text() == "Bring a backup…" and it.isVisible() for it in view.findChildren(QAbstractButton))


def test_what_the_user_chose_is_there_again(run: Run, own_places: Places, qtbot: QtBot) -> None:
    before = build(own_places)
    before.vault.create(PASSPHRASE)
    before.open_services()
    before.settings.set("theme", "dark")
    before.settings.set("window.last_view", "models")
    before.close()
    unlock(run, qtbot)
    assert run.session.window.place == "models"
    assert current() is DARK
    run.session.window.go("settings")
    run.close(qtbot)
    after = build(own_places)
    after.vault.unlock(PASSPHRASE)
    after.open_services()
    assert after.settings.get("window.last_view") == "settings"
    assert after.settings.get("window.geometry")
    after.close()


def test_who_opens_with_the_recovery_key_is_offered_a_new_passphrase(
    run: Run, own_places: Places, qtbot: QtBot
) -> None:
    vault = Vault(own_places, Permissions(Policy()))
    recovery_key = vault.create(PASSPHRASE)
    vault.close()
    view = first_screen(run, qtbot)
    press(view, "Use the recovery key")
    qtbot.keyClicks(next(each for each in view.findChildren(QLineEdit) if each.isVisible()), recovery_key)
    press(view, "Unlock")
    qtbot.waitUntil(lambda: bool(run.session.window.place))
    press(run.session.window.findChild(Toast), "Settings")
    assert run.session.window.place == "settings"


def test_a_pack_that_alcove_is_opened_with_is_taken_in_once_the_vault_is_open(
    run: Run, own_places: Places, tmp_path: Path, qtbot: QtBot
) -> None:
    Vault(own_places, Permissions(Policy())).create(PASSPHRASE)
    (pack := tmp_path / "kit-1.0.alcovepack").write_bytes(b"no pack")
    run.session.open(Opening((pack,)))
    unlock(run, qtbot)
    qtbot.waitUntil(lambda: run.session.window.place == "models")
    qtbot.waitUntil(lambda: refused(run, pack.name))


def refused(run: Run, name: str) -> bool:
    shown = run.session.window.findChildren(QLabel)
    return any(name in label.text() for label in shown if label.isVisible())


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_a_file_that_alcove_is_started_with_again_comes_to_the_window_that_is_there(
    run: Run, own_places: Places, tmp_path: Path, qtbot: QtBot
) -> None:
    Vault(own_places, Permissions(Policy())).create(PASSPHRASE)
    unlock(run, qtbot)
    services = run.session.window.services
    assert services is not None
    told: list[bytes] = []
    again = Command(["open", "kit.alcovepack"], tmp_path, False, told.append, told.append, CancelToken())
    assert run_forwarded(services, again) == 0
    qtbot.waitUntil(lambda: run.session.window.place == "models")
    qtbot.waitUntil(lambda: refused(run, str(tmp_path / "kit.alcovepack")))


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_a_question_that_is_wished_for_from_elsewhere_begins_in_the_window_that_is_there(
    run: Run, own_places: Places, tmp_path: Path, qtbot: QtBot
) -> None:
    Vault(own_places, Permissions(Policy())).create(PASSPHRASE)
    unlock(run, qtbot)
    window = run.session.window
    services = window.services
    assert services is not None
    window.go("models")
    window.hide()
    told: list[bytes] = []
    wish = Command(["open", "--ask"], tmp_path, False, told.append, told.append, CancelToken())
    assert run_forwarded(services, wish) == 0
    qtbot.waitUntil(lambda: window.place == "ask" and window.isVisible())


def test_closing_ends_everything_off_the_windows_thread(run: Run, own_places: Places, qtbot: QtBot) -> None:
    Vault(own_places, Permissions(Policy())).create(PASSPHRASE)
    unlock(run, qtbot)
    services = run.session.window.services
    assert services is not None
    run.session.window.close()
    assert not run.session.window.isVisible()
    qtbot.waitUntil(lambda: run.session.ended)
    assert services.vault.state() == "locked"


def test_who_closes_again_or_wants_it_back_waits_until_everything_is_kept(
    run: Run, own_places: Places, qtbot: QtBot
) -> None:
    Vault(own_places, Permissions(Policy())).create(PASSPHRASE)
    unlock(run, qtbot)
    window, services = run.session.window, run.session.window.services
    assert services is not None
    qtbot.waitUntil(lambda: run.told[-1] == "opened")
    with qtbot.waitSignal(window.closing):
        window.close()
    assert services.on_second_start is not None
    services.on_second_start(Opening())
    assert not window.isVisible()
    window.close()
    qtbot.waitUntil(lambda: run.session.ended)
    assert services.vault.state() == "locked"


def test_closing_before_anything_is_open_is_quick(run: Run, qtbot: QtBot) -> None:
    run.session.window.close()
    qtbot.waitUntil(lambda: run.session.ended)
    assert run.told == []


def test_what_cannot_be_built_is_said_in_the_window(qapp: QApplication, own_places: Places, qtbot: QtBot) -> None:
    class Broken(Run):
        def _build(self) -> Application:
            raise UserError("The folder of the profile cannot be written; choose another with --profile.")

    broken = Broken(qapp, own_places)
    window = broken.session.window
    window.show()

    def said() -> bool:
        return any("cannot be written" in page.sentence for page in window.findChildren(StartPage))

    qtbot.waitUntil(said)
    broken.close(qtbot)
    gc.enable()
    gc.unfreeze()


def test_how_far_an_upgrade_is_stands_on_the_start_page_where_the_keyring_opens_the_vault(
    run: Run, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()

    def upgrade(services: Application) -> None:
        services.vault.upgrade_share = 0.4
        go_on.wait(LONGEST_MS / 1000)
        services.vault.upgrade_share = None
        services.vault.create(PASSPHRASE)

    monkeypatch.setattr("app.ui.application._look", upgrade)
    start_page = run.session.window.start_page
    run.session.window.show()
    try:
        qtbot.waitUntil(lambda: "40 %" in start_page.sentence)
    finally:
        go_on.set()
    qtbot.waitUntil(lambda: run.session.window.services is not None)


# What the screen in memory, which has no tray and no order of windows, says to that.
@pytest.mark.qt_log_ignore("No such signal QPlatformNativeInterface::systemTrayWindowChanged", "raise()")
def test_started_to_wait_it_shows_nothing_but_an_icon_until_it_is_wanted(
    run: Run, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(Tray, "available", staticmethod(lambda: True))
    run.session.begin_hidden()
    qtbot.waitUntil(lambda: run.session.window.findChild(UnlockView) is not None)
    assert not run.session.window.isVisible()
    run.session._come_for(Opening(wish=Wish.HIDE))
    assert not run.session.window.isVisible(), "it waits already"
    run.session._come_for(Opening())
    qtbot.waitUntil(run.session.window.isVisible)
    assert run.told == ["built"], "once, although the window was painted later"
    with qtbot.waitSignal(run.session.window.noticed) as told:
        run.session.window.close()
    assert told.args == ["Alcove goes on as an icon in the tray. Quit in its menu ends it."]
    assert not run.session.window.isVisible()
    assert not run.session._closing
    assert run.session._tray is not None
    run.session._tray.quit_wanted.emit()
    qtbot.waitUntil(lambda: run.session.ended)


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_whoever_wants_it_while_the_tray_is_not_there_yet_has_the_window(
    run: Run, own_places: Places, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    Vault(own_places, Permissions(Policy())).create(PASSPHRASE)
    monkeypatch.setattr(Tray, "available", staticmethod(lambda: False))
    monkeypatch.setattr("app.ui.application._TRAY_MS", LONGEST_MS)
    run.session.begin_hidden()
    qtbot.waitUntil(lambda: run.session.window.findChild(UnlockView) is not None)
    run.session._come_for(Opening())
    qtbot.waitUntil(run.session.window.isVisible)
    view = run.session.window.findChild(UnlockView)
    qtbot.keyClicks(next(each for each in view.findChildren(QLineEdit) if each.isVisible()), PASSPHRASE)
    press(view, "Unlock")
    qtbot.waitUntil(lambda: bool(run.session.window.place))
    run.session.window.close()
    qtbot.waitUntil(lambda: run.session.ended)


@pytest.mark.qt_log_ignore("No such signal QPlatformNativeInterface::systemTrayWindowChanged")
def test_the_display_is_ready_once_the_tray_is_there(run: Run, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    there: list[bool] = []

    def unlock_without_asking(services: Application) -> None:
        services.vault.create(PASSPHRASE)

    monkeypatch.setattr(Tray, "available", staticmethod(lambda: bool(there)))
    monkeypatch.setattr("app.ui.application._TRAY_MS", 1)
    monkeypatch.setattr("app.ui.application._LOOKS_FOR_TRAY", LONGEST_MS)
    monkeypatch.setattr("app.ui.application._look", unlock_without_asking)
    run.session.begin_hidden()
    qtbot.waitUntil(lambda: run.session._services is not None)
    assert run.told == ["built"]
    there.append(True)
    qtbot.waitUntil(lambda: "opened" in run.told)
    assert run.session._tray is not None


def test_closed_while_it_opens_it_shows_nothing_any_more(
    run: Run, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    may_go_on, recalled = threading.Event(), threading.Event()

    def unlock_without_asking(services: Application) -> None:
        services.vault.create(PASSPHRASE)

    def recall_when_told(services: Application) -> Recalled:
        assert may_go_on.wait(LONGEST_MS / 1000)
        found = recall(services)
        recalled.set()
        return found

    monkeypatch.setattr("app.ui.application._look", unlock_without_asking)
    monkeypatch.setattr("app.ui.application.recall", recall_when_told)
    run.session.window.show()
    qtbot.waitUntil(lambda: run.session._services is not None)
    may_go_on.set()
    assert recalled.wait(LONGEST_MS / 1000)
    run.session._close()
    qtbot.waitUntil(lambda: run.session.ended)
    assert not run.session.window.place


def test_without_a_tray_it_waits_as_a_minimized_window(run: Run, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    monkeypatch.setattr(Tray, "available", staticmethod(lambda: False))
    monkeypatch.setattr("app.ui.application._TRAY_MS", 0)
    run.session.begin_hidden()
    qtbot.waitUntil(run.session.window.isMinimized)
    qtbot.waitUntil(lambda: run.session.window.findChild(UnlockView) is not None)


def test_opened_to_find_something_it_asks_what(run: Run, own_places: Places, qtbot: QtBot) -> None:
    before = Vault(own_places, Permissions(Policy()))
    before.create(PASSPHRASE)
    before.close()
    run.session.open(Opening(wish=Wish.FIND))
    unlock(run, qtbot)
    qtbot.waitUntil(lambda: run.session.window.findChild(Palette) is not None)
