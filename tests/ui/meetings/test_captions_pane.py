"""The captions in the window."""

from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from app.core.events import Caption
from app.core.meetings.transcript import Segment
from app.services.application import Application
from app.ui.main_window import MainWindow
from app.ui.meetings.captions_state import CaptionsState, reduce
from tests.ui.meetings.shown_meetings import shown_meetings


def test_what_is_settled_stands_as_lines_and_what_is_said_just_now_below(window: MainWindow, qtbot: QtBot) -> None:
    pane = shown_meetings(window, qtbot).recorder.captions
    assert pane.isHidden(), "nothing is being recorded"
    pane.setVisible(True)
    state = reduce(
        CaptionsState(), Caption((Segment(0, 2, "Good morning.", "Me"),), (Segment(3, 4, "shall we", "Others"),), 0.0)
    )
    pane.show_captions(state)
    assert "Good morning." in pane.settled.selected_text()
    assert pane.provisional.text() == "Others: shall we"
    assert pane.standing.isHidden()
    before = pane.provisional.geometry()
    pane.show_captions(reduce(state, Caption((), (), 0.0)))
    assert pane.provisional.geometry() == before, "an empty line moves nothing"
    pane.show_captions(reduce(state, Caption((), (), 12.0)))
    assert not pane.standing.isHidden()
    assert "12 s behind" in pane.standing.text()
    assert QAccessible.queryAccessibleInterface(pane.settled).text(QAccessible.Text.Name) == "Live captions"
    pane.clear()
    assert pane.isHidden()


def test_without_a_speech_model_the_captions_say_so_and_the_recorder_is_left_alone(
    window: MainWindow, qtbot: QtBot
) -> None:
    pane = shown_meetings(window, qtbot).recorder.captions
    pane.follow(0, 2, lambda: 0.0)
    qtbot.waitUntil(lambda: "speech model" in pane.standing.text())
    assert not pane.isHidden()
    pane.clear()


def test_captions_that_are_left_come_back_no_more(window: MainWindow, services: Application, qtbot: QtBot) -> None:
    view = shown_meetings(window, qtbot)
    pane = view.recorder.captions
    pane.follow(0, 2, lambda: 0.0)
    pane.clear()
    over = services.lanes.captions.submit(lambda _cancel: iter(()), lambda _event: None, lambda _end: None)
    told: list[bool] = []
    view.frame.jobs.run_once(pane, over.wait, told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert pane.isHidden()
    assert not pane.standing.text()


def test_the_last_caption_stays_in_sight_when_the_pane_has_less_room(window: MainWindow, qtbot: QtBot) -> None:
    pane = shown_meetings(window, qtbot).recorder.captions
    pane.setVisible(True)
    said = tuple(Segment(float(at), at + 1.0, f"Sentence {at}.", f"Speaker {at}") for at in range(30))
    pane.show_captions(reduce(CaptionsState(), Caption(said, (), 0.0)))
    bar = pane.settled.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0 and bar.value() == bar.maximum())
    most = bar.maximum()
    pane.settled.setMaximumHeight(pane.settled.height() // 2)
    qtbot.waitUntil(lambda: bar.maximum() > most)
    assert bar.value() == bar.maximum()
    pane.clear()
