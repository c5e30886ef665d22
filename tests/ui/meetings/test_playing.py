"""A transcript is heard in the window: a real recording, played to a sound server of its own."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.core.meetings.transcript import Segment, Word
from app.services.application import Application
from app.storage.meetings.meetings import Meetings
from app.ui.main_window import MainWindow
from app.ui.meetings.player_bar import PlayerBar
from tests import sound_server
from tests.installed import shared_data
from tests.ui.meetings.shown_meetings import shown_meetings

SAID = Segment(0.0, 11.0, "ask not", "", (Word(0.0, 2.0, "ask", 0.9), Word(2.0, 11.0, "not", 0.9)))


def test_what_is_played_is_followed_and_stops_at_once(
    window: MainWindow, services: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    store = Meetings(services.vault.database)
    transcript_id = store.begin(shared_data("speech/faster_whisper_tests/jfk.flac"), "Speech")
    store.add_segment(transcript_id, SAID)
    store.finish(transcript_id, "en", 11.0, 0.1)
    folder = tmp_path / "sound"
    folder.mkdir()
    with sound_server.sound_server(folder) as server:
        monkeypatch.setenv("PULSE_SERVER", server.address)
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
        view = shown_meetings(window, qtbot)
        qtbot.waitUntil(lambda: transcript_id in {one.id for one in view.state.transcripts})
        view.transcripts.list.chosen.emit(transcript_id)
        qtbot.waitUntil(lambda: view.editor.state.transcript_id == transcript_id)
        view.editor.second_pressed.emit(1.5)
        qtbot.waitUntil(lambda: view.editor.state.spoken == (0, 1))
        assert view.player.state.playing
        assert view.player.state.second >= 2.0
        view.player.volume.setFocus()
        qtbot.keyClick(view.player.volume, Qt.Key.Key_Home)
        qtbot.waitUntil(lambda: view.player.state.volume == 0.0)
        qtbot.keyClick(view.player.volume, Qt.Key.Key_End)
        qtbot.waitUntil(lambda: view.player.state.volume == 1.0)
        qtbot.keyClick(view.player.silence, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: view.player.state.volume == 0.0)
        assert view.player.state.playing
        view.shortcuts()["play"]()
        assert not view.player.state.playing
        assert view.editor.state.spoken is None


def test_where_there_is_little_room_the_place_in_the_recording_has_a_line_of_its_own(
    window: MainWindow, services: Application, qtbot: QtBot
) -> None:
    bar = PlayerBar(services, window.frame, window)
    digit = bar.fontMetrics().horizontalAdvance("0")
    bar.show()
    bar.resize(40 * digit, 160)
    qtbot.waitUntil(lambda: bar.speed.y() > bar.slider.geometry().bottom())
    assert bar.slider.width() > 10 * digit
    bar.resize(80 * digit, 160)
    qtbot.waitUntil(lambda: bar.speed.y() < bar.slider.geometry().bottom())
