"""What a model thought stands above its answer, folded until somebody wants to see it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.core.asking.conversations import Answer
from app.core.events import Found, Progress
from app.ui.ask.answer_view import AnswerView
from app.ui.ask.messages import AnswerMessage, RunningMessage
from app.ui.ask.state import Asking

THOUGHT = "The lease says 1,200 euros."


@pytest.fixture
def view(qtbot: QtBot) -> AnswerView:
    made = AnswerView()
    qtbot.addWidget(made)
    made.show()
    return made


def running(thought: str, text: str = "") -> RunningMessage:
    return RunningMessage(Asking(-1, "What is the rent?", thought=thought, text=text))


def test_a_model_that_does_not_think_has_no_fold(view: AnswerView) -> None:
    view.show_message(running("", "The rent"))
    view.show_message(AnswerMessage(3, Answer("The rent is 1,200 euros.")))
    assert view.thought is None


def test_thoughts_are_folded_and_opened_and_closed_by_keyboard(view: AnswerView, qtbot: QtBot) -> None:
    view.show_message(running(THOUGHT[:9]))
    fold = view.thought
    assert fold is not None
    assert fold.switch.accessibleName() == "Thinking…"
    assert fold.text.isHidden()
    fold.switch.setFocus()
    qtbot.keyClick(fold.switch, Qt.Key.Key_Space)
    assert not fold.text.isHidden()
    assert fold.text.toPlainText() == THOUGHT[:9]
    view.show_message(running(THOUGHT, "The rent"))
    assert fold.text.toPlainText() == THOUGHT
    assert fold.switch.accessibleName() == "What the model thought (not checked)"
    qtbot.keyClick(fold.switch, Qt.Key.Key_Space)
    assert fold.text.isHidden()


def test_while_it_thinks_it_reads_no_longer(view: AnswerView) -> None:
    read, found = Progress("Reading", 9, 9, "tokens"), Found("What is the rent?", (), 1, 1.0)
    reading = Asking(-1, "What is the rent?", progress=read, found=found)
    view.show_message(RunningMessage(reading))
    assert "reading, 100" in view.findChildren(QLabel)[0].text()
    view.show_message(RunningMessage(replace(reading, thought=THOUGHT)))
    assert "reading" not in view.findChildren(QLabel)[0].text()


def test_they_stay_with_the_finished_answer_and_are_no_part_of_it(view: AnswerView) -> None:
    view.show_message(AnswerMessage(3, Answer("The rent is 1,200 euros.", thought=THOUGHT)))
    assert view.thought is not None
    view.thought.switch.click()
    assert view.thought.text.toPlainText() == THOUGHT
    assert view.text.toPlainText() == "The rent is 1,200 euros."
    view.show_message(AnswerMessage(4, Answer("No.")))
    assert view.thought.isHidden()
