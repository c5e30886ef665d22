"""The middle of the Library view: what there is, what is going on, and the table of documents."""

from dataclasses import replace
from pathlib import PurePath

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QMenu, QPushButton, QStackedWidget, QToolButton, QWidget

from app.core.administration.knowledge import KnowledgePack, is_packed
from app.core.following import FolderState
from app.core.library.documents import Document
from app.ui import wording
from app.ui.library import words
from app.ui.library.changes import Section
from app.ui.library.documents_table import DocumentsTable
from app.ui.library.findings_pane import FindingsPane
from app.ui.library.folders_pane import FoldersPane
from app.ui.library.follow_dialogs import FollowOffer
from app.ui.library.state import LibraryState, Work
from app.ui.tokens import Space
from app.ui.widgets.buttons import button, icon_button
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.fields import SearchField
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.layouts import column
from app.ui.widgets.progress_row import ProgressRow
from app.ui.widgets.section import Header
from app.ui.widgets.text import label

_NARROW = 520
_SEARCH_WIDTH = 220
_TOLD = (FolderState.SYNCING, FolderState.UNREACHABLE)


class DocumentsPane(QWidget):
    """Shows the state; says what the user wants."""

    files_wanted = Signal()
    folder_wanted = Signal()
    check_wanted = Signal()
    rebuild_wanted = Signal()
    remove_pack_wanted = Signal()
    section_chosen = Signal(object)
    ask_wanted = Signal(object)
    password_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = DocumentsTable(self)
        self.table.customContextMenuRequested.connect(self._show_menu)
        self.progress = ProgressRow(self, can_pause=True)
        self.search = SearchField(self.tr("Search documents"), self)
        self._choices = {
            Section.DOCUMENTS: self._choice(self.tr("Documents"), Section.DOCUMENTS),
            Section.PROBLEMS: self._choice(self.tr("Problems"), Section.PROBLEMS),
            Section.FOLDERS: self._choice(self.tr("Followed folders"), Section.FOLDERS),
        }
        choices = QButtonGroup(self)
        for choice in self._choices.values():
            choices.addButton(choice)
        self._add = (
            button(self.tr("Add files…"), self.files_wanted.emit, icon_name="document", parent=self),
            button(self.tr("Add a folder…"), self.folder_wanted.emit, kind="primary", icon_name="folder", parent=self),
        )
        self.header = Header(self.tr("Library"), "", *self._add, self._menu_button(), parent=self)
        self._facts = label("", tone="muted", wrap=True, selectable=True, parent=self)
        self._following = label("", "caption", wrap=True, parent=self)
        self.offer = FollowOffer(self)
        self.findings = FindingsPane(self)
        self.folders = FoldersPane(self)
        self._rest = self._made_pages()
        self._filters = self._made_filters()
        head = column(self.header, self._facts, self._following, space=Space.TIGHT)
        top = column(head, self.offer, self.progress, self._filters, space=Space.MEDIUM)
        top.setContentsMargins(Space.WIDE, Space.LARGE, Space.WIDE, Space.SMALL)
        below = column(self._rest)
        below.setContentsMargins(Space.LARGE, 0, Space.LARGE, Space.SMALL)
        whole = column(top, below, space=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _made_pages(self) -> QStackedWidget:
        pages = QStackedWidget(self)
        pages.addWidget(self.table)
        self._beginning = self._empty_state()
        pages.addWidget(self._beginning)
        self._nothing = EmptyState("search", "", "", parent=self)
        pages.addWidget(self._nothing)
        pages.addWidget(self.findings)
        pages.addWidget(self.folders)
        return pages

    def _made_filters(self) -> QWidget:
        made = QWidget(self)
        line = FlowLayout()
        for choice in self._choices.values():
            line.addWidget(choice)
        self.search.setMinimumWidth(_SEARCH_WIDTH)
        line.add_at_end(self.search)
        made.setLayout(line)
        return made

    def show_state(self, state: LibraryState) -> None:
        """Show the state."""
        self.header.title.setText(state.collection or self.tr("Library"))
        self._facts.setText(self._sentence(state) if state.known else "")
        self._facts.setToolTip(state.status.index_state)
        self.remove_pack.setVisible(state.pack is not None)
        self.table.show_documents(state.documents, state.order, state.gone)
        self.offer.show_folders(state.offered)
        self._show_choice(state)
        self._show_following(state)
        self._show_progress(state.work)
        self._filters.setVisible(not self._is_empty(state))
        self._rest.setCurrentWidget(self._page(state))

    def _page(self, state: LibraryState) -> QWidget:
        """What the section chosen shows now."""
        if state.section is Section.PROBLEMS and state.findings:
            self.findings.show_state(state)
            return self.findings
        if state.section is Section.FOLDERS and state.folders:
            self.folders.show_state(state)
            return self.folders
        if self._is_empty(state):
            return self._beginning
        if state.section is Section.DOCUMENTS and (state.documents or not state.known):
            return self.table
        self._nothing.set_words(*self._nothing_words(state))
        return self._nothing

    def _is_empty(self, state: LibraryState) -> bool:
        return state.known and not (state.status.documents or state.search or state.folders)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Where there is little room, the buttons that add show their icons only."""
        super().resizeEvent(event)
        for made in self._add:
            made.setText(made.accessibleName() if self.width() > _NARROW else "")
            made.setToolTip(made.accessibleName())

    def outcome_words(self, outcome: Work, *, cancelled: bool) -> str:
        """What the work came to, in one sentence; empty where there is nothing to tell."""
        if outcome.checks and outcome.failed:
            more = outcome.failed - 1
            others = self.tr("And %n more.", "", more) if more else ""
            return " ".join(part for part in (outcome.first_failure, others, *outcome.notices) if part)
        if outcome.notices and not outcome.added and not outcome.failed:
            return " ".join(outcome.notices)
        if not (outcome.added or outcome.skipped or outcome.failed):
            return self.tr("Cancelled.") if cancelled else ""
        parts = [self.tr("%n document(s) added", "", outcome.added)]
        if outcome.skipped:
            parts.append(self.tr("%n unchanged", "", outcome.skipped))
        if outcome.failed:
            parts.append(self.tr("%n could not be read", "", outcome.failed))
        words = ", ".join(parts) + "."
        if cancelled:
            words = self.tr("Cancelled; what was added until then stays: {words}").format(words=words)
        return " ".join([words, *outcome.notices])

    def removal_words(self, documents: tuple[Document, ...]) -> str:
        """What goes if these are removed, and what stays."""
        passages = sum(one.passage_count for one in documents)
        gone = (
            self.tr("its %n passage(s)", "", passages)
            if len(documents) == 1
            else self.tr("their %n passage(s)", "", passages)
        )
        what = f"“{documents[0].title}”" if len(documents) == 1 else self.tr("%n document(s)", "", len(documents))
        return self.tr("Remove {what} and {gone} from the library? Files on disk are not touched.").format(
            what=what, gone=gone
        )

    def _choice(self, text: str, section: Section) -> QPushButton:
        made = button(text, lambda: self.section_chosen.emit(section), kind="quiet", parent=self)
        made.setCheckable(True)
        return made

    def _menu_button(self) -> QToolButton:
        made = icon_button("more", self.tr("More"), parent=self)
        menu = QMenu(made)
        menu.addAction(self.tr("Check the library"), self.check_wanted.emit)
        menu.addAction(self.tr("Rebuild the index"), self.rebuild_wanted.emit)
        self.remove_pack = menu.addAction(self.tr("Remove this knowledge pack…"), self.remove_pack_wanted.emit)
        made.setMenu(menu)
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return made

    def _empty_state(self) -> EmptyState:
        return EmptyState(
            "library",
            self.tr("Nothing here yet"),
            self.tr(
                "Add files or folders, or drop them anywhere: documents, presentations, sheets, mail, books, web pages, "
                "pictures, text and archives of them. They are read on this computer and stay where they are."
            ),
            button(self.tr("Add a folder…"), self.folder_wanted.emit, kind="primary", icon_name="folder", parent=self),
            button(self.tr("Add files…"), self.files_wanted.emit, icon_name="document", parent=self),
            parent=self,
        )

    def _nothing_words(self, state: LibraryState) -> tuple[str, str]:
        if state.section is Section.PROBLEMS:
            if state.findings is None:
                return self.tr("Looking…"), self.tr("The library is being examined.")
            return self.tr("No problems"), self.tr("Everything could be read, is up to date, and is there once.")
        if state.section is Section.FOLDERS:
            return self.tr("No followed folders"), self.tr(
                "Add a folder and choose to follow it: new, changed and deleted files then come and go by themselves, "
                "and nothing is copied."
            )
        return self.tr("Nothing found"), self.tr("No title and no path has “{text}” in it.").format(text=state.search)

    def _sentence(self, state: LibraryState) -> str:
        status = state.status
        parts = [self.tr("%n document(s)", "", status.documents), self.tr("%n passage(s)", "", status.passages)]
        if status.failed:
            parts.append(self.tr("%n could not be read", "", status.failed))
        if status.stored:
            parts.append(self.tr("%n not yet searchable by meaning", "", status.stored))
        if state.pack is not None:
            parts.append(self._pack_told(state.pack))
        return wording.joined(parts)

    def _pack_told(self, pack: KnowledgePack) -> str:
        told = self.tr("Knowledge pack {version} by {publisher}, read-only").format(
            version=pack.version, publisher=pack.publisher
        )
        return told + (self.tr(", until {day}").format(day=pack.expires) if pack.expires else "")

    def _show_choice(self, state: LibraryState) -> None:
        self._choices[state.section].setChecked(True)
        found = "" if not state.findings else f" ({wording.number(len(state.findings))})"
        followed = f" ({len(state.folders)})" if state.folders else ""
        for section, text in (
            (Section.PROBLEMS, self.tr("Problems") + found),
            (Section.FOLDERS, self.tr("Followed folders") + followed),
        ):
            self._choices[section].setText(text)
            self._choices[section].setAccessibleName(text)
        self.search.setVisible(state.section is Section.DOCUMENTS)

    def _show_following(self, state: LibraryState) -> None:
        """One line about what is followed in the background, where there is something to say."""
        telling = next((one for one in state.folders if one.state in _TOLD), None)
        name = PurePath(telling.folder.path).name if telling is not None else ""
        if telling is not None:
            self._following.setText(f"{name}: {words.folder_state(telling)}")
        self._following.setVisible(telling is not None and state.section is not Section.FOLDERS)

    def _show_progress(self, work: Work) -> None:
        if not work.jobs:
            self.progress.finish()
        elif work.progress is not None:
            activity = self.tr("Paused") if work.paused else work.progress.activity
            passages = self.tr("%n passage(s)", "", work.passages) if work.passages else ""
            detail = wording.joined((passages, work.progress.detail))
            self.progress.show_progress(replace(work.progress, activity=activity, detail=detail))

    def _show_menu(self, where: QPoint) -> None:
        chosen = self.table.chosen()
        if not chosen:
            return
        menu = QMenu(self)
        if len(chosen) == 1:
            menu.addAction(self.tr("Open"), lambda: self.table.opened.emit(chosen[0]))
        if len(chosen) == 1 and chosen[0].locked:
            menu.addAction(self.tr("Enter password…"), lambda: self.password_wanted.emit(chosen[0]))
        menu.addAction(self.tr("Ask only these documents"), lambda: self.ask_wanted.emit(chosen))
        if not any(map(is_packed, chosen)):
            self._add_removals(menu, chosen)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.table.viewport().mapToGlobal(where))

    def _add_removals(self, menu: QMenu, chosen: tuple[Document, ...]) -> None:
        menu.addSeparator()
        menu.addAction(self.tr("Remove from the library"), lambda: self.table.remove_wanted.emit(chosen))
        if len(chosen) == 1:
            menu.addAction(self.tr("Forget for good…"), lambda: self.table.forget_wanted.emit(chosen[0]))
