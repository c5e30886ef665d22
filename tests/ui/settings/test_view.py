"""The settings view over real settings."""

from collections.abc import Iterator
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from app.core.api import hashed
from app.core.errors import UserError, VaultLocked
from app.services.application import Application
from app.ui.main_window import MainWindow
from app.ui.settings.api_token import ApiTokenRow
from app.ui.settings.backup_rows import BackupRows
from app.ui.settings.passphrase_form import PassphraseForm
from app.ui.settings.view import SettingsView
from app.ui.theme import current
from app.ui.tokens import DARK, LIGHT
from app.ui.widgets.fields import Switch
from app.ui.widgets.layouts import ScrollPage


@pytest.fixture
def view(window: MainWindow, services: Application, qtbot: QtBot) -> SettingsView:
    for name in services.settings.all():
        services.settings.reset(name)
    window.go("settings")
    shown = window.view("settings")
    assert isinstance(shown, SettingsView)
    qtbot.waitUntil(lambda: shown.state.loaded and bool(shown.findChildren(QSpinBox)))
    return shown


def button(view: QWidget, text: str) -> QAbstractButton:
    return next(each for each in view.findChildren(QAbstractButton) if text in (each.text(), each.accessibleName()))


def test_until_the_values_are_read_nothing_can_be_changed(
    window: MainWindow, services: Application, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Event()
    values = services.settings.all()
    monkeypatch.setattr(services.settings, "all", lambda: (read.wait(), values)[1])
    window.go("settings")
    shown = window.view("settings")
    assert isinstance(shown, SettingsView)
    try:
        qtbot.waitUntil(lambda: shown.built and shown.findChild(QSpinBox, "text_scale") is not None)
        scale = shown.findChild(QSpinBox, "text_scale")
        assert scale is not None
        assert (scale.value(), scale.isEnabled()) == (100, False)
    finally:
        read.set()
    qtbot.waitUntil(scale.isEnabled)


def test_a_change_is_kept_and_applied_at_once(view: SettingsView, services: Application, qtbot: QtBot) -> None:
    theme = view.findChild(QComboBox, "theme")
    theme.setCurrentIndex(theme.findData("dark"))
    qtbot.waitUntil(lambda: services.settings.get("theme") == "dark" and current() is DARK)
    theme.setCurrentIndex(theme.findData("light"))
    qtbot.waitUntil(lambda: services.settings.get("theme") == "light" and current() is LIGHT)


def test_every_kind_of_control_reaches_the_vault(view: SettingsView, services: Application, qtbot: QtBot) -> None:
    view.findChild(Switch, "ask.use_documents").click()
    view.findChild(QSpinBox, "answer.maximum_tokens").setValue(640)
    text = view.findChild(QLineEdit, "library.default_collection")
    text.selectAll()
    qtbot.keyClicks(text, "Papers")
    qtbot.keyClick(text, Qt.Key.Key_Return)
    expected = {"ask.use_documents": False, "answer.maximum_tokens": 640, "library.default_collection": "Papers"}
    qtbot.waitUntil(lambda: {name: services.settings.get(name) for name in expected} == expected)


def test_only_what_is_set_of_backups_has_them_read_anew(
    view: SettingsView, services: Application, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    monkeypatch.setattr(BackupRows, "look", lambda _rows: looked.append("backups"))
    view.findChild(Switch, "ask.use_documents").click()
    qtbot.waitUntil(lambda: services.settings.get("ask.use_documents") is False)
    view.findChild(QSpinBox, "backup.kept").setValue(7)
    qtbot.waitUntil(lambda: bool(looked))
    assert looked == ["backups"]


def test_back_to_the_default(view: SettingsView, services: Application, qtbot: QtBot) -> None:
    box = view.findChild(QSpinBox, "answer.maximum_tokens")
    default = box.value()
    box.setValue(default + 10)
    back = button(view, "Longest answer: back to the default")
    qtbot.waitUntil(lambda: services.settings.get("answer.maximum_tokens") == default + 10)
    back.click()
    qtbot.waitUntil(lambda: services.settings.get("answer.maximum_tokens") == default)
    assert box.value() == default
    assert back.isHidden()


def test_a_refused_change_is_taken_back_and_explained(
    view: SettingsView, services: Application, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_name: str, _value: object) -> None:
        raise UserError("The disk is full; make room and try again.")

    monkeypatch.setattr(services.settings, "set", refuse)
    box = view.findChild(QSpinBox, "answer.maximum_tokens")
    kept = box.value()
    box.setValue(kept + 5)
    qtbot.waitUntil(lambda: view.banner.text == "The disk is full; make room and try again.")
    assert box.value() == kept


def test_what_opens_below_the_edge_of_the_page_comes_into_sight_whole(view: SettingsView, qtbot: QtBot) -> None:
    page = view.findChildren(ScrollPage)[0]
    bar = page.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    before, change = bar.maximum(), button(view, "Change…")
    bar.setValue(change.mapTo(page.widget(), change.rect().bottomLeft()).y() + 8 - page.viewport().height())
    change.click()
    apply = button(view, "Set the passphrase")

    def seen() -> bool:
        place = apply.mapTo(page.viewport(), apply.rect().bottomLeft())
        return bar.maximum() > before and 0 < place.y() <= page.viewport().height()

    qtbot.waitUntil(seen)


@pytest.fixture
def passphrase(services: Application) -> Iterator[str]:
    """What opens the vault now, and afterwards again."""
    yield "correct horse battery staple"
    services.vault.change_passphrase("correct horse battery staple")


def test_the_passphrase_is_changed_by_who_knows_the_present_one(
    view: SettingsView, services: Application, passphrase: str, qtbot: QtBot
) -> None:
    button(view, "Change…").click()
    present, first, second = view.findChild(PassphraseForm).findChildren(QLineEdit)
    apply = button(view, "Set the passphrase")
    for field in (first, second):
        qtbot.keyClicks(field, "a new and longer one")
    assert not apply.isEnabled()
    qtbot.keyClicks(present, "not the present one")
    apply.click()
    qtbot.waitUntil(lambda: told(view, "The present passphrase is wrong"))
    another = type(services.vault)(services.vault.places, permissions=services.permissions)
    with pytest.raises(VaultLocked):
        another.unlock("a new and longer one")
    present.clear()
    qtbot.keyClicks(present, passphrase)
    apply.click()
    qtbot.waitUntil(lambda: told(view, "new passphrase"))
    with pytest.raises(VaultLocked):
        another.unlock(passphrase)
    another.unlock("a new and longer one")
    another.close()


def told(view: SettingsView, words: str) -> bool:
    return any(words in each.text() for each in view.findChildren(QLabel))


def test_a_new_recovery_key_is_shown_and_is_the_one_that_opens(
    view: SettingsView, services: Application, qtbot: QtBot
) -> None:
    button(view, "Make a new one").click()
    qtbot.waitUntil(lambda: bool(_recovery_key(view)))
    another = type(services.vault)(services.vault.places, permissions=services.permissions)
    another.unlock_with_recovery_key(_recovery_key(view))
    assert another.state() == "open"
    another.close()


def _recovery_key(view: QWidget) -> str:
    labels = view.findChildren(QLabel)
    return next((each.text() for each in labels if each.accessibleName().startswith("Recovery key ")), "")


def test_a_new_token_is_shown_once_and_kept_as_a_hash(view: SettingsView, services: Application, qtbot: QtBot) -> None:
    row = view.findChild(ApiTokenRow)
    assert not row.token.isVisible()
    button(view, "New token").click()
    qtbot.waitUntil(lambda: row.token.text().startswith("alcove-"))
    assert services.settings.get("api.token_sha256") == hashed(row.token.text())


def test_no_token_is_made_where_other_programs_may_never_ask(
    view: SettingsView, services: Application, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    reason = "Your organization has fixed this (api.enabled)."
    monkeypatch.setattr(services.settings, "fixed", lambda: {"api.enabled": reason})
    view.arrive(None)
    qtbot.waitUntil(lambda: "api.enabled" in view.state.fixed)
    renew = button(view, "New token")
    assert (renew.isEnabled(), renew.accessibleDescription()) == (False, reason)


def test_why_a_setting_is_locked_is_reached_by_keys_and_read_out(
    view: SettingsView, services: Application, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    reason = "Your organization has fixed this (theme)."
    monkeypatch.setattr(services.settings, "fixed", lambda: {"theme": reason})
    view.arrive(None)
    qtbot.waitUntil(lambda: "theme" in view.state.fixed)
    told = next(each for each in view.findChildren(QLabel) if each.text() == reason)
    assert told.focusPolicy() == Qt.FocusPolicy.TabFocus
    assert told.accessibleDescription() == "Colours"
    control = view.findChild(QComboBox, "theme")
    assert control is not None
    assert (control.isEnabled(), control.accessibleDescription()) == (False, reason)
