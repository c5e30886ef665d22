"""A meeting recorded in the window: asked for consent, measured, paused, stopped, and never lost by closing."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from app.core.cancel import CancelToken
from app.core.events import Event, Transcribed
from app.core.meetings.sounds import Track
from app.core.meetings.transcript import Listening, Transcript
from app.services.application import Application
from app.services.meetings.recorded_meetings import RecordedMeetings
from app.services.meetings.recorded_queue import RecordedQueue
from app.storage.meetings.meetings import Meetings
from app.storage.meetings.recordings import Recording
from app.ui.main_window import MainWindow
from app.ui.meetings.recorder_bar import RecorderBar
from app.ui.meetings.recording_state import Phase
from app.ui.meetings.view import MeetingsView
from app.ui.requests import RecordMeeting
from tests import sound_server
from tests.sound_server import SoundServer
from tests.ui.meetings.shown_meetings import shown_meetings
from tests.ui.opened_window import LONGEST_MS


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SoundServer]:
    folder = tmp_path_factory.mktemp("sound")
    with sound_server.sound_server(folder) as server, pytest.MonkeyPatch.context() as environment:
        environment.setenv("PULSE_SERVER", server.address)
        environment.setenv("XDG_RUNTIME_DIR", str(folder))
        yield server


@pytest.fixture
def recorder(server: SoundServer, window: MainWindow, services: Application, qtbot: QtBot) -> RecorderBar:  # noqa: ARG001
    """The recorder of a window that asks for consent."""
    services.settings.set("recording.remind_consent", True)
    bar = shown_meetings(window, qtbot).recorder
    qtbot.waitUntil(lambda: bar.state.devices is not None)
    return bar


def question(window: MainWindow, qtbot: QtBot) -> QMessageBox:
    found: list[QMessageBox] = []

    def asked() -> bool:
        found[:] = [one for one in window.findChildren(QMessageBox) if one.isVisible()]
        return bool(found)

    qtbot.waitUntil(asked)
    return found[0]


def answer(box: QMessageBox, words: str) -> None:
    next(one for one in box.buttons() if one.text().replace("&", "") == words).click()


def begin(recorder: RecorderBar, window: MainWindow, qtbot: QtBot) -> None:
    window.go("meetings", RecordMeeting())
    answer(question(window, qtbot), "Record")
    qtbot.waitUntil(lambda: recorder.state.second >= 1)


def stop(recorder: RecorderBar, qtbot: QtBot) -> None:
    recorder.stop()
    qtbot.waitUntil(lambda: not recorder.state.active)


def test_a_meeting_is_recorded_paused_and_kept(
    recorder: RecorderBar, window: MainWindow, services: Application, qtbot: QtBot
) -> None:
    view = cast(MeetingsView, window.view("meetings"))
    before = len(services.meetings.transcripts())
    begin(recorder, window, qtbot)
    assert "Recording" in window.windowTitle()
    assert recorder.record.text() == "Stop"
    assert recorder.state.seconds_left > 3600
    qtbot.waitUntil(lambda: len(view.state.transcripts) == before + 1)
    first = view.transcripts.list.model().index(0, 0)
    assert "being recorded" in str(first.data(Qt.ItemDataRole.AccessibleTextRole))
    qtbot.waitUntil(recorder.captions.isVisible)
    assert view.tabs.isHidden(), "nothing else is read"
    recorder.pause.click()
    qtbot.waitUntil(lambda: recorder.state.phase is Phase.PAUSED)
    recorder.pause.click()
    second = recorder.state.second
    qtbot.waitUntil(lambda: recorder.state.second > second + 0.5)
    assert recorder.isVisible()
    stop(recorder, qtbot)
    assert "Recording" not in window.windowTitle()
    kept = services.meetings.transcripts()
    assert len(kept) == before + 1
    recording = services.recording.tracks.of_transcript(kept[0].id)
    assert recording is not None
    assert recording.duration_s > 1


def test_a_meeting_that_is_written_down_leaves_the_captions_of_the_next_alone(
    server: SoundServer,  # noqa: ARG001
    window: MainWindow,
    services: Application,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    written = Transcript(7, "", "Standup", "en", 2.0, (), 0.1)

    class Written:
        def transcribe(self, _recording: int, _listening: Listening, _cancel: CancelToken) -> Iterator[Event]:
            yield Transcribed(written)

        def waiting(self) -> list[Recording]:
            return [Recording(7, 7, (Track.SYSTEM,), "", 2.0, running=False, transcribed=False)]

    queue = RecordedQueue(cast(RecordedMeetings, Written()), Listening, services.lanes.meeting)
    monkeypatch.setattr(services, "recorded_queue", queue)
    services.settings.set("recording.remind_consent", True)
    recorder = shown_meetings(window, qtbot).recorder
    begin(recorder, window, qtbot)
    captions = recorder.captions.standing
    qtbot.waitUntil(lambda: "speech model" in captions.text())
    with qtbot.waitSignal(recorder.transcribed) as told:
        queue.add(7, 7)
    assert told.args == [7]
    assert recorder.captions.isVisible()
    assert "speech model" in captions.text()
    stop(recorder, qtbot)


def test_what_a_crash_left_is_said_to_be_transcribed_while_it_is(
    server: SoundServer,  # noqa: ARG001
    window: MainWindow,
    services: Application,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    left = Meetings(services.vault.database).begin("", "Standup")
    go = threading.Event()
    waiting = [Recording(1, left, (Track.SYSTEM,), "", 2.0, running=False, transcribed=False)]

    class Recovered:
        def transcribe(self, _recording: int, _listening: Listening, _cancel: CancelToken) -> Iterator[Event]:
            assert go.wait(LONGEST_MS / 1000)
            waiting.clear()
            yield from ()

        def waiting(self) -> list[Recording]:
            return list(waiting)

    queue = RecordedQueue(cast(RecordedMeetings, Recovered()), Listening, services.lanes.meeting)
    monkeypatch.setattr(services, "recorded_queue", queue)
    view = shown_meetings(window, qtbot)

    def says(words: str) -> bool:
        first = view.transcripts.list.model().index(0, 0)
        return words in str(first.data(Qt.ItemDataRole.AccessibleTextRole))

    qtbot.waitUntil(lambda: says("being transcribed"))
    go.set()
    qtbot.waitUntil(lambda: says("not transcribed yet"))
    services.meetings.delete(left)


def test_the_device_that_was_chosen_is_marked_and_one_that_is_gone_is_named(
    recorder: RecorderBar, services: Application, qtbot: QtBot
) -> None:
    def marked() -> list[str]:
        menu = recorder.source_of(Track.MICROPHONE).menu()
        return [action.text() for action in menu.actions() if action.isChecked()] if menu is not None else []

    qtbot.waitUntil(lambda: marked() == ["The system's default"])
    first = recorder.source_of(Track.MICROPHONE).menu().actions()[1]
    first.trigger()
    name = first.text()
    qtbot.waitUntil(lambda: services.settings.get("recording.microphone") != "")
    recorder.read()
    qtbot.waitUntil(lambda: marked() == [name])
    services.settings.set("recording.microphone", "headset")
    recorder.read()
    qtbot.waitUntil(lambda: marked() == ["headset (not connected)"])
    services.settings.set("recording.microphone", "")


def test_without_consent_nothing_is_recorded(
    recorder: RecorderBar, window: MainWindow, services: Application, qtbot: QtBot
) -> None:
    before = len(services.meetings.transcripts())
    window.go("meetings", RecordMeeting())
    answer(question(window, qtbot), "Cancel")
    QApplication.processEvents()
    assert not recorder.state.active
    assert len(services.meetings.transcripts()) == before


def test_closing_the_window_while_recording_asks(recorder: RecorderBar, window: MainWindow, qtbot: QtBot) -> None:
    begin(recorder, window, qtbot)
    window.close()
    assert window.isVisible()
    answer(question(window, qtbot), "Go on")
    assert recorder.state.phase is Phase.RECORDING
    with qtbot.waitSignal(window.closing):
        window.close()
        answer(question(window, qtbot), "Stop and close")
    qtbot.waitUntil(lambda: not recorder.state.active)


def test_a_window_that_can_be_found_in_the_tray_may_be_hidden_while_it_records(
    recorder: RecorderBar, window: MainWindow, qtbot: QtBot
) -> None:
    window.has_tray = True
    told: list[str] = []
    window.recording_told.connect(told.append)
    begin(recorder, window, qtbot)
    window.close()
    answer(question(window, qtbot), "Hide and go on")
    assert not window.isVisible()
    assert recorder.state.phase is Phase.RECORDING
    stop(recorder, qtbot)
    assert "Recording: 0:01" in told
    assert told[-1] == ""


def test_a_deleted_meeting_takes_its_sound_with_it(
    recorder: RecorderBar, window: MainWindow, services: Application, qtbot: QtBot
) -> None:
    begin(recorder, window, qtbot)
    stop(recorder, qtbot)
    services.lanes.meeting.submit(lambda _cancel: iter(()), lambda _event: None, lambda _end: None).wait()
    kept = services.meetings.transcripts()[0]
    services.meetings.delete(kept.id)
    assert services.recording.tracks.of_transcript(kept.id) is None
    blobs = services.vault.places.blobs
    assert not [path for path in Path(blobs).glob("*.track") if path.name.startswith(f"recording-{kept.id}-")]
