"""The live captions of a recording: what is settled as a transcript, below it what seems to be said just now."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.cancel import CancelToken
from app.core.events import Event, Notice
from app.core.meetings.transcript import Segment
from app.ui.job_bridge import JobHandle
from app.ui.meetings.captions_state import CaptionsState, reduce
from app.ui.meetings.segments_view import SegmentsView
from app.ui.tokens import Space
from app.ui.view import Frame
from app.ui.widgets.layouts import column
from app.ui.widgets.text import label

if TYPE_CHECKING:
    from app.services.application import Application

_PROVISIONAL_LINES = 2
_TALLEST = 240
_UNLIMITED = (1 << 24) - 1
"""Qt's QWIDGETSIZE_MAX, which PySide6 does not have."""


class CaptionsPane(QWidget):
    """Follows a recording and shows what is said; hidden while there is none, or where captions are not wanted.

    The provisional text has a place of its own, so that nothing that is settled ever moves. `appeared` tells that it can
    be seen, or no longer.
    """

    appeared = Signal(bool)

    def __init__(self, services: "Application", frame: Frame, parent: QWidget) -> None:
        super().__init__(parent)
        self._captions = services.captions
        self._choices = services.listening_choices
        self._settings = services.settings
        self._lane = services.lanes.captions
        self._frame = frame
        self._state = CaptionsState()
        self._job: JobHandle | None = None
        self.fill(False)
        self.setVisible(False)
        self.settled = SegmentsView(self)
        self.settled.setAccessibleName(self.tr("Live captions"))
        self.provisional = label("", tone="muted", wrap=True, parent=self)
        self.provisional.setAccessibleName(self.tr("Being said just now"))
        self.provisional.setMinimumHeight(_PROVISIONAL_LINES * self.provisional.fontMetrics().lineSpacing())
        self.standing = label("", "caption", wrap=True, parent=self)
        self.standing.setVisible(False)
        below = column(self.provisional, self.standing, space=Space.TIGHT)
        below.setContentsMargins(Space.MEDIUM, 0, Space.MEDIUM, Space.SMALL)
        whole = column(self.settled, below, space=Space.SMALL)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def follow(self, recording_id: int, tracks: int, recorded_s: Callable[[], float]) -> None:
        """Show the captions of a recording that has just begun, until it ends; `recorded_s` tells how long it is by now."""

        def work(cancel: CancelToken) -> Iterator[Event]:
            if self._settings.get("recording.captions"):
                yield from self._captions.of_recording(
                    recording_id, tracks, recorded_s, self._choices.remembered(), cancel
                )

        def told(events: tuple[Event, ...]) -> None:
            if job is not self._job:
                return
            state = self._state
            for event in events:
                state = reduce(state, event)
            self._show_as(state)

        def ended(sentence: str | None) -> None:
            if sentence and job is self._job:
                self._show_as(reduce(self._state, Notice(sentence)))

        self.clear()
        self._job = job = self._frame.jobs.start(self, self._lane, work, told, ended)

    def clear(self) -> None:
        """Follow nothing any more, and show nothing."""
        job, self._job = self._job, None
        if job is not None:
            job.cancel()
        self._show_as(CaptionsState(), visible=False)

    def fill(self, all_there_is: bool) -> None:
        """Take all the room there is, or leave most of it to something else."""
        self.setMaximumHeight(_UNLIMITED if all_there_is else _TALLEST)

    def _show_as(self, state: CaptionsState, visible: bool = True) -> None:
        self._state = state
        self.show_captions(state)
        if visible == self.isHidden():
            self.setVisible(visible)
            self.appeared.emit(visible)

    def show_captions(self, state: CaptionsState) -> None:
        """Show this."""
        self.settled.show_segments(state.settled, growing=True)
        self.provisional.setText("\n".join(_line(segment) for segment in state.provisional))
        told = state.notice or self._behind(state.behind_s)
        self.standing.setText(told)
        self.standing.setVisible(bool(told))

    def _behind(self, seconds: float) -> str:
        if not seconds:
            return ""
        told = self.tr("The captions are {seconds} s behind and will catch up; the recording itself misses nothing.")
        return told.format(seconds=round(seconds))


def _line(segment: Segment) -> str:
    return f"{segment.speaker}: {segment.text}" if segment.speaker else segment.text
