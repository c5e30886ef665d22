"""The list of conversations: pinned ones first, a search field, and what can be done with each."""

from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.core.asking.conversations import Conversation
from app.ui import wording
from app.ui.ask.folders import Folder, listed
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
    delete_wanted = Signal(list)
    unfolded = Signal(object)
    moved = Signal(list, str)
    """These conversations are to be listed in the folder of this name; "" is none."""
    folder_renamed = Signal(str, str)
    """All that is in the one folder, pinned or not found by a search too, belongs into the other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        new = icon_button("plus", self.tr("New conversation"))
        tabs, search_name = AskTabs("ask"), self.tr("Search conversations")
        super().__init__(self.tr("Conversations"), new, search_name=search_name, tabs=tabs, parent=parent)
        self.tabs = tabs
        new.clicked.connect(self.new_wanted)
        self._conversations: dict[int, Conversation] = {}
        self._folders: dict[str, Folder] = {}
        self.search.searched.connect(self.searched)
        self.list.chosen.connect(self._choose)
        self.list.unfolded.connect(self.unfolded)
        self.list.rename_pressed.connect(self._rename)
        self.list.delete_pressed.connect(lambda keys: self._delete(keys[0]))
        self.list.menu_wanted.connect(self._show_menu)

    def show_state(self, state: AskState) -> None:
        """List what there is, with the conversation in sight chosen."""
        entries = listed(state.conversations, state.open_folders, bool(state.search))
        self._conversations = {one.id: one for one in state.conversations}
        self._folders = {one.name: one for one in entries if isinstance(one, Folder)}
        answering = state.asking.key if state.asking else 0
        rows = [self._folder_row(one) if isinstance(one, Folder) else self._row(one, answering) for one in entries]
        if state.asking is not None and answering < 0:
            rows.insert(0, ListRow(answering, state.asking.question, self.tr("Answering…")))
        self.list.show_rows(rows)
        if self.list.current_key not in self._folders:
            self.list.choose(state.key)

    def _row(self, one: Conversation, answering: int) -> ListRow:
        detail = self.tr("Answering…") if one.id == answering else wording.moment(one.updated_at)
        return ListRow(one.id, one.title, detail, "pin" if one.pinned else "")

    def _folder_row(self, one: Folder) -> ListRow:
        count = self.tr("%n conversation(s)", "", len(one.conversation_ids))
        return ListRow(one.name, one.name, count, "chevron-up" if one.opened else "chevron-down", unfolds=True)

    def _choose(self, key: object) -> None:
        if isinstance(key, int):
            self.chosen.emit(key)

    def _rename(self, key: object) -> None:
        if isinstance(key, int) and key in self._conversations:
            RenameField(self.list, self._conversations[key].title, lambda title: self.renamed.emit(key, title))
        elif isinstance(key, str) and key in self._folders:
            RenameField(self.list, key, lambda name: self.folder_renamed.emit(key, name))

    def _delete(self, key: object) -> None:
        if isinstance(key, int) and key > 0:
            self.delete_wanted.emit([key])
        elif isinstance(key, str) and key in self._folders:
            self.delete_wanted.emit(list(self._folders[key].conversation_ids))

    def _show_menu(self, key: object, where: QPoint) -> None:
        menu = QMenu(self)
        if isinstance(key, int) and key in self._conversations:
            self._fill_menu(menu, self._conversations[key])
        elif isinstance(key, str) and key in self._folders:
            menu.addAction(self.tr("Rename"), lambda: self._rename(key))
            menu.addAction(self.tr("Take all out of the folder"), lambda: self.folder_renamed.emit(key, ""))
            menu.addSeparator()
            menu.addAction(self.tr("Delete all in it"), lambda: self._delete(key))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)

    def _fill_menu(self, menu: QMenu, one: Conversation) -> None:
        menu.addAction(self.tr("Rename"), lambda: self._rename(one.id))
        pin = self.tr("Unpin") if one.pinned else self.tr("Pin to the top")
        menu.addAction(pin, lambda: self.pinned.emit(one.id, not one.pinned))
        folders = menu.addMenu(self.tr("Move to a folder"))
        for name in sorted({each.folder for each in self._conversations.values()} - {one.folder, ""}):
            folders.addAction(name.replace("&", "&&"), partial(self.moved.emit, [one.id], name))
        folders.addAction(self.tr("New folder…"), lambda: self._name_folder(one.id))
        if one.folder:
            menu.addAction(self.tr("Take out of the folder"), partial(self.moved.emit, [one.id], ""))
        menu.addSeparator()
        menu.addAction(self.tr("Delete"), lambda: self._delete(one.id))

    def _name_folder(self, conversation_id: int) -> None:
        field = RenameField(self.list, "", lambda name: self.moved.emit([conversation_id], name))
        field.setPlaceholderText(self.tr("Name of the folder"))
        field.setAccessibleName(self.tr("Name of the folder"))
