"""The rail: what goes on in a place is shown there."""

from PySide6.QtWidgets import QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.ui.rail import Rail
from app.ui.theme import Theme
from app.ui.views import RAIL


def test_a_mark_on_a_place_is_seen_and_heard_of_and_takes_no_room(qtbot: QtBot, theme: Theme) -> None:  # noqa: ARG001
    around = QWidget()
    qtbot.addWidget(around)
    rail = Rail(RAIL, frozenset(), around)
    around.show()
    place = next(one for one in rail.findChildren(QToolButton) if one.accessibleName() == "Meetings")
    before, width = place.grab().toImage(), rail.sizeHint().width()
    rail.mark("meetings", "Recording")
    assert place.accessibleName() == "Meetings: Recording"
    assert rail.sizeHint().width() == width
    assert place.grab().toImage() != before
    rail.mark("meetings", "")
    assert (place.accessibleName(), place.grab().toImage()) == ("Meetings", before)
