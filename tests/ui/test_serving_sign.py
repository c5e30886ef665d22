"""The sign on the rail that other programs can ask Alcove."""

import sys

import pytest
from pytestqt.qtbot import QtBot

from app.services.application import Application
from app.ui.main_window import MainWindow
from app.ui.serving_sign import ServingSign
from app.ui.widgets.toast import Toast

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no Unix sockets in Python")


def test_it_stands_there_while_calls_are_taken_and_a_click_ends_that(
    window: MainWindow, services: Application, qtbot: QtBot
) -> None:
    sign, toast = window.findChild(ServingSign), window.findChild(Toast)
    assert sign.isHidden()
    services.serving.start(services.lanes.api, lambda _end: None)
    services.serving.switch(True)
    qtbot.waitUntil(lambda: not sign.isHidden())
    assert services.serving.urls[0] in sign.toolTip()
    sign.click()
    qtbot.waitUntil(lambda: sign.isHidden() and toast.isVisible())
    assert not services.serving.enabled
    assert services.serving.urls == ()
