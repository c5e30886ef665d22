"""The view of saved questions: list, the question in sight, its sources, and the job that asks again."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.core.events import Compared, Event
from app.ui.ask.source_opening import SourceOpening
from app.ui.ask.sources import Source, sources_of
from app.ui.ask.sources_panel import PAGE_WIDTH, SourcesPanel
from app.ui.job_bridge import JobHandle
from app.ui.requests import AskAbout, AskSaved, Request, ShowProblems, ShowSaved
from app.ui.saved import state as changes
from app.ui.saved.saved_list import SavedList
from app.ui.saved.saved_pane import SavedPane
from app.ui.saved.state import SavedState, reduce
from app.ui.state_view import StateView
from app.ui.view import Frame

if TYPE_CHECKING:
    from app.services.application import Application


class SavedView(StateView[SavedState, changes.Change | Event]):
    """Questions kept to be asked again."""

    def __init__(self, services: "Application", frame: Frame, parent: QWidget) -> None:
        super().__init__(SavedState(), reduce, frame, parent)
        self._services = services
        self._saved = services.saved_questions
        self._job: JobHandle | None = None
        self.questions = SavedList(self)
        self.setFocusProxy(self.questions.list)
        self.build_in_turns(self._build_page, self._build_sources, self._connect)

    def _build_page(self) -> None:
        self.page = SavedPane(self)

    def _build_sources(self) -> None:
        self.sources = SourcesPanel(self._services.viewing, self.frame.jobs, self)
        self.sources.setVisible(False)
        self.set_panes(self.page, list_pane=self.questions, side_pane=self.sources)

    def arrive(self, request: Request | None) -> None:
        """Read anew how the questions stand; show the one that is asked for."""
        if isinstance(request, ShowSaved):
            self._apply(changes.SearchTyped(""), changes.Chosen(request.name))
        self._read()
        self.questions.list.setFocus()

    def shortcuts(self) -> dict[str, Callable[[], object]]:
        """What the window's shortcuts do here, once the view is built."""
        if not self.built:
            return {}
        return {
            "new": lambda: self.frame.go("ask", AskAbout()),
            "find": self.questions.search.setFocus,
            "search_list": self.questions.search.setFocus,
            "stop": self._stop,
            "regenerate": lambda: self._run((self._state.name,)),
            "toggle_side": self._toggle_sources,
        }

    def _connect(self) -> None:
        questions, page = self.questions, self.page
        questions.tabs.chosen.connect(lambda place: self.frame.go(place, None))
        questions.chosen.connect(lambda name: self._apply(changes.Chosen(name)))
        questions.searched.connect(lambda text: self._apply(changes.SearchTyped(text)))
        questions.renamed.connect(self._rename)
        questions.delete_wanted.connect(self._wish_to_delete)
        questions.run_wanted.connect(lambda name: self._run((name,)))
        questions.all_wanted.connect(lambda: self._run(tuple(one.question.name for one in self._state.standings)))
        page.run_wanted.connect(lambda: self._run((self._state.name,)))
        page.stop_wanted.connect(self._stop)
        page.ask_wanted.connect(lambda: self.frame.go("ask", AskSaved(self._state.name)))
        page.new_wanted.connect(lambda: self.frame.go("ask", AskAbout()))
        opening = SourceOpening(
            self.sources, self.frame, self._services.meeting_passages, self._listed, lambda: self._state.evidence
        )
        opening.page_wanted.connect(lambda at: self._apply(changes.SourcesShown(at)))
        opening.failed.connect(self.banner.show_message)
        page.citation_chosen.connect(opening.open_citation)
        page.passage_chosen.connect(opening.open)
        page.sources_wanted.connect(lambda: self._apply(changes.SourcesShown()))
        page.problems_wanted.connect(lambda: self.frame.go("library", ShowProblems()))
        page.copied.connect(self._copy)
        self.sources.close_wanted.connect(lambda: self._apply(changes.SourcesClosed()))
        self.sources.document_wanted.connect(lambda path, title: self.frame.go("ask", AskAbout((path,), (title,))))
        self._show(SavedState())

    def _show(self, before: SavedState) -> None:
        state = self._state
        self.questions.show_state(state)
        self.page.show_state(state)
        shown = self._listed() if state.sources_shown else ()
        self.sources.show_sources(shown, state.source, explained=state.evidence is not None)
        self.sources.setVisible(state.sources_shown)
        if state.source is not None and before.source is None:
            self.widen_side(self.sources, PAGE_WIDTH)

    def _read(self) -> None:
        self.ask_service(
            lambda: tuple(self._saved.standings()),
            lambda found: self._apply(changes.Listed(found)),
            replaces="list",
        )

    # Asking again

    def _run(self, names: tuple[str, ...]) -> None:
        if self._state.run is not None or not all(names):
            return
        self.banner.clear()
        self._apply(changes.RunBegun(names))
        work = partial(self._saved.run_all, names=names)
        self._job = self.frame.jobs.start(self, self._services.lanes.ask, work, self._happened, self._ended)

    def _happened(self, events: tuple[Event, ...]) -> None:
        self._apply(*events)
        if any(isinstance(event, Compared) for event in events):
            self._read()

    def _ended(self, sentence: str | None) -> None:
        self._job = None
        self._apply(changes.RunEnded())
        if sentence:
            self.banner.show_message(sentence)
        self._read()

    def _stop(self) -> None:
        if self._job is not None:
            self._apply(changes.StopPressed())
            self._job.cancel()

    # Names

    def _rename(self, name: str, new_name: str) -> None:
        def renamed(_done: None) -> None:
            self._apply(changes.Renamed(name, new_name.strip()))
            self._read()

        self.ask_service(partial(self._saved.rename, name, new_name), renamed)

    def _wish_to_delete(self, name: str) -> None:
        """Ask first, naming what goes."""
        words = self.tr("Delete the saved question “{name}” with all its answers?").format(name=name)
        self.banner.show_message(words, "warning", self.tr("Delete"), partial(self._delete, name))
        self.banner.focus_action()

    def _delete(self, name: str) -> None:
        self.ask_service(partial(self._saved.remove, name), lambda _done: self._read())
        self.questions.list.setFocus()

    # Sources

    def _listed(self) -> tuple[Source, ...]:
        return sources_of(self._state.answer, self._state.evidence)

    def _toggle_sources(self) -> None:
        self._apply(changes.SourcesClosed() if self._state.sources_shown else changes.SourcesShown())

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.frame.toast(self.tr("Copied."), "", None)
