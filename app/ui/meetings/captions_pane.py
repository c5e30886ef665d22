"""The live captions of a recording: what is settled as a transcript, below it what seems to be said just now."""

from PySide6.QtWidgets import QWidget

from app.core.meetings import Segment
from app.ui.meetings.captions_state import CaptionsState
from app.ui.meetings.segments_view import SegmentsView
from app.ui.tokens import Space
from app.ui.widgets.layouts import column
from app.ui.widgets.text import label

_PROVISIONAL_LINES = 2


class CaptionsPane(QWidget):
    """Shows the state. The provisional text has a place of its own, so that nothing that is settled ever moves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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
