"""A picture in the window, from the composer to the reopened conversation, with a model that sees (and babbles)."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PIL import Image, ImageDraw
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap.application import build
from app.core.cancel import CancelToken
from app.services.application import Application
from app.storage.places import Places, find_places
from app.ui.ask.message_views import UserMessageView
from app.ui.ask.pictures import PictureDialog
from app.ui.ask.view import AskView
from app.ui.main_window import MainWindow
from tests.made_projectors import GEMMA_3, made_vision_model


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Iterator[Application]:  # noqa: ARG001
    """The services with a model that sees."""
    folder = tmp_path_factory.mktemp("alcove")
    (folder / "models").mkdir()
    model, _ = made_vision_model(folder, GEMMA_3)
    application = build(Places(folder / "profile", folder / "models", find_places(None).resources))
    application.vault.create("correct horse battery staple")
    application.open_services()
    list(application.catalogue.import_file(model, CancelToken()))
    application.catalogue.choose("chat", "sees")
    application.settings.set("answer.maximum_tokens", 16)
    yield application
    application.close()


@pytest.fixture
def ask(window: MainWindow) -> AskView:
    return cast(AskView, window.view("ask"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    picture = Image.new("RGB", (640, 480), "#7aa2c8")
    drawing = ImageDraw.Draw(picture)
    drawing.rectangle((0, 330, 640, 480), fill="#3d6b3d")
    drawing.polygon([(180, 330), (320, 180), (460, 330)], fill="#8a4b32")
    picture.save(tmp_path / "house.png")
    return tmp_path / "house.png"


def test_a_picture_is_attached_asked_about_and_there_again_when_the_conversation_is_reopened(
    ask: AskView, qtbot: QtBot, path: Path
) -> None:
    ask.composer.files_attached.emit((path,))
    qtbot.waitUntil(lambda: ask.composer.pictures.names == ["house.png"])
    assert not ask.state.scope.use_documents
    qtbot.keyClicks(ask.composer.field, "What does this show?")
    qtbot.keyClick(ask.composer.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: ask.state.asking is None and len(ask.state.turns) == 2)
    assert ask.composer.pictures.names == []
    key = ask.state.key
    ask.conversations.new_wanted.emit()
    assert ask.state.turns == ()
    ask.conversations.chosen.emit(key)
    qtbot.waitUntil(lambda: len(ask.state.turns) == 2 and bool(ask.thread_view.views))
    shown = ask.thread_view.views[0]
    assert isinstance(shown, UserMessageView)
    assert shown.pictures.names == ["house.png"]
    shown.pictures.opened.emit(ask.state.turns[0].pictures[0])
    qtbot.waitUntil(lambda: bool(ask.findChildren(PictureDialog)))
    [dialog] = ask.findChildren(PictureDialog)
    assert dialog.windowTitle() == "house.png"
    with qtbot.waitSignal(dialog.destroyed):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_what_is_no_picture_is_said_in_the_banner(ask: AskView, qtbot: QtBot, tmp_path: Path) -> None:
    wrong = tmp_path / "letter.png"
    wrong.write_bytes(b"Dear Sir or Madam")
    ask.composer.files_attached.emit((wrong,))
    qtbot.waitUntil(ask.banner.isVisible)
    assert "letter.png cannot be looked at" in ask.banner.text
    ask.banner.clear()
