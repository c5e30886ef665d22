"""Whoever has no documents at hand tries Alcove with those it brings, by one click, and is rid of them by another."""

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.services.application import Application
from app.ui.ask.changes import Library
from app.ui.ask.view import AskView
from app.ui.ask.welcome import Welcome
from app.ui.main_window import MainWindow
from app.ui.widgets.toast import Toast

TRY, REMOVE = "Try it with sample documents", "Remove the sample documents"


@pytest.fixture
def welcome(qtbot: QtBot) -> Welcome:
    made = Welcome()
    qtbot.addWidget(made)
    made.show()
    return made


def offered(shown: Welcome) -> set[str]:
    return {one.text() for one in shown.findChildren(QPushButton) if one.isVisible()} & {TRY, REMOVE}


@pytest.mark.parametrize(
    ("library", "offers"),
    [
        (Library(), set()),
        (Library(samples_offered=True), {TRY}),
        (Library(documents=3, samples_offered=True), set()),
        (Library(documents=5, samples_offered=True, samples=3), {REMOVE}),
    ],
)
def test_samples_are_offered_to_an_empty_library_and_can_be_removed_while_they_are_there(
    welcome: Welcome, library: Library, offers: set[str]
) -> None:
    welcome.show_library(library)
    assert offered(welcome) == offers


def test_one_click_takes_them_in_and_asks_and_one_click_takes_them_out(
    window: MainWindow, services: Application, qtbot: QtBot
) -> None:
    ask = cast(AskView, window.view("ask"))
    qtbot.waitUntil(lambda: offered(ask.welcome) == {TRY})
    take_in = next(one for one in ask.welcome.findChildren(QPushButton) if one.text() == TRY)
    qtbot.mouseClick(take_in, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(ask.state.turns) and ask.state.turns[-1].answer is not None)
    assert len(services.samples.documents()) == 3
    assert "36 months" in ask.state.turns[-1].text
    remove = next(one for one in ask.banner.findChildren(QPushButton) if one.text() == "Remove the samples")
    qtbot.mouseClick(remove, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: ask.state.library is not None and ask.state.library.samples == 0)
    assert services.library.documents() == []
    assert ask.banner.isHidden()
    qtbot.waitUntil(lambda: not ask.state.conversations)
    assert not ask.state.turns, "nothing is left of what was asked about them"
    undo = next(one for one in window.findChild(Toast).findChildren(QPushButton) if one.text() == "Undo")
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(ask.state.conversations) == 1)
    qtbot.waitUntil(lambda: ask.state.library is not None and ask.state.library.samples == 3)
    services.samples.remove()
    services.history.delete([one.id for one in services.history.conversations()])


def test_who_begins_something_meanwhile_is_not_interrupted(
    window: MainWindow, services: Application, qtbot: QtBot
) -> None:
    ask = cast(AskView, window.view("ask"))
    qtbot.waitUntil(lambda: offered(ask.welcome) == {TRY})
    ask.welcome.samples_wanted.emit()
    qtbot.keyClicks(ask.composer.field, "When is the ")
    qtbot.waitUntil(lambda: ask.state.library is not None and ask.state.library.samples == 3)
    assert ask.state.draft == "When is the "
    assert ask.state.asking is None
    assert not ask.state.turns
    services.samples.remove()
