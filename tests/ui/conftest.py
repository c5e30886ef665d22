"""The window under test, on a screen that exists in memory only."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={Path(__file__).with_name('screen.json')}")

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.job_bridge import JobBridge
from app.ui.theme import Theme
from tests.ui.opened_window import LONGEST_MS, papers, places, services, window

__all__ = ["papers", "places", "services", "window"]


@pytest.fixture(autouse=True)
def _no_system_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever this machine has, the tests leave it alone."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "none.of.the.trusted")


@pytest.fixture(autouse=True)
def _nothing_lives_on() -> Iterator[None]:
    """What is to be deleted is, with its test: the next window would dress all that still lives, for seconds."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


class PatientBot(QtBot):
    """Waits as long for everything: a busy machine must not make a test fail."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = LONGEST_MS) -> None:  # noqa: N802
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Signal, *, timeout: int = LONGEST_MS, **how: Any) -> Any:  # noqa: N802
        return super().waitSignal(signal, timeout=timeout, **how)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:  # noqa: ARG001
    """pytest-qt's own, with patience."""
    return PatientBot(request)


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
