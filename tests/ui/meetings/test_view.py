"""Meetings in the window: a real recording transcribed, read, renamed, exported and deleted."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.bootstrap.application import build
from app.core.cancel import CancelToken
from app.core.meetings.recording_queue import QueueStatus
from app.core.meetings.transcript import Listening
from app.services.application import Application
from app.storage.meetings.meetings import Meetings
from app.storage.places import Places, find_places
from app.ui.main_window import MainWindow
from app.ui.meetings.export_dialog import ExportDialog
from app.ui.meetings.listening_dialog import ListeningDialog
from app.ui.meetings.view import MeetingsView
from app.ui.requests import ShowMeeting, TranscribeFiles
from tests.installed import SPEECH, model_folder, shared_data
from tests.ui.meetings.shown_meetings import shown_meetings
from tests.ui.opened_window import LONGEST_MS

WORDS = "ask not what your country can do for you"


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Iterator[Application]:  # noqa: ARG001
    """The services with the speech model, and one transcript that is kept."""
    folder = tmp_path_factory.mktemp("alcove")
    models = folder / "models"
    models.mkdir()
    (models / SPEECH).symlink_to(model_folder(SPEECH), target_is_directory=True)
    application = build(Places(folder / "profile", models, find_places(None).resources))
    application.vault.create("correct horse battery staple")
    application.open_services()
    application.recordings.start()
    list(
        application.meetings.transcribe(
            shared_data("speech/faster_whisper_tests/jfk.flac"), Listening(speakers=1), CancelToken()
        )
    )
    yield application
    application.close()


@pytest.fixture
def meetings(window: MainWindow, services: Application, qtbot: QtBot) -> MeetingsView:
    """The view, with the newest transcript open; what another test chose is forgotten."""
    services.listening_choices.remember(Listening(speakers=1))
    view = shown_meetings(window, qtbot)
    qtbot.waitUntil(lambda: bool(view.state.transcripts))
    view.transcripts.list.chosen.emit(view.state.transcripts[0].id)
    qtbot.waitUntil(lambda: view.state.open is not None)
    return view


def banner_button(view: MeetingsView, name: str) -> QPushButton:
    return next(one for one in view.banner.findChildren(QPushButton) if one.accessibleName() == name)


def drop(view: MeetingsView, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    keys = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view, QDragEnterEvent(QPointF(9, 9).toPoint(), Qt.DropAction.CopyAction, data, *keys))
    QApplication.sendEvent(view, QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, *keys))


def test_reading_the_list_anew_opens_nothing_that_was_recorded_here(
    window: MainWindow, services: Application, qtbot: QtBot
) -> None:
    view = shown_meetings(window, qtbot)
    recorded = Meetings(services.vault.database).begin("", "Recorded here")
    view.recorder.kept_changed.emit()
    qtbot.waitUntil(lambda: recorded in {one.id for one in view.state.transcripts})
    assert view.state.key is None
    services.meetings.delete(recorded)


def test_a_second_that_was_asked_for_is_not_taken_to_another_transcript(meetings: MeetingsView, qtbot: QtBot) -> None:
    opened = meetings.state.key
    meetings.arrive(ShowMeeting(10_000, 3.0))
    qtbot.waitUntil(lambda: "no longer exists" in meetings.banner.text)
    heard: list[float] = []
    meetings.editor.second_pressed.connect(heard.append)
    meetings.transcripts.list.chosen.emit(opened)
    qtbot.waitUntil(lambda: meetings.state.open is not None)
    assert heard == []
    meetings.banner.clear()


def test_a_second_that_was_asked_for_is_gone_to_though_the_view_is_left_and_come_back_to_meanwhile(
    meetings: MeetingsView, qtbot: QtBot
) -> None:
    opened = meetings.state.key
    assert opened is not None
    heard: list[float] = []
    meetings.editor.second_pressed.connect(heard.append)
    meetings.transcripts.list.chosen.emit(10_000)
    meetings.arrive(ShowMeeting(opened, 3.0))
    meetings.arrive(None)
    qtbot.waitUntil(lambda: heard == [3.0])
    meetings.editor.second_pressed.disconnect(heard.append)
    meetings.banner.clear()


def test_a_transcript_is_read_with_its_times(meetings: MeetingsView) -> None:
    shown = meetings.pane.segments
    assert WORDS in shown.selected_text().lower()
    assert shown.selected_text().startswith("0:00")
    assert meetings.pane.header.title.text() == meetings.state.transcripts[0].title


def begin(view: MeetingsView, path: Path, qtbot: QtBot) -> ListeningDialog:
    """Drop a recording and press Transcribe in the dialog that asks how."""
    drop(view, path)
    qtbot.waitUntil(lambda: bool(view.findChildren(ListeningDialog)))
    dialog = view.findChildren(ListeningDialog)[-1]
    dialog.accept()
    return dialog


def idle(view: MeetingsView) -> bool:
    return not view.queue.state.recordings and view.state.hearing is None


def test_a_dropped_recording_is_transcribed_and_opened(meetings: MeetingsView, qtbot: QtBot) -> None:
    before = {one.id for one in meetings.state.transcripts}
    begin(meetings, shared_data("speech/faster_whisper_tests/jfk.flac"), qtbot)
    qtbot.waitUntil(meetings.queue.isVisible)
    assert meetings.state.open is None
    qtbot.waitUntil(lambda: idle(meetings) and meetings.state.open is not None, timeout=4 * LONGEST_MS)
    assert meetings.state.open is not None
    assert meetings.state.open.id not in before
    assert WORDS in meetings.pane.segments.selected_text().lower()
    assert meetings.queue.isHidden()


def test_recordings_that_were_opened_from_elsewhere_are_asked_about(meetings: MeetingsView, qtbot: QtBot) -> None:
    meetings.arrive(TranscribeFiles((Path("/a/one.wav"), Path("/a/two.mp4"))))
    qtbot.waitUntil(lambda: meetings.findChild(ListeningDialog) is not None)
    dialog = meetings.findChild(ListeningDialog)
    assert isinstance(dialog, ListeningDialog)
    assert "2 recordings" in [shown.text() for shown in dialog.findChildren(QLabel)]
    qtbot.waitExposed(dialog)
    assert dialog.vocabulary.mapTo(dialog, dialog.vocabulary.rect().bottomLeft()).y() < dialog.buttons.y()
    row = dialog.vocabulary.parentWidget()
    assert row.height() >= dialog.vocabulary.geometry().bottom(), "the field is cut off"
    dialog.reject()
    qtbot.waitUntil(lambda: meetings.findChild(ListeningDialog) is None)


def test_how_to_transcribe_is_remembered(meetings: MeetingsView, services: Application, qtbot: QtBot) -> None:
    meetings.transcribing.ask_how((Path("/a.wav"), Path("/b.wav")))
    qtbot.waitUntil(lambda: bool(meetings.findChildren(ListeningDialog)))
    dialog = meetings.findChildren(ListeningDialog)[-1]
    dialog.language.setCurrentIndex(dialog.language.findData("de"))
    dialog.speakers.setCurrentIndex(2)
    dialog.vocabulary.setText("Zander, Havel")
    dialog.library_names.click()
    dialog.accept()
    chosen = Listening("de", 2, "Zander, Havel", library_names=True)
    qtbot.waitUntil(lambda: services.listening_choices.remembered() == chosen)
    qtbot.waitUntil(lambda: len(meetings.queue.state.recordings) == 2)
    meetings.queue.list.chosen.emit(meetings.queue.state.recordings[1].id)
    meetings.queue.remove_target()
    qtbot.waitUntil(lambda: len(meetings.queue.state.recordings) == 1)
    meetings.queue.remove_target()
    qtbot.waitUntil(lambda: idle(meetings))


def test_the_queue_is_paused_reordered_and_emptied_by_hand(meetings: MeetingsView, qtbot: QtBot) -> None:
    long, short = (
        shared_data(f"speech/{name}") for name in ("simulated/sim_2spk.flac", "faster_whisper_tests/jfk.flac")
    )
    meetings.transcribing.transcribe((long, short), Listening("en"))
    pane = meetings.queue
    qtbot.waitUntil(lambda: pane.state.running is not None and pane.state.progress is not None)
    assert pane.state.running is not None
    pane.pause.click()
    qtbot.waitUntil(lambda: pane.state.recordings[0].status is QueueStatus.PAUSED)
    pane.list.chosen.emit(pane.state.recordings[0].id)
    pane.down.click()
    qtbot.waitUntil(lambda: [one.title for one in pane.state.recordings][-1:] == ["sim_2spk"])
    qtbot.waitUntil(lambda: len(pane.state.recordings) == 1, timeout=4 * LONGEST_MS)
    qtbot.keyClick(pane.list, Qt.Key.Key_Delete)
    pane.remove.click()
    qtbot.waitUntil(lambda: idle(meetings))


def test_a_file_that_is_no_recording_is_refused_in_one_sentence(
    meetings: MeetingsView, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "letter.wav"
    path.write_text("Dear Sir or Madam", encoding="utf-8")
    meetings.transcribing.transcribe((path,), Listening())
    qtbot.waitUntil(lambda: "letter.wav" in meetings.banner.text)
    qtbot.waitUntil(lambda: [one.status for one in meetings.queue.state.recordings] == [QueueStatus.FAILED])
    assert "letter.wav" in meetings.queue.state.recordings[0].problem
    meetings.queue.remove.click()
    qtbot.waitUntil(lambda: idle(meetings))


def test_a_transcript_is_renamed_in_its_place(meetings: MeetingsView, qtbot: QtBot) -> None:
    rows = meetings.transcripts.list
    rows.setFocus()
    qtbot.keyClick(rows, Qt.Key.Key_F2)
    field = rows.viewport().findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    field.setText("Inaugural address")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: meetings.pane.header.title.text() == "Inaugural address")


@pytest.mark.parametrize("name", ["txt", "srt", "vtt", "md", "json", "docx", "pdf"])
def test_a_transcript_is_exported_where_the_user_wants_it(
    meetings: MeetingsView, tmp_path: Path, name: str, qtbot: QtBot
) -> None:
    meetings.pane.export_wanted.emit()
    qtbot.waitUntil(lambda: meetings.findChild(ExportDialog) is not None)
    how = meetings.findChild(ExportDialog)
    assert isinstance(how, ExportDialog)
    how.form.setCurrentIndex(how.form.findData(name))
    how.minutes.setChecked(False)
    how.accept()
    qtbot.waitUntil(lambda: meetings.findChild(QFileDialog) is not None)
    dialog = meetings.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    path = tmp_path / f"speech.{name}"
    dialog.filesSelected.emit([str(path)])
    dialog.reject()
    qtbot.waitUntil(path.exists)
    qtbot.waitUntil(lambda: meetings.findChild(ExportDialog) is None)
    if name in ("docx", "pdf"):
        assert path.read_bytes()[:4] in (b"PK\x03\x04", b"%PDF")
        return
    text = path.read_text(encoding="utf-8")
    assert "country" in (json.loads(text)["segments"][0]["text"] if name == "json" else text)


def test_a_transcript_is_copied(meetings: MeetingsView) -> None:
    meetings.pane.copy_wanted.emit(meetings.pane.segments.selected_text())
    assert WORDS in QGuiApplication.clipboard().text().lower()


def test_deleting_asks_first_and_leaves_the_recording(meetings: MeetingsView, qtbot: QtBot) -> None:
    recording = shared_data("speech/faster_whisper_tests/jfk.flac")
    begin(meetings, recording, qtbot)
    qtbot.waitUntil(lambda: meetings.state.open is None)
    qtbot.waitUntil(lambda: idle(meetings) and meetings.state.open is not None, timeout=4 * LONGEST_MS)
    doomed = meetings.state.key
    rows = meetings.transcripts.list
    rows.setFocus()
    qtbot.keyClick(rows, Qt.Key.Key_Delete)
    assert "for good" in meetings.banner.text
    qtbot.mouseClick(banner_button(meetings, "Delete"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: doomed not in {one.id for one in meetings.state.transcripts})
    assert recording.exists()
