"""What stands in the whole window before anything is open."""

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.ui.start_page import StartPage


@pytest.mark.parametrize("width", [360, 700, 1400])
def test_a_long_sentence_is_shown_whole_in_a_window_of_any_width(qtbot: QtBot, width: int) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    page = StartPage(window)
    page.fail("The data folder cannot be written: " + "/a/folder/of/long/names " * 8 + "is on a disk that is full.")
    window.resize(width, 700)
    page.resize(window.size())
    window.show()
    [sentence] = [each for each in page.findChildren(QLabel) if each.text() == page.sentence]
    qtbot.waitUntil(lambda: sentence.height() >= sentence.heightForWidth(sentence.width()))
    assert page.rect().contains(sentence.geometry())
