"""The rows of a transcript as a model: what each says in one line, for whoever copies it or has it read aloud."""

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QWidget

from app.core.meetings.transcript import Segment
from app.ui import wording
from app.ui.meetings.segment_painter import Index, Shown, marks_of


def line_of(segment: Segment) -> str:
    """A segment in one line: its time, who spoke, what was said."""
    speaker = f"{segment.speaker}: " if segment.speaker else ""
    marks = f" ({marks})" if (marks := marks_of(segment)) else ""
    return f"{wording.duration(segment.start)}  {speaker}{segment.text}{marks}"


class SegmentLines(QStringListModel):
    """One of Qt's own models, for a tree asks it about every row when a transcript is opened, which took 30 ms for 6,000
    segments of a model in Python. Its strings are empty: what a row says is worked out when somebody asks."""

    def __init__(self, shown: Shown, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown = shown

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """The line of a segment, which is painted by somebody else, and read aloud."""
        if role != Qt.ItemDataRole.DisplayRole or not 0 <= index.row() < len(self._shown.segments):
            return None
        return line_of(self._shown.segments[index.row()])
