"""The evidence beside the thread: opened from a citation, from the list or by key, and put away."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.ui.ask import changes
from app.ui.ask.changes import Scope
from app.ui.ask.source_opening import SourceOpening
from app.ui.ask.sources import evidence, sources
from app.ui.ask.sources_panel import SourcesPanel
from app.ui.ask.state import AskState
from app.ui.ask.thread import Thread
from app.ui.view import Frame

if TYPE_CHECKING:
    from app.services.meetings.meeting_passages import MeetingPassages


class SourcesActions(QObject):
    """Turns what thread and panel tell into changes of the state: `changed` with one. `state` gives the present one."""

    changed = Signal(object)
    left = Signal()
    """The user is done with the sources, and wants to type."""

    def __init__(
        self,
        panel: SourcesPanel,
        thread: Thread,
        frame: Frame,
        passages: "MeetingPassages",
        state: Callable[[], AskState],
    ) -> None:
        super().__init__(panel)
        self._state = state
        self.opening = SourceOpening(panel, frame, passages, lambda: sources(state()), lambda: evidence(state()))
        self.opening.page_wanted.connect(self._show_page)
        thread.citation_chosen.connect(self._open_citation)
        thread.passage_chosen.connect(self._open_passage)
        thread.sources_wanted.connect(self._show)
        panel.close_wanted.connect(self._close)
        panel.document_wanted.connect(self._ask_only)

    def toggle(self) -> None:
        """Put the sources away, or show those of the last answer."""
        state = self._state()
        last = next((turn.id for turn in reversed(state.turns) if turn.answer is not None), None)
        if state.sources_turn_id is not None:
            self._close()
        elif last is not None:
            self._show(last)

    def _show(self, turn_id: int) -> None:
        self.changed.emit(changes.SourcesShown(turn_id))

    def _open_citation(self, turn_id: int, number: int) -> None:
        self._show(turn_id)
        self.opening.open_citation(number)

    def _open_passage(self, turn_id: int, position: int) -> None:
        self._show(turn_id)
        self.opening.open(position)

    def _show_page(self, position: int | None) -> None:
        turn_id = self._state().sources_turn_id
        if turn_id is not None:
            self.changed.emit(changes.SourcesShown(turn_id, position))

    def _close(self) -> None:
        self.changed.emit(changes.SourcesClosed())
        self.left.emit()

    def _ask_only(self, path: str, title: str) -> None:
        scope = Scope(paths=(path,), titles=(title,))
        self.changed.emit(changes.ScopeChosen(scope))
        self.left.emit()
