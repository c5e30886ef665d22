"""The window: places, keyboard, what it remembers, and that everyone can use it."""

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QAccessible, QAction, QDropEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.core.opening import Opening, Wish
from app.services.application import Application
from app.ui.ask.view import AskView
from app.ui.job_bridge import JobBridge
from app.ui.library.view import LibraryView
from app.ui.main_window import MainWindow, Remembered
from app.ui.requests import AddFiles, AskAbout, ImportModel, RecordMeeting, Request, TranscribeFiles, ways_of, wish_of
from app.ui.shortcut_keys import decoded
from app.ui.shortcuts import SHORTCUTS
from app.ui.shortcuts_dialog import ShortcutsDialog
from app.ui.theme import Theme
from app.ui.view import View
from app.ui.views import PLACES, RAIL

NAMES = [place.name for place in PLACES]
IN_RAIL = [place.name for place in RAIL]
CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)


def press(window: MainWindow, keys: str) -> None:
    """What the window does for these keys; the screen in memory gives no window the focus that real keys need."""
    wanted = QKeySequence(keys)
    for action in window.actions():
        if action.shortcut() == wanted:
            action.trigger()
            return
    next(each for each in window.findChildren(QToolButton) if each.shortcut() == wanted).click()


def test_the_window_is_never_larger_than_its_screen(
    theme: Theme, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.main_window._FIRST_SIZE", QSize(9000, 9000))
    monkeypatch.setattr("app.ui.main_window._SMALLEST", QSize(8000, 8000))
    jobs = JobBridge(qapp)
    window = MainWindow(theme, jobs)
    qtbot.addWidget(window)
    room = window.screen().availableSize()
    assert (window.size(), window.minimumSize()) == (room, room)
    jobs.close()


def visit(window: MainWindow, qtbot: QtBot, name: str) -> View:
    window.go(name)
    view = window.view(name)
    assert view is not None
    qtbot.waitUntil(lambda: view.built)
    QApplication.processEvents()
    return view


def test_the_places_are_where_everyone_expects_them() -> None:
    assert IN_RAIL == ["ask", "library", "meetings", "models", "privacy", "settings"]


@pytest.mark.parametrize("number", range(1, len(IN_RAIL) + 1))
def test_control_and_a_number_go_to_a_place(window: MainWindow, number: int) -> None:
    press(window, f"Ctrl+{number}")
    assert window.place == IN_RAIL[number - 1]


def test_a_view_is_built_when_it_is_first_shown(window: MainWindow) -> None:
    assert window.view("models") is None
    window.go("models")
    built = window.view("models")
    window.go("ask")
    window.go("models")
    assert window.view("models") is built


@pytest.mark.parametrize("name", NAMES)
def test_the_content_fills_most_of_the_window(window: MainWindow, qtbot: QtBot, name: str) -> None:
    view = visit(window, qtbot, name)

    def controls() -> list[QWidget]:
        return [each for each in view.findChildren(QWidget) if isinstance(each, CONTROLS) and each.isVisible()]

    def starts() -> set[int]:
        return {each.mapTo(view, QPoint(0, 0)).x() for each in controls()}

    qtbot.waitUntil(lambda: max(starts()) > view.width() / 2)
    assert all(each.width() < view.width() * 0.9 for each in controls() if isinstance(each, QLineEdit))


def test_settings_and_shortcuts_have_their_keys(window: MainWindow, qtbot: QtBot) -> None:
    press(window, "Ctrl+,")
    assert window.place == "settings"
    press(window, "F1")
    dialog = window.findChild(ShortcutsDialog)
    assert dialog is not None
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isHidden()


@pytest.fixture
def shortcuts(window: MainWindow, qtbot: QtBot) -> ShortcutsDialog:
    press(window, "F1")
    dialog = window.findChild(ShortcutsDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.edit.isEnabled)
    return dialog


def test_the_list_of_shortcuts_is_complete(window: MainWindow, shortcuts: ShortcutsDialog) -> None:
    lines = range(shortcuts.table.topLevelItemCount())
    listed = {shortcuts.table.topLevelItem(line).text(1).strip("\N{LEFT-TO-RIGHT MARK}") for line in lines}
    installed = {
        action.shortcut().toString() for action in window.findChildren(QAction) if action.shortcut().toString()
    }
    assert {shortcut.keys for shortcut in SHORTCUTS} <= listed
    assert {keys for keys in installed if action_of_window(window, keys)} <= listed


def test_other_keys_hold_at_once_and_after_the_next_start(
    window: MainWindow, shortcuts: ShortcutsDialog, services: Application, qtbot: QtBot
) -> None:
    line = [one.name for one in SHORTCUTS].index("settings")
    shortcuts.table.setCurrentItem(shortcuts.table.topLevelItem(line))
    shortcuts.edit.setKeySequence(QKeySequence("Ctrl+K"))
    assert "“Find anything”" in shortcuts.banner.text
    assert shortcuts.edit.keySequence() == QKeySequence("Ctrl+,")
    shortcuts.edit.setKeySequence(QKeySequence("Alt+S"))
    assert shortcuts.banner.text == ""
    assert shortcuts.table.topLevelItem(line).text(1).strip("\N{LEFT-TO-RIGHT MARK}") == "Alt+S"
    qtbot.waitUntil(lambda: decoded(str(services.settings.get("window.shortcuts"))) == {"settings": "Alt+S"})
    press(window, "Alt+S")
    assert window.place == "settings"
    assert not action_of_window(window, "Ctrl+,")
    shortcuts.back.click()
    assert action_of_window(window, "Ctrl+,")
    qtbot.waitUntil(lambda: services.settings.get("window.shortcuts") == "")
    window.bind({"go_library": "Alt+L", "settings": "Alt+S"})
    press(window, "Alt+L")
    assert window.place == "library"


def action_of_window(window: MainWindow, keys: str) -> bool:
    return any(action.shortcut() == QKeySequence(keys) for action in window.actions())


def test_no_keys_mean_two_things() -> None:
    keys = [shortcut.keys for shortcut in SHORTCUTS]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("name", ["ask", "library", "meetings"])
def test_the_list_is_hidden_and_shown_again(window: MainWindow, qtbot: QtBot, name: str) -> None:
    view = visit(window, qtbot, name)
    assert view.list_shown
    press(window, "Ctrl+B")
    assert not view.list_shown
    press(window, "Ctrl+B")
    assert view.list_shown


def test_size_place_and_panes_are_remembered(window: MainWindow, services: Application, qtbot: QtBot) -> None:
    window.resize(1111, 777)
    visit(window, qtbot, "library").toggle_list()
    remembered = window.remember()
    jobs = JobBridge(window)
    again = MainWindow(window.frame.theme, jobs)
    qtbot.addWidget(again)
    again.open_places(services, remembered)
    qtbot.waitUntil(lambda: again.place == "library")
    view = visit(again, qtbot, "library")
    assert not view.list_shown
    assert (again.width(), again.height()) == (1111, 777)
    jobs.close()


def test_what_is_remembered_wrongly_does_no_harm(
    services: Application, theme: Theme, jobs: JobBridge, qtbot: QtBot
) -> None:
    window = MainWindow(theme, jobs)
    qtbot.addWidget(window)
    window.open_places(services, Remembered("no geometry", "nowhere", {"ask": {"panes": "%%%", "list_shown": 3}}))
    qtbot.waitUntil(lambda: window.place == "ask")


def test_files_may_be_dropped_anywhere(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    gone: list[tuple[str, Request | None]] = []
    monkeypatch.setattr(window, "go", lambda name, request=None: gone.append((name, request)))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/tmp/a.pdf"), QUrl("https://example.org/b.pdf")])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    window.dropEvent(QDropEvent(QPointF(5, 5), copy, data, left, Qt.KeyboardModifier.NoModifier))
    ((name, request),) = gone
    assert name == "library"
    assert isinstance(request, AddFiles)
    assert [path.name for path in request.paths] == ["a.pdf"]


def test_what_is_dropped_goes_where_it_belongs_and_everything_else_to_the_library() -> None:
    talk, video = Path("/tmp/talk.WAV"), Path("/tmp/call.mp4")
    model, pack, paper = Path("/tmp/a.GGUF"), Path("/tmp/kit-1.0.alcovepack"), Path("/tmp/b.pdf")
    assert wish_of((pack,)) == ("models", ImportModel(pack))
    assert wish_of((model,)) == ("models", ImportModel(model))
    assert wish_of((paper,)) == ("library", AddFiles((paper,)))
    assert wish_of((model, paper)) == ("library", AddFiles((model, paper)))
    assert wish_of((talk, video)) == ("meetings", TranscribeFiles((talk, video)))
    assert wish_of((talk, paper)) == ("library", AddFiles((talk, paper)))


def test_in_a_narrow_window_the_list_gives_way_to_the_sources_unless_it_is_wanted(
    window: MainWindow, qtbot: QtBot
) -> None:
    view = cast(AskView, visit(window, qtbot, "ask"))
    window.resize(1024, 640)
    view.sources.show()
    assert not view.list_shown
    assert view.remembered()["list_shown"] is True
    view.sources.hide()
    assert view.list_shown
    view.sources.show()
    window.resize(1600, 900)
    qtbot.waitUntil(lambda: view.list_shown)
    window.resize(1024, 640)
    qtbot.waitUntil(lambda: not view.list_shown)
    view.toggle_list()
    window.resize(1030, 640)
    QApplication.processEvents()
    assert view.list_shown, "who shows it keeps it"


def test_what_the_window_is_opened_for_leads_to_its_places(tmp_path: Path) -> None:
    paper = tmp_path / "lease.pdf"
    assert ways_of(Opening()) == []
    assert ways_of(Opening((paper,))) == [("library", AddFiles((paper,)))]
    assert ways_of(Opening(wish=Wish.RECORD)) == [("meetings", RecordMeeting())]
    assert ways_of(Opening((paper,), Wish.ASK)) == [("library", AddFiles((paper,))), ("ask", AskAbout())]


@pytest.mark.parametrize("name", NAMES)
def test_every_control_has_an_accessible_name(window: MainWindow, qtbot: QtBot, name: str) -> None:
    visit(window, qtbot, name)
    nameless = [
        f"{type(widget).__name__} at {widget.mapTo(window, QPoint(0, 0)).toTuple()}"
        for widget in window.findChildren(QWidget)
        if isinstance(widget, CONTROLS)
        and widget.isVisible()
        and not _inside_another_control(widget)
        and not _name(widget)
    ]
    assert nameless == []


def _name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


def _inside_another_control(widget: QWidget) -> bool:
    """Parts that Qt makes itself (the line of a spin box, the clear button of a field) are spoken with their owner."""
    parent = widget.parentWidget()
    return isinstance(parent, CONTROLS)


@pytest.mark.parametrize("name", NAMES)
def test_every_control_can_be_reached_by_keyboard(window: MainWindow, qtbot: QtBot, name: str) -> None:
    visit(window, qtbot, name)
    reached, widget = set(), window.focusWidget() or window
    while widget not in reached:
        reached.add(widget)
        widget = widget.nextInFocusChain()
    unreachable = [
        _name(each)
        for each in window.findChildren(QAbstractButton)
        if each.isVisible()
        and each.isEnabled()
        and not _inside_another_control(each)
        and (each not in reached or each.focusPolicy() == Qt.FocusPolicy.NoFocus)
    ]
    assert unreachable == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_cut_off_in_the_smallest_window(window: MainWindow, qtbot: QtBot, name: str) -> None:
    window.resize(1024, 640)
    visit(window, qtbot, name)
    qtbot.waitUntil(lambda: (window.width(), window.height()) == (1024, 640))
    outside = [
        _name(each) for each in window.findChildren(QAbstractButton) if each.isVisible() and _sticks_out(each, window)
    ]
    assert outside == []


def _sticks_out(widget: QWidget, window: QWidget) -> bool:
    left = widget.mapTo(window, QPoint(0, 0)).x()
    return left < 0 or left + widget.width() > window.width()


@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
def test_the_side_is_widened_whichever_way_the_window_reads(
    window: MainWindow, qtbot: QtBot, qapp: QApplication, direction: Qt.LayoutDirection
) -> None:
    qapp.setLayoutDirection(direction)
    try:
        view = cast(LibraryView, visit(window, qtbot, "library"))
        qtbot.waitUntil(lambda: view.state.known)
        view.page.show()
        QApplication.processEvents()
        before = view.collections.width()
        view.widen_side(view.page, 520)
        qtbot.waitUntil(lambda: view.page.width() > 500)
        assert view.collections.width() <= before
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        qapp.processEvents()


@pytest.mark.parametrize("name", NAMES)
def test_everything_is_mirrored_from_right_to_left(
    window: MainWindow, qtbot: QtBot, qapp: QApplication, name: str
) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        visit(window, qtbot, name)
        rail = next(each for each in window.findChildren(QToolButton) if each.accessibleName() == "Ask")
        qtbot.waitUntil(lambda: rail.mapTo(window, QPoint(0, 0)).x() > window.width() / 2)
        buttons = window.findChildren(QAbstractButton)
        assert [_name(each) for each in buttons if each.isVisible() and _sticks_out(each, window)] == []
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        qapp.processEvents()
