"""Saved questions in the window: saved below an answer, asked again after a document changed, renamed and deleted."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.core.cancel import CancelToken
from app.services.application import Application
from app.ui.ask.view import AskView
from app.ui.main_window import MainWindow
from app.ui.saved.view import SavedView
from tests.ui.ask.test_view import RENT, last_answer, send
from tests.ui.opened_window import LEASE, write_pdf

pytestmark = pytest.mark.usefixtures("papers")


@pytest.fixture
def saved(window: MainWindow, services: Application, qtbot: QtBot) -> Iterator[SavedView]:
    """The view with the rent's question, asked and saved in the window; afterwards nothing is saved."""
    ask = cast(AskView, window.view("ask"))
    qtbot.waitUntil(lambda: ask.state.library is not None)
    send(ask, qtbot, RENT)
    qtbot.waitUntil(lambda: last_answer(ask).footer is not None)
    footer = last_answer(ask).footer
    assert footer is not None
    footer.save_wanted.emit()
    qtbot.waitUntil(lambda: bool(services.saved_questions.questions()))
    window.go("saved")
    qtbot.waitUntil(lambda: (view := window.view("saved")) is not None and view.built)
    view = cast(SavedView, window.view("saved"))
    qtbot.waitUntil(lambda: view.state.chosen is not None)
    yield view
    for one in services.saved_questions.questions():
        services.saved_questions.remove(one.name)


@pytest.fixture
def lease(services: Application, papers: Path) -> Iterator[Path]:
    """The lease, which may be changed: afterwards it says again what it said."""
    path = papers / "lease.pdf"
    kept = path.read_bytes()
    yield path
    path.write_bytes(kept)
    list(services.library.add([path], "Flat", CancelToken()))


def asked_again(saved: SavedView, qtbot: QtBot) -> None:
    saved.page.run.click()
    assert saved.state.run is not None
    qtbot.waitUntil(lambda: saved.state.run is None)


def press(window: MainWindow, name: str, qtbot: QtBot) -> None:
    shown = [one for one in window.findChildren(QPushButton) if one.accessibleName() == name and one.isVisible()]
    qtbot.mouseClick(shown[-1], Qt.MouseButton.LeftButton)


def test_a_question_is_saved_below_its_answer_with_the_answer(saved: SavedView) -> None:
    standing = saved.state.chosen
    assert standing is not None
    assert (standing.question.name, standing.question.text) == (RENT, RENT)
    assert "1,200 euros" in saved.page.answer.text.toPlainText()


def test_the_same_question_is_saved_again_under_a_number(
    saved: SavedView, window: MainWindow, services: Application, qtbot: QtBot
) -> None:
    ask = cast(AskView, window.view("ask"))
    ask.thread_view.save_wanted.emit(ask.state.turns[-1].id)
    qtbot.waitUntil(lambda: len(services.saved_questions.questions()) == 2)
    assert f"{RENT} (2)" in [one.name for one in services.saved_questions.questions()]
    told = f"Saved as “{RENT} (2)”."
    qtbot.waitUntil(lambda: told in [one.text() for one in window.findChildren(QLabel)])
    press(window, "Show", qtbot)
    assert (window.place, saved.state.name) == ("saved", f"{RENT} (2)")


def test_asked_again_after_a_document_changed_it_shows_what_changed(
    saved: SavedView, services: Application, lease: Path, qtbot: QtBot
) -> None:
    raised = LEASE[0].replace("1,200", "1,350")
    write_pdf(lease, (("Lease agreement", "between Anna Weber and Main Street Holding"), (raised, *LEASE[1:])))
    list(services.library.add([lease], "Flat", CancelToken()))
    saved.arrive(None)
    qtbot.waitUntil(lambda: "changed since" in saved.page.since.text)
    asked_again(saved, qtbot)
    qtbot.waitUntil(lambda: saved.page.since.text == "")
    assert f"Now: {raised}" in saved.page.change_words
    assert f"No longer: {LEASE[0]}" in saved.page.change_words
    asked_again(saved, qtbot)
    assert saved.page.change_words == ["It says what the answer before said."]


def test_its_citations_open_the_document(saved: SavedView, qtbot: QtBot) -> None:
    saved.page.citation_chosen.emit(1)
    viewer = saved.sources.viewer
    qtbot.waitUntil(lambda: viewer.shows_pdf and viewer.pdf.rendered)
    assert viewer.pdf.page_index == 1


def test_a_question_is_renamed_and_deleted_after_a_question(
    saved: SavedView, window: MainWindow, services: Application, qtbot: QtBot
) -> None:
    saved.questions.renamed.emit(RENT, "The rent")
    qtbot.waitUntil(lambda: saved.state.chosen is not None and saved.state.name == "The rent")
    saved.questions.delete_wanted.emit("The rent")
    assert "“The rent” with all its answers" in saved.banner.text
    press(window, "Delete", qtbot)
    qtbot.waitUntil(lambda: saved.state.standings == ())
    assert services.saved_questions.questions() == []


def test_it_is_put_into_the_composer_of_a_new_conversation(saved: SavedView, window: MainWindow, qtbot: QtBot) -> None:
    saved.page.ask_wanted.emit()
    ask = cast(AskView, window.view("ask"))
    qtbot.waitUntil(lambda: ask.composer.field.toPlainText() == RENT)
    assert (window.place, ask.state.turns) == ("ask", ())


def test_the_tabs_lead_from_one_list_to_the_other_and_the_rail_stays_at_ask(
    saved: SavedView, window: MainWindow, qtbot: QtBot
) -> None:
    press(window, "Conversations", qtbot)
    assert window.place == "ask"
    press(window, "Saved", qtbot)
    assert window.place == "saved"
    assert saved.questions.tabs.tabs["saved"].isChecked()
