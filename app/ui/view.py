"""What every view of the window has in common: panes, a banner, and the frame it may ask for things."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QDropEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.ui.aloud import Aloud
from app.ui.hotkeys.hotkeys import Hotkeys
from app.ui.job_bridge import JobBridge, Result
from app.ui.one_column import OneColumn
from app.ui.requests import Request
from app.ui.theme import Theme
from app.ui.tokens import Space
from app.ui.widgets.banner import Banner

LIST_WIDTH = 264
CONTENT_WIDTH = 760
SIDE_WIDTH = 380
_SMALLEST_CONTENT = 360
_COMFORTABLE_CONTENT = 480


@dataclass(frozen=True, slots=True)
class Frame:
    """What a view may ask of the window around it.

    `go(name, request)` brings another view to the front ("ask", "saved", "library", "meetings", "models", "privacy", "settings");
    `toast(text, action, on_action)` says something for a few seconds and offers one action, "Undo" above all;
    `mark(name, words)` shows on the rail and in the title what goes on in a view, nothing where `words` are empty;
    `tell_recording(words)` says outside the window how a recording goes, nothing once it is over; `notify(sentence)` tells
    of what the user started and left, if the window is not in front.
    """

    jobs: JobBridge
    theme: Theme
    go: Callable[[str, Request | None], None]
    toast: Callable[[str, str, Callable[[], object] | None], None]
    mark: Callable[[str, str], None]
    hotkeys: Hotkeys
    aloud: Aloud
    tell_recording: Callable[[str], None]
    notify: Callable[[str], None]


def dropped_paths(event: QDropEvent) -> tuple[Path, ...]:
    """The files and folders of this machine that are being dropped."""
    urls = event.mimeData().urls()
    return tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile() and url.toLocalFile())


def _hidden_on_purpose(widget: QWidget) -> bool:
    """Whether somebody hid it; to Qt, everything that was never shown is hidden."""
    return widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide) and widget.isHidden()


def bring_to_front(window: QWidget) -> None:
    """Show a window above all others and give it the focus, as far as the desktop lets it."""
    if window.isActiveWindow():
        return
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def in_turns(owner: QObject, *steps: Callable[[], object]) -> None:
    """Do the steps in order, each in a turn of the event loop of its own, so that none holds up the window.

    None is done before this returns; what is left is dropped once `owner` is destroyed.
    """

    def step() -> None:
        steps[0]()
        in_turns(owner, *steps[1:])

    if steps:
        QTimer.singleShot(0, owner, step)


class View(QWidget):
    """One of the places of the window. Subclasses build their widgets in `__init__` and end with `set_panes`."""

    def __init__(self, frame: Frame, parent: QWidget) -> None:
        super().__init__(parent)
        self.frame = frame
        self.banner = Banner(self)
        self.foot: QWidget | None = None
        """What stands at the lower edge and is not to be covered by messages."""
        self._list: QWidget | None = None
        self._side: QWidget | None = None
        self._list_gave_way = False
        self._list_insisted_on = False
        self._column: OneColumn | None = None
        self._in_one_column = False
        self.built = True
        self._building_steps: list[Callable[[], object]] = []
        self._panes_to_restore: dict[str, object] = {}
        self._awaited: list[Request | None] = []
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._splitter)

    def set_panes(
        self, content: QWidget, *, list_pane: QWidget | None = None, side_pane: QWidget | None = None
    ) -> None:
        """Place the list, the content (with the banner above it) and the side panel next to each other.

        They come into sight one after the other, for laying out one of them can take half a frame.
        """
        self._list, self._side = list_pane, side_pane
        middle = self._below_banner(content)
        placed = [(list_pane, LIST_WIDTH), (middle, CONTENT_WIDTH), (side_pane, SIDE_WIDTH)]
        panes = [(pane, width, _hidden_on_purpose(pane)) for pane, width in placed if pane is not None]
        for pane, _width, _hidden in panes:
            pane.hide()

        def finish() -> None:
            self._splitter.setStretchFactor(self._splitter.indexOf(middle), 1)
            self._splitter.setSizes([width for _pane, width, _hidden in panes])
            if side_pane is not None:
                side_pane.installEventFilter(self)
            self._column = OneColumn(middle, list_pane, side_pane)

        self.build_in_turns(*(partial(self._place_pane, pane, hidden) for pane, _width, hidden in panes), finish)

    def _below_banner(self, content: QWidget) -> QWidget:
        middle = QWidget(self)
        layout = QVBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        around = QVBoxLayout()
        around.setContentsMargins(Space.WIDE, Space.SMALL, Space.WIDE, 0)
        around.addWidget(self.banner)
        layout.addLayout(around)
        layout.addWidget(content, 1)
        middle.setMinimumWidth(_SMALLEST_CONTENT)
        return middle

    def _place_pane(self, pane: QWidget, hidden: bool) -> None:
        self._splitter.addWidget(pane)
        pane.setHidden(hidden)

    def build_in_turns(self, *steps: Callable[[], object]) -> None:
        """Build the rest of a large view step by step while it can be seen already; `arrive` waits for the last.

        Called again, the steps follow those that are still to be done.
        """
        self._building_steps += steps
        if self.built:
            self.built = False
            in_turns(self, self._take_building_step)

    def _take_building_step(self) -> None:
        try:
            self._building_steps.pop(0)()
        finally:
            in_turns(self, self._take_building_step if self._building_steps else self._finish_building)

    def come(self, request: Request | None) -> None:
        """For the window: bring about `arrive`, now or as soon as the view is built."""
        if self.built:
            self.arrive(request)
        else:
            self._awaited.append(request)

    def _finish_building(self) -> None:
        if self._building_steps:  # that came last
            in_turns(self, self._take_building_step)
            return
        self.built = True
        if self._panes_to_restore:
            self.restore(self._panes_to_restore)
        self.show_one_column(self._in_one_column)
        awaited, self._awaited = self._awaited, []
        for request in awaited:
            self.arrive(request)

    def arrive(self, request: Request | None) -> None:
        """The view comes to the front, asked for something or not. Load here what it shows; called each time."""

    def ask_service(
        self, function: Callable[[], Result], on_result: Callable[[Result], object], *, replaces: str = ""
    ) -> None:
        """Ask a service something short, as `JobBridge.run_once` does; a failure is shown in the banner."""
        self.frame.jobs.run_once(self, function, on_result, self.banner.show_message, replaces=replaces)

    def shortcuts(self) -> dict[str, Callable[[], object]]:
        """What this view does for the window's shortcuts, by their names in `app.ui.shortcuts`."""
        return {}

    def reason_to_stay(self) -> str:
        """What closing the window would end that the user has to be asked about, as a question; "" where nothing."""
        return ""

    def end_for_closing(self) -> None:
        """The user wants the window closed all the same."""

    def finish(self) -> None:
        """The window closes: hand on what is being typed, so that it is kept."""

    @property
    def settled(self) -> bool:
        """Whether nothing is on its way to be kept."""
        return True

    @property
    def has_list(self) -> bool:
        """Whether there is a list, hidden or not."""
        return self._list is not None

    @property
    def list_shown(self) -> bool:
        """Whether there is a list and it is not hidden."""
        return self._list is not None and not self._list.isHidden()

    def show_one_column(self, one_column: bool) -> None:
        """Show list, content and side panel one at a time, or beside each other again."""
        self._in_one_column = one_column
        if self._column is None or self._column.on is one_column:
            return
        if one_column:
            self._column.begin(self.list_shown or self._list_gave_way)
        else:
            self._list_gave_way = False
            self._column.end()
            self._share_width()

    def toggle_list(self) -> None:
        """Hide the list, or show it again."""
        if self._list is not None:
            self._list.setVisible(self._list.isHidden())
            self._list_gave_way = False
            self._list_insisted_on = self.list_shown

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """The side pane comes or goes."""
        if watched is self._side and event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._share_width()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """There may be room for the list again, or none any more."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """In a narrow window the list gives way to the side pane, and comes back after it."""
        if self._list is None or self._side is None or not self.built or self._in_one_column:
            return
        beside_both = self.width() - LIST_WIDTH - SIDE_WIDTH
        crowded = not self._side.isHidden() and beside_both < _COMFORTABLE_CONTENT
        if crowded and self.list_shown and not self._list_insisted_on:
            self._list.hide()
            self._list_gave_way = True
        elif not crowded:
            self._list_insisted_on = False
            if self._list_gave_way:
                self._list.show()
            self._list_gave_way = False

    def widen_side(self, pane: QWidget, width: int) -> None:
        """Give the side pane this width if it has less and the content can spare it."""
        sizes = self._splitter.sizes()
        side = self._splitter.indexOf(pane)
        middle = side - 1
        more = min(width - sizes[side], sizes[middle] - _SMALLEST_CONTENT)
        if more > 0:
            sizes[side] += more
            sizes[middle] -= more
            self._splitter.setSizes(sizes)

    def remembered(self) -> dict[str, object]:
        """How its panes lie, as values that JSON can hold."""
        if self._column is not None and self._column.on:
            shown = self._column.list_beside
        else:
            shown = self._list is None or self.list_shown or self._list_gave_way
        return {"panes": bytes(self._splitter.saveState().toBase64().data()).decode(), "list_shown": shown}

    def restore(self, remembered: dict[str, object]) -> None:
        """Take up what `remembered` gave, as soon as there are panes."""
        if not self.built:
            self._panes_to_restore = remembered
            return
        self._splitter.restoreState(QByteArray.fromBase64(str(remembered.get("panes", "")).encode()))
        if self._list is not None:
            self._list.setVisible(remembered.get("list_shown") is not False)
