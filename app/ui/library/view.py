"""The Library view: collections, documents, and the jobs that add, check and rebuild."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.core.administration.manifests import PACK_SUFFIX
from app.core.cancel import CancelToken
from app.core.events import Event
from app.core.library.documents import Document
from app.core.library.health import Finding, Remedy
from app.ui import sentences
from app.ui.forgetting import ask_to_forget
from app.ui.job_bridge import JobHandle
from app.ui.library import changes, reading
from app.ui.library.changes import Section
from app.ui.library.collections_pane import CollectionsPane
from app.ui.library.documents_pane import DocumentsPane
from app.ui.library.findings_pane import FindingsPane
from app.ui.library.folder_actions import FolderActions
from app.ui.library.packs import PackActions
from app.ui.library.password_dialog import PasswordDialog
from app.ui.library.state import LibraryState, Work, reduce
from app.ui.requests import AddFiles, AskAbout, Request, ShowDocument, ShowMeeting, ShowProblems
from app.ui.state_view import StateView
from app.ui.view import Frame
from app.ui.viewer.document_panel import DocumentPanel
from app.ui.widgets.file_dialogs import choose_files, choose_folder

if TYPE_CHECKING:
    from app.services.application import Application

_READ_AGAIN_MS = 1000
PAGE_WIDTH = 480
_PROBLEMS = changes.SectionChosen(Section.PROBLEMS)


class LibraryView(StateView[LibraryState, changes.Change | Event]):
    """What Alcove knows, and how it comes to know more."""

    _told = Signal()

    def __init__(self, services: "Application", frame: Frame, parent: QWidget) -> None:
        super().__init__(LibraryState(), reduce, frame, parent)
        self._services = services
        self._library = services.library
        self._lane = services.lanes.library
        self._jobs: list[JobHandle] = []
        self._read_soon = QTimer(self, singleShot=True, interval=_READ_AGAIN_MS)
        self._read_soon.timeout.connect(self._read)
        self._packs = PackActions(services.knowledge, frame.jobs, self)
        self._packs.work_wanted.connect(self.start_work)
        self._packs.failed.connect(self.banner.show_message)
        self.collections = CollectionsPane(self)
        self.build_in_turns(self._build_documents, self._build_page, self._connect)

    def _build_documents(self) -> None:
        self.documents = DocumentsPane(self)
        self.setFocusProxy(self.documents.table)

    def _build_page(self) -> None:
        self.page = DocumentPanel(self._services.viewing, self.frame.jobs, self)
        self.page.setVisible(False)
        self.set_panes(self.documents, list_pane=self.collections, side_pane=self.page)

    def arrive(self, request: Request | None) -> None:
        """Read anew, and do what was asked: add files, show a document, show what could not be read."""
        if isinstance(request, AddFiles):
            self.add(request.paths)
        elif isinstance(request, ShowProblems):
            self._apply(changes.CollectionChosen(None), changes.SearchTyped(""), _PROBLEMS)
        elif isinstance(request, ShowDocument):
            self._show_by_id(request.document_id)
        self._read()

    def shortcuts(self) -> dict[str, Callable[[], object]]:
        """What the window's shortcuts do here, once the view is built."""
        if not self.built:
            return {}
        return {
            "new": partial(choose_files, self, self.add),
            "find": self.documents.search.setFocus,
            "search_list": self.collections.list.setFocus,
            "stop": self._leave,
            "read_aloud": self._read_aloud,
            "toggle_side": lambda: self._open(None),
        }

    def add(self, paths: tuple[Path, ...]) -> None:
        """Add files and folders to the collection in sight, and offer to follow the folders; packs become collections."""
        packs = [path for path in paths if path.suffix.casefold() == PACK_SUFFIX]
        self._packs.add(packs)
        paths = tuple(path for path in paths if path not in packs)
        if paths:
            collection = self._state.own_collection
            self.start_work(partial(reading.adding, self._services, paths, collection))
            self._call(partial(reading.offer_to_follow, self._services, paths, collection), self._apply)

    def start_work(self, work: Callable[[CancelToken], Iterator[Event]], *, checks: bool = False) -> None:
        """Let one of the library's jobs run; another one waits until it is over."""
        self._apply(changes.WorkBegun(checks))
        self._jobs.append(self.frame.jobs.start(self, self._lane, work, self._happened, self._ended))

    def _connect(self) -> None:
        documents = self.documents
        self.collections.chosen.connect(lambda name: self._ask(changes.CollectionChosen(name)))
        self.collections.named.connect(lambda name: self._ask(changes.CollectionNamed(name)))
        documents.search.searched.connect(lambda text: self._ask(changes.SearchTyped(text)))
        documents.section_chosen.connect(lambda section: self._ask(changes.SectionChosen(section)))
        documents.table.order_chosen.connect(lambda order: self._ask(changes.OrderChosen(order)))
        documents.table.opened.connect(self._open)
        documents.table.remove_wanted.connect(self._wish_to_remove)
        documents.table.forget_wanted.connect(self._wish_to_forget_for_good)
        documents.ask_wanted.connect(self._ask_about)
        documents.password_wanted.connect(self._ask_password)
        self.page.password_wanted.connect(self._ask_password)
        documents.files_wanted.connect(partial(choose_files, self, self.add))
        documents.folder_wanted.connect(partial(choose_folder, self, self.add))
        documents.check_wanted.connect(lambda: self.start_work(self._library.check, checks=True))
        documents.rebuild_wanted.connect(lambda: self.start_work(self._library.rebuild))
        documents.progress.pause_wanted.connect(self._pause)
        documents.progress.cancel_wanted.connect(self._cancel)
        documents.offer.answered.connect(self._answer_offer)
        self._connect_findings(documents.findings)
        documents.folders.folder_chosen.connect(lambda folder: self._ask(changes.FolderChosen(folder)))
        self._folders = FolderActions(self._services, self.frame.jobs, documents.folders, self)
        self._folders.changed.connect(self._read)
        self._folders.failed.connect(self.banner.show_message)
        documents.remove_pack_wanted.connect(self._wish_to_remove_pack)
        self._told.connect(self._read_soon_if_idle, Qt.ConnectionType.QueuedConnection)
        self._services.following.listen(self._told.emit)
        self.page.viewer.connect_aloud(self.frame.aloud)
        self.page.close_wanted.connect(lambda: self._open(None))
        self.page.ask_wanted.connect(lambda one: self._ask_about((one,)))
        self.page.meeting_wanted.connect(lambda one: self.frame.go("meetings", ShowMeeting(one)))
        self._show(self._state)

    def _connect_findings(self, pane: FindingsPane) -> None:
        pane.kind_chosen.connect(lambda kind: self._apply(changes.KindChosen(kind)))
        pane.opened.connect(self._show_by_id)
        pane.remedy_wanted.connect(self._remedy)

    def _ask(self, change: changes.Change) -> None:
        self._apply(change)
        self._read()

    def _show(self, before: LibraryState) -> None:
        state = self._state
        self.collections.show_state(state)
        self.documents.show_state(state)
        self.page.setVisible(state.shown is not None)
        if state.shown is not None:
            self.page.show_document(state.shown)
        if state.shown is not None and before.shown is None:
            self.widen_side(self.page, PAGE_WIDTH)

    def _read(self) -> None:
        asked = self._state
        self.ask_service(partial(reading.read_library, self._services, asked), self._apply, replaces="read")
        if asked.section is Section.PROBLEMS:
            examine = partial(reading.examine, self._services, asked.collection)
            self.ask_service(examine, self._apply, replaces="examine")

    def _read_soon_if_idle(self) -> None:
        if not self._read_soon.isActive():
            self._read_soon.start()

    def _call(self, function: Callable[[], Any], then: Callable[[Any], object] | None = None) -> None:
        """Ask a service something short, and read anew once it is done."""

        def done(result: object) -> None:
            if then is not None:
                then(result)
            self._read()

        self.ask_service(function, done)

    # Work

    def _happened(self, events: tuple[Event, ...]) -> None:
        self._apply(*events)
        self._read_soon_if_idle()

    def _ended(self, sentence: str | None) -> None:
        self._jobs = [job for job in self._jobs if job.running]
        self._apply(changes.WorkEnded(sentence))
        self._read()
        if self._state.outcome is not None:
            self._tell(self._state.outcome, self._state.failure, cancelled=sentence == "")

    def _tell(self, outcome: Work, failure: str, *, cancelled: bool) -> None:
        """One sentence about what the work came to."""
        words = failure or self.documents.outcome_words(outcome, cancelled=cancelled)
        if words and not cancelled:
            self.frame.notify(words)
        if failure:
            self.banner.show_message(failure)
            return
        if words and outcome.failed and outcome.checks:
            self.banner.show_message(words, "warning")
        elif words and outcome.failed:
            self.banner.show_message(words, "warning", self.tr("Show the problems"), partial(self._ask, _PROBLEMS))
        elif words:
            self.banner.show_message(words, "info" if cancelled else "success")

    def _pause(self, paused: bool) -> None:
        for job in self._jobs:
            job.set_paused(paused)
        self._apply(changes.PauseChosen(paused))

    def _cancel(self) -> None:
        for job in self._jobs:
            job.cancel()

    # Followed folders and findings

    def _answer_offer(self, follow_them: bool, remember: bool) -> None:
        folders, collection = self._state.offered, self._state.own_collection
        self._apply(changes.FollowOffered(()))
        self._folders.answer_offer(folders, collection, follow_them=follow_them, remember=remember)

    def _remedy(self, finding: Finding, remedy: Remedy) -> None:
        """Do what the user wants about a finding."""
        match remedy:
            case Remedy.UNLOCK:
                self._call(partial(self._library.document, finding.document_id), self._ask_password)
            case Remedy.TRY_AGAIN:
                self.start_work(partial(reading.read_again, self._services, finding))
            case Remedy.KEEP:
                self._call(partial(reading.leave_as_it_is, self._services, finding))
            case Remedy.COPY_PATH:
                QGuiApplication.clipboard().setText(finding.path)
                self.frame.toast(self.tr("The path was copied."), "", None)
            case Remedy.REMOVE:
                self._wish_to_forget(finding.document_id, finding.path)
            case Remedy.REMOVE_OTHER:
                self._wish_to_forget(finding.other_id, finding.other_path)

    def _wish_to_forget(self, document_id: int, path: str) -> None:
        words = self.tr("Remove {path} from the library? The file on disk is not touched.").format(path=path)
        self.banner.show_message(words, "warning", self.tr("Remove"), partial(self._remove, (document_id,)))
        self.banner.focus_action()

    # Documents

    def _ask_password(self, document: Document) -> None:
        dialog = PasswordDialog(PurePath(document.path).name, sentences.in_language(document.reason), self)
        dialog.given.connect(
            lambda password: self.start_work(partial(reading.unlock, self._services, document, password))
        )
        dialog.open()

    def _open(self, document: Document | None) -> None:
        self._apply(changes.DocumentShown(document))
        if document is None:
            self.documents.table.setFocus()

    def _show_by_id(self, document_id: int) -> None:
        self.ask_service(partial(self._library.document, document_id), self._open)

    def _ask_about(self, documents: tuple[Document, ...]) -> None:
        titles = tuple(one.title for one in documents)
        self.frame.go("ask", AskAbout(tuple(one.path for one in documents), titles))

    def _wish_to_remove(self, documents: tuple[Document, ...]) -> None:
        """Ask first, naming what goes and what stays."""
        words = self.documents.removal_words(documents)
        ids = tuple(one.id for one in documents)
        self.banner.show_message(words, "warning", self.tr("Remove"), partial(self._remove, ids))
        self.banner.focus_action()

    def _wish_to_remove_pack(self) -> None:
        pack = self._state.pack
        if pack is not None:
            remove = partial(self._call, partial(self._services.knowledge.remove, pack.name), self._leave_pack)
            self.banner.show_message(self._packs.removal_words(pack), "warning", self.tr("Remove"), remove)
            self.banner.focus_action()

    def _leave_pack(self, _removed: object) -> None:
        self._apply(changes.CollectionChosen(None))

    def _wish_to_forget_for_good(self, document: Document) -> None:
        words = self.tr(
            "Forget “{title}” for good, with every answer that cites it and all that models have read of it? "
            "The file on disk is not touched."
        ).format(title=document.title)
        forget = partial(self._services.forgetting.document, Path(document.path))
        lane = self._services.lanes.backup
        ask_to_forget(self, self.frame.jobs, lane, self.banner, words, forget, self._forgotten)

    def _forgotten(self) -> None:
        self._open(None)
        self._read()

    def _remove(self, ids: tuple[int, ...]) -> None:
        if self._state.shown is not None and self._state.shown.id in ids:
            self._open(None)
        self._call(partial(self._library.remove, ids))
        self.documents.table.setFocus()

    def _read_aloud(self) -> None:
        if self._state.shown is not None:
            self.page.viewer.read_aloud(self.frame.aloud)

    def _leave(self) -> None:
        if self._state.shown is not None:
            self._open(None)
        else:
            self.banner.clear()
