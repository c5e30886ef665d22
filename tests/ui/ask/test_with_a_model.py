"""Asking a real language model in the window: words as they come, Stop, and a worker that is killed in the middle."""

import os
import signal
from collections.abc import Iterator
from typing import cast

import psutil
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap.application import build
from app.services.application import Application
from app.storage.places import Places, find_places
from app.ui.ask.answer_view import AnswerView
from app.ui.ask.changes import Scope
from app.ui.ask.message_views import UnansweredMessageView
from app.ui.ask.view import AskView
from app.ui.main_window import MainWindow
from tests.installed import TINY_CHAT, model_folder

STORY = "Tell me a very long story about a lighthouse and the sea."


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Iterator[Application]:  # noqa: ARG001
    """The services with the smallest chat model."""
    folder = tmp_path_factory.mktemp("alcove")
    models = folder / "models"
    models.mkdir()
    (models / TINY_CHAT).symlink_to(model_folder(TINY_CHAT), target_is_directory=True)
    application = build(Places(folder / "profile", models, find_places(None).resources))
    application.vault.create("correct horse battery staple")
    application.open_services()
    yield application
    application.close()


@pytest.fixture
def ask(window: MainWindow) -> AskView:
    view = cast(AskView, window.view("ask"))
    view.composer.scope.scope_chosen.emit(Scope(use_documents=False))
    return view


def begin(ask: AskView, qtbot: QtBot) -> None:
    """Ask for something long, and wait for its first words."""
    qtbot.keyClicks(ask.composer.field, STORY)
    qtbot.keyClick(ask.composer.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: ask.state.asking is not None and len(ask.state.asking.text) > 20)


def test_words_are_shown_as_they_come_and_escape_stops_them(ask: AskView, qtbot: QtBot) -> None:
    begin(ask, qtbot)
    shown = ask.thread_view.views[-1]
    assert isinstance(shown, AnswerView)
    assert len(shown.text.toPlainText()) > 10
    qtbot.keyClick(ask.window(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: ask.state.asking is None)
    answer = ask.state.turns[-1].answer
    assert answer is not None
    assert answer.stopped
    assert shown.answer == answer


def test_no_sentence_is_called_supported_or_not_without_documents(ask: AskView, qtbot: QtBot) -> None:
    begin(ask, qtbot)
    qtbot.keyClick(ask.window(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: ask.state.asking is None)
    shown = ask.thread_view.views[-1]
    assert isinstance(shown, AnswerView)
    assert "supported" not in shown.text.toPlainText()
    assert not ask.sources.isVisible()


def test_a_killed_worker_costs_one_answer_only(ask: AskView, qtbot: QtBot) -> None:
    begin(ask, qtbot)
    workers = [one for one in psutil.Process().children(recursive=True) if "generate" in " ".join(one.cmdline())]
    assert workers
    for worker in workers:
        os.kill(worker.pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: ask.state.asking is None)
    told = ask.thread_view.views[-1]
    assert isinstance(told, UnansweredMessageView)
    assert told.text
    qtbot.waitUntil(lambda: ask.state.key > 0)
    told.again_wanted.emit()
    qtbot.waitUntil(lambda: ask.state.asking is not None and len(ask.state.asking.text) > 20)
    qtbot.keyClick(ask.window(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: ask.state.asking is None)
    assert ask.state.turns[-1].answer is not None
