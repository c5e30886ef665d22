"""One text of the window is read aloud at a time: begun by its button, marked as it goes, and ended by the same or Esc."""

import threading
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.core.asking.conversations import Answer, Sentence, Support
from app.core.words.aloud import Spoken, spoken
from app.services.application import Application
from app.services.jobs import Lane
from app.services.reading_aloud import ReadingAloud
from app.storage.database import Database
from app.storage.settings import Settings
from app.ui.aloud import Aloud, AloudButton
from app.ui.ask.answer_view import AnswerView
from app.ui.ask.messages import AnswerMessage
from app.ui.job_bridge import JobBridge
from app.ui.main_window import MainWindow
from tests.services.scripted_voices import ANNA, ScriptedVoices
from tests.ui.opened_window import LONGEST_MS

TEXT = spoken("The rent is due. It rose in the spring.")
FIRST, SECOND = TEXT


class Said:
    """What reads aloud, with scripted voices, and the reasons it gave where it could not."""

    def __init__(self, jobs: JobBridge, settings: Settings, lane: Lane, parent: QWidget) -> None:
        self.voices = ScriptedVoices()
        self.problems: list[str] = []
        self.told: list[Spoken | None] = []
        reader = ReadingAloud(self.voices, settings, lambda: False)
        services = SimpleNamespace(reading_aloud=reader, lanes=SimpleNamespace(aloud=lane))
        self.aloud = Aloud(jobs, self.problems.append, parent)
        self.aloud.use(cast("Application", services))

    @property
    def steps(self) -> list[Spoken | None]:
        """What was told, each once: a sentence is told when it is asked for and when it begins."""
        return [part for part, _again in groupby(self.told)]

    def toggle(self, owner: QWidget, text: tuple[Spoken, ...] = TEXT) -> None:
        self.aloud.toggle(owner, text, self.told.append)


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def said(jobs: JobBridge, page: QWidget, tmp_path: Path) -> Iterator[Said]:
    database, lane = Database(tmp_path / "vault.db", bytes(32)), Lane("aloud")
    yield Said(jobs, Settings(database), lane, page)
    lane.close()
    database.close()


def test_every_sentence_is_told_and_then_that_it_is_over(said: Said, page: QWidget, qtbot: QtBot) -> None:
    said.toggle(page)
    assert said.told == [FIRST], "at once, before the system's speech answers"
    qtbot.waitUntil(lambda: not said.aloud.reading)
    assert said.told[-2:] == [SECOND, None]
    assert [text for text, _voice, _speed in said.voices.heard] == [FIRST.text, SECOND.text]


def test_pressed_again_it_is_silent_at_once(said: Said, page: QWidget, qtbot: QtBot) -> None:
    said.voices.endless = {FIRST.text}
    said.toggle(page)
    qtbot.waitUntil(lambda: bool(said.voices.heard))
    said.toggle(page)
    assert not said.aloud.reading
    assert said.told[-1] is None
    assert not said.aloud.stop(), "nothing is left to be ended"


def test_another_text_takes_its_place(said: Said, page: QWidget, qtbot: QtBot) -> None:
    said.voices.endless = {FIRST.text}
    said.toggle(page)
    qtbot.waitUntil(lambda: bool(said.voices.heard))
    other = QWidget(page)
    said.toggle(other, (SECOND,))
    qtbot.waitUntil(lambda: not said.aloud.reading)
    assert [text for text, _voice, _speed in said.voices.heard] == [FIRST.text, SECOND.text]
    assert said.steps == [FIRST, None, SECOND, None]


def test_it_ends_with_what_shows_the_text(said: Said, page: QWidget, qtbot: QtBot) -> None:
    said.voices.endless = {FIRST.text}
    shown = QWidget(page)
    said.toggle(shown)
    shown.deleteLater()
    qtbot.waitUntil(lambda: not said.aloud.reading)


def test_what_is_waited_for_is_said_while_nothing_is_heard(
    said: Said, page: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = threading.Event()
    monkeypatch.setattr("app.ui.aloud._SILENT_MS", 0)
    monkeypatch.setattr(said.voices, "voices", lambda _cancel: listed.wait(LONGEST_MS / 1000) and (ANNA,))
    said.toggle(page)
    try:
        qtbot.waitUntil(lambda: bool(said.problems))
        assert said.problems == ["The system is asked for its voices; the first time, that takes some seconds."]
        said.toggle(page)
        assert not said.aloud.reading, "at once, whatever the system is at"
    finally:
        listed.set()
    said.toggle(page)
    qtbot.waitUntil(lambda: not said.aloud.reading)
    assert [text for text, _voice, _speed in said.voices.heard] == [FIRST.text, SECOND.text]


def test_why_it_cannot_is_said(said: Said, page: QWidget, qtbot: QtBot) -> None:
    said.voices.failure = "No voice of this system answers."
    said.toggle(page)
    qtbot.waitUntil(lambda: bool(said.problems))
    assert (said.problems, said.told) == (["No voice of this system answers."], [FIRST, None])


def test_the_button_says_what_it_does(page: QWidget) -> None:
    button = AloudButton(lambda: None, page)
    assert button.accessibleName() == "Read aloud"
    button.show_reading(True)
    assert button.toolTip() == "Stop reading aloud"


@pytest.fixture
def answer(qtbot: QtBot) -> AnswerView:
    view = AnswerView()
    qtbot.addWidget(view)
    sentences = (
        Sentence("The **rent** \U0001f600 is due.", Support.SUPPORTED, (1,)),
        Sentence("It rose.", Support.UNSUPPORTED, ()),
    )
    view.show_message(AnswerMessage(3, Answer("The **rent** \U0001f600 is due. It rose.", sentences)))
    qtbot.waitUntil(lambda: view.footer is not None)
    return view


@pytest.mark.usefixtures("theme")
def test_an_answer_is_read_with_its_doubts_and_without_its_citations(answer: AnswerView) -> None:
    assert [part.text for part in answer.text.spoken()] == [
        "The rent \U0001f600 is due.",
        "It rose.",
        "not supported by your documents",
    ]


@pytest.mark.usefixtures("theme")
def test_the_sentence_that_is_read_is_set_off(answer: AnswerView) -> None:
    for part, shown in zip(answer.text.spoken(), ("The rent \U0001f600 is due.", "It rose."), strict=False):
        answer.show_saying(part)
        (selection,) = answer.text.extraSelections()
        assert selection.cursor.selectedText() == shown
    assert answer.footer is not None
    assert answer.footer.aloud.toolTip() == "Stop reading aloud"
    answer.show_saying(None)
    assert answer.text.extraSelections() == []
    assert answer.footer.aloud.toolTip() == "Read aloud"


def test_esc_ends_it_in_whatever_view(window: MainWindow, said: Said, page: QWidget, qtbot: QtBot) -> None:
    said.voices.endless = {FIRST.text}
    aloud = window.frame.aloud
    aloud.use(said.aloud._services)  # type: ignore[arg-type]
    aloud.toggle(page, TEXT, said.told.append)
    window.go("models")
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not aloud.reading)
    assert said.steps == [FIRST, None]
