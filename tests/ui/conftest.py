"""The window under test, on a screen that exists in memory only."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={Path(__file__).with_name('screen.json')}")

from PySide6.QtWidgets import QApplication

from app.ui.job_bridge import JobBridge
from app.ui.theme import Theme
from tests.ui.opened_window import papers, places, services, window

__all__ = ["papers", "places", "services", "window"]


@pytest.fixture(autouse=True)
def _no_system_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever this machine has, the tests leave it alone."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "none.of.the.trusted")


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The application's dress; light again afterwards."""
    made = Theme(qapp)
    made.choose("light", 1.0)
    yield made
    made.choose("light", 1.0)
    made.deleteLater()


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[JobBridge]:
    """The bridge between the window's thread and the others."""
    made = JobBridge(qapp)
    yield made
    made.close()
    made.deleteLater()
