"""Minutes in the window: written, edited, removed, followed to the second, and a citation of Ask that opens a meeting."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from app.bootstrap.application import build
from app.core.asking.conversations import Support
from app.core.exporting.paper import Layout
from app.core.exporting.redaction import Hidden
from app.core.meetings.minutes import Minutes
from app.core.meetings.transcript import Listening
from app.services.application import Application
from app.services.meetings.exporting import Export
from app.storage.meetings.meetings import Meetings
from app.storage.places import Places
from app.ui.main_window import MainWindow
from app.ui.meetings.export_dialog import ExportDialog
from app.ui.meetings.minutes_pane import MinutesPane
from app.ui.meetings.minutes_tree import DUE, OWNER, SAID, TEXT
from app.ui.meetings.template_dialog import TemplateDialog
from app.ui.meetings.view import MeetingsView
from app.ui.requests import ShowMeeting
from app.ui.theme import current
from app.ui.tokens import Space
from tests.core.meeting import segments
from tests.ui.meetings.shown_meetings import shown_meetings


@pytest.fixture(scope="module")
def services(places: Places, qapp: QApplication) -> Iterator[Application]:  # noqa: ARG001
    """The services without any model but the embedder, and one meeting."""
    application = build(places)
    application.vault.create("correct horse battery staple")
    application.open_services()
    meetings = Meetings(application.vault.database)
    transcript_id = meetings.begin("/festival.wav", "Festival", Listening(), 1, 1_795_000_000 * 10**9)
    meetings.replace_segments(transcript_id, segments())
    meetings.finish(transcript_id, "en", 65.0, 0.1)
    yield application
    application.close()


@pytest.fixture
def view(window: MainWindow, services: Application, qtbot: QtBot) -> MeetingsView:
    transcript = services.meetings.transcripts()[0]
    for minutes in services.minutes.versions(transcript.id):
        services.minutes.delete(minutes.id)
    shown = shown_meetings(window, qtbot, ShowMeeting(transcript.id))
    qtbot.waitUntil(lambda: shown.state.open is not None and shown.minutes.state.known)
    return shown


@pytest.fixture
def pane(view: MeetingsView, qtbot: QtBot) -> MinutesPane:
    """The minutes of the meeting, just written."""
    view.tabs.setCurrentWidget(view.minutes)
    pane = view.minutes
    qtbot.waitUntil(lambda: bool(pane.state.templates))
    before = len(pane.state.versions)
    pane.write.click()
    qtbot.waitUntil(lambda: len(pane.state.versions) > before and pane.state.writing is None)
    return pane


def lines(pane: MinutesPane, heading: str) -> list[str]:
    tree = pane.tree
    for number in range(tree.topLevelItemCount()):
        item = tree.topLevelItem(number)
        assert item is not None
        if item.text(TEXT) == heading:
            return [item.child(place).text(TEXT) for place in range(item.childCount())]
    raise AssertionError(heading)


def choose(pane: MinutesPane, section: int, place: int, column: int = TEXT) -> None:
    heading = pane.tree.topLevelItem(section)
    assert heading is not None
    pane.tree.setCurrentItem(heading.child(place), column)


def test_minutes_are_written_by_the_template_chosen(pane: MinutesPane) -> None:
    assert "We decided to move the festival to June." in lines(pane, "Decisions")
    assert "All 65 seconds of the recording were read" in pane.coverage.text()
    assert "quoted without a model" in pane.coverage.text()
    assert "Book the stage as well." in pane.text()


def test_every_line_has_room_for_its_words_however_wide_the_other_columns_are(pane: MinutesPane, qtbot: QtBot) -> None:
    minutes = pane.state.shown
    assert minutes is not None
    words = "Send the permit papers to the town, and the plan of the whole stage to the fire brigade."
    for number, owner in enumerate(("", "Everybody who was at the harbour", ""), start=1):
        lines = tuple(replace(minutes.lines[0], text=words[:length], owner=owner) for length in range(40, len(words)))
        section = replace(minutes.sections[0], lines=lines)
        pane.tree.show_minutes(replace(minutes, id=minutes.id + number, sections=(section,)))
        qtbot.waitUntil(lambda: has_room(pane))


def has_room(pane: MinutesPane) -> bool:
    heading, tree = pane.tree.topLevelItem(0), pane.tree
    items = [heading.child(row) for row in range(heading.childCount())] if heading else []
    wide, wrap = tree.columnWidth(TEXT) - 2 * Space.TIGHT, int(Qt.TextFlag.TextWordWrap)
    return all(
        tree.visualItemRect(item).height()
        >= tree.fontMetrics().boundingRect(0, 0, wide, 10_000, wrap, item.text(TEXT)).height()
        for item in items
        if item is not None
    )


def test_a_line_opens_the_transcript_at_its_second(view: MeetingsView, pane: MinutesPane, qtbot: QtBot) -> None:
    choose(pane, 1, 0, SAID)
    qtbot.keyClick(pane.tree, Qt.Key.Key_Return)
    assert view.tabs.currentWidget() is view.pane
    assert "So we decided to move the festival" in view.pane.segments.selected_text()


def test_an_edit_is_checked_kept_and_marked_in_words(pane: MinutesPane, qtbot: QtBot) -> None:
    choose(pane, 2, 0)
    item = pane.tree.currentItem()
    assert item is not None
    item.setText(OWNER, "Carla")
    item.setText(TEXT, "Pay nine million euros to the mayor.")
    qtbot.waitUntil(lambda: any(one.text.startswith("Pay nine") for one in pane.state.versions[0].lines))
    line = next(one for one in pane.state.versions[0].lines if one.text.startswith("Pay nine"))
    assert (line.edited, line.support, line.owner) == (True, Support.UNSUPPORTED, "Carla")
    choose(pane, 2, 0)
    shown = pane.tree.currentItem()
    assert shown is not None
    assert shown.text(4) == "edited, not said so"


def field(pane: MinutesPane) -> QLineEdit:
    """What the line in sight is typed in."""
    found = [one for one in pane.tree.findChildren(QLineEdit) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def test_enter_ends_an_edit_and_goes_nowhere(view: MeetingsView, pane: MinutesPane, qtbot: QtBot) -> None:
    choose(pane, 1, 0)
    pane.tree.edit_current()
    qtbot.keyClicks(field(pane), "The festival moves.")
    qtbot.keyClick(field(pane), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not pane.tree.editing)
    assert view.tabs.currentWidget() is pane
    qtbot.waitUntil(lambda: "The festival moves." in lines(pane, "Decisions"))


def kept(pane: MinutesPane, services: Application, qtbot: QtBot) -> Minutes:
    qtbot.waitUntil(lambda: pane.settled)
    found = services.minutes.latest(pane.state.versions[0].transcript_id)
    assert found is not None
    return found


def test_edits_made_faster_than_they_are_kept_are_all_kept(
    pane: MinutesPane, services: Application, qtbot: QtBot
) -> None:
    wanted = [f"Talk about point {number}." for number in range(3)]
    for text in wanted:
        pane.tree.setCurrentItem(pane.tree.topLevelItem(3))
        pane.tree.add_line()
        field(pane).setText(text)
        qtbot.keyClick(field(pane), Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not pane.tree.editing)
    choose(pane, 1, 0)
    item = pane.tree.currentItem()
    assert item is not None
    item.setText(TEXT, "We decided to wait.")
    item.setText(OWNER, "Carla")
    assert not pane.settled
    minutes = kept(pane, services, qtbot)
    assert [line.text for line in minutes.sections[3].lines if not line.removed][-3:] == wanted
    line = minutes.sections[1].lines[0]
    assert (line.text, line.owner) == ("We decided to wait.", "Carla")
    assert lines(pane, minutes.sections[3].heading)[-3:] == wanted


def test_a_line_that_is_refused_takes_no_other_with_it(
    view: MeetingsView, pane: MinutesPane, services: Application, qtbot: QtBot
) -> None:
    choose(pane, 2, 0)
    item = pane.tree.currentItem()
    assert item is not None
    item.setText(DUE, "someday")
    pane.tree.line_removed.emit(pane.state.versions[0].id, 3, 0)
    minutes = kept(pane, services, qtbot)
    assert minutes.sections[3].lines[0].removed
    assert "someday is not a day" in view.banner.text
    assert "someday" not in {pane.tree.topLevelItem(2).child(0).text(DUE)}  # type: ignore[union-attr]
    view.banner.clear()


def test_what_is_being_typed_stays_when_another_edit_is_kept(
    pane: MinutesPane, services: Application, qtbot: QtBot
) -> None:
    choose(pane, 1, 0)
    pane.tree.edit_current()
    pane.tree.line_removed.emit(pane.state.versions[0].id, 3, 0)
    qtbot.keyClicks(field(pane), "Wait for Carla")
    kept(pane, services, qtbot)
    assert pane.tree.editing
    assert field(pane).text() == "Wait for Carla"
    removed = len(lines(pane, "Open questions"))
    pane.finish()
    assert not pane.tree.editing
    assert kept(pane, services, qtbot).sections[1].lines[0].text == "Wait for Carla"
    qtbot.waitUntil(lambda: len(lines(pane, "Open questions")) < removed)
    assert lines(pane, "Decisions")[0] == "Wait for Carla"


def test_a_line_being_typed_while_minutes_are_written_again_is_in_the_new_version(
    pane: MinutesPane, services: Application, qtbot: QtBot
) -> None:
    choose(pane, 1, 0)
    pane.tree.edit_current()
    qtbot.keyClicks(field(pane), "Wait for Carla")
    pane.write.click()
    qtbot.waitUntil(lambda: len(pane.state.versions) == 2 and pane.state.writing is None)
    assert pane.tree.editing
    pane.finish()
    assert "Wait for Carla" in [line.text for line in kept(pane, services, qtbot).sections[1].shown]
    qtbot.waitUntil(lambda: "Wait for Carla" in lines(pane, "Decisions"))


def test_a_line_being_typed_is_kept_when_the_window_closes(
    view: MeetingsView, pane: MinutesPane, window: MainWindow, services: Application, qtbot: QtBot
) -> None:
    choose(pane, 2, 0)
    pane.tree.edit_current()
    field(pane).setText("Book another stage.")
    with qtbot.waitSignal(window.closing):
        window.close()
    assert view.settled
    assert kept(pane, services, qtbot).sections[2].lines[0].text == "Book another stage."


def test_a_new_line_without_words_goes_again(pane: MinutesPane, services: Application, qtbot: QtBot) -> None:
    before = [lines(pane, section.heading) for section in pane.state.versions[0].sections]
    pane.tree.setCurrentItem(pane.tree.topLevelItem(1))
    pane.tree.add_line()
    pane.tree.remove_current()
    pane.tree.add_line()
    qtbot.keyClick(field(pane), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(lines(pane, "Decisions")) == len(before[1]))
    assert [lines(pane, section.heading) for section in kept(pane, services, qtbot).sections] == before


def test_a_removed_line_is_gone(pane: MinutesPane, qtbot: QtBot) -> None:
    before = lines(pane, "Open questions")
    choose(pane, 3, 0)
    qtbot.keyClick(pane.tree, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(lines(pane, "Open questions")) == len(before) - 1)


def template_dialog(pane: MinutesPane) -> TemplateDialog:
    dialog = pane.findChild(TemplateDialog)
    assert isinstance(dialog, TemplateDialog)
    return dialog


def test_a_template_is_written_in_the_window_and_minutes_by_it(
    view: MeetingsView, services: Application, qtbot: QtBot
) -> None:
    pane = view.minutes
    qtbot.waitUntil(lambda: bool(pane.state.templates))
    pane.templates.write_new()
    dialog = template_dialog(pane)
    dialog.text.setPlainText("# Harbour\n\n## Boats")
    save = dialog.buttons.button(QDialogButtonBox.StandardButton.Save)
    save.click()
    assert not save.isEnabled(), "pressed again, it would be kept twice"
    qtbot.waitUntil(lambda: pane.template.currentText() == "Harbour")
    qtbot.waitUntil(lambda: pane.findChild(TemplateDialog) is None)
    pane.write.click()
    qtbot.waitUntil(lambda: pane.state.shown is not None and pane.state.writing is None)
    assert lines(pane, "Boats")
    (harbour,) = [one for one in services.minutes.templates.all() if one.name == "Harbour"]
    pane.templates.remove(harbour)
    qtbot.waitUntil(lambda: pane.template.findData(harbour.key) == -1)
    assert pane.template.currentIndex() == 0


def test_a_template_that_is_none_is_told_and_stays_to_be_mended(
    view: MeetingsView, services: Application, qtbot: QtBot
) -> None:
    pane = view.minutes
    qtbot.waitUntil(lambda: bool(pane.state.templates))
    before = services.minutes.templates.all()
    pane.templates.edit(before[0])
    dialog = template_dialog(pane)
    assert dialog.text.toPlainText() == before[0].text
    dialog.text.setPlainText("# General\n\n## Poem\nkind: poem")
    dialog.buttons.accepted.emit()
    qtbot.waitUntil(lambda: "of no kind there is" in dialog.problem)
    assert dialog.isVisible()
    assert dialog.buttons.isEnabled()
    dialog.reject()
    assert "not kept yet" in dialog.problem
    dialog.reject()
    qtbot.waitUntil(lambda: pane.findChild(TemplateDialog) is None)
    assert services.minutes.templates.all() == before


def has_tick(dialog: ExportDialog, row: int) -> bool:
    """Whether the box before a row is filled in the colour of what is chosen."""
    rect = dialog.list.visualItemRect(dialog.list.item(row))
    rect.setWidth(rect.height() + Space.SMALL)
    seen = dialog.list.viewport().grab(rect).toImage()
    pixels = ((x, y) for x in range(seen.width()) for y in range(seen.height()))
    return sum(seen.pixelColor(*place).name() == current().accent for place in pixels) > 50


def export_dialog(view: MeetingsView, qtbot: QtBot) -> ExportDialog:
    view.pane.export_wanted.emit()
    qtbot.waitUntil(lambda: view.findChild(ExportDialog) is not None)
    dialog = view.findChild(ExportDialog)
    assert isinstance(dialog, ExportDialog)
    return dialog


def test_the_preview_of_a_redaction_lists_what_goes(view: MeetingsView, qtbot: QtBot) -> None:
    dialog = export_dialog(view, qtbot)
    dialog.hidden[Hidden.NAMES].setChecked(True)
    qtbot.waitUntil(lambda: dialog.list.count() >= 3)
    assert dialog.height() >= dialog.layout().totalHeightForWidth(dialog.width()), "something is squeezed"
    assert "Anna becomes [name 1]" in dialog.list.item(0).text()
    dialog.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert dialog.export.kept == ("Anna",)
    assert has_tick(dialog, 1)
    assert not has_tick(dialog, 0)
    dialog.reject()
    qtbot.waitUntil(lambda: view.findChild(ExportDialog) is None)


def test_how_a_meeting_was_exported_is_how_the_next_one_begins(
    view: MeetingsView, services: Application, qtbot: QtBot
) -> None:
    services.export_choices.remember(Export("docx", minutes=True), minutes_offered=True)
    how = export_dialog(view, qtbot)
    assert (how.export.form, how.export.layout, how.export.hidden) == ("docx", Layout(), ())
    how.form.setCurrentIndex(how.form.findData("md"))
    how.timestamps.setChecked(False)
    how.hidden[Hidden.NAMES].setChecked(True)
    chosen = how.export
    how.accept()
    qtbot.waitUntil(lambda: view.findChild(QFileDialog) is not None)
    view.findChild(QFileDialog).reject()
    qtbot.waitUntil(lambda: view.findChild(ExportDialog) is None)
    again = export_dialog(view, qtbot)
    assert again.export == chosen
    qtbot.waitUntil(lambda: again.list.count() >= 3)
    again.reject()
    qtbot.waitUntil(lambda: view.findChild(ExportDialog) is None)
    services.export_choices.remember(Export("docx", minutes=True), minutes_offered=True)


def test_a_template_that_was_written_is_not_dropped_by_one_press_of_a_key(view: MeetingsView, qtbot: QtBot) -> None:
    pane = view.minutes
    qtbot.waitUntil(lambda: bool(pane.state.templates))
    pane.templates.write_new()
    dialog = template_dialog(pane)
    qtbot.keyClicks(dialog.text, "Boats")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert "not kept yet" in dialog.problem
    qtbot.keyClicks(dialog.text, "!")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible(), "who wrote on is asked again"
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: pane.findChild(TemplateDialog) is None)
    pane.templates.write_new()
    qtbot.keyClick(template_dialog(pane), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: pane.findChild(TemplateDialog) is None)


def test_the_name_proposed_for_a_file_is_redacted_too(view: MeetingsView, services: Application, qtbot: QtBot) -> None:
    assert view.state.open is not None
    services.meetings.rename(view.state.open.id, "Anna: festival")
    how = export_dialog(view, qtbot)
    how.hidden[Hidden.NAMES].setChecked(True)
    how.accept()
    qtbot.waitUntil(lambda: view.findChild(QFileDialog) is not None)
    where = view.findChild(QFileDialog)
    assert isinstance(where, QFileDialog)
    assert [Path(name).name for name in where.selectedFiles()] == ["[name 1] festival.docx"]
    where.reject()
