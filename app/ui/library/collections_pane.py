"""The list of collections, and the way to a new one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.administration.knowledge import KnowledgePack
from app.ui.library.state import LibraryState
from app.ui.widgets.buttons import icon_button
from app.ui.widgets.lists import ListPane, ListRow
from app.ui.widgets.rename_field import RenameField

_ALL = ""
_NEW = "\n"
"""No collection can be called so."""


class CollectionsPane(ListPane):
    """All documents first, then each collection with how many it holds."""

    chosen = Signal(object)
    named = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        new = icon_button("plus", self.tr("New collection"))
        super().__init__(self.tr("Collections"), new, parent=parent)
        new.clicked.connect(self._name_new)
        self._rows: list[ListRow] = []
        self._naming = False
        self.list.chosen.connect(lambda key: self.chosen.emit(None if key == _ALL else key))

    def show_state(self, state: LibraryState) -> None:
        """List the collections, with the one in sight chosen."""
        total = sum(count for _, count in state.collections)
        counted = [*state.collections, *((name, 0) for name in state.named)]
        packs = {pack.title: pack for pack in state.packs}
        rows = [
            ListRow(name, name, self._pack_amount(packs[name], count) if name in packs else self._amount(count))
            for name, count in counted
        ]
        self._rows = [ListRow(_ALL, self.tr("All documents"), self._amount(total)), *rows]
        self._show_rows()
        if not self._naming:
            self.list.choose(state.collection or _ALL)

    def _show_rows(self) -> None:
        self.list.show_rows([*self._rows, ListRow(_NEW, self.tr("New collection"))] if self._naming else self._rows)

    def _amount(self, count: int) -> str:
        return self.tr("%n document(s)", "", count)

    def _pack_amount(self, pack: KnowledgePack, count: int) -> str:
        return self.tr("{documents}, pack {version}").format(documents=self._amount(count), version=pack.version)

    def _name_new(self) -> None:
        self._naming = True
        self._show_rows()
        self.list.choose(_NEW)
        self.list.scrollTo(self.list.currentIndex())
        field = RenameField(self.list, "", self.named.emit)
        field.setPlaceholderText(self.tr("Name of the collection"))
        field.ended.connect(self._named)

    def _named(self) -> None:
        self._naming = False
        self._show_rows()
