"""The list of saved questions: how each stands, and what can be done with it."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.core.asking.saved_questions import Standing
from app.ui import wording
from app.ui.ask.tabs import AskTabs
from app.ui.saved.state import SavedState
from app.ui.widgets.buttons import icon_button
from app.ui.widgets.lists import ListPane, ListRow
from app.ui.widgets.rename_field import RenameField


class SavedList(ListPane):
    """Shows the questions of the state; says what the user wants with them."""

    chosen = Signal(str)
    searched = Signal(str)
    renamed = Signal(str, str)
    delete_wanted = Signal(str)
    run_wanted = Signal(str)
    all_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        tabs, search_name = AskTabs("saved"), self.tr("Search saved questions")
        again = icon_button("refresh", self.tr("Ask all of them again"))
        super().__init__(self.tr("Saved questions"), again, search_name=search_name, tabs=tabs, parent=parent)
        self.tabs = tabs
        self.again = again
        again.clicked.connect(self.all_wanted)
        self.search.searched.connect(self.searched)
        self.list.chosen.connect(lambda name: self.chosen.emit(str(name)))
        self.list.rename_pressed.connect(lambda name: self._rename(str(name)))
        self.list.delete_pressed.connect(lambda names: self.delete_wanted.emit(str(names[0])))
        self.list.menu_wanted.connect(self._show_menu)

    def show_state(self, state: SavedState) -> None:
        """List what there is, with the question in sight chosen."""
        self.again.setEnabled(bool(state.standings) and state.run is None)
        rows = [
            ListRow(one.question.name, one.question.name, self._detail(state, one), "refresh" if one.is_stale else "")
            for one in state.listed
        ]
        self.list.show_rows(rows)
        self.list.choose(state.name)

    def _detail(self, state: SavedState, one: Standing) -> str:
        name = one.question.name
        if state.run is not None and name in state.run.names[state.run.number :]:
            return self.tr("Answering…") if name == state.run.name else self.tr("Waiting")
        if name in state.failures:
            return self.tr("Could not be answered")
        if one.changed_documents:
            return self.tr("%n document(s) changed since", "", one.changed_documents)
        if one.is_stale:
            return self.tr("May be answered otherwise now")
        if not one.question.answered_at:
            return self.tr("Not answered yet")
        return self.tr("Answered {moment}").format(moment=wording.moment(one.question.answered_at))

    def _rename(self, name: str) -> None:
        RenameField(self.list, name, lambda new_name: self.renamed.emit(name, new_name))

    def _show_menu(self, key: object, where: QPoint) -> None:
        name = str(key)
        menu = QMenu(self)
        menu.addAction(self.tr("Ask again"), lambda: self.run_wanted.emit(name))
        menu.addAction(self.tr("Rename"), lambda: self._rename(name))
        menu.addSeparator()
        menu.addAction(self.tr("Delete"), lambda: self.delete_wanted.emit(name))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)
