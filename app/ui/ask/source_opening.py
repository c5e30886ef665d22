"""A source is opened where it belongs: a page beside the answer, a second of a meeting in Meetings; and explained."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.core.events import Found
from app.ui.ask.sources import Source, position_of
from app.ui.ask.sources_panel import SourcesPanel
from app.ui.ask.why_dialog import WhyDialog
from app.ui.requests import ShowMeeting
from app.ui.view import Frame

if TYPE_CHECKING:
    from app.services.meetings.meeting_passages import MeetingPassages


class SourceOpening(QObject):
    """Opens what a panel lists. `listed` gives the sources of the answer in sight, `evidence` the search behind them."""

    page_wanted = Signal(object)
    """The position of a source to be shown at its page; None where there is no such source."""
    failed = Signal(str)

    def __init__(
        self,
        panel: SourcesPanel,
        frame: Frame,
        passages: "MeetingPassages",
        listed: Callable[[], tuple[Source, ...]],
        evidence: Callable[[], Found | None],
    ) -> None:
        super().__init__(panel)
        self._panel = panel
        self._frame = frame
        self._passages = passages
        self._listed = listed
        self._evidence = evidence
        panel.source_chosen.connect(self.open)
        panel.why_wanted.connect(self._explain)

    def open_citation(self, number: int) -> None:
        """Open the source with this number."""
        self.open(position_of(self._listed(), number))

    def open(self, position: int | None) -> None:
        """Open the source at a position of the list."""
        listed = self._listed()
        source = listed[position] if position is not None and position < len(listed) else None
        if source is not None and source.is_said:
            self._open_meeting(source)
        else:
            self.page_wanted.emit(position)

    def _open_meeting(self, source: Source) -> None:
        """Go to the second at which it was said."""

        def found(place: tuple[int, float] | None) -> None:
            if place is not None:
                self._frame.go("meetings", ShowMeeting(*place))

        moment = partial(
            self._passages.moment, source.path, source.page_index, source.start, source.quote, source.label
        )
        self._frame.jobs.run_once(self, moment, found, self.failed.emit, replaces="meeting")

    def _explain(self) -> None:
        found = self._evidence()
        if found is not None:
            WhyDialog(found, self._panel).show()
