"""The Meetings view of a window, built to its end."""

from typing import cast

from pytestqt.qtbot import QtBot

from app.ui.main_window import MainWindow
from app.ui.meetings.view import MeetingsView
from app.ui.requests import Request


def shown_meetings(window: MainWindow, qtbot: QtBot, request: Request | None = None) -> MeetingsView:
    """Go there, and wait until everything can be touched."""
    window.go("meetings", request)
    view = cast(MeetingsView, window.view("meetings"))
    qtbot.waitUntil(lambda: view.built)
    return view
