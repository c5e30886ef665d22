"""The transcript's editor: segments corrected in their place, found, replaced, split, merged, given to other speakers."""

from bisect import bisect_right
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QInputDialog, QWidget

from app.core.meetings import transcript_edits as edits
from app.core.meetings.transcript import Segment
from app.core.meetings.transcript_edits import Edit, Segments
from app.core.meetings.transcript_search import Match
from app.core.meetings.word_times import word_at
from app.services.meetings.meetings import MeetingService
from app.ui.job_bridge import JobBridge
from app.ui.meetings import editor_state as changes
from app.ui.meetings.corrections import Corrections, Make
from app.ui.meetings.editor_state import EditorState
from app.ui.meetings.find_bar import FindBar
from app.ui.meetings.finding import Finding
from app.ui.meetings.segment_menu import Rows, SegmentActions, segment_menu, speakers_menu
from app.ui.meetings.segments_view import SegmentsView
from app.ui.tokens import Space
from app.ui.widgets.layouts import column

_ROUNDING_S = 0.05


class TranscriptEditor(QWidget):
    """Shows a transcript and lets it be corrected; every correction is shown at once and kept at once.

    `second_pressed` tells the second of a word that was pressed, or of what was gone to, `play_wanted` the second to play
    from; what becomes of corrections is told by `corrections`.
    """

    second_pressed = Signal(float)
    play_wanted = Signal(float)

    def __init__(self, meetings: MeetingService, jobs: JobBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wished: Callable[[], None] = lambda: None
        self._actions = SegmentActions(
            correct=lambda row: self.edit(row, 0),
            play=lambda row: self._follow_key("play", row),
            merge=self.merge,
            delete=self.delete,
            rename=self.rename_speaker,
            reassign=lambda rows, speaker, onwards: self.reassign(rows, speaker, onwards=onwards),
        )
        self.corrections = Corrections(meetings, jobs, self)
        self.segments = SegmentsView(self)
        self.find_bar = FindBar(self)
        self.finding = Finding(self.corrections, self.segments, self.find_bar, self.finish, self)
        below = column(self.find_bar)
        below.setContentsMargins(Space.MEDIUM, 0, Space.MEDIUM, 0)
        self.setLayout(column(below, self.segments))
        self.setFocusProxy(self.segments)
        self._connect()

    @property
    def state(self) -> EditorState:
        """What is shown now."""
        return self.corrections.state

    def show_transcript(self, transcript_id: int | None, segments: Segments) -> None:
        """Show a transcript, or without an id what was heard of one so far."""
        before = self.state.transcript_id
        if transcript_id == before and (segments is self.state.segments or not self.corrections.settled):
            return
        if transcript_id != before:
            self.finish()
        self.corrections.open(transcript_id, segments)
        if transcript_id not in (before, None):
            self.find_bar.setVisible(False)
            self.segments.scrollToTop()

    def show_second(self, second: float | None) -> None:
        """Mark the word that is heard at this second; None where nothing is played."""
        self.corrections.apply(changes.Reached(second))

    def go_to_second(self, second: float) -> None:
        """Choose what is said at a second, bring it into sight, and let the recording be heard from there."""
        row = bisect_right(self.state.segments, second + _ROUNDING_S, key=lambda segment: segment.start) - 1
        if self.state.segments:
            self.segments.go_to(max(0, row))
            self.segments.setFocus()
            self.second_pressed.emit(second)

    def set_unsure(self, threshold: float, *, shaded: bool) -> None:
        """Below which confidence a word counts as hardly heard, and whether such words are shaded."""
        self.finding.unsure_below = threshold
        self.segments.shade(threshold if shaded else 0.0)

    def finish(self) -> None:
        """Keep what is being typed, and close its field."""
        self.segments.close_field()

    def shortcuts(self) -> dict[str, Callable[[], object]]:
        """What the window's shortcuts do here."""
        return {
            "find": partial(self.open_find, replacing=False),
            "replace": partial(self.open_find, replacing=True),
            "undo": self.undo,
            "redo": self.redo,
            "next_unsure": partial(self.finding.step_unsure, backwards=False),
            "previous_unsure": partial(self.finding.step_unsure, backwards=True),
        }

    def open_find(self, *, replacing: bool) -> None:
        """Look for something, and replace it."""
        if self.state.segments:
            self.find_bar.open(replacing=replacing and self.state.transcript_id is not None)

    def look_for(self, text: str) -> None:
        """Go to where a text is said first, if it is said to the letter."""
        wanted = text.casefold()
        if any(wanted in segment.text.casefold() for segment in self.state.segments):
            self.find_bar.show_text(text)

    def undo(self) -> None:
        """Undo the last correction, whenever it was made."""
        self.finish()
        self.corrections.undo()

    def redo(self) -> None:
        """Do again what was undone."""
        self.finish()
        self.corrections.redo()

    def edit(self, index: int, begin: int, end: int | None = None) -> None:
        """Let a segment be corrected, the cursor at a place or a stretch selected; as soon as that can be done."""
        if self.state.transcript_id is None or not 0 <= index < len(self.state.segments):
            return
        if self.corrections.busy:
            self._wished = partial(self._edit_later, self.state.segments[index], begin, end)
            return
        index = self._finish_before(index)
        if index < 0:
            return
        field = self.segments.open_field(index)
        field.go_to(begin, end)
        field.settled.connect(lambda text: self.corrections.make(lambda before: edits.reword(before, field.row, text)))
        field.wish.connect(self._follow_wish)

    def _finish_before(self, row: int) -> int:
        """Finish; where a row stands then. -1 if it is gone."""
        return next(iter(self._after_finishing((row,))), -1)

    def _after_finishing(self, rows: Rows) -> Rows:
        """Finish; where these rows stand then, for an emptied segment goes, and those behind it move up."""
        field, count = self.segments.field, len(self.state.segments)
        self.finish()
        if field is not None and len(self.state.segments) < count:
            rows = tuple(row - (row > field.row) for row in rows if row != field.row)
        return tuple(row for row in rows if 0 <= row < len(self.state.segments))

    def _correct_unsure(self, match: Match) -> None:
        if self.state.transcript_id is not None:
            self.edit(match.index, match.begin, match.end)
            self.second_pressed.emit(self._second(match.index, match.begin))

    def _edit_later(self, segment: Segment, begin: int, end: int | None) -> None:
        """It may stand in another row now, or nowhere."""
        row = next((at for at, one in enumerate(self.state.segments) if one is segment), None)
        if row is not None:
            self.edit(row, begin, end)

    def rename_speaker(self, speaker: str) -> None:
        """Ask what a speaker is called; the name goes everywhere in this transcript."""
        self._ask_name(
            self.tr("Rename a speaker"),
            self.tr("Name of {speaker}, everywhere in this transcript:").format(speaker=speaker),
            speaker,
            partial(self._rename, speaker),
        )

    def _rename(self, speaker: str, name: str) -> None:
        """What is being typed is kept first: nothing is corrected while the name is on its way."""
        self.finish()
        self.corrections.rename_speaker(speaker, name)

    def _connect(self) -> None:
        self.corrections.changed.connect(self._show)
        self.corrections.done.connect(self._come_back)
        view = self.segments
        view.word_pressed.connect(lambda row, place: self.second_pressed.emit(self._second(row, place)))
        view.edit_wanted.connect(lambda row, place: self.edit(row, place))
        view.head_pressed.connect(self._show_speakers)
        view.menu_wanted.connect(self._show_menu)
        view.key_wanted.connect(self._follow_key)
        self.finding.unsure_found.connect(self._correct_unsure)

    def _show(self, before: EditorState) -> None:
        state = self.state
        if state.segments is not before.segments:
            self.segments.show_segments(state.segments, growing=state.transcript_id is None)
        if state.found is not before.found or state.match != before.match:
            self.segments.show_found(state.found, state.match)
        self.segments.show_spoken(state.spoken)
        self.find_bar.show_state(state)

    # Corrections

    def _come_back(self, edit: Edit) -> None:
        """Show what was undone or done again, and do what was wished for meanwhile."""
        self._go_to(edit)
        wished, self._wished = self._wished, lambda: None
        wished()

    def _go_to(self, edit: Edit) -> None:
        rows = [splice.index for splice in edit.splices] + [one.index for one in edit.speakers]
        if rows and self.state.segments:
            self.segments.go_to(min(*rows, len(self.state.segments) - 1))

    def _follow_wish(self, wish: str) -> None:
        """A key in the field that means more than a letter."""
        field = self.segments.field
        if field is None:
            return
        row, place, emptied = field.row, field.place, field.emptied
        self.finish()
        wishes: dict[str, Callable[[], object]] = {
            "split": lambda: self._split(row, place),
            "merge before": lambda: self.merge(row - 1),
            "merge after": lambda: self.merge(row),
            "before": lambda: self.edit(row - 1, place),
            "after": lambda: self.edit(row + 1, 0),
            "undo": self.undo,
            "redo": self.redo,
            "close": self.segments.setFocus,
        }
        if emptied:
            wishes |= self._wishes_where_emptied(row)
        wishes[wish]()

    def _wishes_where_emptied(self, row: int) -> dict[str, Callable[[], object]]:
        """The segment is gone: nothing is left to be split or merged, and the next stands in its row."""
        count = len(self.state.segments)
        following = partial(self.edit, min(row, count - 1), 0)
        before = partial(self.edit, row - 1, len(self.state.segments[row - 1].text)) if row and count else following
        return {"split": following, "after": following, "merge after": following, "merge before": before}

    def _split(self, row: int, place: int) -> None:
        count = len(self.state.segments)
        self.corrections.make(lambda before: edits.split(before, row, place))
        self.edit(row + (len(self.state.segments) > count), 0)

    def merge(self, row: int) -> None:
        """A segment and the next become one; the cursor stands between them."""
        row = self._finish_before(row)
        if 0 <= row < len(self.state.segments) - 1:
            place = len(self.state.segments[row].text)
            self.corrections.make(lambda before: edits.merge(before, row))
            self.edit(row, place)

    def delete(self, rows: Rows) -> None:
        """Delete segments."""
        rows = self._after_finishing(rows)
        self._make_of(rows)(lambda before: edits.delete(before, rows))

    def _make_of(self, rows: Rows) -> Callable[[Make], None]:
        """How a correction of these rows is made: of more than one on another thread."""
        return self.corrections.make if len(rows) < 2 else self.corrections.make_everywhere

    def _follow_key(self, key: str, row: int) -> None:
        if key == "delete":
            self.delete(self.segments.selected_rows or (row,))
        else:
            self.play_wanted.emit(self.state.segments[row].start)

    # Speakers and menus

    def _second(self, row: int, place: int) -> float:
        segment = self.state.segments[row]
        word = word_at(segment, place)
        return segment.start if word is None else segment.words[word].start

    def _show_speakers(self, row: int, where: QPoint) -> None:
        if self.state.transcript_id is not None:
            speakers_menu(self, self._actions, row, self.state).popup(where)

    def _show_menu(self, row: int, where: QPoint) -> None:
        if self.state.transcript_id is not None:
            segment_menu(self, self._actions, self.segments.rows_with(row), row, self.state).popup(where)

    def reassign(self, rows: Rows, speaker: str, *, onwards: bool = False) -> None:
        """Give segments to another speaker, `onwards` all of the first one's speaker from there on.

        Asks for a name where it is empty.
        """
        if not speaker:
            self._ask_name(
                self.tr("Another speaker"),
                self.tr("Name of the speaker:"),
                "",
                lambda name: self.reassign(rows, name, onwards=onwards),
            )
            return
        rows = self._after_finishing(rows)
        if onwards and rows:
            rows = tuple(edits.from_here_on(self.state.segments, rows[0]))
        self._make_of(rows)(lambda before: edits.reassign(before, rows, speaker))

    def _ask_name(self, title: str, words: str, name: str, on_name: Callable[[str], object]) -> None:
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(title)
        dialog.setLabelText(words)
        dialog.setTextValue(name)
        dialog.textValueSelected.connect(lambda chosen: on_name(chosen) if chosen.strip() else None)
        dialog.open()
