"""Photo, text, note: in two touches, with the keyboard, and back."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.cancel import CancelToken
from app.services.application import Application
from app.ui.field.photo_state import Stage
from app.ui.field.photo_view import PhotoView
from app.ui.main_window import MainWindow
from app.ui.requests import TakePhoto
from tests.made_photos import made_photo


@pytest.fixture(scope="module")
def _reads(services: Application, tmp_path_factory: pytest.TempPathFactory) -> None:
    """What recognizes text is loaded, so that no test waits for that as well."""
    photo = made_photo(tmp_path_factory.mktemp("first") / "first.jpg", ("A",), with_origin=False)
    services.photo_notes.of_file(photo, CancelToken())


@pytest.fixture
def clipboard(qapp: QApplication) -> Iterator[QClipboard]:
    """The clipboard, empty again afterwards: what Python put there, Qt deletes at its end, when there is no Python."""
    yield qapp.clipboard()
    qapp.clipboard().clear()


@pytest.fixture
def taken(services: Application, tmp_path: Path, _reads: None) -> Path:
    """The photo that was taken last, beside an older one."""
    older = made_photo(tmp_path / "older.jpg", ("GATE 3",), with_origin=False)
    os.utime(older, (1000, 1000))
    services.settings.set("field.photo_folder", str(tmp_path))
    return made_photo(tmp_path / "taken.jpg", with_origin=False)


def opened(window: MainWindow, qtbot: QtBot) -> PhotoView:
    window.go("photo", TakePhoto())
    view = window.view("photo")
    assert isinstance(view, PhotoView)
    qtbot.waitUntil(lambda: view.state.stage is Stage.READ or bool(view.state.problem))
    assert view.state.problem == ""
    return view


@pytest.mark.usefixtures("taken")
def test_two_touches_make_a_note_of_the_photo_taken_last_and_a_third_takes_it_back(
    window: MainWindow, services: Application, qtbot: QtBot
) -> None:
    view = opened(window, qtbot)
    assert "PUMP STATION 7" in view.pane.text.toPlainText()
    assert not view.pane.picture.pixmap().isNull()
    assert view.pane.save.hasFocus() or not window.isActiveWindow()
    qtbot.keyClick(view.pane.save, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: view.state.document_id)
    [note] = services.library.documents(search="PUMP")
    assert note.collection == "Documents"
    view._undo()
    qtbot.waitUntil(lambda: view.state.stage is Stage.READ)
    assert services.library.documents(search="PUMP") == []
    assert "PUMP STATION 7" in view.pane.text.toPlainText()


@pytest.mark.usefixtures("taken")
def test_another_photo_is_one_touch_away_and_so_is_one_that_was_copied(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, clipboard: QClipboard
) -> None:
    view = opened(window, qtbot)
    assert view.pane.others.itemText(2) == "older.jpg"
    view.pane.others.activated.emit(2)
    qtbot.waitUntil(lambda: view.state.stage is Stage.READ and "GATE" in view.state.text)
    copied = QMimeData()
    copied.setUrls([QUrl.fromLocalFile(str(tmp_path / "taken.jpg"))])
    clipboard.setMimeData(copied)
    view._paste()
    qtbot.waitUntil(lambda: view.state.stage is Stage.READ and "PUMP" in view.state.text)


def test_a_photo_that_cannot_be_read_is_told_and_the_next_can_come(
    window: MainWindow, services: Application, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "broken.jpg").write_bytes(b"\xff\xd8\xff")
    services.settings.set("field.photo_folder", str(tmp_path))
    window.go("photo", TakePhoto())
    view = window.view("photo")
    assert isinstance(view, PhotoView)
    qtbot.waitUntil(lambda: "broken.jpg cannot be looked at" in view.state.problem)
    assert view.pane.begin.isVisible()


@pytest.mark.usefixtures("taken")
def test_while_a_photo_is_read_a_touch_cancels_it(window: MainWindow, qtbot: QtBot) -> None:
    window.go("photo", TakePhoto())
    view = window.view("photo")
    assert isinstance(view, PhotoView)
    qtbot.waitUntil(lambda: view.state.stage is Stage.READING)
    view.pane.cancel.click()
    qtbot.waitUntil(lambda: view.state.stage is Stage.NOTHING)
    assert view.state.photo is None
    assert view.pane.begin.isVisible()
