"""Going through the transcript under correction: to what is looked for, to what takes its place, to words hardly heard."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.core.meetings.transcript_search import Match, replace_match
from app.ui.meetings import editor_state as changes
from app.ui.meetings.corrections import Corrections
from app.ui.meetings.find_bar import FindBar
from app.ui.meetings.segments_view import SegmentsView


class Finding(QObject):
    """Does what the find bar wants. `unsure_found` tells the match that is a word hardly heard.

    `finish` keeps what is being typed before anything is replaced or gone to.
    """

    unsure_found = Signal(Match)

    def __init__(
        self,
        corrections: Corrections,
        segments: SegmentsView,
        bar: FindBar,
        finish: Callable[[], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.unsure_below = 0.5
        self._corrections = corrections
        self._segments = segments
        self._bar = bar
        self._finish = finish
        bar.sought.connect(lambda wanted: corrections.seek(wanted, segments.row))
        bar.stepped.connect(self._step)
        bar.replaced.connect(self._replace)
        bar.all_replaced.connect(self._replace_all)
        bar.closed.connect(self._close)

    def step_unsure(self, *, backwards: bool) -> None:
        """Go to the next word that was hardly heard."""
        index, place = self._standing_at()
        self._finish()
        before = self._corrections.state.match

        def go() -> None:
            match = self._corrections.state.match
            if match is not None and match != before:
                self.unsure_found.emit(match)

        self._corrections.look(changes.UnsureStepped(self.unsure_below, index, place, backwards), go)

    def _standing_at(self) -> tuple[int, int]:
        match, field = self._corrections.state.match, self._segments.field
        if field is not None:
            return field.row, field.edit.textCursor().selectionStart()
        if match is not None and match.index == self._segments.row:
            return match.index, match.begin
        return self._segments.row, -1

    def _step(self, backwards: bool) -> None:
        index, place = self._standing_at()
        self._corrections.apply(changes.MatchStepped(index, place, backwards))

    def _replace(self, by: str) -> None:
        self._finish()
        state = self._corrections.state
        match = state.match
        if match is None or not state.match_number or state.wanted != self._bar.wanted:
            self._step(backwards=False)
            return
        self._corrections.make(lambda before: replace_match(before, match, by))
        self._corrections.apply(changes.MatchStepped(match.index, match.begin + len(by) - 1))

    def _replace_all(self, by: str) -> None:
        self._finish()
        self._corrections.replace_all(self._bar.wanted, by)

    def _close(self) -> None:
        self._bar.setVisible(False)
        self._corrections.seek(changes.NOTHING_WANTED)
        self._segments.setFocus()
