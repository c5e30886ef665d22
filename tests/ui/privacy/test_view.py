"""The privacy view over the real lock, as far as it is closed around the tests, and a real audit log."""

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.core.errors import UserError
from app.services.application import Application
from app.ui.main_window import MainWindow
from app.ui.privacy.state import Hold
from app.ui.privacy.view import PrivacyView


@pytest.fixture
def view(window: MainWindow, qtbot: QtBot) -> PrivacyView:
    window.go("privacy")
    shown = window.view("privacy")
    assert isinstance(shown, PrivacyView)
    qtbot.waitUntil(lambda: shown.state.hold is not Hold.UNKNOWN)
    return shown


def texts(view: QWidget) -> list[str]:
    return [each.text() for each in view.findChildren(QLabel)]


def button(view: QWidget, name: str) -> QAbstractButton:
    return next(each for each in view.findChildren(QAbstractButton) if each.accessibleName() == name)


def test_it_says_what_the_lock_says_of_itself(view: PrivacyView, services: Application, qtbot: QtBot) -> None:
    status = services.administration.lock_status()
    qtbot.waitUntil(lambda: any(text.startswith(f"{status.layer}: ") for text in texts(view)))
    assert view.state.lock is not None
    assert view.state.lock.kernel_enforced == status.kernel_enforced


def test_it_shows_where_everything_lies(view: PrivacyView, services: Application, qtbot: QtBot) -> None:
    places = services.vault.places
    qtbot.waitUntil(lambda: any(text.startswith(str(places.profile)) for text in texts(view)))
    assert any(text.startswith(str(places.models)) for text in texts(view))
    assert any("Argon2id" in text for text in texts(view))


def test_every_attempt_to_get_out_is_listed_with_the_systems_answer(view: PrivacyView, qtbot: QtBot) -> None:
    attempt = button(view, "Try to get out")
    attempt.click()
    assert not attempt.isEnabled()
    qtbot.waitUntil(lambda: view.state.proof is not None)
    proof = view.state.proof
    assert proof is not None
    assert len(proof.attempts) >= 10
    qtbot.waitUntil(lambda: {each.answer for each in proof.attempts} <= set(texts(view)))
    assert {each.name for each in proof.attempts} <= set(texts(view))
    assert attempt.isEnabled()


def test_the_audit_log_is_verified_on_request(view: PrivacyView, qtbot: QtBot) -> None:
    button(view, "Verify").click()
    qtbot.waitUntil(lambda: view.state.audit is not None)
    assert view.state.audit is not None
    assert view.state.audit.problem == ""
    assert any(text.startswith("Whole: ") for text in texts(view))


def test_what_cannot_be_looked_at_is_said_in_the_banner(
    view: PrivacyView, services: Application, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise UserError("The audit log cannot be read; check the disk.")

    monkeypatch.setattr(services.administration, "verify_audit", fail)
    button(view, "Verify").click()
    qtbot.waitUntil(lambda: view.banner.text == "The audit log cannot be read; check the disk.")
    assert button(view, "Verify").isEnabled()
