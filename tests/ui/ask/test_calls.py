"""What tools did stands above an answer, folded; what would write a file waits for the user to say where."""

from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.core.asking.conversations import Answer, Sentence, Support
from app.core.asking.grounding import UNSUPPORTED
from app.core.events import Called
from app.core.tools.tools import COMPUTE, MAKE_DOCUMENT, Call, called
from app.services.application import Application
from app.ui.ask.answer_view import AnswerView
from app.ui.ask.changes import Sent
from app.ui.ask.messages import AnswerMessage, RunningMessage
from app.ui.ask.state import Asking, AskState, reduce
from app.ui.ask.view import AskView
from app.ui.main_window import MainWindow

COMPUTED = Call("compute", (("expression", "17 * 23"),), "391")
OFFERED = called(MAKE_DOCUMENT, "docx", "this answer", "The rent")


def places_of(answer: Answer | None) -> list[str]:
    return [call.saved_to for call in answer.calls] if answer is not None else []


@pytest.fixture
def view(qtbot: QtBot) -> AnswerView:
    made = AnswerView()
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_call_is_taken_up_while_the_answer_is_on_its_way() -> None:
    state = reduce(AskState(), Sent("What is 17 * 23?"))
    asking = reduce(state, Called(COMPUTED)).asking
    assert asking is not None
    assert asking.calls == (COMPUTED,)
    assert reduce(AskState(), Called(COMPUTED)).asking is None


def test_an_answer_without_a_call_has_no_line_for_one(view: AnswerView) -> None:
    view.show_message(AnswerMessage(3, Answer("The rent is 1,200 euros.")))
    assert view.calls is None


def test_a_call_is_folded_and_opened_by_keyboard_with_all_that_was_told_and_came_of_it(
    view: AnswerView, qtbot: QtBot
) -> None:
    view.show_message(RunningMessage(Asking(-1, "What is 17 * 23?", calls=(COMPUTED,))))
    assert view.calls is not None
    (fold,) = view.calls.folds
    assert fold.switch.accessibleName() == "Calculated 17 × 23"
    assert fold.text.isHidden()
    fold.switch.setFocus()
    qtbot.keyClick(fold.switch, Qt.Key.Key_Space)
    assert fold.text.toPlainText() == "Tool: compute\nexpression: 17 * 23\nResult: 391"
    view.show_message(AnswerMessage(3, Answer("17 × 23 = 391", calls=(COMPUTED,))))
    assert view.calls.folds == [fold]
    assert not fold.text.isHidden()
    view.show_message(AnswerMessage(4, Answer("No.")))
    assert view.calls.isHidden()


def test_one_that_failed_says_so(view: AnswerView) -> None:
    failed = Call("read_page", (("document", "lease"), ("page", "9")), "The lease has no page 9.", failed=True)
    view.show_message(AnswerMessage(3, Answer("No.", calls=(failed,))))
    assert view.calls is not None
    (fold,) = view.calls.folds
    assert fold.switch.text() == "Read page 9 of lease (failed)"
    assert fold.text.toPlainText().endswith("Failed: The lease has no page 9.")
    assert not fold.text.isHidden()


def test_a_document_is_offered_by_a_button_once_the_answer_is_there(view: AnswerView, qtbot: QtBot) -> None:
    view.show_message(RunningMessage(Asking(-1, "Make a Word document", calls=(OFFERED,))))
    assert view.findChildren(QPushButton, options=Qt.FindChildOption.FindChildrenRecursively) == []
    view.show_message(AnswerMessage(3, Answer("The rent is 1,200 euros.", calls=(OFFERED,))))
    assert view.calls is not None
    assert view.calls.folds[0].switch.text() == "Word document"
    (save,) = view.calls.findChildren(QPushButton)
    assert save.accessibleName() == "Save as…"
    with qtbot.waitSignal(view.document_wanted) as wanted:
        save.click()
    assert wanted.args == [3, OFFERED]


def test_where_the_policy_forbids_it_saving_is_greyed_out_with_the_reason(qtbot: QtBot) -> None:
    view = AnswerView(None, "Your organization does not allow this.")
    qtbot.addWidget(view)
    view.show_message(AnswerMessage(3, Answer("The rent is 1,200 euros.", calls=(OFFERED,))))
    assert view.calls is not None
    (save,) = view.calls.findChildren(QPushButton)
    assert not save.isEnabled()
    assert save.toolTip() == save.accessibleDescription() == "Your organization does not allow this."


def test_a_document_that_was_saved_names_its_place(view: AnswerView) -> None:
    saved = replace(OFFERED, saved_to="/home/ada/rent.docx")
    view.show_message(AnswerMessage(3, Answer("The rent is 1,200 euros.", calls=(saved,))))
    assert view.calls is not None
    view.calls.folds[0].switch.toggle()
    assert view.calls.folds[0].text.toPlainText().endswith("Saved to: /home/ada/rent.docx")


def test_an_answer_withdrawn_after_it_was_written_leaves_nothing_of_it(view: AnswerView) -> None:
    written = "The rent is 9,999 euros [1]. " * 20
    view.show_message(RunningMessage(Asking(-1, "What is the rent?", text=written)))
    assert "9,999" in view.text.toPlainText()
    high = view.text.height()
    view.show_message(AnswerMessage(3, Answer(UNSUPPORTED, (Sentence(UNSUPPORTED, Support.PLAIN),), declined=True)))
    assert view.text.toPlainText() == UNSUPPORTED
    assert view.text.height() < high
    assert not any("9,999" in one.text() for one in view.findChildren(QLabel))


def test_an_answer_that_the_documents_own_words_replace_says_so(view: AnswerView, qtbot: QtBot) -> None:
    quoted = "“The rent is 1,200 euros.”"
    view.show_message(RunningMessage(Asking(-1, "What is the rent?", text="About 9,999 euros, perhaps.")))
    view.show_message(AnswerMessage(3, Answer(quoted, (Sentence(quoted, Support.SUPPORTED),), replaced=True)))
    qtbot.waitUntil(lambda: view.footer is not None)
    assert view.text.toPlainText() == quoted
    assert any("own words stand in its place" in one.text() and one.isVisible() for one in view.findChildren(QLabel))


@pytest.mark.usefixtures("papers")
def test_a_document_asked_for_is_saved_where_the_user_says(
    window: MainWindow, services: Application, qtbot: QtBot, tmp_path: Path
) -> None:
    ask = cast(AskView, window.view("ask"))
    qtbot.waitUntil(lambda: ask.state.library is not None and ask.state.model is not None)
    ask.composer.field.setFocus()
    qtbot.keyClicks(ask.composer.field, "Make a Markdown file about the monthly rent of the flat on Main Street")
    qtbot.keyClick(ask.composer.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(ask.state.turns) and ask.state.turns[-1].id > 0)
    shown = [view for view in ask.thread_view.views if isinstance(view, AnswerView)][-1]
    qtbot.waitUntil(lambda: shown.calls is not None and bool(shown.calls.folds))
    assert shown.calls is not None
    shown.calls.findChildren(QPushButton)[0].click()
    qtbot.waitUntil(lambda: bool(ask.findChildren(QFileDialog)))
    dialog = ask.findChildren(QFileDialog)[0]
    path = tmp_path / "rent.md"
    dialog.filesSelected.emit([str(path)])
    dialog.reject()
    qtbot.waitUntil(path.exists)
    assert "1,200 euros" in path.read_text(encoding="utf-8")
    kept = ask.state.turns[-1].id
    qtbot.waitUntil(lambda: places_of(ask.state.turns[-1].answer) == [str(path)])
    turns = services.history.turns(ask.state.key)
    assert [places_of(turn.answer) for turn in turns if turn.id == kept] == [[str(path)]]


def test_a_calculation_in_the_window_needs_no_document_and_no_model(window: MainWindow, qtbot: QtBot) -> None:
    ask = cast(AskView, window.view("ask"))
    qtbot.waitUntil(lambda: ask.state.library is not None)
    qtbot.keyClicks(ask.composer.field, "What is 17 * 23?")
    qtbot.keyClick(ask.composer.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(ask.state.turns) and ask.state.turns[-1].answer is not None)
    answer = ask.state.turns[-1].answer
    assert answer is not None
    assert answer.text == "17 × 23 = 391"
    assert answer.calls[0].tool == COMPUTE.name
