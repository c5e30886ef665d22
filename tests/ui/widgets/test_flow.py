"""Widgets that go on in the next line."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui.tokens import Space
from app.ui.widgets.flow import FlowLayout

WIDTH, HEIGHT, GAP = 100, 20, int(Space.TIGHT)


class Block(QWidget):
    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(WIDTH, HEIGHT)


@pytest.fixture
def flow(qtbot: QtBot) -> tuple[QWidget, list[Block]]:
    """Three blocks, the last of which stands at the end of its line."""
    around = QWidget()
    qtbot.addWidget(around)
    layout = FlowLayout()
    around.setLayout(layout)
    blocks = [Block(around) for _ in range(3)]
    layout.addWidget(blocks[0])
    layout.add_at_end(blocks[2])
    layout.insert(1, blocks[1])
    around.resize(400, HEIGHT)
    around.show()
    return around, blocks


def places(blocks: list[Block]) -> list[tuple[int, int]]:
    return [(block.x(), block.y()) for block in blocks]


def test_in_one_line_the_last_stands_at_its_end(flow: tuple[QWidget, list[Block]]) -> None:
    _, blocks = flow
    assert places(blocks) == [(0, 0), (WIDTH + GAP, 0), (300, 0)]


def test_what_finds_no_room_goes_on_in_the_next_line(flow: tuple[QWidget, list[Block]]) -> None:
    around, blocks = flow
    around.resize(2 * WIDTH + GAP, 100)
    assert places(blocks) == [(0, 0), (WIDTH + GAP, 0), (WIDTH + GAP, HEIGHT + GAP)]
    assert around.heightForWidth(2 * WIDTH + GAP) == 2 * HEIGHT + GAP
    assert around.heightForWidth(WIDTH) == 3 * HEIGHT + 2 * GAP


def test_what_is_hidden_takes_no_room_and_nothing_is_wider_than_the_line(flow: tuple[QWidget, list[Block]]) -> None:
    around, blocks = flow
    blocks[0].hide()
    around.resize(60, 100)
    assert places(blocks)[1:] == [(0, 0), (0, HEIGHT + GAP)]
    assert blocks[1].width() == 60


def test_from_right_to_left_it_is_mirrored(flow: tuple[QWidget, list[Block]]) -> None:
    around, blocks = flow
    around.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    around.resize(410, HEIGHT)
    assert places(blocks) == [(310, 0), (206, 0), (0, 0)]
