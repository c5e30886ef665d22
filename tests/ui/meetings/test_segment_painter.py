"""What stands out in a painted segment."""

from PySide6.QtWidgets import QTreeView
from pytestqt.qtbot import QtBot

from app.core.meetings import Segment, Word
from app.core.transcript_search import Match
from app.ui.meetings.segment_painter import SegmentPainter, Shown

SAID = Segment(0.0, 2.0, "ask not", "", (Word(0.0, 1.0, "ask", 0.9), Word(1.0, 2.0, "not", 0.9)))


def test_the_word_that_is_played_looks_unlike_what_is_looked_for_and_the_match_that_is_shown(qtbot: QtBot) -> None:
    view = QTreeView()
    qtbot.addWidget(view)
    found = (Match(0, 4, 7),)
    played = SegmentPainter(Shown((SAID,), spoken=(0, 0), found=found, match=(0, (4, 7))), view)
    looks = [(one.format.background().color().name(), one.format.fontUnderline()) for one in played._formats(0)]
    assert len(looks) == len(set(looks)) == 3
