"""The text of an answer as a widget: inert, honest in words, operable by keyboard, and only touched where it grows."""

import ctypes
import os
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.core.asking.conversations import Sentence, Support
from app.ui.ask.answer_text import AnswerText
from app.ui.ask.row_writer import CITATION
from app.ui.ask.rows import read
from app.ui.ask.support import mark
from app.ui.widgets.text import tip

IN_OPEN = 0x20


class Watch:
    """Tells, by the kernel's own word (inotify), how often a file was opened."""

    def __init__(self, path: Path) -> None:
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._descriptor = self._libc.inotify_init1(os.O_NONBLOCK)
        assert self._libc.inotify_add_watch(self._descriptor, os.fsencode(path), IN_OPEN) >= 0

    def opened(self) -> int:
        """How often since the last look."""
        try:
            return len(os.read(self._descriptor, 4096)) // struct.calcsize("iIII")
        except BlockingIOError:
            return 0

    def close(self) -> None:
        os.close(self._descriptor)


@pytest.fixture
def text(qtbot: QtBot) -> AnswerText:
    made = AnswerText()
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    return made


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "pixel.png"
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(0xFF0000)
    image.save(str(path))
    return path


@pytest.fixture
def watch(picture: Path) -> Iterator[Watch]:
    if not hasattr(ctypes.CDLL(None), "inotify_init1"):
        pytest.skip("inotify is needed to see a file being opened")
    made = Watch(picture)
    yield made
    made.close()


def hrefs(text: AnswerText) -> set[str]:
    """The addresses of all anchors in the text."""
    found: set[str] = set()
    block = text.document().begin()
    while block.isValid():
        parts = block.begin()
        while not parts.atEnd():
            found.add(parts.fragment().charFormat().anchorHref())
            parts += 1
        block = block.next()
    return found - {""}


@pytest.mark.fault(8)
@pytest.mark.parametrize(
    "source",
    [
        "![a picture]({file})",
        "![a picture]({path})",
        "<img src='{file}'>",
        "<img src='{path}'/>",
        "<style>body {{ background-image: url({file}) }}</style>",
        "[click]({file})",
        '<a href="{file}"><img src="{file}"></a>',
        "<!DOCTYPE html><html><body><img src={path}></body></html>",
    ],
)
def test_a_file_named_in_an_answer_is_never_opened(text: AnswerText, picture: Path, watch: Watch, source: str) -> None:
    answer = source.format(file=picture.as_uri(), path=picture)
    text.show_growing(answer)
    text.show_rows(read(answer))
    text.grab()
    assert watch.opened() == 0
    picture.read_bytes()
    assert watch.opened() == 1


@pytest.mark.fault(8, 9)
@pytest.mark.parametrize(
    "address",
    ["//host/share/x.png", "file:///etc/passwd", "http://host/x.png", "smb://host/x", "ms-msdt:/id", "javascript:x"],
)
@pytest.mark.parametrize("source", ["![x]({})", "[x]({})", "<img src='{}'>", "<a href='{}'>x</a>", "<{}>", "{}"])
def test_nothing_in_an_answer_can_be_followed_or_fetched(text: AnswerText, address: str, source: str) -> None:
    text.show_rows(read(source.format(address)))
    assert hrefs(text) == set()
    for kind in QTextDocument.ResourceType:
        assert not text.document().resource(kind.value, QUrl(address))


def test_the_browser_goes_nowhere(text: AnswerText) -> None:
    text.show_rows(read("Stay."))
    text.setSource(QUrl("file:///etc/passwd"))
    assert text.toPlainText() == "Stay."


def test_only_citations_can_be_chosen(text: AnswerText, qtbot: QtBot) -> None:
    marked = mark(read("It is so."), (Sentence("It is so.", Support.SUPPORTED, (2,)),))
    text.show_rows(marked.rows)
    assert hrefs(text) == {f"{CITATION}2"}
    with qtbot.waitSignal(text.citation_chosen) as chosen:
        text.anchorClicked.emit(QUrl(f"{CITATION}2"))
    assert chosen.args == [2]
    with qtbot.assertNotEmitted(text.citation_chosen):
        text.anchorClicked.emit(QUrl("file:///etc/passwd"))


@pytest.mark.parametrize(
    ("support", "words"),
    [
        (Support.UNSUPPORTED, "not supported by your documents"),
        (Support.PARTLY, "only partly supported by your documents"),
    ],
)
def test_doubt_is_said_in_words_and_seen(text: AnswerText, support: Support, words: str) -> None:
    text.show_rows(mark(read("It is so."), (Sentence("It is so.", support),)).rows)
    assert words in text.toPlainText()
    first = text.document().begin().begin().fragment()
    assert first.text() == "It is so."
    assert first.charFormat().underlineStyle().value > 1


def test_what_is_supported_carries_no_doubt(text: AnswerText) -> None:
    text.show_rows(mark(read("It is so."), (Sentence("It is so.", Support.SUPPORTED, (1,)),)).rows)
    assert text.toPlainText().replace("\u00a0", " ") == "It is so. [1]"


def test_a_growing_text_leaves_what_stands_alone(text: AnswerText) -> None:
    text.show_growing("One.\n\nTwo.\n\nThr")
    changes: list[tuple[int, int, int]] = []
    text.document().contentsChange.connect(lambda *change: changes.append(change))
    text.show_growing("One.\n\nTwo.\n\nThree.")
    untouched = len("One.\nTwo.")
    assert changes
    assert min(position for position, _, _ in changes) >= untouched


def test_rows_are_replaced_by_others_without_a_trace(text: AnswerText) -> None:
    text.show_rows(read("# Title\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nafter\n\n1. one\n2. two"))
    text.show_rows(read("# Title\n\nnothing else"))
    assert text.toPlainText() == "Title\nnothing else"


def test_it_is_as_high_as_its_text(text: AnswerText) -> None:
    text.show_rows(read("One line."))
    low = text.height()
    text.show_rows(read("\n\n".join(["One line."] * 20)))
    assert text.height() > 10 * low


def test_a_tooltip_shows_a_hostile_name_as_it_is(picture: Path, watch: Watch, qtbot: QtBot) -> None:
    shown = QLabel(tip(f"<img src='{picture.as_uri()}'>.pdf"))
    qtbot.addWidget(shown)
    shown.show()
    shown.grab()
    assert watch.opened() == 0
    control = QLabel(f"<img src='{picture.as_uri()}'>.pdf")
    qtbot.addWidget(control)
    control.show()
    control.grab()
    assert watch.opened() > 0
