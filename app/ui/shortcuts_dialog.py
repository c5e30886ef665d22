"""The list of keyboard shortcuts (F1), where each can be given other keys."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QKeySequenceEdit,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from app.ui import shortcut_keys
from app.ui.job_bridge import JobBridge
from app.ui.shortcut_keys import Refusal, ShortcutKeys, decoded
from app.ui.shortcuts import SHORTCUTS
from app.ui.tokens import Space
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import button
from app.ui.widgets.layouts import column, row
from app.ui.widgets.text import label

if TYPE_CHECKING:
    from app.services.application import Application

_SIZE = (560, 680)
_SETTING = "window.shortcuts"
_ELSEWHERE = ("shortcut.ask", "shortcut.record")
_LEFT_TO_RIGHT = "\N{LEFT-TO-RIGHT MARK}"
"""Around keys, so that "Ctrl+," keeps its order in a window that reads from right to left."""


class ShortcutsDialog(QDialog):
    """Every shortcut with what it does; `bind` is called with the keys chosen, which hold at once. Closes with Esc."""

    def __init__(
        self,
        services: "Application",
        jobs: JobBridge,
        bind: Callable[[Mapping[str, str]], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._settings = services.settings
        self._jobs = jobs
        self._bind = bind
        self.state = ShortcutKeys({one.name: one.keys for one in SHORTCUTS})
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.resize(*_SIZE)
        self.table = self._table()
        self.edit = self._edit()
        self.back = button(self.tr("Back to the default"), self._reset, kind="quiet", parent=self)
        self.all_back = button(self.tr("All back to the default"), self._reset_all, kind="quiet", parent=self)
        self.banner = Banner(self)
        close = button(self.tr("Close"), self.accept, parent=self)
        name = label(self.tr("Keys of the chosen action"), parent=self)
        name.setBuddy(self.edit)
        chosen = row(name, None, self.edit, self.back, space=Space.SMALL)
        foot = row(self.all_back, None, close)
        self.setLayout(column(self.table, chosen, self.banner, foot, space=Space.MEDIUM, margin=Space.LARGE))
        self.table.setCurrentIndex(self.table.model().index(0, 0))
        self._show()
        self.edit.setEnabled(False)
        jobs.run_once(self, self._settings.all, self._load, self.banner.show_message)

    def _table(self) -> QTreeWidget:
        table = QTreeWidget(self)
        table.setAccessibleName(self.tr("Keyboard shortcuts"))
        table.setRootIsDecorated(False)
        table.setHeaderLabels([self.tr("Action"), self.tr("Keys")])
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.header().setStretchLastSection(False)
        table.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.addTopLevelItems([QTreeWidgetItem([one.words, _shown(one.keys)]) for one in SHORTCUTS])
        table.resizeColumnToContents(1)
        table.currentItemChanged.connect(lambda *_items: self._show())
        return table

    def _edit(self) -> QKeySequenceEdit:
        edit = QKeySequenceEdit(self)
        edit.setMaximumSequenceLength(1)
        edit.setClearButtonEnabled(True)
        edit.setAccessibleName(self.tr("Keys of the chosen action"))
        for line in edit.findChildren(QLineEdit):
            line.setAccessibleName(edit.accessibleName())
        edit.keySequenceChanged.connect(
            lambda keys: self._take(keys.toString(QKeySequence.SequenceFormat.PortableText))
        )
        return edit

    @property
    def _name(self) -> str:
        """The action that is chosen."""
        return SHORTCUTS[self.table.currentIndex().row()].name

    def _load(self, values: Mapping[str, object]) -> None:
        known = {name: keys for name, keys in decoded(str(values[_SETTING])).items() if name in self.state.defaults}
        taken = frozenset(str(values[name]) for name in _ELSEWHERE) - {""}
        self.state = ShortcutKeys(self.state.defaults, known, taken)
        self.edit.setEnabled(True)
        self._show()

    def _take(self, keys: str) -> None:
        if keys != self.state.keys(self._name):
            self._apply(shortcut_keys.choose(self.state, self._name, keys))

    def _reset(self) -> None:
        self._apply(shortcut_keys.reset(self.state, self._name))

    def _reset_all(self) -> None:
        self._apply(shortcut_keys.reset_all(self.state))

    def _apply(self, state: ShortcutKeys) -> None:
        """Keep what was chosen and let it hold, or say why it was refused."""
        before, self.state = self.state, state
        self._show()
        if state.problem is not None:
            self.banner.show_message(self._told(state), "warning")
            return
        self.banner.clear()
        if state.chosen != before.chosen:
            self._bind(state.chosen)
            keep = partial(self._settings.set, _SETTING, state.encoded)
            self._jobs.run_once(self, keep, lambda _none: None, self.banner.show_message)

    def _show(self) -> None:
        for number, shortcut in enumerate(SHORTCUTS):
            item = self.table.topLevelItem(number)
            assert item is not None
            item.setText(1, self._keys_shown(shortcut.name))
        quiet = self.edit.blockSignals(True)
        self.edit.setKeySequence(QKeySequence(self.state.keys(self._name)))
        self.edit.blockSignals(quiet)
        self.back.setEnabled(self._name in self.state.chosen)
        self.all_back.setEnabled(bool(self.state.chosen))

    def _keys_shown(self, name: str) -> str:
        """The keys of an action, or which one has taken those it comes with."""
        taker = self.state.taker(name)
        if not taker:
            return _shown(self.state.keys(name))
        keys = _shown(self.state.defaults[name])
        return self.tr("None; {keys} is “{what}”").format(keys=keys, what=_words_of(taker))

    def _told(self, state: ShortcutKeys) -> str:
        """Why keys were refused."""
        if state.problem is Refusal.EDITS:
            return self.tr("These keys copy, paste or select; choose other keys.")
        if state.problem is Refusal.TYPED:
            return self.tr("These keys are needed to type; take some with Ctrl or Alt, or F1 to F12.")
        what = _words_of(state.taken_by)
        if not what:
            return self.tr("These keys bring Alcove to the front from anywhere; choose other keys.")
        return self.tr("These keys stand for “{what}” already; choose other keys.").format(what=what)


def _words_of(name: str) -> str:
    """What an action does; "" where it is none of the window's."""
    return next((one.words for one in SHORTCUTS if one.name == name), "")


def _shown(keys: str) -> str:
    shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    return f"{_LEFT_TO_RIGHT}{shown}{_LEFT_TO_RIGHT}" if shown else ""
