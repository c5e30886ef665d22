"""The palette: a field, and below it what it finds. The keyboard stays in the field."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QWidget

from app.ui.job_bridge import JobBridge
from app.ui.palette.reading import found
from app.ui.palette.state import Entry, Kind, ranked
from app.ui.tokens import Space
from app.ui.widgets.fields import SearchField
from app.ui.widgets.layouts import column, fit
from app.ui.widgets.lists import ListRow, RowList
from app.ui.widgets.text import label

if TYPE_CHECKING:
    from app.services.application import Application

_DIGITS = 72
_HEIGHT_LINES = 26
_ICONS = {
    Kind.ACTION: "sparkle",
    Kind.CONVERSATION: "ask",
    Kind.QUESTION: "bookmark",
    Kind.DOCUMENT: "document",
    Kind.MEETING: "meetings",
    Kind.SETTING: "settings",
}
_PLACE_ICONS = {"saved": "bookmark", "photo": "camera"}
"""Of places that have none of their own name."""


class Palette(QDialog):
    """`chosen(entry)` once the user has; `own` are the window's entries, which are there before anything was read."""

    chosen = Signal(object)

    def __init__(self, services: "Application", jobs: JobBridge, own: Sequence[Entry], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Find anything"))
        self._services = services
        self._jobs = jobs
        self._own = tuple(own)
        self._read: tuple[Entry, ...] = ()
        self.entries: tuple[Entry, ...] = ()
        self.field = SearchField(self.tr("Find conversations, documents, meetings, settings, actions"), self)
        self.list = RowList(self.tr("Found"), self)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._nothing = label("", tone="muted", wrap=True, parent=self)
        whole = column(self.field, self._nothing, self.list, space=Space.MEDIUM, margin=Space.LARGE)
        whole.setStretch(2, 1)
        self.setLayout(whole)
        fit(self, _DIGITS)
        self.resize(self.width(), _HEIGHT_LINES * self.fontMetrics().lineSpacing())
        self.field.textChanged.connect(lambda _text: self._show())
        self.field.searched.connect(self._look)
        self.field.returnPressed.connect(lambda: self._take(self.list.currentIndex().row()))
        self.list.clicked.connect(lambda index: self._take(index.row()))
        self._show()
        self._look("")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """The arrows move in the list while the keyboard is in the field."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        if event.key() in steps and self.entries:
            at = self.list.currentIndex().row() + steps[Qt.Key(event.key())]
            self.list.choose(max(0, min(len(self.entries) - 1, at)))
            self.list.scrollTo(self.list.currentIndex())
        else:
            super().keyPressEvent(event)

    def _look(self, text: str) -> None:
        read = partial(found, self._services, text)
        self._jobs.run_once(self, read, self._take_up, self._nothing.setText, replaces="look")

    def _take_up(self, read: tuple[Entry, ...]) -> None:
        self._read = read
        chosen = self.list.currentIndex().row()
        self._show(self.entries[chosen] if 0 < chosen < len(self.entries) else None)

    def _show(self, chosen: Entry | None = None) -> None:
        """List at once what fits what is typed of that which was read; more comes once it has been looked for.

        What the user has `chosen` already stays so.
        """
        self.entries = ranked((*self._own, *self._read), self.field.text())
        self.list.show_rows([self._row(place, one) for place, one in enumerate(self.entries)])
        self.list.choose(self.entries.index(chosen) if chosen in self.entries else 0)
        self._nothing.setText("" if self.entries else self.tr("Nothing is called so."))
        self._nothing.setVisible(not self.entries)

    def _row(self, place: int, entry: Entry) -> ListRow:
        kinds = {
            Kind.PLACE: self.tr("Go to"),
            Kind.ACTION: self.tr("Action"),
            Kind.CONVERSATION: self.tr("Conversation"),
            Kind.QUESTION: self.tr("Saved question"),
            Kind.DOCUMENT: self.tr("Document"),
            Kind.MEETING: self.tr("Meeting"),
            Kind.SETTING: self.tr("Setting"),
        }
        detail = "" if entry.kind is Kind.CONVERSATION or entry.detail == entry.words else entry.detail
        told = f"{kinds[entry.kind]} · {detail}" if detail else kinds[entry.kind]
        icon = str(entry.key) if entry.kind is Kind.PLACE else _ICONS[entry.kind]
        return ListRow(place, entry.words, told, _PLACE_ICONS.get(icon, icon))

    def _take(self, place: int) -> None:
        if 0 <= place < len(self.entries):
            entry = self.entries[place]
            self.accept()
            self.chosen.emit(entry)
