"""Conversations of other programs, taken in and out again in the real window."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services.application import Application
from app.ui.ask.view import AskView
from app.ui.main_window import MainWindow
from app.ui.requests import ImportChats
from app.ui.settings.chat_import_row import ChatImportRow
from app.ui.settings.view import SettingsView
from tests.chats import chatgpt_conversation


@pytest.fixture
def row(window: MainWindow, qtbot: QtBot) -> ChatImportRow:
    window.go("settings")
    shown = window.view("settings")
    assert isinstance(shown, SettingsView)
    qtbot.waitUntil(lambda: shown.built)
    window.go("settings", ImportChats())
    return shown.chat_import


@pytest.fixture
def export(tmp_path: Path) -> Path:
    said = (("user", "Which oil?"), ("assistant", "VG 68."))
    path = tmp_path / "conversations.json"
    path.write_text(json.dumps([chatgpt_conversation(str(tmp_path), "Pumps", *said)]), encoding="utf-8")
    return path


def test_they_come_into_a_folder_that_opens_and_go_again(
    row: ChatImportRow, window: MainWindow, services: Application, export: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "notes.json").write_text("{}", encoding="utf-8")
    row.bring((export, tmp_path / "notes.json"))
    qtbot.waitUntil(lambda: "1 conversation came into the folder “ChatGPT”." in row.banner.text)
    assert "notes.json: It holds no conversations" in row.banner.text
    window.go("ask")
    ask = window.view("ask")
    assert isinstance(ask, AskView)
    rows = ask.conversations.list
    qtbot.waitUntil(lambda: "ChatGPT" in [one.key for one in rows.model().rows])
    [shown] = services.history.conversations()
    assert shown.id not in [one.key for one in rows.model().rows]
    rows.choose("ChatGPT")
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    assert [one.title for one in rows.model().rows] == ["ChatGPT", "Pumps"]
    row.banner._act()
    qtbot.waitUntil(lambda: services.history.conversations() == [])


def test_what_is_here_already_is_told(row: ChatImportRow, services: Application, export: Path, qtbot: QtBot) -> None:
    row.bring((export,))
    qtbot.waitUntil(lambda: "ChatGPT" in row.banner.text)
    row.bring((export,))
    qtbot.waitUntil(lambda: row.banner.text == "Here already: 1 conversation.")
    services.history.delete([one.id for one in services.history.conversations()])
