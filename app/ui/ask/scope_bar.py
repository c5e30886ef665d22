"""What is searched, in plain sight: the collection, a chip for each thing it is limited to, and how much is read."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import PurePath

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from app.core.asking.exhaustive import Reach
from app.ui.ask.changes import EVERYTHING, Library, Scope
from app.ui.widgets.elided_button import ElidedButton
from app.ui.widgets.flow import FlowLayout

_MOST_CHIPS = 5


class ScopeBar(QWidget):
    """Shows a scope and a reach; says what the user wants instead."""

    scope_chosen = Signal(object)
    reach_chosen = Signal(object)
    limits_wanted = Signal()

    def __init__(self, after: QWidget, at_end: Sequence[QWidget], parent: QWidget) -> None:
        """`after` stands behind everything else, `at_end` at the end of the last line."""
        super().__init__(parent)
        self._state = EVERYTHING
        self._scope, self._menu = _menu_button(self.tr("What is searched"), "library", self)
        self._reach, self._reaches = _menu_button(self.tr("How much is read"), "document", self)
        self._chips: list[ElidedButton] = []
        self._flow = FlowLayout()
        self.setLayout(self._flow)
        for widget in (self._scope, self._reach, after):
            self._flow.addWidget(widget)
        for widget in at_end:
            self._flow.add_at_end(widget)
        self.show_scope(EVERYTHING, Library())
        self.show_reach(Reach.AUTOMATIC, everything=False, with_documents=True)

    @property
    def scope_words(self) -> str:
        """What is searched, as the user sees it."""
        return ", ".join([self._scope.whole_text.removesuffix(" ▾"), *(chip.whole_text for chip in self._chips)])

    @property
    def choices(self) -> list[QAction]:
        """What can be searched instead."""
        return self._menu.actions()

    @property
    def chips(self) -> list[ElidedButton]:
        """What limits the search; pressing one takes it away."""
        return list(self._chips)

    @property
    def reach_words(self) -> str:
        """How much is read for the answer, as the user sees it."""
        return self._reach.whole_text.removesuffix(" ▾")

    @property
    def reaches(self) -> list[QAction]:
        """What can be chosen instead."""
        return self._reaches.actions()

    def show_scope(self, scope: Scope, library: Library) -> None:
        """Show what is searched, and offer everything that could be."""
        self._state = scope
        words = self._words(scope)
        self._scope.show_text(f"{words} ▾")
        self._scope.setAccessibleName(self.tr("Searched: {scope}").format(scope=words))
        self._menu.clear()
        group = QActionGroup(self._menu)
        names = [None, *library.collections]
        for choice in [*(Scope(name, filters=scope.filters) for name in names), _NONE]:
            action = QAction(self._choice_words(choice), group, checkable=True)
            action.setChecked(choice == (scope if scope.use_documents else _NONE))
            action.triggered.connect(lambda _checked, chosen=choice: self.scope_chosen.emit(chosen))
            self._menu.addAction(action)
        self._menu.addSeparator()
        self._menu.addAction(self.tr("Limit by type, folder, author or date…"), self.limits_wanted.emit)
        self._show_chips(scope)

    def show_reach(self, reach: Reach, *, everything: bool, with_documents: bool) -> None:
        """Show how much is read for the answer, `everything` or the best passages, and offer the choice."""
        words = self.tr("Everything") if everything else self.tr("Best passages")
        self._reach.setVisible(with_documents)
        self._reach.show_text(f"{words} ▾")
        self._reach.setAccessibleName(self.tr("Answer from: {reach}").format(reach=words))
        self._reaches.clear()
        group = QActionGroup(self._reaches)
        for choice, text in (
            (Reach.AUTOMATIC, self.tr("As the question needs")),
            (Reach.BEST, self.tr("Best passages")),
            (Reach.EVERYTHING, self.tr("Everything: summaries, lists, counts")),
        ):
            action = QAction(text, group, checkable=True)
            action.setChecked(choice is reach)
            action.triggered.connect(lambda _checked, chosen=choice: self.reach_chosen.emit(chosen))
            self._reaches.addAction(action)

    def _words(self, scope: Scope) -> str:
        return self.tr("Chosen documents") if scope.use_documents and scope.paths else self._choice_words(scope)

    def _choice_words(self, scope: Scope) -> str:
        if not scope.use_documents:
            return self.tr("No documents")
        return scope.collection or self.tr("All documents")

    def _show_chips(self, scope: Scope) -> None:
        """In the flow, behind the two menus."""
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = self._made_chips(scope) if scope.use_documents else []
        for place, chip in enumerate(self._chips, start=2):
            self._flow.insert(place, chip)
            chip.show()

    def _made_chips(self, scope: Scope) -> list[ElidedButton]:
        chips = self._file_chips(scope)
        for name, text in self._limits(scope):
            less = replace(scope, filters=replace(scope.filters, **{name: ""}))
            chips.append(self._chip(text, lambda less=less: less, whole=getattr(scope.filters, name)))  # type: ignore[misc]
        return chips

    def _file_chips(self, scope: Scope) -> list[ElidedButton]:
        """One for each chosen file, or one for all where they are many; those that are gone are told."""
        if len(scope.titles) == len(scope.paths) <= _MOST_CHIPS:
            chips = []
            for path, title in zip(scope.paths, scope.titles, strict=True):
                text = self.tr("Not in the library: {title}").format(title=title) if path in scope.gone else title
                chips.append(self._chip(text, partial(scope.without_file, path)))
            return chips
        text = self.tr("%n document(s)", "", len(scope.paths))
        if scope.gone:
            text += self.tr(", %n not in the library", "", len(scope.gone))
        return [self._chip(text, lambda: replace(scope, paths=(), titles=(), gone=frozenset()))]

    def _limits(self, scope: Scope) -> list[tuple[str, str]]:
        """The name of each limit, and how it is told."""
        filters = scope.filters
        told = [
            ("type", self.tr("Type: {type}").format(type=filters.type)),
            ("folder", self.tr("Folder: {name}").format(name=PurePath(filters.folder).name or filters.folder)),
            ("author", self.tr("Author: {name}").format(name=filters.author)),
            ("after", self.tr("From {date}").format(date=filters.after)),
            ("before", self.tr("Before {date}").format(date=filters.before)),
        ]
        return [(name, text) for name, text in told if getattr(filters, name)]

    def _chip(self, text: str, without: Callable[[], Scope], whole: str = "") -> ElidedButton:
        chip = ElidedButton(
            text, lambda: self.scope_chosen.emit(without()), icon_name="close", kind="chip", parent=self
        )
        chip.setAccessibleName(self.tr("Limited to {text}; press to remove").format(text=whole or text))
        other = {
            Qt.LayoutDirection.LeftToRight: Qt.LayoutDirection.RightToLeft,
            Qt.LayoutDirection.RightToLeft: Qt.LayoutDirection.LeftToRight,
        }
        chip.setLayoutDirection(other[self.layoutDirection()])  # the cross stands behind the words
        return chip


_NONE = Scope(use_documents=False)


def _menu_button(name: str, icon_name: str, parent: QWidget) -> tuple[ElidedButton, QMenu]:
    made = ElidedButton(name, lambda: None, icon_name=icon_name, kind="menu", parent=parent)
    menu = QMenu(made)
    made.setMenu(menu)
    return made, menu
