"""A text, and its controls beside or below it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.ui.widgets.aside import AsideLayout
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.layouts import column
from app.ui.widgets.text import label

SENTENCE = "How much of the disk may hold what models have read of conversations, encrypted."


@pytest.fixture
def line(qtbot: QtBot) -> tuple[QWidget, QWidget, list[QPushButton]]:
    """A sentence and two buttons."""
    around = QWidget()
    qtbot.addWidget(around)
    text = label(SENTENCE, wrap=True, parent=around)
    buttons = [QPushButton(words, around) for words in ("Verify all", "Import a model")]
    at_end = FlowLayout()
    for button in buttons:
        at_end.addWidget(button)
    around.setLayout(AsideLayout(column(text), at_end))
    around.show()
    return around, text, buttons


def in_width(around: QWidget, width: int) -> None:
    layout = around.layout()
    assert layout is not None
    around.resize(width, layout.heightForWidth(width))
    layout.activate()


def test_controls_stand_at_the_end_of_a_line_with_room(line: tuple[QWidget, QWidget, list[QPushButton]]) -> None:
    around, text, buttons = line
    in_width(around, 900)
    assert text.geometry().right() < buttons[0].x() < buttons[1].x()
    assert buttons[1].geometry().right() == around.width() - 1


def test_controls_stand_below_a_text_that_would_be_too_narrow(
    line: tuple[QWidget, QWidget, list[QPushButton]],
) -> None:
    around, text, buttons = line
    in_width(around, 320)
    assert text.width() == 320
    assert buttons[0].y() > text.geometry().bottom()
    assert buttons[1].geometry().bottom() < around.height()


def test_controls_too_wide_for_one_line_go_on_in_the_next(line: tuple[QWidget, QWidget, list[QPushButton]]) -> None:
    around, _, buttons = line
    in_width(around, max(button.sizeHint().width() for button in buttons) + 10)
    assert buttons[1].y() > buttons[0].geometry().bottom()
    assert buttons[1].geometry().bottom() < around.height()


def test_from_right_to_left_the_controls_stand_on_the_left(line: tuple[QWidget, QWidget, list[QPushButton]]) -> None:
    around, text, buttons = line
    around.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    in_width(around, 900)
    assert buttons[0].geometry().right() < text.x()


def test_hidden_controls_leave_the_line_to_the_text(line: tuple[QWidget, QWidget, list[QPushButton]]) -> None:
    around, text, buttons = line
    for button in buttons:
        button.hide()
    in_width(around, 320)
    assert text.width() == 320
    assert text.height() == around.height()
