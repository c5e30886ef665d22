"""The editor in the real window: corrected by keyboard, kept in the vault, undone after a restart of the window."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QInputDialog, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from app.core.meetings.transcript import Segment, Word
from app.core.meetings.transcript_edits import reword
from app.services.application import Application
from app.storage.meetings.meetings import Meetings
from app.ui.main_window import MainWindow
from app.ui.meetings.find_bar import FindBar
from app.ui.meetings.segment_field import SegmentField
from app.ui.meetings.segment_menu import segment_menu
from app.ui.meetings.state import Chosen
from app.ui.meetings.view import MeetingsView
from tests.ui.meetings.shown_meetings import shown_meetings
from tests.ui.opened_window import opened_window

SPOKEN = ("The rent is do on Friday.", "That suits me well.", "Good, then we are agreed on the rent.")


def spoken(number: int, text: str, speaker: str) -> Segment:
    words = tuple(
        Word(number * 10.0 + at, number * 10.0 + at + 0.5, word, 0.3 if word == "do" else 0.9)
        for at, word in enumerate(text.split())
    )
    return Segment(words[0].start, words[-1].end, text, speaker, words)


TALK = tuple(spoken(at, text, f"Speaker {at % 2 + 1}") for at, text in enumerate(SPOKEN))
Say = Callable[[], list[str]]


@pytest.fixture(scope="module")
def window(services: Application, qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[MainWindow]:
    """One window for all of these tests: each has a transcript of its own."""
    with opened_window(services, qapp, QtBot(request)) as shown:
        yield shown


@pytest.fixture
def meetings(window: MainWindow, services: Application, qtbot: QtBot) -> Iterator[MeetingsView]:
    """The view with a transcript of three segments open, kept anew for every test."""
    window.show()
    store = Meetings(services.vault.database)
    transcript_id = store.begin("/recordings/rent.wav", "Rent")
    store.replace_segments(transcript_id, TALK)
    store.finish(transcript_id, "en", 30.0, 0.1)
    view = shown_meetings(window, qtbot)
    open_transcript(view, transcript_id, qtbot)
    view.banner.clear()
    yield view
    view.player.open(None, 0.0)
    view.editor.finish()
    view.editor.find_bar.closed.emit()
    view.banner.clear()
    qtbot.waitUntil(lambda: view.settled)


def open_transcript(view: MeetingsView, transcript_id: int, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: transcript_id in {one.id for one in view.state.transcripts})
    view.transcripts.list.chosen.emit(transcript_id)
    qtbot.waitUntil(lambda: view.editor.state.transcript_id == transcript_id)


def field_of(view: MeetingsView) -> SegmentField:
    field = view.editor.segments.field
    assert field is not None
    return field


def shown(view: MeetingsView) -> list[str]:
    return [segment.text for segment in view.editor.state.segments]


def kept(view: MeetingsView, services: Application, qtbot: QtBot) -> list[str]:
    """What is in the vault once everything is kept."""
    qtbot.waitUntil(lambda: view.editor.corrections.settled)
    transcript_id = view.editor.state.transcript_id
    assert transcript_id is not None
    return [segment.text for segment in services.meetings.transcript(transcript_id).segments]


def test_what_is_being_typed_is_kept_when_the_window_closes(
    meetings: MeetingsView, window: MainWindow, services: Application, qtbot: QtBot
) -> None:
    transcript_id = meetings.editor.state.transcript_id
    assert transcript_id is not None
    meetings.editor.edit(0, 12, 14)
    qtbot.keyClicks(field_of(meetings).edit, "due")
    with qtbot.waitSignal(window.closing):
        window.close()
    assert services.meetings.transcript(transcript_id).segments[0].text == "The rent is due on Friday."


def test_a_segment_is_corrected_where_it_stands(meetings: MeetingsView, services: Application, qtbot: QtBot) -> None:
    view = meetings.editor.segments
    view.go_to(0)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    field = field_of(meetings)
    field.go_to(12, 14)
    qtbot.keyClicks(field.edit, "due")
    qtbot.keyClick(field.edit, Qt.Key.Key_Escape)
    assert view.field is None
    assert kept(meetings, services, qtbot) == ["The rent is due on Friday.", *SPOKEN[1:]]
    words = meetings.editor.state.segments[0].words
    assert (words[3].text, words[3].start) == ("due", 3.0)


def test_what_is_typed_is_kept_while_typing_rests(meetings: MeetingsView, services: Application, qtbot: QtBot) -> None:
    meetings.editor.edit(1, 0)
    qtbot.keyClicks(field_of(meetings).edit, "Yes. ")
    with qtbot.waitSignal(field_of(meetings).settled):
        pass
    assert kept(meetings, services, qtbot)[1] == "Yes. That suits me well."
    assert field_of(meetings).text == "Yes. That suits me well."


def test_enter_splits_and_backspace_merges(meetings: MeetingsView, services: Application, qtbot: QtBot) -> None:
    meetings.editor.edit(2, len("Good, "))
    qtbot.keyClick(field_of(meetings).edit, Qt.Key.Key_Return)
    assert shown(meetings)[2:] == ["Good,", "then we are agreed on the rent."]
    assert (field_of(meetings).row, field_of(meetings).place) == (3, 0)
    qtbot.keyClick(field_of(meetings).edit, Qt.Key.Key_Backspace)
    assert kept(meetings, services, qtbot) == list(SPOKEN)
    assert (field_of(meetings).row, field_of(meetings).place) == (2, len("Good,"))


def test_an_emptied_segment_stays_while_it_may_still_be_filled(
    meetings: MeetingsView, services: Application, qtbot: QtBot
) -> None:
    meetings.editor.edit(1, 0)
    field = field_of(meetings)
    field.edit.selectAll()
    qtbot.keyClick(field.edit, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: not field.resting)
    assert shown(meetings) == list(SPOKEN), "only closing the field deletes the segment"
    qtbot.keyClicks(field.edit, "Fine with me.")
    qtbot.keyClick(field.edit, Qt.Key.Key_Escape)
    assert kept(meetings, services, qtbot) == [SPOKEN[0], "Fine with me.", SPOKEN[2]]


def test_an_emptied_segment_goes_and_its_neighbours_stay_whole(
    meetings: MeetingsView, services: Application, qtbot: QtBot
) -> None:
    for row, key, stands in (
        (0, Qt.Key.Key_Backspace, (0, 0)),
        (1, Qt.Key.Key_Backspace, (0, len(SPOKEN[0]))),
        (1, Qt.Key.Key_Delete, (1, 0)),
        (1, Qt.Key.Key_Return, (1, 0)),
        (1, Qt.Key.Key_Up, (0, 0)),
        (1, Qt.Key.Key_Down, (1, 0)),
        (2, Qt.Key.Key_Down, (1, 0)),
        (2, Qt.Key.Key_Delete, (1, 0)),
    ):
        meetings.editor.edit(row, 0)
        field_of(meetings).edit.clear()
        qtbot.keyClick(field_of(meetings).edit, key)
        assert kept(meetings, services, qtbot) == [text for at, text in enumerate(SPOKEN) if at != row]
        assert (field_of(meetings).row, field_of(meetings).place) == stands, (row, key)
        act(meetings, "undo", services, qtbot)
        assert shown(meetings) == list(SPOKEN)


def test_what_is_wished_for_another_row_is_done_to_it_though_an_emptied_one_goes(
    meetings: MeetingsView, services: Application, qtbot: QtBot
) -> None:
    meetings.editor.edit(0, 0)
    field_of(meetings).edit.clear()
    meetings.editor.delete((1,))
    assert kept(meetings, services, qtbot) == [SPOKEN[2]]


def test_nothing_is_lost_where_a_correction_is_begun_while_another_is_being_undone(
    meetings: MeetingsView, services: Application, qtbot: QtBot
) -> None:
    editor = meetings.editor
    editor.delete((0,))
    kept(meetings, services, qtbot)
    editor.undo()
    editor.edit(1, 0)
    assert editor.segments.field is None, "the rows are about to change"
    editor.delete((0,))
    qtbot.waitUntil(lambda: editor.segments.field is not None)
    assert field_of(meetings).row == 2, "the segment that was meant stands one row below by now"
    qtbot.keyClicks(field_of(meetings).edit, "Yes. ")
    editor.finish()
    assert kept(meetings, services, qtbot) == [*SPOKEN[:2], f"Yes. {SPOKEN[2]}"]
    assert "changed elsewhere" not in meetings.banner.text


def test_an_undo_that_fits_no_longer_is_said_and_corrections_go_on(
    meetings: MeetingsView, services: Application, qtbot: QtBot
) -> None:
    editor = meetings.editor
    transcript_id = editor.state.transcript_id
    assert transcript_id is not None
    services.meetings.edit(transcript_id, reword(TALK, 1, "That does not suit me."))
    editor.undo()
    qtbot.waitUntil(lambda: "changed elsewhere" in meetings.banner.text)
    editor.delete((0,))
    assert kept(meetings, services, qtbot) == shown(meetings) == list(SPOKEN[1:])
    meetings.banner.clear()


def test_what_is_looked_for_anew_is_what_is_replaced(
    meetings: MeetingsView, services: Application, qtbot: QtBot
) -> None:
    meetings.shortcuts()["replace"]()
    bar = meetings.editor.find_bar
    bar.text.setText("rent")
    qtbot.waitUntil(lambda: bar.count.text() == "1 of 2")
    bar.text.setText("Friday")
    bar.all_replaced.emit("Monday")
    qtbot.waitUntil(lambda: "Monday" in shown(meetings)[0])
    assert kept(meetings, services, qtbot) == [SPOKEN[0].replace("Friday", "Monday"), *SPOKEN[1:]]
    bar.closed.emit()


def test_arrows_go_on_to_the_neighbours(meetings: MeetingsView, qtbot: QtBot) -> None:
    meetings.editor.edit(0, 3)
    qtbot.keyClick(field_of(meetings).edit, Qt.Key.Key_Down)
    assert field_of(meetings).row == 1
    qtbot.keyClick(field_of(meetings).edit, Qt.Key.Key_Up)
    assert field_of(meetings).row == 0


def test_every_correction_is_undone_and_done_again(meetings: MeetingsView, services: Application, qtbot: QtBot) -> None:
    editor = meetings.editor
    qtbot.keyClick(editor.segments, Qt.Key.Key_Delete)
    editor.segments.go_to(0)
    qtbot.keyClick(editor.segments, Qt.Key.Key_Delete)
    assert len(shown(meetings)) == 2
    editor.reassign((0,), "Anna")
    act(meetings, "undo", services, qtbot)
    act(meetings, "undo", services, qtbot)
    assert kept(meetings, services, qtbot) == shown(meetings) == list(SPOKEN)
    act(meetings, "redo", services, qtbot)
    assert kept(meetings, services, qtbot) == shown(meetings) == list(SPOKEN[1:])


def act(view: MeetingsView, name: str, services: Application, qtbot: QtBot) -> None:
    view.shortcuts()[name]()
    kept(view, services, qtbot)


def test_what_was_corrected_before_is_undone_after_opening_again(
    meetings: MeetingsView, services: Application, qtbot: QtBot
) -> None:
    editor = meetings.editor
    transcript_id = editor.state.transcript_id
    assert transcript_id is not None
    editor.delete((1,))
    kept(meetings, services, qtbot)
    other = Meetings(services.vault.database).begin("/recordings/other.wav", "Other")
    meetings.transcripts.list.chosen.emit(other)
    qtbot.waitUntil(lambda: editor.state.transcript_id == other)
    open_transcript(meetings, transcript_id, qtbot)
    qtbot.waitUntil(lambda: editor.state.undoable == 1)
    act(meetings, "undo", services, qtbot)
    assert shown(meetings) == list(SPOKEN)


def test_tab_leads_from_what_is_looked_for_to_what_replaces_it(qtbot: QtBot) -> None:
    bar = FindBar()
    qtbot.addWidget(bar)
    assert [bar.text.nextInFocusChain(), bar.by.nextInFocusChain(), bar.one.nextInFocusChain()] == [
        bar.by,
        bar.one,
        bar.all,
    ]


def test_everything_is_replaced_at_once(meetings: MeetingsView, services: Application, qtbot: QtBot) -> None:
    meetings.shortcuts()["replace"]()
    bar = meetings.editor.find_bar
    bar.text.setText("rent")
    qtbot.waitUntil(lambda: bar.count.text() == "1 of 2")
    qtbot.keyClick(bar.text, Qt.Key.Key_Return)
    assert bar.count.text() == "2 of 2"
    bar.by.setText("fee")
    qtbot.mouseClick(bar.one, Qt.MouseButton.LeftButton)
    assert shown(meetings)[2].endswith("the fee.")
    qtbot.mouseClick(bar.all, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown(meetings)[0] == "The fee is do on Friday.")
    assert kept(meetings, services, qtbot) == shown(meetings)
    qtbot.waitUntil(lambda: bar.count.text() == "Not found")
    qtbot.keyClick(bar.text, Qt.Key.Key_Escape)
    assert bar.isHidden()


def test_the_next_word_hardly_heard_is_selected_and_heard(meetings: MeetingsView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(meetings.editor.second_pressed) as pressed:
        meetings.shortcuts()["next_unsure"]()
    assert pressed.args == [3.0]
    assert field_of(meetings).edit.textCursor().selectedText() == "do"


def test_a_word_that_is_clicked_is_heard(meetings: MeetingsView, qtbot: QtBot) -> None:
    view = meetings.editor.segments
    rect = view.visualRect(view.model().index(1, 0))
    text = view.painter_of_rows.text_rect(1, rect)
    inside = text.topLeft() + QPoint(view.fontMetrics().horizontalAdvance("That su"), text.height() // 2)
    with qtbot.waitSignal(meetings.editor.second_pressed) as pressed:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=inside)
    assert pressed.args == [11.0]


def test_a_text_that_runs_from_right_to_left_begins_at_the_right(meetings: MeetingsView, qtbot: QtBot) -> None:
    view = meetings.editor.segments
    arabic = spoken(0, "\u0646\u0639\u0645 \u0633\u0623\u0631\u0633\u0644\u0647\u0627 \u063a\u062f\u0627.", "Ben")
    meetings.editor.show_transcript(meetings.state.key, (arabic,))
    rect = view.visualRect(view.model().index(0, 0))
    text = view.painter_of_rows.text_rect(0, rect)
    first = QPoint(text.right() - 1, text.center().y())
    assert view.painter_of_rows.place_at(0, rect, first) == 0
    assert view.painter_of_rows.place_at(0, rect, first - QPoint(30, 0)) in range(2, 8)
    with qtbot.waitSignal(meetings.editor.second_pressed) as pressed:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=first)
    assert pressed.args == [0.0]
    meetings.editor.show_transcript(meetings.state.key, TALK)


def test_a_speaker_is_renamed_in_the_window(meetings: MeetingsView, services: Application, qtbot: QtBot) -> None:
    meetings.editor.rename_speaker("Speaker 1")
    dialog = meetings.editor.findChildren(QInputDialog)[-1]
    dialog.setTextValue("Kennedy")
    dialog.accept()
    qtbot.waitUntil(lambda: meetings.editor.state.speakers == ("Kennedy", "Speaker 2"))
    kept(meetings, services, qtbot)
    opened = meetings.state.open
    assert opened is not None
    assert services.meetings.transcript(opened.id).speakers == ("Kennedy", "Speaker 2")
    assert opened.speakers == ("Kennedy", "Speaker 2")


def test_several_segments_are_given_to_another_speaker_by_their_menu_and_deleted_by_a_key(
    meetings: MeetingsView, services: Application, qtbot: QtBot
) -> None:
    view = meetings.editor.segments
    view.go_to(0)
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert view.rows_with(1) == (0, 1)
    assert view.rows_with(2) == (2,), "a menu elsewhere is about the row it was asked for"
    menu = segment_menu(meetings.editor, meetings.editor._actions, view.rows_with(1), 1, meetings.editor.state)
    assert [action.text() for action in menu.actions() if not action.isSeparator()] == [
        "Speaker of the selected segments",
        "Delete the selected segments",
    ]
    speakers = menu.actions()[0].menu()
    assert isinstance(speakers, QMenu)
    assert [action.text() for action in speakers.actions()] == ["Speaker 1", "Speaker 2", "Somebody else…"]
    speakers.actions()[2].trigger()
    menu.deleteLater()
    dialog = meetings.editor.findChildren(QInputDialog)[-1]
    dialog.setTextValue("Anna")
    dialog.accept()
    qtbot.waitUntil(lambda: meetings.editor.state.speakers == ("Anna", "Speaker 1"))
    kept(meetings, services, qtbot)
    meetings.editor.undo()
    qtbot.waitUntil(lambda: meetings.editor.state.speakers == ("Speaker 1", "Speaker 2"))
    view.selectAll()
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: shown(meetings) == [])
    kept(meetings, services, qtbot)
    meetings.editor.undo()
    qtbot.waitUntil(lambda: shown(meetings) == list(SPOKEN))


def test_keys_are_about_the_selected_segments_and_not_about_the_one_that_was_left_out_of_them_last(
    meetings: MeetingsView, qtbot: QtBot
) -> None:
    view = meetings.editor.segments
    view.selectAll()
    last = view.model().index(len(SPOKEN) - 1, 0)
    view.selectionModel().setCurrentIndex(last, QItemSelectionModel.SelectionFlag.Deselect)
    assert SPOKEN[-1] not in view.selected_text()
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: shown(meetings) == [SPOKEN[-1]])


def rename(view: MeetingsView, speaker: str, name: str) -> None:
    """As the dialog is answered."""
    view.editor.rename_speaker(speaker)
    dialog = view.editor.findChildren(QInputDialog)[-1]
    dialog.setTextValue(name)
    dialog.accept()


def test_a_name_is_kept_though_another_transcript_is_opened_at_once(
    meetings: MeetingsView, services: Application, qtbot: QtBot
) -> None:
    editor, store = meetings.editor, Meetings(services.vault.database)
    named = editor.state.transcript_id
    assert named is not None
    other = store.begin("/recordings/other.wav", "Other")
    rename(meetings, "Speaker 1", "Kennedy")
    editor.show_transcript(other, TALK[:2])
    told: list[int] = []
    editor.corrections.corrected.connect(lambda key, _segments: told.append(key))
    qtbot.waitUntil(lambda: editor.corrections.settled)
    assert services.meetings.transcript(named).speakers == ("Kennedy", "Speaker 2")
    assert editor.state.speakers == ("Speaker 1", "Speaker 2"), "the other transcript has speakers of its own"
    assert told == []


def test_a_name_is_shown_where_its_transcript_was_closed_and_opened_again(
    meetings: MeetingsView, services: Application, qtbot: QtBot
) -> None:
    editor = meetings.editor
    named = editor.state.transcript_id
    assert named is not None
    rename(meetings, "Speaker 1", "Kennedy")
    editor.show_transcript(None, ())
    editor.show_transcript(named, services.meetings.transcript(named).segments)
    qtbot.waitUntil(lambda: editor.corrections.settled)
    assert services.meetings.transcript(named).speakers == editor.state.speakers == ("Kennedy", "Speaker 2")


def test_what_was_typed_before_a_speaker_is_renamed_is_kept(
    meetings: MeetingsView, services: Application, qtbot: QtBot
) -> None:
    meetings.editor.edit(1, 0)
    qtbot.keyClicks(field_of(meetings).edit, "Yes. ")
    rename(meetings, "Speaker 1", "Kennedy")
    assert meetings.editor.segments.field is None
    assert kept(meetings, services, qtbot)[1] == "Yes. That suits me well."
    assert meetings.editor.state.speakers == ("Kennedy", "Speaker 2")


def is_found(view: MeetingsView, words: str) -> bool:
    """Whether the transcript that is open is listed as holding these words."""
    return view.state.search == words and view.state.key in view.state.saying


def test_a_transcript_is_found_by_what_is_said_in_it(meetings: MeetingsView, qtbot: QtBot) -> None:
    meetings.transcripts.search.setText("agreed")
    qtbot.waitUntil(lambda: bool(meetings.state.saying))
    assert meetings.state.key in {one.id for one in meetings.state.listed}
    key, segments = meetings.state.key, meetings.editor.segments
    meetings._apply(Chosen(None))
    meetings.transcripts.list.chosen.emit(key)
    qtbot.waitUntil(lambda: meetings.editor.find_bar.isVisible() and segments.row == 2)
    assert meetings.editor.find_bar.text.text() == "agreed"
    assert meetings.state.open is not None
    for words in ("speaker 2", meetings.state.open.created_at[:7]):
        meetings.transcripts.search.setText(words)
        qtbot.waitUntil(partial(is_found, meetings, words))
    meetings.transcripts.search.setText("narwhal")
    qtbot.waitUntil(lambda: meetings.state.search == "narwhal")
    assert meetings.state.listed == ()
    meetings.transcripts.search.setText("")
    qtbot.waitUntil(lambda: meetings.state.search == "")


def test_a_correction_that_cannot_be_kept_is_said_and_taken_back(
    meetings: MeetingsView, services: Application, qtbot: QtBot
) -> None:
    transcript_id = meetings.editor.state.transcript_id
    assert transcript_id is not None
    changed = Meetings(services.vault.database)
    changed.replace_segments(transcript_id, TALK[:1])
    meetings.editor.delete((2,))
    qtbot.waitUntil(lambda: "changed elsewhere" in meetings.banner.text)
    qtbot.waitUntil(lambda: shown(meetings) == [SPOKEN[0]])
    meetings.banner.clear()
    QApplication.processEvents()


def test_a_recording_that_was_moved_is_found_again(
    meetings: MeetingsView, services: Application, tmp_path: Path, qtbot: QtBot
) -> None:
    meetings.shortcuts()["play"]()
    qtbot.waitUntil(lambda: "rent.wav" in meetings.banner.text)
    assert not meetings.player.state.playing
    action = next(one for one in meetings.banner.findChildren(QPushButton) if one.accessibleName() == "Find the file…")
    qtbot.mouseClick(action, Qt.MouseButton.LeftButton)
    dialog = meetings.findChildren(QFileDialog)[-1]
    moved = tmp_path / "rent.wav"
    moved.write_bytes(b"RIFF")
    dialog.filesSelected.emit([str(moved)])
    dialog.reject()
    key = meetings.state.key
    assert key is not None
    qtbot.waitUntil(lambda: services.meetings.transcript(key).path == str(moved))


def test_the_word_that_is_heard_is_followed(meetings: MeetingsView) -> None:
    meetings.player.heard.emit(11.2)
    assert meetings.editor.state.spoken == (1, 1)
    meetings.player.heard.emit(None)
    assert meetings.editor.state.spoken is None


def test_who_corrects_a_row_is_not_taken_away_from_it_by_what_is_heard(meetings: MeetingsView) -> None:
    view = meetings.editor.segments
    view.setFixedHeight(40)
    meetings.editor.edit(0, 0)
    meetings.player.heard.emit(21.2)
    assert meetings.editor.state.spoken == (2, 1)
    assert view.verticalScrollBar().value() == 0
    meetings.editor.finish()
    meetings.player.heard.emit(11.2)
    meetings.player.heard.emit(21.2)
    assert view.verticalScrollBar().value() > 0
    view.setMinimumHeight(0)
    view.setMaximumHeight(16_777_215)


def test_what_is_undone_is_chosen_alone_though_ctrl_is_still_held_down(meetings: MeetingsView, qtbot: QtBot) -> None:
    view = meetings.editor.segments
    view.go_to(0)
    qtbot.keyPress(view, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    view.go_to(2)
    qtbot.keyRelease(view, Qt.Key.Key_Control)
    assert [index.row() for index in view.selectionModel().selectedRows()] == [2]
