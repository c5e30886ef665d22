"""The few widgets every view is built from."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QProgressBar, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.core.events import Progress
from app.ui.icons import IconMark
from app.ui.theme import Theme
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import CopyButton, button, icon_button
from app.ui.widgets.elided_label import ElidedLabel
from app.ui.widgets.fields import PassphraseField, SearchField, Switch
from app.ui.widgets.layouts import ScrollPage
from app.ui.widgets.lists import ListRow, RowList
from app.ui.widgets.progress_row import ProgressRow
from app.ui.widgets.section import FormRow
from app.ui.widgets.text import label
from app.ui.widgets.toast import Toast


def test_a_line_without_room_for_it_ends_in_dots_and_is_whole_in_its_tip(qtbot: QtBot) -> None:
    line = ElidedLabel("caption")
    qtbot.addWidget(line)
    line.setText("00:00:00, Anna, Ben, Carla · Page 1 of 2")
    line.resize(line.sizeHint())
    assert line.shown_text == line.text()
    line.resize(80, line.height())
    line.show()
    assert line.shown_text.endswith("…")
    assert (line.toolTip(), line.minimumSizeHint().width()) == (line.text(), 0)


def test_a_long_name_of_a_control_goes_on_in_the_next_line(qtbot: QtBot) -> None:
    made = FormRow("Disk for conversations that go on at once without being read again", "", SearchField("Any"))
    qtbot.addWidget(made)
    made.resize(320, 200)
    made.show()
    assert made.name.heightForWidth(made.name.width()) > 1.5 * made.fontMetrics().height()
    assert made.name.height() >= made.name.heightForWidth(made.name.width())


@pytest.fixture
def around(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    return made


def press(around: QWidget, name: str) -> None:
    next(each for each in around.findChildren(QAbstractButton) if each.accessibleName() == name).click()


@pytest.mark.parametrize(("dress", "brightest"), [("dark", True), ("light", False)])
def test_a_mark_keeps_up_with_the_theme(around: QWidget, theme: Theme, dress: str, brightest: bool) -> None:
    mark = IconMark("warning", QPalette.ColorRole.WindowText, 18, around)
    mark.show()
    theme.choose("light" if brightest else "dark", 1.0)
    mark.grab()
    theme.choose(dress, 1.0)
    picture = mark.grab().toImage()
    pixels = [picture.pixelColor(x, y).lightness() for x in range(18) for y in range(18)]
    edge = picture.pixelColor(0, 0).lightness()
    assert (max(pixels) > edge + 100) is brightest
    assert (min(pixels) < edge - 100) is not brightest


def test_text_is_never_read_as_markup(around: QWidget) -> None:
    assert label("<b>bold</b><img src='x'>", parent=around).textFormat() is Qt.TextFormat.PlainText


def test_every_button_has_an_accessible_name(around: QWidget) -> None:
    assert button("Save", parent=around).accessibleName() == "Save"
    assert icon_button("trash", "Remove", parent=around).accessibleName() == "Remove"


@pytest.mark.parametrize("dress", ["dark", "light"])
def test_the_words_of_a_banner_take_the_colour_of_what_it_says(around: QWidget, theme: Theme, dress: str) -> None:
    theme.choose(dress, 1.0)
    banner, colours = Banner(around), {}
    for kind in ("success", "warning", "danger", "info"):
        banner.show_message("Something.", kind)
        words = next(each for each in banner.findChildren(QLabel) if each.text())
        words.grab()
        colours[kind] = words.palette().color(QPalette.ColorRole.WindowText).name()
    assert len(set(colours.values())) == 4, colours


def test_a_narrow_banner_has_room_for_the_whole_of_its_action(around: QWidget, qtbot: QtBot) -> None:
    banner = Banner(around)
    banner.resize(300, 200)
    around.show()
    banner.show_message("The sample documents are in your library.", "info", "Remove the samples")
    action = next(one for one in banner.findChildren(QPushButton) if one.text())
    words = next(one for one in banner.findChildren(QLabel) if one.text())
    qtbot.waitUntil(lambda: words.geometry().bottom() < action.geometry().top())
    assert action.width() >= action.sizeHint().width()
    banner.resize(800, 60)
    qtbot.waitUntil(lambda: words.geometry().right() < action.geometry().left())


def test_a_banner_says_one_thing_offers_one_way_on_and_goes(around: QWidget) -> None:
    banner, taken = Banner(around), []
    assert banner.text == ""
    banner.show_message("The file is gone.", "danger", "Choose another", lambda: taken.append("way on"))
    assert banner.text == "The file is gone."
    press(banner, "Choose another")
    assert taken == ["way on"]
    assert banner.text == ""
    banner.show_message("Something else.", "info")
    press(banner, "Dismiss")
    assert banner.text == ""


def test_a_toast_offers_the_way_back(around: QWidget) -> None:
    toast, undone = Toast(around), []
    toast.show_message("Deleted 2 conversations", "Undo", lambda: undone.append(True))
    assert toast.isVisible()
    assert around.rect().contains(toast.geometry())
    press(toast, "Undo")
    assert undone == [True]
    assert not toast.isVisible()


def test_a_toast_follows_the_size_of_the_window(around: QWidget) -> None:
    toast = Toast(around)
    toast.show_message("Copied")
    around.resize(400, 300)
    assert around.rect().contains(toast.geometry())


def test_a_toast_covers_nothing_that_is_kept_free(around: QWidget) -> None:
    around.resize(400, 300)
    toast = Toast(around, lambda: 120)
    toast.show_message("Copied")
    assert toast.geometry().bottom() < 300 - 120


def test_what_is_dismissed_leaves_the_keyboard_in_the_view_around_it(around: QWidget) -> None:
    first, view = QPushButton("First", around), QWidget(around)
    field = QLineEdit(view)
    view.setFocusProxy(field)
    banner = Banner(view)
    for one in (first, view, field):
        one.show()
    banner.show_message("Something.", action="Do it")
    banner.focus_action()
    assert banner.isAncestorOf(around.focusWidget())
    press(banner, "Do it")
    assert around.focusWidget() is field


def test_progress_is_shown_in_words_and_as_a_bar(around: QWidget) -> None:
    row = ProgressRow(around, can_pause=True)
    assert row.isHidden()
    row.show_progress(Progress("Reading", 20, 80, "files", 190, "/tmp/a.pdf"))
    bar = row.findChild(QProgressBar)
    assert bar.value() / bar.maximum() == pytest.approx(0.25)
    assert bar.accessibleDescription() == "20 of 80 files · about 3 min left"
    row.show_progress(Progress("Looking", 3, 0, "files"))
    assert bar.maximum() == 0
    row.finish()
    assert row.isHidden()


def test_progress_can_be_paused_resumed_and_cancelled(around: QWidget, qtbot: QtBot) -> None:
    row = ProgressRow(around, can_pause=True)
    row.show_progress(Progress("Reading", 1, 2, "files"))
    wanted: list[bool] = []
    row.pause_wanted.connect(wanted.append)
    press(row, "Pause")
    press(row, "Resume")
    assert wanted == [True, False]
    with qtbot.waitSignal(row.cancel_wanted):
        press(row, "Cancel")


def test_a_list_tells_what_the_user_chose_and_not_what_the_program_chose(around: QWidget, qtbot: QtBot) -> None:
    rows = RowList("Conversations", around)
    rows.show_rows([ListRow(number, f"Row {number}") for number in range(4)])
    told: list[object] = []
    rows.chosen.connect(told.append)
    rows.choose(2)
    assert (rows.current_key, told) == (2, [])
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    assert (rows.current_key, told) == (3, [3])


def test_a_list_keeps_its_place_when_its_rows_change(around: QWidget) -> None:
    rows = RowList("Conversations", around)
    rows.show_rows([ListRow("a", "A"), ListRow("b", "B")])
    rows.choose("b")
    rows.show_rows([ListRow("new", "New"), ListRow("a", "A"), ListRow("b", "B, renamed")])
    assert rows.current_key == "b"
    rows.show_rows([ListRow("a", "A")])
    assert rows.current_key is None


def test_a_list_asks_before_anything_is_deleted_or_renamed(around: QWidget, qtbot: QtBot) -> None:
    rows = RowList("Conversations", around)
    rows.show_rows([ListRow(1, "One"), ListRow(2, "Two")])
    rows.choose(1)
    with qtbot.waitSignal(rows.delete_pressed) as deleting:
        qtbot.keyClick(rows, Qt.Key.Key_Delete)
    with qtbot.waitSignal(rows.rename_pressed) as renaming:
        qtbot.keyClick(rows, Qt.Key.Key_F2)
    assert deleting.args == [[1]]
    assert renaming.args == [1]


def test_a_search_waits_until_typing_rests(around: QWidget, qtbot: QtBot) -> None:
    field, searched = SearchField("Search", around), []
    field.searched.connect(searched.append)
    with qtbot.waitSignal(field.searched):
        qtbot.keyClicks(field, " rent ")
    assert searched == ["rent"]


def test_a_passphrase_is_hidden_until_the_eye_is_opened(around: QWidget) -> None:
    field = PassphraseField("Passphrase", around)
    assert field.echoMode() is PassphraseField.EchoMode.Password
    eye = next(action for action in field.actions() if action.isCheckable())
    eye.trigger()
    assert field.echoMode() is PassphraseField.EchoMode.Normal


def test_a_switch_is_turned_by_keyboard_and_mouse(around: QWidget, qtbot: QtBot) -> None:
    switch = Switch(around)
    switch.resize(switch.sizeHint())
    switch.show()
    qtbot.keyClick(switch, Qt.Key.Key_Space)
    assert switch.isChecked()
    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert not switch.isChecked()


def test_copying_says_so_for_a_moment(around: QWidget, qtbot: QtBot) -> None:
    copy = CopyButton(lambda: "alcove models fetch", parent=around)
    copy.click()
    assert QGuiApplication.clipboard().text() == "alcove models fetch"
    assert copy.text() == "Copied"
    qtbot.waitUntil(lambda: copy.text() == "Copy")


def test_a_page_keeps_its_column_readable_and_in_the_middle(around: QWidget, qtbot: QtBot) -> None:
    page = ScrollPage(around)
    page.column.addWidget(label("Text", parent=page))
    page.resize(1600, 400)
    page.show()
    inside = page.column.parentWidget()

    def in_the_middle() -> bool:
        return abs(inside.geometry().center().x() - page.viewport().rect().center().x()) <= 2

    qtbot.waitUntil(lambda: 0 < inside.width() <= 800 and in_the_middle())
    before = inside.width()
    larger = QFont(inside.font())
    larger.setPointSizeF(2 * larger.pointSizeF())
    inside.setFont(larger)
    qtbot.waitUntil(lambda: inside.width() > 1.5 * before and in_the_middle())
