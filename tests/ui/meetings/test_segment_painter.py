"""What stands out in a painted segment."""

from dataclasses import replace

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QTreeView
from pytestqt.qtbot import QtBot

from app.core.meetings.transcript import Segment, Word
from app.core.meetings.transcript_search import Match
from app.ui.meetings.segment_painter import SegmentPainter, Shown

SAID = Segment(0.0, 2.0, "ask not", "", (Word(0.0, 1.0, "ask", 0.9), Word(1.0, 2.0, "not", 0.9)))


def test_the_word_that_is_played_looks_unlike_what_is_looked_for_and_the_match_that_is_shown(qtbot: QtBot) -> None:
    view = QTreeView()
    qtbot.addWidget(view)
    found = (Match(0, 4, 7),)
    played = SegmentPainter(Shown((SAID,), spoken=(0, 0), found=found, match=(0, (4, 7))), view)
    looks = [(one.format.background().color().name(), one.format.fontUnderline()) for one in played._formats(0)]
    assert len(looks) == len(set(looks)) == 3


def test_only_the_name_of_who_speaks_is_pressed_above_a_text_and_not_the_room_beside_it(qtbot: QtBot) -> None:
    view = QTreeView()
    qtbot.addWidget(view)
    shown = Shown((replace(SAID, speaker="Ana"), replace(SAID, speaker="Ana")))
    painter, rect = SegmentPainter(shown, view), QRect(0, 0, 600, 60)
    text = painter.text_rect(0, rect)
    on_name, beside = (QPoint(text.left() + at, text.top() - 8) for at in (6, 300))
    assert painter.in_head(0, rect, on_name)
    assert not painter.in_head(0, rect, beside)
    assert not painter.in_head(1, rect, on_name), "the same speaker is named once"
