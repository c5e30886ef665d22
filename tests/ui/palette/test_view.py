"""Ctrl+K: whatever is found is gone to, or done."""

from typing import cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.core.cancel import CancelToken
from app.core.events import Answered
from app.services.application import Application
from app.services.asking.questions import Question
from app.storage.meetings.meetings import Meetings
from app.ui.ask.view import AskView
from app.ui.library.view import LibraryView
from app.ui.main_window import MainWindow
from app.ui.palette.state import Entry, Kind
from app.ui.palette.view import Palette
from app.ui.saved.view import SavedView
from app.ui.settings.view import SettingsView
from tests.ui.meetings.shown_meetings import shown_meetings
from tests.ui.test_main_window import press

pytestmark = pytest.mark.usefixtures("papers")


def found(window: MainWindow, qtbot: QtBot, text: str, kind: Kind) -> Palette:
    """The palette with this typed, and an entry of this kind chosen."""
    press(window, "Ctrl+K")
    palette = window.findChildren(Palette)[-1]
    qtbot.keyClicks(palette.field, text)
    qtbot.waitUntil(lambda: any(one.kind is kind for one in palette.entries))
    kinds = [one.kind for one in palette.entries]
    for _ in range(kinds.index(kind)):
        qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    return palette


def take(palette: Palette, qtbot: QtBot) -> None:
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isHidden()


def test_a_document_is_found_and_opened(window: MainWindow, qtbot: QtBot) -> None:
    take(found(window, qtbot, "house rul", Kind.DOCUMENT), qtbot)
    assert window.place == "library"
    view = cast(LibraryView, window.view("library"))
    qtbot.waitUntil(lambda: view.state.shown is not None)
    assert view.state.shown is not None
    assert view.state.shown.title == "house rules"


def test_a_conversation_is_found_by_what_was_said(window: MainWindow, services: Application, qtbot: QtBot) -> None:
    events = list(services.answering.ask(Question("Where are bicycles kept?", collection="Flat"), CancelToken()))
    (answered,) = [event for event in events if isinstance(event, Answered)]
    take(found(window, qtbot, "bicycles", Kind.CONVERSATION), qtbot)
    view = cast(AskView, window.view("ask"))
    qtbot.waitUntil(lambda: view.state.key == answered.conversation_id)


def test_a_setting_is_found_by_its_name_and_has_the_focus(window: MainWindow, qtbot: QtBot) -> None:
    take(found(window, qtbot, "text size", Kind.SETTING), qtbot)
    assert window.place == "settings"
    view = cast(SettingsView, window.view("settings"))
    qtbot.waitUntil(lambda: view.built)


def test_a_place_is_gone_to_and_an_action_is_done(window: MainWindow, qtbot: QtBot) -> None:
    take(found(window, qtbot, "privacy", Kind.PLACE), qtbot)
    assert window.place == "privacy"
    window.go("ask")
    shown = cast(AskView, window.view("ask")).list_shown
    take(found(window, qtbot, "hide the list", Kind.ACTION), qtbot)
    assert cast(AskView, window.view("ask")).list_shown is not shown


def test_a_saved_question_and_a_meeting_are_found_and_opened(
    window: MainWindow, services: Application, qtbot: QtBot
) -> None:
    services.saved_questions.save("Bicycles in winter", Question("Where are bicycles kept?"))
    take(found(window, qtbot, "bicycles in", Kind.QUESTION), qtbot)
    assert window.place == "saved"
    qtbot.waitUntil(lambda: (view := window.view("saved")) is not None and view.built)
    saved = cast(SavedView, window.view("saved"))
    qtbot.waitUntil(lambda: saved.state.name == "Bicycles in winter")
    services.saved_questions.remove("Bicycles in winter")
    meetings = Meetings(services.vault.database)
    transcript_id = meetings.begin("/festival.wav", "Harbour festival")
    take(found(window, qtbot, "harbour", Kind.MEETING), qtbot)
    shown = shown_meetings(window, qtbot)
    qtbot.waitUntil(lambda: shown.state.key == transcript_id)
    meetings.delete(transcript_id)


def test_what_was_chosen_stays_chosen_when_more_is_found(window: MainWindow, qtbot: QtBot) -> None:
    press(window, "Ctrl+K")
    palette = window.findChildren(Palette)[-1]
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    chosen = palette.entries[2]
    palette._take_up((Entry(Kind.PLACE, "attic", "Attic"),))
    assert palette.entries[palette.list.currentIndex().row()] == chosen
    palette.field.setText("p")
    assert palette.list.currentIndex().row() == 0
    palette.reject()


def test_what_is_not_there_is_said(window: MainWindow, qtbot: QtBot) -> None:
    press(window, "Ctrl+K")
    palette = window.findChildren(Palette)[-1]
    qtbot.keyClicks(palette.field, "zxqv wvut")
    qtbot.waitUntil(lambda: palette.entries == ())
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert palette.isHidden()
