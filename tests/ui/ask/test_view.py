"""Asking in the window, over real documents: evidence, answer, verdicts, citations, and everything around them."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.core.cancel import CancelToken
from app.core.events import Event, Progress
from app.services.application import Application
from app.services.asking.questions import Question
from app.ui.ask.answer_footer import AnswerFooter
from app.ui.ask.answer_view import AnswerView
from app.ui.ask.changes import Scope
from app.ui.ask.message_views import UnansweredMessageView, UserMessageView
from app.ui.ask.state import AskState
from app.ui.ask.view import AskView
from app.ui.job_bridge import JobBridge
from app.ui.main_window import MainWindow
from app.ui.requests import AskAbout
from app.ui.theme import Theme
from app.ui.tokens import LIGHT
from tests.ui.opened_window import LEASE, LONGEST_MS

pytestmark = pytest.mark.usefixtures("papers")
RENT = "How much is the monthly rent of the flat on Main Street?"
BICYCLES = "Where are bicycles kept?"


@pytest.fixture
def ask(window: MainWindow, qtbot: QtBot) -> AskView:
    view = cast(AskView, window.view("ask"))
    qtbot.waitUntil(lambda: view.state.library is not None and view.state.model is not None)
    return view


def send(ask: AskView, qtbot: QtBot, question: str) -> AskState:
    """Type a question, press Enter, and wait for its answer and the ids the vault gave."""
    ask.composer.field.setFocus()
    qtbot.keyClicks(ask.composer.field, question)
    qtbot.keyClick(ask.composer.field, Qt.Key.Key_Return)
    return answered(ask, qtbot, question)


def answered(ask: AskView, qtbot: QtBot, question: str) -> AskState:
    def done() -> bool:
        state = ask.state
        kept = [turn for turn in state.turns if turn.id and turn.text == question]
        return state.asking is None and bool(kept) and state.turns[-1].answer is not None

    qtbot.waitUntil(done)
    return ask.state


def last_answer(ask: AskView) -> AnswerView:
    return [view for view in ask.thread_view.views if isinstance(view, AnswerView)][-1]


def undo_button(window: MainWindow) -> QPushButton:
    return next(one for one in window.findChildren(QPushButton) if one.accessibleName() == "Undo")


def marked_pixels(image: QImage) -> int:
    wanted = QColor(LIGHT.mark).rgb()
    return sum(image.pixel(x, y) == wanted for x in range(0, image.width(), 2) for y in range(0, image.height(), 2))


def test_a_question_is_answered_from_the_documents_with_numbered_sources(ask: AskView, qtbot: QtBot) -> None:
    state = send(ask, qtbot, RENT)
    shown = last_answer(ask).text.toPlainText()
    assert "1,200 euros" in shown
    assert "[1]" in shown
    assert state.key > 0
    assert ask.sources.isVisible()
    assert ask.sources.listed[0].number == 1
    assert ask.sources.listed[0].score is not None


def test_a_citation_opens_the_pdf_at_its_page_with_the_very_words_highlighted(ask: AskView, qtbot: QtBot) -> None:
    send(ask, qtbot, RENT)
    last_answer(ask).text.citation_chosen.emit(1)
    viewer = ask.sources.viewer
    qtbot.waitUntil(lambda: viewer.shows_pdf and viewer.pdf.rendered)
    source = ask.sources.listed[0]
    assert (viewer.pdf.page_index, source.page) == (1, 2)
    assert " ".join(viewer.pdf.marked_text.split()) == source.snippet
    assert source.snippet in LEASE
    qtbot.waitUntil(lambda: viewer.height() > 2 * ask.sources.list.height())
    assert marked_pixels(viewer.pdf.viewport().grab().toImage()) > 20
    viewer.pdf.go_previous()
    qtbot.waitUntil(lambda: viewer.pdf.rendered)
    assert marked_pixels(viewer.pdf.viewport().grab().toImage()) == 0


def test_a_citation_of_a_text_opens_it_with_the_words_highlighted(ask: AskView, qtbot: QtBot) -> None:
    send(ask, qtbot, BICYCLES)
    last_answer(ask).text.citation_chosen.emit(1)
    viewer = ask.sources.viewer
    qtbot.waitUntil(lambda: viewer.text.isVisible() and bool(viewer.text.marked_text))
    assert viewer.text.marked_text == "Bicycles are kept in the cellar, behind the green door."


def test_chips_are_reached_and_opened_by_keyboard(ask: AskView, qtbot: QtBot) -> None:
    send(ask, qtbot, RENT)
    text = last_answer(ask).text
    text.setFocus()
    qtbot.keyClick(text, Qt.Key.Key_Tab)
    qtbot.keyClick(text, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: ask.state.source == 0)


def test_the_coverage_names_what_could_not_be_read_and_leads_there(
    ask: AskView, window: MainWindow, qtbot: QtBot
) -> None:
    send(ask, qtbot, RENT)
    qtbot.waitUntil(lambda: last_answer(ask).footer is not None)
    footer = cast(AnswerFooter, last_answer(ask).footer)
    assert "1 file could not be read" in footer.coverage_text
    footer.problems_wanted.emit()
    assert window.place == "library"


def test_what_the_documents_do_not_hold_is_declined_with_the_nearest_passages(ask: AskView, qtbot: QtBot) -> None:
    state = send(ask, qtbot, "zxqv wvut?")
    answer = state.turns[-1].answer
    assert answer is not None
    assert answer.declined
    assert last_answer(ask).text.toPlainText() == "Your documents do not answer this."


def test_a_conversation_is_kept_and_read_again(ask: AskView, qtbot: QtBot) -> None:
    key = send(ask, qtbot, RENT).key
    qtbot.keyClick(ask.window(), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert ask.state.turns == ()
    qtbot.waitUntil(lambda: any(one.id == key for one in ask.state.conversations))
    ask.conversations.chosen.emit(key)
    qtbot.waitUntil(lambda: len(ask.state.turns) == 2)
    assert "1,200 euros" in last_answer(ask).text.toPlainText()


def test_up_edits_the_last_message_and_sending_it_replaces_what_followed(ask: AskView, qtbot: QtBot) -> None:
    send(ask, qtbot, RENT)
    qtbot.keyClick(ask.composer.field, Qt.Key.Key_Up)
    assert ask.composer.field.toPlainText() == RENT
    ask.composer.field.selectAll()
    state = send(ask, qtbot, BICYCLES)
    assert [turn.text for turn in state.turns if turn.answer is None] == [BICYCLES]
    assert "cellar" in last_answer(ask).text.toPlainText()


def test_the_edit_button_does_the_same_and_escape_gives_it_up(ask: AskView, qtbot: QtBot) -> None:
    send(ask, qtbot, RENT)
    user = next(view for view in ask.thread_view.views if isinstance(view, UserMessageView))
    user.edit_wanted.emit(ask.state.turns[0].id)
    assert ask.state.editing_turn_id == ask.state.turns[0].id
    qtbot.keyClick(ask.window(), Qt.Key.Key_Escape)
    assert (ask.state.editing_turn_id, ask.composer.field.toPlainText()) == (None, "")


def test_regenerate_answers_the_same_question_again(ask: AskView, qtbot: QtBot) -> None:
    first = send(ask, qtbot, RENT).turns[-1].id
    qtbot.keyClick(ask.window(), Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: ask.state.turns != () and ask.state.turns[-1].id > first)
    assert len(answered(ask, qtbot, RENT).turns) == 2


def test_the_answer_is_copied_with_its_sources(ask: AskView, qtbot: QtBot) -> None:
    send(ask, qtbot, RENT)
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(ask.window(), Qt.Key.Key_C, modifiers)
    copied = QGuiApplication.clipboard().text()
    assert "1,200 euros. [1]" in copied
    assert "[1] lease, page 2: “" in copied


def test_shift_enter_breaks_the_line_and_a_draft_stays_with_its_conversation(ask: AskView, qtbot: QtBot) -> None:
    key = send(ask, qtbot, RENT).key
    qtbot.keyClicks(ask.composer.field, "one")
    qtbot.keyClick(ask.composer.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(ask.composer.field, "two")
    ask.conversations.new_wanted.emit()
    assert ask.composer.field.toPlainText() == ""
    ask.conversations.chosen.emit(key)
    assert ask.composer.field.toPlainText() == "one\ntwo"


def test_a_draft_survives_the_window(
    ask: AskView, window: MainWindow, services: Application, theme: Theme, jobs: JobBridge, qtbot: QtBot
) -> None:
    qtbot.keyClicks(ask.composer.field, "half a question")
    again = MainWindow(theme, jobs)
    qtbot.addWidget(again)
    again.open_places(services, window.remember())
    qtbot.waitUntil(lambda: (view := again.view("ask")) is not None and view.built)
    assert cast(AskView, again.view("ask")).composer.field.toPlainText() == "half a question"


def test_conversations_are_searched_renamed_pinned_deleted_and_brought_back(
    ask: AskView, window: MainWindow, qtbot: QtBot
) -> None:
    key = send(ask, qtbot, RENT).key
    ask.conversations.renamed.emit(key, "Cost of the flat")
    ask.conversations.pinned.emit(key, True)

    def titles() -> list[str]:
        return [one.title for one in ask.state.conversations]

    qtbot.waitUntil(lambda: "Cost of the flat" in titles())
    qtbot.waitUntil(lambda: ask.state.conversations[0].pinned)
    ask.conversations.search.setText("cost of")
    qtbot.waitUntil(lambda: titles() == ["Cost of the flat"])
    ask.conversations.delete_wanted.emit([key])
    qtbot.waitUntil(lambda: titles() == [])
    qtbot.mouseClick(undo_button(window), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: titles() == ["Cost of the flat"])


def test_a_question_can_be_kept_to_certain_documents(
    ask: AskView, window: MainWindow, services: Application, qtbot: QtBot
) -> None:
    rules = services.library.documents(search="house rules")[0]
    window.go("ask", AskAbout((rules.path,), (rules.title,)))
    send(ask, qtbot, RENT)
    assert {source.document_id for source in ask.sources.listed} <= {rules.id}
    assert ask.state.scope == Scope(paths=(rules.path,), titles=(rules.title,))


def test_a_failure_is_said_in_the_thread_and_can_be_tried_again(ask: AskView, qtbot: QtBot) -> None:
    ask.composer.scope.scope_chosen.emit(Scope(use_documents=False))
    qtbot.keyClicks(ask.composer.field, RENT)
    qtbot.keyClick(ask.composer.field, Qt.Key.Key_Return)

    def trouble() -> UnansweredMessageView | None:
        shown = ask.thread_view.views
        return shown[-1] if shown and isinstance(shown[-1], UnansweredMessageView) else None

    qtbot.waitUntil(lambda: trouble() is not None and ask.state.key > 0)
    told = trouble()
    assert told is not None
    assert "needs a chat model" in told.text
    assert told.models.isVisible()
    told.models.click()
    assert ask.window().place == "models"
    ask.frame.go("ask", None)
    ask.composer.scope.scope_chosen.emit(Scope())
    told.again_wanted.emit()
    assert len(answered(ask, qtbot, RENT).turns) == 2


def test_a_question_sent_before_the_last_job_is_quite_over_keeps_its_answer_and_its_stop(
    ask: AskView, services: Application, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering, over = services.answering.ask, threading.Event()

    def held(question: Question, cancel: CancelToken) -> Iterator[Event]:
        if question.text == RENT:
            yield from answering(question, cancel)
            over.wait(LONGEST_MS / 1000)
        else:
            yield Progress("Reading", 0, 1, "tokens")
            while not cancel.cancelled:
                over.wait(0.01)
            cancel.checkpoint()

    monkeypatch.setattr(services.answering, "ask", held)
    send(ask, qtbot, RENT)
    qtbot.keyClicks(ask.composer.field, BICYCLES)
    qtbot.keyClick(ask.composer.field, Qt.Key.Key_Return)
    over.set()
    qtbot.waitUntil(lambda: ask.state.asking is not None and ask.state.asking.progress is not None)
    assert ask.state.failure is None
    qtbot.keyClick(ask.window(), Qt.Key.Key_Escape)
    assert ask.state.asking is not None
    assert ask.state.asking.stopping
    qtbot.waitUntil(lambda: ask.state.asking is None)


def test_a_removed_original_is_shown_as_the_text_that_was_kept(ask: AskView, papers: Path, qtbot: QtBot) -> None:
    send(ask, qtbot, RENT)
    away = (papers / "lease.pdf").rename(papers / "moved.pdf")
    last_answer(ask).text.citation_chosen.emit(1)
    viewer = ask.sources.viewer
    qtbot.waitUntil(lambda: viewer.text.isVisible() and bool(viewer.text.marked_text))
    away.rename(papers / "lease.pdf")
    assert "moved, deleted or changed" in viewer.note.text()
    assert " ".join(viewer.text.marked_text.split()) == ask.sources.listed[0].snippet
