"""How much is read, what was searched, and why: shown in the window, and the user's to change."""

from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from app.services.application import Application
from app.ui.ask.answer_footer import AnswerFooter
from app.ui.ask.answer_view import AnswerView
from app.ui.ask.changes import Scope
from app.ui.ask.view import AskView
from app.ui.ask.why_dialog import WhyDialog
from app.ui.job_bridge import JobBridge
from app.ui.main_window import MainWindow, Remembered
from app.ui.theme import Theme
from tests.ui.ask.test_view import answered, ask, last_answer, send

__all__ = ["ask"]
pytestmark = pytest.mark.usefixtures("papers")


def footer_of(view: AnswerView, qtbot: QtBot) -> AnswerFooter:
    qtbot.waitUntil(lambda: view.footer is not None and view.footer.isVisible())
    return cast(AnswerFooter, view.footer)


def test_a_count_reads_everything_and_says_so(ask: AskView, qtbot: QtBot) -> None:
    question = "How often is the rent mentioned?"
    ask.composer.field.setPlainText(question)
    assert ask.composer.scope.reach_words == "Everything"
    ask.composer.field.clear()
    assert ask.composer.scope.reach_words == "Best passages"
    send(ask, qtbot, question)
    assert "“rent” stands there 2 times" in last_answer(ask).text.toPlainText()
    assert " of " in footer_of(last_answer(ask), qtbot).coverage_text
    assert ask.sources.listed[0].number == 1


def test_the_user_chooses_to_read_everything_for_one_question(ask: AskView, qtbot: QtBot) -> None:
    everything = ask.composer.scope.reaches[2]
    everything.trigger()
    assert ask.composer.scope.reach_words == "Everything"
    state = send(ask, qtbot, "bicycles")
    assert state.turns[-1].answer is not None
    assert state.turns[-1].answer.coverage.passages > 0
    assert ask.composer.scope.reach_words == "Best passages"


def test_what_a_follow_up_was_searched_as_can_be_changed_and_asked_again(ask: AskView, qtbot: QtBot) -> None:
    send(ask, qtbot, "How much is the monthly rent of the flat?")
    send(ask, qtbot, "And when is it due?")
    footer = footer_of(last_answer(ask), qtbot)
    assert "monthly rent" in footer.searched_as
    footer.change_wanted.emit(ask.state.turns[-2].id, ask.state.turns[-1].answer.question)  # type: ignore[union-attr]
    assert ask.state.editing_turn_id == ask.state.turns[-2].id
    assert "monthly rent" in ask.composer.field.toPlainText()
    changed = "When is the monthly rent of the flat due?"
    ask.composer.field.setPlainText(changed)
    ask.composer.sent.emit(changed)
    state = answered(ask, qtbot, changed)
    assert [turn.text for turn in state.turns[::2]] == ["How much is the monthly rent of the flat?", changed]


def test_why_these_passages_is_told_by_the_parts_of_their_scores(ask: AskView, qtbot: QtBot) -> None:
    state = send(ask, qtbot, "Where are bicycles kept?")
    ask.sources.why_wanted.emit()
    dialog = ask.findChild(WhyDialog)
    assert dialog is not None
    assert dialog.table.rowCount() == len(state.found[state.turns[-1].id].passages)
    assert "Bicycles" in dialog.table.item(0, 0).text()
    dialog.close()


@pytest.mark.parametrize("asks_documents", [True, False])
def test_the_first_conversation_asks_what_the_settings_say(
    services: Application, theme: Theme, jobs: JobBridge, qtbot: QtBot, asks_documents: bool
) -> None:
    services.settings.set("ask.use_documents", asks_documents)
    window = MainWindow(theme, jobs)
    qtbot.addWidget(window)
    window.show()
    window.open_places(services, Remembered())
    try:
        qtbot.waitUntil(lambda: (view := window.view("ask")) is not None and view.built)
        view = cast(AskView, window.view("ask"))
        qtbot.waitUntil(lambda: view.state.library is not None)
        qtbot.waitUntil(lambda: view.state.scope == Scope(use_documents=asks_documents))
    finally:
        services.settings.set("ask.use_documents", True)
