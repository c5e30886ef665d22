"""What is searched: chosen from the composer, completed while typing, limited in the dialog, and always in sight."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.core.asking.exhaustive import Reach
from app.core.cancel import CancelToken
from app.core.library.filters import FilterChoices, Filters
from app.services.application import Application
from app.services.asking.questions import Question
from app.ui.ask.changes import ModelRead, Scope
from app.ui.ask.limits_dialog import LimitsDialog
from app.ui.ask.view import AskView
from app.ui.main_window import MainWindow
from tests.ui.ask.test_view import BICYCLES, RENT, send

pytestmark = pytest.mark.usefixtures("papers")


@pytest.fixture
def ask(window: MainWindow, qtbot: QtBot) -> AskView:
    view = cast(AskView, window.view("ask"))
    qtbot.waitUntil(lambda: view.state.library is not None)
    view.composer.field.setFocus()
    return view


@pytest.fixture(autouse=True)
def _nothing_stays_saved(services: Application) -> Iterator[None]:
    yield
    for one in services.saved_questions.questions():
        services.saved_questions.remove(one.name)


def offered(ask: AskView, qtbot: QtBot, typed: str) -> list[str]:
    qtbot.keyClicks(ask.composer.field, typed)
    qtbot.waitUntil(lambda: (popup := ask.composer.field.popup) is not None and bool(popup.offers))
    popup = ask.composer.field.popup
    assert popup is not None
    return [one.words for one in popup.offers]


def test_a_document_is_completed_and_stands_as_a_chip_that_can_be_removed(ask: AskView, qtbot: QtBot) -> None:
    assert offered(ask, qtbot, "Where @rules") == ["house rules"]
    qtbot.keyClick(ask.composer.field, Qt.Key.Key_Return)
    assert ask.composer.field.toPlainText() == "Where "
    assert ask.composer.scope.scope_words == "Chosen documents, house rules"
    ask.composer.scope.chips[0].click()
    assert (ask.state.scope, ask.composer.scope.scope_words) == (Scope(), "All documents")


def test_a_collection_is_completed_by_mouse_too(ask: AskView, qtbot: QtBot) -> None:
    assert offered(ask, qtbot, "#fl") == ["Flat"]
    popup = ask.composer.field.popup
    assert popup is not None
    first = popup.list.visualRect(popup.list.currentIndex()).center()
    qtbot.mouseClick(popup.list.viewport(), Qt.MouseButton.LeftButton, pos=first)
    assert ask.state.scope == Scope("Flat")
    assert ask.composer.field.toPlainText() == ""


def test_escape_puts_the_suggestions_away_and_keeps_the_text(ask: AskView, qtbot: QtBot) -> None:
    offered(ask, qtbot, "#f")
    qtbot.keyClick(ask.composer.field, Qt.Key.Key_Escape)
    assert ask.composer.field.popup is not None
    assert ask.composer.field.popup.offers == ()
    assert ask.composer.field.toPlainText() == "#f"


def test_a_saved_question_is_completed_with_all_it_searches(ask: AskView, services: Application, qtbot: QtBot) -> None:
    services.saved_questions.save("bikes", Question(BICYCLES, collection="Flat", filters=Filters(type="txt")))
    assert offered(ask, qtbot, "/bi") == ["bikes"]
    qtbot.keyClick(ask.composer.field, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: ask.composer.field.toPlainText() == BICYCLES)
    assert ask.state.scope == Scope("Flat", filters=Filters(type="txt"))
    assert ask.composer.scope.scope_words == "Flat, Type: txt"


def test_limits_are_chosen_in_a_dialog_and_hold(ask: AskView, qtbot: QtBot) -> None:
    ask.composer.scope.limits_wanted.emit()
    qtbot.waitUntil(lambda: bool(ask.composer.findChildren(LimitsDialog)))
    (dialog,) = ask.composer.findChildren(LimitsDialog)
    kinds = dialog.fields["type"]
    assert {kinds.itemText(at) for at in range(kinds.count())} >= {"pdf", "text"}  # type: ignore[union-attr]
    kinds.setEditText("pdf")  # type: ignore[union-attr]
    dialog.buttons.button(dialog.buttons.StandardButton.Ok).click()
    assert ask.composer.scope.scope_words == "All documents, Type: pdf"
    state = send(ask, qtbot, RENT)
    assert {source.title for source in ask.sources.listed} == {"lease"}
    assert state.turns[-1].answer is not None
    assert state.turns[-1].answer.coverage.documents == 1


def test_a_conversation_that_is_opened_again_searches_what_it_searched(
    ask: AskView, services: Application, qtbot: QtBot
) -> None:
    lease = services.library.documents(search="lease.pdf")[0]
    scope = Scope("Flat", True, (lease.path,), (lease.title,), Filters(type="pdf"))
    ask.composer.scope.scope_chosen.emit(scope)
    ask.composer.scope.reach_chosen.emit(Reach.EVERYTHING)
    key = send(ask, qtbot, RENT).key
    ask.conversations.new_wanted.emit()
    ask.composer.scope.scope_chosen.emit(Scope())
    ask.conversations.chosen.emit(key)
    qtbot.waitUntil(lambda: len(ask.state.turns) == 2)
    assert (ask.state.scope, ask.state.reach) == (scope, Reach.AUTOMATIC)
    assert ask.composer.scope.scope_words == "Chosen documents, lease, Type: pdf"
    ask.thread_view.save_wanted.emit(ask.state.turns[-1].id)
    qtbot.waitUntil(lambda: bool(services.saved_questions.questions()))
    (saved,) = services.saved_questions.questions()
    assert (saved.paths, saved.collection, saved.reach) == ((lease.path,), "Flat", Reach.EVERYTHING)
    assert saved.text.endswith("type:pdf")


def test_a_conversation_about_documents_that_are_gone_searches_nothing_else_and_says_so(
    ask: AskView, services: Application, tmp_path: Path, qtbot: QtBot
) -> None:
    memo = tmp_path / "memo.txt"
    memo.write_text("The caretaker comes on Tuesdays at nine.\n", encoding="utf-8")
    list(services.library.add([memo], "Flat", CancelToken()))
    (document,) = services.library.documents(search="memo.txt")
    ask.composer.scope.scope_chosen.emit(Scope(paths=(document.path,), titles=(document.title,)))
    key = send(ask, qtbot, "When does the caretaker come?").key
    ask.conversations.new_wanted.emit()
    services.library.remove([document.id])
    ask.conversations.chosen.emit(key)
    qtbot.waitUntil(lambda: len(ask.state.turns) == 2)
    assert ask.composer.scope.scope_words == "Chosen documents, Not in the library: memo.txt"
    qtbot.keyClicks(ask.composer.field, RENT)
    qtbot.keyClick(ask.composer.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: ask.state.failure is not None)
    assert ask.state.failure is not None
    assert "None of the files" in ask.state.failure.sentence
    assert services.history.conversation(key).paths == (str(memo),), "added again, they are asked again"
    ask.composer.scope.chips[0].click()
    assert (ask.state.scope, ask.composer.scope.scope_words) == (Scope(), "All documents")


def test_a_document_that_is_gone_is_told_and_asked_again_once_it_is_back(
    ask: AskView, services: Application, tmp_path: Path, qtbot: QtBot
) -> None:
    memo, lease = tmp_path / "memo.txt", services.library.documents(search="lease.pdf")[0]
    memo.write_text("The caretaker comes on Tuesdays at nine.\n", encoding="utf-8")
    list(services.library.add([memo], "Flat", CancelToken()))
    chosen = Scope(paths=(lease.path, str(memo)), titles=(lease.title, "memo"))
    ask.composer.scope.scope_chosen.emit(chosen)
    key = send(ask, qtbot, RENT).key
    services.library.remove([services.library.documents(search="memo.txt")[0].id])
    send(ask, qtbot, RENT)
    ask.conversations.new_wanted.emit()
    ask.conversations.chosen.emit(key)
    qtbot.waitUntil(lambda: len(ask.state.turns) == 4)
    assert ask.composer.scope.scope_words == "Chosen documents, lease, Not in the library: memo.txt"
    list(services.library.add([memo], "Flat", CancelToken()))
    send(ask, qtbot, "When does the caretaker come?")
    assert "memo" in {source.title for source in ask.sources.listed}
    services.library.remove([services.library.documents(search="memo.txt")[0].id])


def test_without_a_chat_model_the_composer_says_what_answers(ask: AskView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: ask.state.model == ModelRead(""))
    assert ask.composer.model_words == "No chat model: quotations only"


def test_what_cannot_be_a_limit_is_not_taken(ask: AskView) -> None:
    dialog = LimitsDialog(Filters(after="2023"), FilterChoices(), ask)
    assert dialog.filters == Filters(after="2023")
    take = dialog.buttons.button(dialog.buttons.StandardButton.Ok)
    dialog.fields["after"].setText("yesterday")  # type: ignore[union-attr]
    assert not take.isEnabled()
    dialog.fields["after"].setText("2023-05")  # type: ignore[union-attr]
    assert take.isEnabled()
    dialog.buttons.button(dialog.buttons.StandardButton.Reset).click()
    assert dialog.filters == Filters()
    dialog.close()


def test_choosing_a_collection_keeps_the_limits_and_lets_the_documents_go(ask: AskView) -> None:
    ask.composer.scope.scope_chosen.emit(Scope(None, True, ("/one.pdf",), ("One",), Filters(type="pdf")))
    flat = next(one for one in ask.composer.scope.choices if one.text() == "Flat")
    flat.trigger()
    assert ask.state.scope == Scope("Flat", filters=Filters(type="pdf"))
