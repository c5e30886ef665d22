"""The evidence beside the thread: opened from a citation, from the list or by key, explained, and put away."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.core.meeting_documents import transcript_of
from app.ui.ask import changes
from app.ui.ask.changes import Scope
from app.ui.ask.sources import evidence, position_of, sources
from app.ui.ask.sources_panel import SourcesPanel
from app.ui.ask.state import AskState
from app.ui.ask.thread import Thread
from app.ui.ask.why_dialog import WhyDialog


class SourcesActions(QObject):
    """Turns what thread and panel tell into changes of the state: `changed` with one. `state` gives the present one."""

    changed = Signal(object)
    meeting_wanted = Signal(object)
    """A source was opened that is said in a meeting: it is heard and read in Meetings."""
    left = Signal()
    """The user is done with the sources, and wants to type."""

    def __init__(self, panel: SourcesPanel, thread: Thread, state: Callable[[], AskState]) -> None:
        super().__init__(panel)
        self._panel = panel
        self._state = state
        thread.citation_chosen.connect(self._open_citation)
        thread.passage_chosen.connect(lambda turn, at: self.changed.emit(changes.SourcesShown(turn, at)))
        thread.sources_wanted.connect(lambda turn: self.changed.emit(changes.SourcesShown(turn)))
        panel.source_chosen.connect(self._open)
        panel.why_wanted.connect(self._explain)
        panel.close_wanted.connect(self._close)
        panel.document_wanted.connect(self._ask_only)

    def toggle(self) -> None:
        """Put the sources away, or show those of the last answer."""
        state = self._state()
        last = next((turn.id for turn in reversed(state.turns) if turn.answer is not None), None)
        if state.sources_turn_id is not None:
            self._close()
        elif last is not None:
            self.changed.emit(changes.SourcesShown(last))

    def _open_citation(self, turn_id: int, number: int) -> None:
        self.changed.emit(changes.SourcesShown(turn_id))
        self._open(position_of(sources(self._state()), number))

    def _open(self, position: int | None) -> None:
        listed = sources(self._state())
        if position is not None and position < len(listed) and transcript_of(listed[position].path) is not None:
            self.meeting_wanted.emit(listed[position])
            return
        turn_id = self._state().sources_turn_id
        if turn_id is not None:
            self.changed.emit(changes.SourcesShown(turn_id, position))

    def _explain(self) -> None:
        found = evidence(self._state())
        if found is not None:
            WhyDialog(found, self._panel).show()

    def _close(self) -> None:
        self.changed.emit(changes.SourcesClosed())
        self.left.emit()

    def _ask_only(self, document_id: int, title: str) -> None:
        scope = Scope(document_ids=(document_id,), titles=(title,))
        self.changed.emit(changes.ScopeChosen(scope))
        self.left.emit()
