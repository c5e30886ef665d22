"""What the administrator has fixed or does not allow is greyed out in the window, with the reason."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap.application import build
from app.core.administration.policy import Policy
from app.services.application import Application
from app.storage.meetings.meetings import Meetings
from app.storage.places import Places
from app.ui.main_window import MainWindow
from app.ui.unlock.create_page import CreatePage
from app.ui.unlock.state import Protection, begin_new, type_passphrase

POLICY = Policy(
    {"recording.allowed": False, "export.allowed": False, "models.import_allowed": False, "audit.level": "changes"},
    "/etc/alcove/policy.json",
)


@pytest.fixture(scope="module")
def services(places: Places, qapp: object) -> Iterator[Application]:  # noqa: ARG001
    application = build(places, policy=POLICY)
    application.vault.create("correct horse battery staple")
    application.open_services()
    Meetings(application.vault.database).begin("talk.wav", "Talk")
    yield application
    application.close()


def controls(view: QWidget, name: str) -> list[QAbstractButton]:
    return [one for one in view.findChildren(QAbstractButton) if name in (one.text(), one.accessibleName())]


def texts(view: QWidget) -> list[str]:
    return [one.text() for one in view.findChildren(QLabel) if not one.isHidden()]


@pytest.mark.parametrize(
    ("place", "control", "reason"),
    [
        ("meetings", "Record", "Your organization does not allow recording (recording.allowed)."),
        ("meetings", "Export…", "Your organization does not allow exporting (export.allowed)."),
        ("models", "Import…", "Your organization does not allow bringing models along (models.import_allowed)."),
    ],
)
def test_a_control_is_grey_and_says_why(
    window: MainWindow, qtbot: QtBot, place: str, control: str, reason: str
) -> None:
    window.go(place)
    qtbot.waitUntil(lambda: (view := window.view(place)) is not None and view.built)
    shown = window.view(place)
    assert shown is not None
    found = controls(shown, control)
    assert found
    for one in found:
        assert not one.isEnabled()
        assert one.toolTip() == one.accessibleDescription() == reason


def test_the_recorder_says_so_also_when_it_is_asked_for_by_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    window.go("meetings")
    qtbot.waitUntil(lambda: (view := window.view("meetings")) is not None and view.built)
    meetings = window.view("meetings")
    meetings.recorder.toggle()
    assert "recording" in meetings.banner.text
    assert "does not allow recording" in " ".join(texts(meetings.recorder))


def test_a_fixed_setting_shows_its_value_and_cannot_be_changed(window: MainWindow, qtbot: QtBot) -> None:
    window.go("settings")
    qtbot.waitUntil(lambda: (view := window.view("settings")) is not None and view.built and view.state.loaded)
    settings = window.view("settings")
    assert settings is not None
    level = settings.findChild(QComboBox, "audit.level")
    qtbot.waitUntil(lambda: not level.isEnabled())
    assert level.currentData() == "changes"
    assert "Set by your organization (audit.level)." in texts(settings)
    assert settings.findChild(QComboBox, "theme").isEnabled()
    assert all(one.isHidden() for one in controls(settings, "Audit log: back to the default"))


def test_the_first_screen_says_what_the_organization_has_to_say_and_wants(qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    page = CreatePage(around)
    state = begin_new(True, "Welcome to the Harbour Office.", passphrase_required=True, shortest=14)
    page.show_state(state)
    assert state.protection is Protection.PASSPHRASE
    assert "Welcome to the Harbour Office." in texts(page)
    assert "Your organization requires a passphrase." in texts(page)
    assert [one.isEnabled() for one in page.findChildren(QRadioButton)] == [False, True]
    assert "At least 14 characters" in texts(page)
    assert not type_passphrase(state, "x" * 7 + " quiet", "x" * 7 + " quiet").may_go_on
    assert type_passphrase(state, "seven quiet herons", "seven quiet herons").may_go_on
