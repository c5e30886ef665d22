"""The transcript under correction: what is corrected is shown at once, and on its way to the vault."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.core.meetings import transcript_edits as edits
from app.core.meetings.transcript_edits import Edit, Edited, Segments, StaleEdit
from app.core.meetings.transcript_search import Wanted, replace_all
from app.services.meetings.meetings import MeetingService
from app.ui.job_bridge import JobBridge
from app.ui.meetings import editor_state as changes
from app.ui.meetings.editor_state import EditorState, reduce
from app.ui.meetings.keeping import Keeping

Make = Callable[[Segments], Edit]
Keep = Callable[[int, Edit], Edited]


class Corrections(QObject):
    """Holds the editor's state. What looks through the whole transcript is worked out on another thread.

    While such a correction, or one that is undone, is on its way, nothing else is corrected (`busy`): it would be about
    other rows once that is there. `changed` tells the state before, `done` the correction that came back from such a way,
    `corrected` the transcript's id and its segments, `failed` the sentence to be shown once one could not be kept (the
    owner then reads the transcript anew).
    """

    changed = Signal(object)
    done = Signal(object)
    corrected = Signal(int, object)
    failed = Signal(str)

    def __init__(self, meetings: MeetingService, jobs: JobBridge, parent: QObject) -> None:
        super().__init__(parent)
        self._meetings = meetings
        self._jobs = jobs
        self._away = 0
        self._keeping = Keeping(self, jobs, self._not_kept)
        self.state = EditorState()

    @property
    def busy(self) -> bool:
        """Whether nothing can be corrected just now."""
        return self._away > 0

    @property
    def settled(self) -> bool:
        """Whether everything is in the vault."""
        return not self.busy and self._keeping.settled

    def open(self, transcript_id: int | None, segments: Segments) -> None:
        """Show a transcript, or without an id what was heard of one so far."""
        opens = transcript_id is not None and transcript_id != self.state.transcript_id
        self.apply(changes.Opened(transcript_id, segments))
        if self.state.wanted.text:
            self.seek(self.state.wanted)
        if opens and transcript_id is not None:
            stand = partial(self._stand, transcript_id)
            self._jobs.run_once(self, partial(self._meetings.edits_of, transcript_id), stand)

    def apply(self, change: changes.Change) -> None:
        """Make a change that takes next to no time."""
        before, self.state = self.state, reduce(self.state, change)
        self.changed.emit(before)

    def make(self, make: Make, keep: Keep | None = None) -> None:
        """Make a correction of a few segments."""
        transcript_id = self.state.transcript_id
        if transcript_id is None or self.busy:
            return
        edit = make(self.state.segments)
        if edit:
            self.apply(changes.Corrected(edit))
            self._keep(transcript_id, edit, keep or self._meetings.edit)

    def make_everywhere(self, make: Make, keep: Keep | None = None) -> None:
        """Make a correction that may be about every segment."""
        before, transcript_id = self.state, self.state.transcript_id
        if transcript_id is None or self.busy:
            return

        def work() -> tuple[Edit, EditorState]:
            edit = make(before.segments)
            return edit, reduce(before, changes.Corrected(edit))

        def made(worked_out: tuple[Edit, EditorState]) -> None:
            self._come_back()
            edit, after = worked_out
            if edit:
                if not self._take_up(before, after):
                    self._catch_up(transcript_id, edit)
                self._keep(transcript_id, edit, keep or self._meetings.edit)
            self.done.emit(Edit())

        self._away += 1
        self._jobs.run_once(self, work, made, self._not_kept)

    def undo(self) -> None:
        """Undo the last correction, whenever it was made."""
        self._repeat(self._meetings.undo)

    def redo(self) -> None:
        """Do again what was undone."""
        self._repeat(self._meetings.redo)

    def rename_speaker(self, speaker: str, name: str) -> None:
        """The service is told that it is a name, and not only what it changes: a voice may be learned from it."""
        self.make_everywhere(
            lambda before: edits.rename_speaker(before, speaker, name),
            lambda transcript_id, _edit: self._meetings.rename_speaker(transcript_id, speaker, name),
        )

    def replace_all(self, wanted: Wanted, by: str) -> None:
        """Another text for everything that is found."""
        self.make_everywhere(lambda before: replace_all(before, wanted, by))

    def seek(self, wanted: Wanted, row: int | None = None) -> None:
        """Look for something, and go to where it is first found from a row on. What is looked for last is shown."""
        self.look(changes.Sought(wanted, row), lambda: None)

    def look(self, change: changes.Sought | changes.UnsureStepped, then: Callable[[], object]) -> None:
        """Look through the transcript, and again where it was corrected meanwhile; then go on."""
        before = self.state

        def found(after: EditorState) -> None:
            if self.state.segments is not before.segments or self.state.wanted != before.wanted:
                self.look(change, then)
                return
            self.apply(changes.WorkedOut(after))
            then()

        self._jobs.run_once(self, partial(reduce, before, change), found, replaces=type(change).__name__)

    def _repeat(self, call: Callable[[int], Edited]) -> None:
        transcript_id = self.state.transcript_id
        if transcript_id is None:
            return

        def work() -> tuple[Edited, EditorState, EditorState]:
            edited, before = call(transcript_id), self.state
            shown = before.transcript_id == transcript_id
            return edited, before, reduce(before, changes.Corrected(edited.edit)) if shown else before

        def repeated(worked_out: tuple[Edited, EditorState, EditorState]) -> None:
            self._come_back()
            edited, before, after = worked_out
            if after is not before and self._take_up(before, after):
                self.corrected.emit(transcript_id, self.state.segments)
            self._stand(transcript_id, edited)
            self.done.emit(edited.edit)

        self._away += 1
        self._keeping.add(work, repeated)

    def _come_back(self) -> None:
        self._away = max(0, self._away - 1)

    def _take_up(self, before: EditorState, after: EditorState) -> bool:
        """Show what was worked out, unless it is about something else by now; what is looked for may be new."""
        wanted = self.state.wanted
        if self.state.segments is not before.segments:
            return False
        self.apply(changes.WorkedOut(after))
        if wanted != after.wanted:
            self.seek(wanted)
        return True

    def _catch_up(self, transcript_id: int, edit: Edit) -> None:
        """Show what was worked out for a transcript that was closed, and perhaps opened again meanwhile."""
        if self.state.transcript_id == transcript_id:
            with suppress(StaleEdit):  # the vault refuses it too, and what it keeps is shown then
                self.apply(changes.Corrected(edit))

    def _keep(self, transcript_id: int, edit: Edit, keep: Keep) -> None:
        self._keeping.add(partial(keep, transcript_id, edit), partial(self._stand, transcript_id))
        if self.state.transcript_id == transcript_id:
            self.corrected.emit(transcript_id, self.state.segments)

    def _stand(self, transcript_id: int, edited: Edited) -> None:
        if self.state.transcript_id == transcript_id:
            self.apply(changes.Standing(edited.undoable, edited.redoable))

    def _not_kept(self, sentence: str) -> None:
        self._away = 0
        self.failed.emit(sentence)
        self.done.emit(Edit())
