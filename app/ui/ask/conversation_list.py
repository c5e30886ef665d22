"""The list of conversations: pinned ones first, a search field, and what can be done with each."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.ui import wording
from app.ui.ask.state import AskState
from app.ui.ask.tabs import AskTabs
from app.ui.widgets.buttons import icon_button
from app.ui.widgets.lists import ListPane, ListRow
from app.ui.widgets.rename_field import RenameField


class ConversationList(ListPane):
    """Shows the conversations of the state; says what the user wants with them."""

    chosen = Signal(int)
    new_wanted = Signal()
    searched = Signal(str)
    renamed = Signal(int, str)
    pinned = Signal(int, bool)
    delete_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        new = icon_button("plus", self.tr("New conversation"))
        tabs, search_name = AskTabs("ask"), self.tr("Search conversations")
        super().__init__(self.tr("Conversations"), new, search_name=search_name, tabs=tabs, parent=parent)
        self.tabs = tabs
        new.clicked.connect(self.new_wanted)
        self._pinned: dict[int, bool] = {}
        self._titles: dict[int, str] = {}
        self.search.searched.connect(self.searched)
        self.list.chosen.connect(self._choose)
        self.list.rename_pressed.connect(self._rename)
        self.list.delete_pressed.connect(lambda keys: self._delete(keys[0]))
        self.list.menu_wanted.connect(self._show_menu)

    def show_state(self, state: AskState) -> None:
        """List what there is, with the conversation in sight chosen."""
        self._pinned = {one.id: one.pinned for one in state.conversations}
        self._titles = {one.id: one.title for one in state.conversations}
        answering = state.asking.key if state.asking else 0
        rows = [
            ListRow(
                one.id,
                one.title,
                self.tr("Answering…") if one.id == answering else wording.moment(one.updated_at),
                "pin" if one.pinned else "",
            )
            for one in sorted(state.conversations, key=lambda one: not one.pinned)
        ]
        if state.asking is not None and answering < 0:
            rows.insert(0, ListRow(answering, state.asking.question, self.tr("Answering…")))
        self.list.show_rows(rows)
        self.list.choose(state.key)

    def _choose(self, key: object) -> None:
        if isinstance(key, int):
            self.chosen.emit(key)

    def _rename(self, key: object) -> None:
        if isinstance(key, int) and key in self._titles:
            RenameField(self.list, self._titles[key], lambda title: self.renamed.emit(key, title))

    def _delete(self, key: object) -> None:
        if isinstance(key, int) and key > 0:
            self.delete_wanted.emit(key)

    def _show_menu(self, key: object, where: QPoint) -> None:
        if not isinstance(key, int) or key not in self._titles:
            return
        menu = QMenu(self)
        menu.addAction(self.tr("Rename"), lambda: self._rename(key))
        pinned = self._pinned[key]
        menu.addAction(
            self.tr("Unpin") if pinned else self.tr("Pin to the top"), lambda: self.pinned.emit(key, not pinned)
        )
        menu.addSeparator()
        menu.addAction(self.tr("Delete"), lambda: self._delete(key))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)
