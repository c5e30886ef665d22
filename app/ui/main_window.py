"""The window: the rail, the places, and what goes across all of them: shortcuts, drops, messages, what is remembered."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QMessageBox, QStackedWidget, QWidget

from app.ui.aloud import Aloud
from app.ui.field.mode import FieldMode
from app.ui.hotkeys.hotkeys import Hotkeys
from app.ui.icons import icon
from app.ui.job_bridge import JobBridge
from app.ui.rail import Rail
from app.ui.requests import RecordMeeting, Request, TakePhoto, wish_of
from app.ui.serving_sign import ServingSign
from app.ui.shortcut_keys import ShortcutKeys
from app.ui.shortcuts import PLACE_SHORTCUTS, SHORTCUTS, VIEW_SHORTCUTS, WINDOW_SHORTCUTS, Shortcut
from app.ui.start_page import StartPage
from app.ui.theme import Theme
from app.ui.view import Frame, View, dropped_paths, in_turns
from app.ui.views import PLACES, RAIL
from app.ui.widgets.layouts import column, row
from app.ui.widgets.toast import Toast

if TYPE_CHECKING:
    from app.services.application import Application
    from app.ui.palette.state import Entry

_FIRST_SIZE = QSize(1280, 820)
_SMALLEST = QSize(1024, 640)
_LONGEST_KEEPING_S = 10.0
_LOOK_AGAIN_MS = 20
_LOWER_PLACES = frozenset({"models", "privacy", "settings"})


@dataclass(frozen=True, slots=True)
class Remembered:
    """How the user left the window: its geometry (Base64), the place in front, what each view remembers, and the keys."""

    geometry: str = ""
    place: str = ""
    panes: dict[str, dict[str, object]] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    """Those the user has chosen for actions, by their names."""


class MainWindow(QMainWindow):
    """Shows one page at a time before the vault is open (`show_page`), and the places after (`open_places`)."""

    closing = Signal()
    recording_told = Signal(str)
    noticed = Signal(str)

    def __init__(self, theme: Theme, jobs: JobBridge) -> None:
        super().__init__()
        self.services: Application | None = None
        self._frame = Frame(
            jobs=jobs,
            theme=theme,
            go=self.go,
            toast=self._toast_message,
            mark=self._mark,
            hotkeys=Hotkeys(self),
            aloud=Aloud(jobs, self._toast_message, self),
            tell_recording=self.recording_told.emit,
            notify=self._notify,
        )
        self.has_tray = False
        """Whether it can be found again while it is hidden."""
        self.stays = False
        """Whether closing it only hides it, and `end` alone ends Alcove."""
        self._ends = False
        self._told_where_it_stays = False
        self._views: dict[str, View] = {}
        self._panes: dict[str, dict[str, object]] = {}
        self.keys: dict[str, str] = {}
        self.place = ""
        self.setWindowTitle(self.tr("Alcove"))
        self.setWindowIcon(icon("alcove"))
        room = self.screen().availableSize()
        self.setMinimumSize(_SMALLEST.boundedTo(room))
        self.resize(_FIRST_SIZE.boundedTo(room))
        self.setAcceptDrops(True)
        self._pages = QStackedWidget(self)
        self.start_page = StartPage(self._pages)
        self._pages.addWidget(self.start_page)
        self.setCentralWidget(self._pages)
        self._toast = Toast(self, self._height_of_foot)

    @property
    def frame(self) -> Frame:
        """What views and pages are given of this window."""
        return self._frame

    def show_page(self, page: QWidget) -> None:
        """Show a page in the whole window, in place of the one before."""
        before = self._pages.currentWidget()
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        page.setFocus()
        if before is not None:
            before.deleteLater()

    def show_failure(self, sentence: str) -> None:
        """Nothing can be opened: say why in the whole window."""
        page = StartPage(self._pages)
        page.fail(sentence)
        self.show_page(page)

    def open_places(self, services: "Application", remembered: Remembered) -> None:
        """The vault is open: show the rail and the place that was in front last; see `remember`."""
        self.services = services
        self._frame.aloud.use(services)
        self._panes = remembered.panes
        if remembered.geometry:
            self.restoreGeometry(QByteArray.fromBase64(remembered.geometry.encode()))
        workspace = QWidget(self._pages)
        self._rail = Rail(RAIL, _LOWER_PLACES, workspace)
        self._rail.chosen.connect(self.go)
        self._rail.add_sign(ServingSign(services.serving, self._frame, self._rail))
        self._stack = QStackedWidget(workspace)
        self._field = FieldMode(services, self._frame, self._rail.leave_out, self._stack)
        line = row(self._rail, self._stack, space=0)
        line.setStretch(1, 1)
        whole = column(self._field.bar, line, space=0)
        whole.setStretch(1, 1)
        workspace.setLayout(whole)
        self.show_page(workspace)
        self._install_shortcuts()
        self.bind(remembered.keys)
        names = [place.name for place in PLACES]
        first = remembered.place if remembered.place in names else names[0]
        in_turns(self, lambda: self.go(first))

    def go(self, name: str, request: Request | None = None) -> None:
        """Bring a place to the front, built now if it was not yet, and hand it the request."""
        view = self._views.get(name) or self._build(name)
        self.place = name
        self._rail.choose(next(place.within or name for place in PLACES if place.name == name))
        self._stack.setCurrentWidget(view)
        self._field.receive(view)
        view.setFocus()
        view.come(request)

    def view(self, name: str) -> View | None:
        """A place's view, if it was shown already."""
        return self._views.get(name)

    def remember(self) -> Remembered:
        """Size, place and panes, for the next time."""
        panes = {name: view.remembered() for name, view in self._views.items()}
        geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        return Remembered(geometry, self.place, {**self._panes, **panes}, self.keys)

    def _build(self, name: str) -> View:
        assert self.services is not None
        place = next(each for each in PLACES if each.name == name)
        view = place.view_class()(self.services, self._frame, self._stack)
        view.setAccessibleName(place.words)
        if name in self._panes:
            view.restore(self._panes[name])
        self._views[name] = view
        self._stack.addWidget(view)
        return view

    def bind(self, chosen: Mapping[str, str]) -> None:
        """Let the keys that were chosen stand for what they were chosen for, and the usual ones for everything else."""
        bound = ShortcutKeys({one.name: one.keys for one in SHORTCUTS}, chosen)
        self.keys = {name: bound.keys(name) for name in bound.defaults}
        for action in self.actions():
            if action.objectName() in self.keys:
                action.setShortcut(QKeySequence(self.keys[action.objectName()]))
        for place, shortcut in zip(RAIL, PLACE_SHORTCUTS, strict=True):
            self._rail.bind(place.name, self.keys[shortcut.name])

    def _install_shortcuts(self) -> None:
        own = {
            "palette": self.find_anything,
            "settings": lambda: self.go("settings"),
            "photo": lambda: self.go("photo", TakePhoto()),
            "field": self._field.switch,
            "toggle_list": lambda: self._views[self.place].toggle_list(),
            "shortcuts": self._list_shortcuts,
            "record": lambda: self.go("meetings", RecordMeeting()),
            "quit": self.end,
        }
        for shortcut in WINDOW_SHORTCUTS:
            self._install(shortcut).triggered.connect(own[shortcut.name])
        for shortcut in VIEW_SHORTCUTS:
            self._install(shortcut).triggered.connect(lambda _checked, name=shortcut.name: self._hand_on(name))

    def _install(self, shortcut: Shortcut) -> QAction:
        action = QAction(shortcut.words, self)
        action.setObjectName(shortcut.name)
        self.addAction(action)
        return action

    def _hand_on(self, name: str) -> None:
        if name in ("stop", "read_aloud") and self._frame.aloud.stop():
            return
        if act := self._views[self.place].shortcuts().get(name):
            act()

    def find_anything(self) -> None:
        """Open what finds conversations, documents, meetings, settings and actions."""
        from app.ui.palette.entries import own_entries
        from app.ui.palette.view import Palette

        assert self.services is not None
        own = own_entries(self._views[self.place].shortcuts(), self.keys)
        palette = Palette(self.services, self._frame.jobs, own, self)
        palette.chosen.connect(self._follow)
        palette.open()

    def _follow(self, entry: "Entry") -> None:
        """Go where an entry of the palette leads, or do what it says."""
        from app.ui.palette.entries import place_of

        if entry.kind == "action":
            next(action for action in self.actions() if action.objectName() == entry.key).trigger()
        else:
            self.go(*place_of(entry))

    def _list_shortcuts(self) -> None:
        from app.ui.shortcuts_dialog import ShortcutsDialog

        assert self.services is not None
        ShortcutsDialog(self.services, self._frame.jobs, self.bind, self).open()

    def _toast_message(self, text: str, action: str = "", on_action: object = None) -> None:
        self._toast.show_message(text, action, on_action if callable(on_action) else None)

    def _height_of_foot(self) -> int:
        """How much of the lower edge what the user writes in takes up."""
        view = self._views.get(self.place)
        foot = view.foot if view is not None else None
        return self.height() - foot.mapTo(self, foot.rect().topLeft()).y() if foot is not None else 0

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Files may be dropped anywhere once the vault is open."""
        if self.services is not None and dropped_paths(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Take recordings to the meetings, a model to the models, and everything else to the library."""
        event.acceptProposedAction()
        self.go(*wish_of(dropped_paths(event)))

    def end(self) -> None:
        """Close it for good, even where it `stays`."""
        self._ends = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Disappear at once, and let whoever runs the application close everything once all that was typed is kept.

        Where it `stays`, it only disappears.
        """
        event.ignore()
        ends, self._ends = self._ends or not self.stays, False
        if not ends:
            self._hide()
            if not self._told_where_it_stays:
                self.noticed.emit(self.tr("Alcove goes on as an icon in the tray. Quit in its menu ends it."))
            self._told_where_it_stays = True
        elif not self._asks_before_closing():
            self._hide()
            for view in self._views.values():
                view.finish()
            self._close_once_settled(time.monotonic() + _LONGEST_KEEPING_S)

    def _close_once_settled(self, deadline: float) -> None:
        if all(view.settled for view in self._views.values()) or time.monotonic() > deadline:
            self.closing.emit()
        else:
            QTimer.singleShot(_LOOK_AGAIN_MS, self, lambda: self._close_once_settled(deadline))

    def _asks_before_closing(self) -> bool:
        """Ask about what would be ended, if anything would; the window is closed again once the user agrees."""
        staying = next((view for view in self._views.values() if view.reason_to_stay()), None)
        if staying is None:
            return False
        question = QMessageBox(QMessageBox.Icon.Question, self.windowTitle(), staying.reason_to_stay(), parent=self)
        stay = question.addButton(self.tr("Go on"), QMessageBox.ButtonRole.RejectRole)
        end = question.addButton(self.tr("Stop and close"), QMessageBox.ButtonRole.AcceptRole)
        hide = (
            question.addButton(self.tr("Hide and go on"), QMessageBox.ButtonRole.ActionRole) if self.has_tray else None
        )
        question.setDefaultButton(stay)

        def decided() -> None:
            if hide is not None and question.clickedButton() is hide:
                self._hide()
            if question.clickedButton() is end:
                staying.end_for_closing()
                self.end()
            question.deleteLater()

        question.finished.connect(decided)
        question.open()
        return True

    def _hide(self) -> None:
        self._frame.aloud.stop()  # nobody could end it
        self.hide()

    def _notify(self, sentence: str) -> None:
        if QApplication.activeWindow() is None:
            self.noticed.emit(sentence)

    def _mark(self, name: str, words: str) -> None:
        self._rail.mark(name, words)
        self.setWindowTitle(f"● {words} — {self.tr('Alcove')}" if words else self.tr("Alcove"))
