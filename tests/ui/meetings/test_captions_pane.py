"""The captions in the window."""

from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from app.core.events import Caption
from app.core.meetings import Segment
from app.ui.meetings.captions_pane import CaptionsPane
from app.ui.meetings.captions_state import CaptionsState, reduce


def test_what_is_settled_stands_as_lines_and_what_is_said_just_now_below(qtbot: QtBot) -> None:
    pane = CaptionsPane()
    qtbot.addWidget(pane)
    pane.resize(600, 300)
    pane.show()
    state = reduce(
        CaptionsState(), Caption((Segment(0, 2, "Good morning.", "Me"),), (Segment(3, 4, "shall we", "Others"),), 0.0)
    )
    pane.show_captions(state)
    assert "Good morning." in pane.settled.selected_text()
    assert pane.provisional.text() == "Others: shall we"
    assert not pane.standing.isVisible()
    before = pane.provisional.geometry()
    pane.show_captions(reduce(state, Caption((), (), 0.0)))
    assert pane.provisional.geometry() == before, "an empty line moves nothing"
    pane.show_captions(reduce(state, Caption((), (), 12.0)))
    assert pane.standing.isVisible()
    assert "12 s behind" in pane.standing.text()
    assert QAccessible.queryAccessibleInterface(pane.settled).text(QAccessible.Text.Name) == "Live captions"
