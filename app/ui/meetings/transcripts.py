"""The list of transcripts: what it says of each, and what can be done with one."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.core.meetings.transcript import Transcript
from app.services.administration.forgetting import Forgetting
from app.services.jobs import Lane
from app.services.meetings.meetings import MeetingService
from app.ui import wording
from app.ui.forgetting import ask_to_forget
from app.ui.job_bridge import JobBridge
from app.ui.meetings import state as changes
from app.ui.meetings.state import RUNNING, MeetingsState
from app.ui.widgets.banner import Banner
from app.ui.widgets.file_dialogs import choose_files
from app.ui.widgets.lists import ListRow, RowList
from app.ui.widgets.rename_field import RenameField

Result = TypeVar("Result")


class Transcripts(QObject):
    """Reads and searches the list, renames, deletes and finds again.

    `told` tells a change of the view's state, `heard` the id of what was just transcribed, `changed`, `found_again` and
    `deleted` the id of a transcript once that is done. `rest_wanted` tells a transcript that is to be completed, `speaker_wanted` a speaker to be renamed in the open one.
    """

    told = Signal(object)
    heard = Signal(int)
    changed = Signal(int)
    found_again = Signal(int)
    deleted = Signal(int)
    rest_wanted = Signal(Transcript)
    speaker_wanted = Signal(str)

    def __init__(
        self,
        rows: RowList,
        meetings: MeetingService,
        forgetting: Forgetting,
        lane: Lane,
        jobs: JobBridge,
        banner: Banner,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._rows = rows
        self._meetings = meetings
        self._forgetting = forgetting
        self._lane = lane
        self._jobs = jobs
        self._banner = banner
        self._view = parent
        self._state = MeetingsState()
        rows.rename_pressed.connect(self.rename)
        rows.delete_pressed.connect(lambda keys: self.wish_to_delete(keys[0]))
        rows.menu_wanted.connect(self._show_menu)

    def show_state(self, state: MeetingsState) -> None:
        """Show what is listed, and which of them is in sight."""
        before, self._state = self._state, state
        if _shown(state) == _shown(before):
            return
        rows = [ListRow(one.id, one.title, self._detail(one)) for one in state.listed]
        if state.hearing is not None:
            rows.insert(0, ListRow(RUNNING, state.hearing.title, self.tr("Transcribing…")))
        self._rows.show_rows(rows)
        self._rows.choose(state.key)

    def read(self, just_heard: str = "") -> None:
        """Read the list anew; `just_heard` is the path of a recording that was just transcribed."""

        def listed(found: tuple[Transcript, ...]) -> None:
            self.told.emit(changes.Listed(found))
            heard = next((one.id for one in found if just_heard and one.path == just_heard), None)
            if heard is not None:
                self.heard.emit(heard)

        self._ask(lambda: tuple(self._meetings.transcripts()), listed)

    def search(self, text: str) -> None:
        """Titles are looked through at once; days, speakers and what is said a moment later."""
        self.told.emit(changes.SearchTyped(text))
        listed = self._state.transcripts

        def found() -> frozenset[int]:
            wanted = text.casefold()
            held = {one.id for one in listed if wanted in wording.day_in_words(one.created_at).casefold()}
            return self._meetings.saying(text) | held

        if text:
            self._ask(found, lambda ids: self.told.emit(changes.SearchFound(text, ids)), replaces="search")

    def rename(self, key: object) -> None:
        """Let the title be changed in its row."""
        title = next((one.title for one in self._state.transcripts if one.id == key), None)
        if isinstance(key, int) and title is not None:
            RenameField(self._rows, title, partial(self._rename, key))

    def wish_to_delete(self, key: object) -> None:
        """Ask first, naming what goes and what stays."""
        chosen = next((one for one in self._state.transcripts if one.id == key), None)
        if isinstance(key, int) and chosen is not None:
            words = self.tr("Delete the transcript “{title}” for good? The recording itself is not touched.")
            if not chosen.path:
                words = self.tr("Delete the transcript “{title}” for good, and with it the sound that was recorded?")
            self._banner.show_message(
                words.format(title=chosen.title), "warning", self.tr("Delete"), partial(self._delete, key)
            )
            self._banner.focus_action()

    def wish_to_forget(self, key: object) -> None:
        """Ask first whether a meeting is to go with all that was made of it."""
        chosen = next((one for one in self._state.transcripts if one.id == key), None)
        if isinstance(key, int) and chosen is not None:
            words = self.tr(
                "Forget “{title}” for good, with its sound, its minutes, every answer that cites it and what voices "
                "were learned from it? A recording on disk is not touched."
            )
            forget = partial(self._forgetting.meeting, key)
            question = words.format(title=chosen.title)
            then = partial(self.deleted.emit, key)
            ask_to_forget(self._view, self._jobs, self._lane, self._banner, question, forget, then)

    def find_recording(self) -> None:
        """Ask where the recording of the transcript in sight lies by now."""
        key = self._state.key

        def found(paths: tuple[Path, ...]) -> None:
            if key and paths:
                self._ask(partial(self._meetings.find_again, key, paths[0]), lambda _done: self.found_again.emit(key))

        choose_files(self._view, found, self.tr("Find the recording"), f"{self.tr('All files')} (*)")

    def _detail(self, transcript: Transcript) -> str:
        if transcript.complete:
            standing = wording.duration(transcript.duration_s)
        elif transcript.id == self._state.recorded:
            standing = self.tr("being recorded")
        elif transcript.id in self._state.written:
            standing = self.tr("being transcribed")
        else:
            standing = self.tr("not complete") if transcript.path else self.tr("not transcribed yet")
        return f"{standing} · {wording.moment(transcript.created_at)}"

    def _rename(self, transcript_id: int, title: str) -> None:
        def renamed(_done: None) -> None:
            self.read()
            self.changed.emit(transcript_id)

        self._ask(partial(self._meetings.rename, transcript_id, title), renamed)

    def _delete(self, transcript_id: int) -> None:
        self._ask(partial(self._meetings.delete, transcript_id), lambda _done: self.deleted.emit(transcript_id))
        self._rows.setFocus()

    def _show_menu(self, key: object, where: QPoint) -> None:
        if key == RUNNING:
            return
        menu = QMenu(self._view)
        menu.addAction(self.tr("Rename"), partial(self.rename, key))
        shown = self._state.open
        if shown is not None and shown.id == key:
            for speaker in shown.speakers:
                words = self.tr("Rename {speaker}…").format(speaker=speaker)
                menu.addAction(words, partial(self.speaker_wanted.emit, speaker))
            if not shown.complete:
                menu.addAction(self.tr("Transcribe the rest"), partial(self.rest_wanted.emit, shown))
        menu.addSeparator()
        menu.addAction(self.tr("Delete"), partial(self.wish_to_delete, key))
        menu.addAction(self.tr("Forget for good…"), partial(self.wish_to_forget, key))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)

    def _ask(self, function: Callable[[], Result], on_result: Callable[[Result], object], replaces: str = "") -> None:
        self._jobs.run_once(self, function, on_result, self._banner.show_message, replaces=replaces)


def _shown(state: MeetingsState) -> tuple[object, ...]:
    """What of the state is to be seen in the list."""
    return state.listed, state.key, state.hearing is None, state.recorded, state.written
