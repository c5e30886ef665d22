"""The icon in the tray: what it offers, and that it says when something is recorded, also behind the offline lock."""

import shutil
import subprocess
import sys

import pytest
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from app.core.opening import Opening, Wish
from app.ui.tray import Tray
from tests.installed import REPOSITORY

# What the screen in memory, which has no tray, says to that.
pytestmark = pytest.mark.qt_log_ignore("No such signal QPlatformNativeInterface::systemTrayWindowChanged")
BUS = shutil.which("dbus-run-session")


@pytest.fixture
def parent(qapp: QApplication) -> QWidget:  # noqa: ARG001
    return QWidget()


def test_what_the_menu_offers_is_wanted_of_the_window(parent: QWidget) -> None:
    tray = Tray(parent)
    told: list[object] = []
    tray.wanted.connect(told.append)
    tray.quit_wanted.connect(lambda: told.append("quit"))
    for action in tray.menu.actions():
        action.trigger()
    tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    assert told == [Opening(), Opening(wish=Wish.ASK), Opening(wish=Wish.RECORD), "quit", Opening()]


def test_what_is_recorded_is_seen_and_can_be_stopped(parent: QWidget) -> None:
    tray = Tray(parent)
    names = [action.text() for action in tray.menu.actions()]
    quiet = tray.icon.icon().pixmap(64).toImage()
    assert "Record a meeting" in names
    tray.tell_recording("Recording: 1:07")
    assert tray.icon.toolTip() == "Recording: 1:07"
    assert "Stop recording" in [action.text() for action in tray.menu.actions()]
    assert tray.icon.icon().pixmap(64).toImage() != quiet
    tray.tell_recording("")
    assert tray.icon.toolTip() == "Alcove"
    assert tray.icon.icon().pixmap(64).toImage() == quiet


@pytest.mark.skipif(not BUS, reason="needs a session bus")
def test_a_tray_on_the_session_bus_is_told_behind_the_lock(display: str) -> None:
    """Most of today's desktops have such a tray, which Qt reaches by a connection of its own."""
    pytest.importorskip("jeepney")
    command = [str(BUS), "--", sys.executable, "-m", "tests.ui.bus_tray"]
    environment = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    seen = subprocess.run(
        ["env", *(f"{name}={value}" for name, value in environment.items()), *command],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert seen.stdout.split("\n") == ["Alcove", "Recording: 0:07", ""], seen.stderr
