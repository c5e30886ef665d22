"""Forgetting for good in the window: asked first, done, and the receipt told."""

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.core.administration.receipts import Receipt, Subject
from app.core.meetings.transcript import Segment
from app.services.application import Application
from app.storage.meetings.meetings import Meetings
from app.ui.forgetting import receipt_words
from app.ui.main_window import MainWindow
from app.ui.view import View

YEARS = itertools.count(1901)
"""Each meeting says something that stands in no other of the tests that share this vault."""


@pytest.fixture
def opened(window: MainWindow, qtbot: QtBot) -> Callable[[str], View]:
    def go(place: str) -> View:
        window.go(place)
        qtbot.waitUntil(lambda: (view := window.view(place)) is not None and view.built)
        found = window.view(place)
        assert found is not None
        return found

    return go


def held_meeting(services: Application) -> int:
    meetings = Meetings(services.vault.database)
    meeting_id = meetings.begin("talk.wav", "Talk")
    said = f"The herons at the mill of {next(YEARS)} are counted on every Thursday."
    meetings.add_segment(meeting_id, Segment(0.0, 4.0, said, "Anna"))
    meetings.finish(meeting_id, "en", 4.0, 0.1)
    return meeting_id


def press(view: QWidget, text: str) -> None:
    next(one for one in view.findChildren(QAbstractButton) if one.text() == text and one.isVisible()).click()


def confirmed(view: View, qtbot: QtBot) -> str:
    """What the receipt says once the question was answered with yes."""
    press(view, "Forget for good")
    qtbot.waitUntil(lambda: view.banner.text.startswith("Forgotten"))
    return view.banner.text


@pytest.mark.usefixtures("papers")
def test_a_document_from_the_library(opened: Callable[[str], View], services: Application, qtbot: QtBot) -> None:
    library = opened("library")
    document = next(one for one in services.library.documents() if one.path.endswith("house rules.txt"))
    library.documents.table.forget_wanted.emit(document)
    assert "“house rules" in library.banner.text
    assert "is not touched" in library.banner.text
    assert "nothing of it was found" in confirmed(library, qtbot)
    assert document.path not in [one.path for one in services.library.documents()]
    assert Path(document.path).is_file()


def test_a_meeting_from_its_list(opened: Callable[[str], View], services: Application, qtbot: QtBot) -> None:
    meeting_id = held_meeting(services)
    meetings = opened("meetings")
    qtbot.waitUntil(lambda: meeting_id in [one.id for one in meetings.state.transcripts])
    meetings._listed.wish_to_forget(meeting_id)
    assert "“Talk”" in meetings.banner.text
    assert "nothing of it was found" in confirmed(meetings, qtbot)
    qtbot.waitUntil(lambda: meeting_id not in [one.id for one in meetings.state.transcripts])
    assert meeting_id not in [one.id for one in services.meetings.transcripts()]


def test_a_person_from_privacy(opened: Callable[[str], View], services: Application, qtbot: QtBot) -> None:
    meeting_id = held_meeting(services)
    privacy = opened("privacy")
    name = next(
        one for one in privacy.findChildren(QLineEdit) if one.accessibleName() == "Name of the person to forget"
    )
    qtbot.keyClicks(name, "Anna")
    press(privacy, "Forget…")
    assert privacy.banner.text.startswith("Forget Anna for good?")
    assert "nothing of it was found" in confirmed(privacy, qtbot)
    assert services.meetings.transcript(meeting_id).speakers == ("Speaker 1",)
    assert name.text() == ""
    qtbot.keyClicks(name, "Nobody")
    press(privacy, "Forget…")
    press(privacy, "Forget for good")
    qtbot.waitUntil(lambda: "Nobody is called Nobody" in privacy.banner.text)


def test_nothing_to_look_for_is_not_called_a_proof() -> None:
    words = receipt_words(Receipt(Subject.DOCUMENT, "", "", "", {"documents": 1}, 0, 80))
    assert "no phrase that stands nowhere else" in words
    assert "places" not in words


def test_what_is_left_is_not_hidden() -> None:
    receipt = Receipt(Subject.PERSON, "", "", "", {"rows": 3}, 1, 80, {"turns.text": 1}, 4)
    words = receipt_words(receipt)
    assert "turns.text" in words
    assert "4 times" in words
    assert "nothing" not in words.lower()
