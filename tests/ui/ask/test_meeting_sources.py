"""What was said in a meeting opens at its second in Meetings, wherever it is come upon."""

from collections.abc import Iterator
from typing import cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.core.meetings.transcript import Listening
from app.services.application import Application
from app.storage.meetings.meetings import Meetings
from app.ui.ask.view import AskView
from app.ui.library.arrangement import Column
from app.ui.library.view import LibraryView
from app.ui.main_window import MainWindow
from app.ui.meetings.view import MeetingsView
from app.ui.requests import ShowDocument, ShowSaved
from app.ui.saved.view import SavedView
from tests.core.meeting import FESTIVAL, segments
from tests.ui.ask.test_view import last_answer, send

BAND = "Which brass band do we go with?"
BAND_AT = 55.0


@pytest.fixture
def meeting(services: Application) -> Iterator[int]:
    """A meeting without its sound; its id."""
    meetings = Meetings(services.vault.database)
    transcript_id = meetings.begin("/festival.wav", "Festival", Listening(), 1, 1_795_000_000 * 10**9)
    say(services, transcript_id, FESTIVAL)
    yield transcript_id
    meetings.delete(transcript_id)
    services.meeting_passages.catch_up()


@pytest.fixture
def ask(window: MainWindow, qtbot: QtBot) -> AskView:
    view = cast(AskView, window.view("ask"))
    qtbot.waitUntil(lambda: view.state.library is not None)
    return view


def say(services: Application, transcript_id: int, said: tuple[tuple[str, str], ...]) -> None:
    meetings = Meetings(services.vault.database)
    meetings.replace_segments(transcript_id, segments(said))
    meetings.finish(transcript_id, "en", 5.0 * len(said), 0.1)


def meetings_of(window: MainWindow, qtbot: QtBot) -> MeetingsView:
    """The Meetings view that something led to, built to its end."""
    qtbot.waitUntil(lambda: window.place == "meetings")
    qtbot.waitUntil(lambda: (view := window.view("meetings")) is not None and view.built)
    return cast(MeetingsView, window.view("meetings"))


def wait_for_second(window: MainWindow, transcript_id: int, second: float, qtbot: QtBot) -> None:
    """Wait until the window shows that meeting in Meetings, at what is said at that second."""
    view = meetings_of(window, qtbot)

    def shown() -> float | None:
        rows = view.pane.segments
        is_open = view.state.open is not None and view.state.open.id == transcript_id
        return rows.segments[rows.row].start if is_open and rows.currentIndex().isValid() else None

    qtbot.waitUntil(lambda: shown() == second)


def citation_of_the_band(ask: AskView) -> int:
    return next(one.number for one in ask.sources.listed if one.number and "brass band from" in one.snippet)


def test_a_citation_opens_the_meeting_at_the_second_and_after_an_edit_where_it_is_said_then(
    ask: AskView, window: MainWindow, services: Application, meeting: int, qtbot: QtBot
) -> None:
    send(ask, qtbot, BAND)
    number = citation_of_the_band(ask)
    last_answer(ask).text.citation_chosen.emit(number)
    wait_for_second(window, meeting, BAND_AT, qtbot)
    say(services, meeting, FESTIVAL[4:])
    window.go("ask")
    last_answer(ask).text.citation_chosen.emit(number)
    wait_for_second(window, meeting, BAND_AT - 20.0, qtbot)


@pytest.mark.usefixtures("meeting")
def test_walking_through_the_sources_stays_here_until_a_meeting_is_wanted(
    ask: AskView, window: MainWindow, qtbot: QtBot
) -> None:
    send(ask, qtbot, BAND)
    said = next(at for at, one in enumerate(ask.sources.listed) if one.is_said)
    ask.sources.list.setFocus()
    ask.sources.list.setCurrentIndex(ask.sources.list.model().index(said, 0))
    assert window.place == "ask"
    for _again in range(2):
        window.go("ask")
        ask.sources.list.setFocus()
        qtbot.keyClick(ask.sources.list, Qt.Key.Key_Return)
        meetings_of(window, qtbot)


def test_a_citation_of_a_saved_question_opens_the_meeting_too(
    ask: AskView, window: MainWindow, services: Application, meeting: int, qtbot: QtBot
) -> None:
    send(ask, qtbot, BAND)
    number = citation_of_the_band(ask)
    ask.thread_view.save_wanted.emit(ask.state.turns[-1].id)
    qtbot.waitUntil(lambda: bool(services.saved_questions.questions()))
    name = services.saved_questions.questions()[0].name
    window.go("saved", ShowSaved(name))
    qtbot.waitUntil(lambda: (view := window.view("saved")) is not None and view.built)
    saved = cast(SavedView, window.view("saved"))
    qtbot.waitUntil(lambda: saved.state.answer is not None)
    saved.page.citation_chosen.emit(number)
    wait_for_second(window, meeting, BAND_AT, qtbot)
    services.saved_questions.remove(name)


def test_a_meeting_in_the_library_leads_to_meetings_and_is_not_said_to_be_a_file_that_is_gone(
    window: MainWindow, services: Application, meeting: int, qtbot: QtBot
) -> None:
    services.meeting_passages.catch_up()
    document = next(one for one in services.library.documents() if one.path == f"meeting:{meeting}")
    window.go("library", ShowDocument(document.id))
    qtbot.waitUntil(lambda: (view := window.view("library")) is not None and view.built)
    library = cast(LibraryView, window.view("library"))
    page, table = library.page, library.documents.table
    qtbot.waitUntil(lambda: page.viewer.text.isVisible() and "brass band" in page.viewer.text.toPlainText())
    assert page.viewer.note.text() == ""
    qtbot.waitUntil(lambda: document.title in [one.title for one in table.documents])
    row = [one.id for one in table.documents].index(document.id)
    assert table.model().index(row, list(Column).index(Column.SIZE)).data() == ""
    page.meeting.click()
    meetings = meetings_of(window, qtbot)
    qtbot.waitUntil(lambda: meetings.state.open is not None and meetings.state.open.id == meeting)
