"""The transcript's editor: segments corrected in their place, found, replaced, split, merged, given to other speakers."""

from bisect import bisect_right
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QInputDialog, QWidget

from app.core import transcript_edits as edits
from app.core.transcript_edits import Edit, Edited, Segments
from app.core.transcript_search import replace_all, replace_match
from app.core.word_times import word_at
from app.services.meetings import MeetingService
from app.ui.job_bridge import JobBridge
from app.ui.meetings import editor_state as changes
from app.ui.meetings.editor_state import EditorState, reduce
from app.ui.meetings.find_bar import FindBar
from app.ui.meetings.keeping import Keeping
from app.ui.meetings.segment_menu import SegmentActions, segment_menu, speakers_menu
from app.ui.meetings.segments_view import SegmentsView
from app.ui.tokens import Space
from app.ui.widgets.layouts import column

_ROUNDING_S = 0.05
Make = Callable[[Segments], Edit]
Keep = Callable[[int, Edit], Edited]


class TranscriptEditor(QWidget):
    """Shows a transcript and lets it be corrected; every correction is shown at once and kept at once.

    `corrected` tells the transcript's id and its segments, `failed` the sentence to be shown once a correction could not
    be kept (the owner then reads the transcript anew), `word_pressed` the second of a word that was pressed,
    `play_wanted` the second to play from.
    """

    corrected = Signal(int, object)
    failed = Signal(str)
    second_pressed = Signal(float)
    play_wanted = Signal(float)

    def __init__(self, meetings: MeetingService, jobs: JobBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._meetings = meetings
        self._jobs = jobs
        self._state = EditorState()
        self._unsure_below = 0.5
        self._actions = SegmentActions(
            correct=lambda row: self.edit(row, 0),
            play=lambda row: self._follow_key("play", row),
            merge=self.merge,
            delete=self.delete,
            rename=self.rename_speaker,
            reassign=lambda row, speaker, onwards: self.reassign(row, speaker, onwards=onwards),
        )
        self.segments = SegmentsView(self)
        self.find_bar = FindBar(self)
        self.keeping = Keeping(self, jobs, self.failed.emit)
        below = column(self.find_bar)
        below.setContentsMargins(Space.MEDIUM, 0, Space.MEDIUM, 0)
        self.setLayout(column(below, self.segments))
        self.setFocusProxy(self.segments)
        self._connect()

    @property
    def state(self) -> EditorState:
        """What is shown now."""
        return self._state

    def show_transcript(self, transcript_id: int | None, segments: Segments) -> None:
        """Show a transcript, or without an id what was heard of one so far."""
        if (transcript_id, segments) == (self._state.transcript_id, self._state.segments):
            return
        opens = transcript_id is not None and transcript_id != self._state.transcript_id
        if transcript_id != self._state.transcript_id:
            self.finish()
        elif not self.keeping.settled:
            return
        self._apply(changes.Opened(transcript_id, segments))
        if opens and transcript_id is not None:
            self.find_bar.setVisible(False)
            self.segments.scrollToTop()
            self._jobs.run_once(
                self, partial(self._meetings.edits_of, transcript_id), partial(self._stand, transcript_id)
            )

    def show_second(self, second: float | None) -> None:
        """Mark the word that is heard at this second; None where nothing is played."""
        self._apply(changes.Reached(second))

    def go_to_second(self, second: float) -> None:
        """Choose what is said at a second, bring it into sight, and let the recording be heard from there."""
        row = bisect_right(self._state.segments, second + _ROUNDING_S, key=lambda segment: segment.start) - 1
        if self._state.segments:
            self.segments.go_to(max(0, row))
            self.segments.setFocus()
            self.second_pressed.emit(second)

    def set_unsure(self, threshold: float, *, shaded: bool) -> None:
        """Below which confidence a word counts as hardly heard, and whether such words are shaded."""
        self._unsure_below = threshold
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
            "next_unsure": partial(self.step_unsure, backwards=False),
            "previous_unsure": partial(self.step_unsure, backwards=True),
        }

    def open_find(self, *, replacing: bool) -> None:
        """Look for something, and replace it."""
        if self._state.segments:
            self.find_bar.open(replacing=replacing and self._state.transcript_id is not None)

    def undo(self) -> None:
        """Undo the last correction, whenever it was made."""
        self.finish()
        self._repeat(self._meetings.undo)

    def redo(self) -> None:
        """Do again what was undone."""
        self.finish()
        self._repeat(self._meetings.redo)

    def step_unsure(self, *, backwards: bool) -> None:
        """Go to the next word that was hardly heard, and let it be corrected."""
        index, place = self._standing_at()
        before = self._state.match
        self._apply(changes.UnsureStepped(self._unsure_below, index, place, backwards))
        match = self._state.match
        if match is not None and match != before and self._state.transcript_id is not None:
            self.edit(match.index, match.begin, match.end)
            self.second_pressed.emit(self._second(match.index, match.begin))

    def edit(self, index: int, begin: int, end: int | None = None) -> None:
        """Let a segment be corrected, the cursor at a place or a stretch selected."""
        if self._state.transcript_id is None or not 0 <= index < len(self._state.segments):
            return
        field = self.segments.open_field(index)
        field.go_to(begin, end)
        field.settled.connect(lambda text: self._make(lambda before: edits.reword(before, field.row, text)))
        field.wish.connect(self._follow_wish)

    def rename_speaker(self, speaker: str) -> None:
        """Ask what a speaker is called; the name goes everywhere in this transcript."""
        self._ask_name(
            self.tr("Rename a speaker"),
            self.tr("Name of {speaker}, everywhere in this transcript:").format(speaker=speaker),
            speaker,
            partial(self._rename, speaker),
        )

    def _rename(self, speaker: str, name: str) -> None:
        """The service is told that it is a name, and not only what it changes: a voice may be learned from it."""
        self._make(
            lambda before: edits.rename_speaker(before, speaker, name),
            lambda transcript_id, _edit: self._meetings.rename_speaker(transcript_id, speaker, name),
        )

    def _connect(self) -> None:
        view = self.segments
        view.word_pressed.connect(lambda row, place: self.second_pressed.emit(self._second(row, place)))
        view.edit_wanted.connect(lambda row, place: self.edit(row, place))
        view.head_pressed.connect(self._show_speakers)
        view.menu_wanted.connect(self._show_menu)
        view.key_wanted.connect(self._follow_key)
        self.find_bar.sought.connect(lambda wanted: self._apply(changes.Sought(wanted, self.segments.row)))
        self.find_bar.stepped.connect(self._step_match)
        self.find_bar.replaced.connect(self._replace)
        self.find_bar.all_replaced.connect(self._replace_all)
        self.find_bar.closed.connect(self._close_find)

    def _apply(self, change: changes.Change) -> None:
        before = self._state
        self._state = state = reduce(before, change)
        if state.segments is not before.segments:
            self.segments.show_segments(state.segments, growing=state.transcript_id is None)
        if (state.found, state.match) != (before.found, before.match):
            self.segments.show_found(state.found, state.match)
        self.segments.show_spoken(state.spoken)
        self.find_bar.show_state(state)

    # Corrections

    def _make(self, make: Make, keep: Keep | None = None) -> None:
        """Make a correction: shown at once, then kept."""
        keep = keep or self._meetings.edit
        transcript_id = self._state.transcript_id
        edit = make(self._state.segments)
        if transcript_id is None or not edit:
            return
        self._apply(changes.Corrected(edit))
        self.keeping.add(partial(keep, transcript_id, edit), partial(self._stand, transcript_id))
        self.corrected.emit(transcript_id, self._state.segments)

    def _repeat(self, call: Callable[[int], Edited]) -> None:
        transcript_id = self._state.transcript_id
        if transcript_id is None:
            return

        def done(edited: Edited) -> None:
            if self._state.transcript_id == transcript_id:
                self._apply(changes.Corrected(edited.edit))
                self._go_to(edited.edit)
                self.corrected.emit(transcript_id, self._state.segments)
            self._stand(transcript_id, edited)

        self.keeping.add(partial(call, transcript_id), done)

    def _stand(self, transcript_id: int, edited: Edited) -> None:
        if self._state.transcript_id == transcript_id:
            self._apply(changes.Standing(edited.undoable, edited.redoable))

    def _go_to(self, edit: Edit) -> None:
        rows = [splice.index for splice in edit.splices] + [one.index for one in edit.speakers]
        if rows and self._state.segments:
            self.segments.go_to(min(*rows, len(self._state.segments) - 1))

    def _follow_wish(self, wish: str) -> None:
        """A key in the field that means more than a letter."""
        field = self.segments.field
        if field is None:
            return
        row, place = field.row, field.place
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
        wishes[wish]()

    def _split(self, row: int, place: int) -> None:
        count = len(self._state.segments)
        self._make(lambda before: edits.split(before, row, place))
        self.edit(row + (len(self._state.segments) > count), 0)

    def merge(self, row: int) -> None:
        """A segment and the next become one; the cursor stands between them."""
        if 0 <= row < len(self._state.segments) - 1:
            place = len(self._state.segments[row].text)
            self._make(lambda before: edits.merge(before, row))
            self.edit(row, place)

    def delete(self, row: int) -> None:
        """Delete a segment."""
        if 0 <= row < len(self._state.segments):
            self.finish()
            self._make(lambda before: edits.delete(before, row))

    def _follow_key(self, key: str, row: int) -> None:
        if key == "delete":
            self.delete(row)
        else:
            self.play_wanted.emit(self._state.segments[row].start)

    # Finding

    def _standing_at(self) -> tuple[int, int]:
        match, field = self._state.match, self.segments.field
        if field is not None:
            return field.row, field.edit.textCursor().selectionStart()
        if match is not None and match.index == self.segments.row:
            return match.index, match.begin
        return self.segments.row, -1

    def _step_match(self, backwards: bool) -> None:
        index, place = self._standing_at()
        self._apply(changes.MatchStepped(index, place, backwards))

    def _replace(self, by: str) -> None:
        self.finish()
        match = self._state.match
        if match is None or match not in self._state.found:
            self._step_match(backwards=False)
            return
        self._make(lambda before: replace_match(before, match, by))
        self._apply(changes.MatchStepped(match.index, match.begin + len(by) - 1))

    def _replace_all(self, by: str) -> None:
        """Away from the window's thread: the times of many words are worked out."""
        self.finish()
        segments, wanted = self._state.segments, self._state.wanted

        def replaced(edit: Edit) -> None:
            if self._state.segments is segments:
                self._make(lambda _before: edit)
            else:
                self._replace_all(by)

        self._jobs.run_once(self, partial(replace_all, segments, wanted, by), replaced, self.failed.emit)

    def _close_find(self) -> None:
        self.find_bar.setVisible(False)
        self._apply(changes.Sought(changes.NOTHING_WANTED))
        self.segments.setFocus()

    # Speakers and menus

    def _second(self, row: int, place: int) -> float:
        segment = self._state.segments[row]
        word = word_at(segment, place)
        return segment.start if word is None else segment.words[word].start

    def _show_speakers(self, row: int, where: QPoint) -> None:
        if self._state.transcript_id is not None:
            speakers_menu(self, self._actions, row, self._state).popup(where)

    def _show_menu(self, row: int, where: QPoint) -> None:
        if self._state.transcript_id is not None:
            segment_menu(self, self._actions, row, self._state).popup(where)

    def reassign(self, row: int, speaker: str, *, onwards: bool) -> None:
        """Give a segment to another speaker, or all of its speaker's from there on; ask for a name where it is empty."""
        if not speaker:
            self._ask_name(
                self.tr("Another speaker"),
                self.tr("Name of the speaker:"),
                "",
                lambda name: self.reassign(row, name, onwards=onwards),
            )
            return
        self.finish()
        self._make(lambda before: edits.reassign(before, row, speaker, onwards=onwards))

    def _ask_name(self, title: str, words: str, name: str, on_name: Callable[[str], object]) -> None:
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(title)
        dialog.setLabelText(words)
        dialog.setTextValue(name)
        dialog.textValueSelected.connect(lambda chosen: on_name(chosen) if chosen.strip() else None)
        dialog.open()
