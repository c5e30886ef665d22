"""The Meetings view: recordings transcribed one after the other, and the transcripts that are kept."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QPoint
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QMenu, QTabWidget, QWidget

from app.core.events import Event
from app.core.meetings import Listening, Transcript
from app.ui import wording
from app.ui.meetings import state as changes
from app.ui.meetings.editor import TranscriptEditor
from app.ui.meetings.handing_on import HandingOn
from app.ui.meetings.listening_dialog import ListeningDialog
from app.ui.meetings.minutes_pane import MinutesPane
from app.ui.meetings.player_bar import PlayerBar
from app.ui.meetings.queue_pane import QueuePane
from app.ui.meetings.recorder_bar import RecorderBar
from app.ui.meetings.recording_state import Phase
from app.ui.meetings.state import RUNNING, MeetingsState, reduce
from app.ui.meetings.transcript_pane import TranscriptPane
from app.ui.tokens import Space
from app.ui.view import Frame, RecordMeeting, Request, ShowMeeting, View, dropped_paths
from app.ui.widgets.buttons import icon_button
from app.ui.widgets.file_dialogs import choose_files
from app.ui.widgets.layouts import column
from app.ui.widgets.lists import ListPane, ListRow
from app.ui.widgets.rename_field import RenameField

if TYPE_CHECKING:
    from app.services.application import Application

Result = TypeVar("Result")
_RECORDINGS = "*.wav *.mp3 *.m4a *.aac *.flac *.ogg *.opus *.wma *.mp4 *.m4v *.mov *.mkv *.webm *.avi"


class MeetingsView(View):
    """Speech turned into text."""

    def __init__(self, services: "Application", frame: Frame, parent: QWidget) -> None:
        super().__init__(frame, parent)
        self._services = services
        self._meetings = services.meetings
        self._passages = services.meeting_passages
        self._recordings = services.recordings
        self._settings = services.settings
        self._choices = services.listening_choices
        self._state = MeetingsState()
        self._second: float | None = None
        self.setAcceptDrops(True)
        self.build_in_turns(
            self._build_list,
            self._build_transcript,
            self._build_recorder,
            self._build_minutes,
            self._place_recorder,
            self._place_transcript,
            self._place_minutes,
            lambda: self.set_panes(self._content, list_pane=self.transcripts),
            self._connect,
            lambda: self._show(MeetingsState(key=-1)),
        )

    def _build_list(self) -> None:
        new = icon_button("plus", self.tr("Transcribe a recording"), self._choose_recordings)
        self.transcripts = ListPane(self.tr("Transcripts"), new, search_name=self.tr("Search transcripts"), parent=self)
        self.queue = QueuePane(self._recordings, self.frame.jobs, self)
        self.transcripts.add_below(self.queue)
        self.setFocusProxy(self.transcripts)

    def _build_transcript(self) -> None:
        self.editor = TranscriptEditor(self._meetings, self.frame.jobs, self)
        self.player = PlayerBar(self._services, self.frame, self)
        self.pane = TranscriptPane(self.editor, self.player, self)

    def _build_recorder(self) -> None:
        self.recorder = RecorderBar(self._services, self.frame, self)

    def _build_minutes(self) -> None:
        self.minutes = MinutesPane(self._services, self.frame, self)
        self._handing_on = HandingOn(self._services, self.frame, self)

    def _place_recorder(self) -> None:
        """The recorder above the tabs. These are filled in their place, for moving many widgets takes long."""
        self._content = QWidget(self)
        self.tabs = QTabWidget(self._content)
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        around = column(self.recorder)
        around.setContentsMargins(Space.WIDE, Space.MEDIUM, Space.WIDE, 0)
        whole = column(around, self.tabs, space=0)
        whole.setStretch(1, 1)
        self._content.setLayout(whole)

    def _place_transcript(self) -> None:
        self.tabs.addTab(self.pane, self.tr("Transcript"))

    def _place_minutes(self) -> None:
        self.tabs.addTab(self.minutes, self.tr("Minutes"))

    @property
    def state(self) -> MeetingsState:
        """What is shown now."""
        return self._state

    def arrive(self, request: Request | None) -> None:
        """Read the list and the queue anew; show the transcript that is asked for."""
        shaded = bool(self._settings.get("transcript.shade_unsure"))
        self.editor.set_unsure(float(self._settings.get("transcript.unsure_below")), shaded=shaded)
        if isinstance(request, ShowMeeting):
            self._choose(request.transcript_id)
            self._second = request.second
            self.tabs.setCurrentWidget(self.pane)
        self._read()
        self.queue.read()
        self.recorder.read()
        if isinstance(request, RecordMeeting):
            self.recorder.toggle()

    def shortcuts(self) -> dict[str, Callable[[], object]]:
        """What the window's shortcuts do here, once it is built."""
        if not self.built:
            return {}
        return {
            "new": self._choose_recordings,
            **self.editor.shortcuts(),
            "play": self.player.toggle,
            "back": self.player.back,
            "search_list": self.transcripts.search.setFocus,
            "stop": self.queue.remove_target,
            "copy_answer": lambda: self._copy(self.pane.segments.selected_text()),
        }

    def reason_to_stay(self) -> str:
        """A recording is ended by closing."""
        if self.built and self.recorder.state.active and self.recorder.state.phase is not Phase.STOPPING:
            return self.tr("A meeting is being recorded. Stop the recording, which is kept, and close?")
        return ""

    def end_for_closing(self) -> None:
        """Stop the recording; it is transcribed at the next start."""
        self.recorder.stop()

    def finish(self) -> None:
        """Keep the segment and the line that are being corrected."""
        if self.built:
            self.editor.finish()
            self.minutes.finish()

    @property
    def settled(self) -> bool:
        """Whether every correction is in the vault."""
        return not self.built or (self.editor.corrections.settled and self.minutes.settled)

    def transcribe(self, paths: tuple[Path, ...], listening: Listening) -> None:
        """Put these recordings into the queue; the first is watched if nothing else is being transcribed."""
        self.banner.clear()
        if self.queue.state.running is None:
            self._apply(changes.Chosen(None))
        self._run(partial(self._recordings.add, paths, listening), lambda _done: None)

    def ask_how(self, paths: tuple[Path, ...]) -> None:
        """Ask how these recordings are to be transcribed, beginning with what was chosen last; then transcribe them."""

        def begin(listening: Listening) -> None:
            self._run(partial(self._choices.remember, listening), lambda _done: None)
            self.transcribe(paths, listening)

        def ask(remembered: Listening) -> None:
            dialog = ListeningDialog(paths, remembered, self)
            dialog.chosen.connect(begin)
            dialog.open()

        if paths:
            self._run(self._choices.remembered, ask)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Recordings may be dropped anywhere here."""
        if any(path.is_file() for path in dropped_paths(event)):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Transcribe them."""
        event.acceptProposedAction()
        self.ask_how(tuple(path for path in dropped_paths(event) if path.is_file()))

    def _connect(self) -> None:
        self.recorder.kept_changed.connect(self._read)
        self.recorder.transcribed.connect(self._show_transcribed)
        self.recorder.failed.connect(self.banner.show_message)
        rows = self.transcripts.list
        self.transcripts.search.searched.connect(self._search)
        rows.chosen.connect(self._choose)
        rows.rename_pressed.connect(self._rename)
        rows.delete_pressed.connect(lambda keys: self._wish_to_delete(keys[0]))
        rows.menu_wanted.connect(self._show_menu)
        self.pane.files_wanted.connect(self._choose_recordings)
        self.pane.export_wanted.connect(self._export)
        self.minutes.export_wanted.connect(self._export)
        self.minutes.second_wanted.connect(self._go_to_second)
        self.minutes.failed.connect(self.banner.show_message)
        self._handing_on.failed.connect(self.banner.show_message)
        self.pane.copy_wanted.connect(self._copy)
        self.pane.delete_wanted.connect(lambda: self._wish_to_delete(self._state.key))
        self.editor.corrections.corrected.connect(lambda key, segments: self._apply(changes.Corrected(key, segments)))
        self.editor.second_pressed.connect(self.player.hear)
        self.editor.play_wanted.connect(self.player.play_from)
        self.player.heard.connect(self.editor.show_second)
        self.player.failed.connect(self._cannot_be_heard)
        self.editor.corrections.failed.connect(self._correction_failed)
        self.queue.changed.connect(self._follow_queue)
        self.queue.told.connect(self._apply)
        self.queue.ended.connect(self._ended)
        self.queue.failed.connect(self.banner.show_message)

    def _apply(self, *events: changes.Change | Event) -> None:
        before = self._state
        for event in events:
            self._state = reduce(self._state, event)
        if self._state is not before:
            self._show(before)

    def _show(self, before: MeetingsState) -> None:
        state = self._state
        if (state.listed, state.key, state.hearing is None) != (before.listed, before.key, before.hearing is None):
            self._show_list(state)
        self.pane.show_state(state)
        self.minutes.show_meeting(state.open.id if state.open is not None else None)
        self.tabs.setTabEnabled(1, state.open is not None)
        self.tabs.tabBar().setVisible(state.open is not None)
        if self._second is not None and state.open is not None and state.open is not before.open:
            self._go_to_second(self._second)
        if state.notice and state.notice != before.notice:
            self.banner.show_message(state.notice, "info")

    def _show_list(self, state: MeetingsState) -> None:
        rows = [ListRow(one.id, one.title, self._detail(one)) for one in state.listed]
        if state.hearing is not None:
            rows.insert(0, ListRow(RUNNING, state.hearing.title, self.tr("Transcribing…")))
        self.transcripts.list.show_rows(rows)
        self.transcripts.list.choose(state.key)

    def _detail(self, transcript: Transcript) -> str:
        length = wording.duration(transcript.duration_s) if transcript.complete else self.tr("not complete")
        return f"{length} · {wording.moment(transcript.created_at)}"

    # Transcribing

    def _choose_recordings(self) -> None:
        names = self.tr("Recordings")
        choose_files(
            self,
            self.ask_how,
            self.tr("Transcribe recordings"),
            f"{names} ({_RECORDINGS});;{self.tr('All files')} (*)",
        )

    def _follow_queue(self) -> None:
        running = self.queue.state.running
        if running is not None:
            self._apply(changes.HearingNow(running.path, running.title, self.queue.state.segments))
        elif self._state.hearing is not None:
            self._apply(changes.HearingNow())

    def _ended(self, path: str, sentence: str | None) -> None:
        if sentence:
            self.banner.show_message(sentence, "danger", self.tr("Models"), lambda: self.frame.go("models", None))
        self._run(self._passages.catch_up, lambda _count: None)
        self._read(path)

    # Transcripts

    def _read(self, just_heard: str = "") -> None:
        def listed(found: tuple[Transcript, ...]) -> None:
            self._apply(changes.Listed(found))
            heard = next((one.id for one in found if one.path == just_heard), None)
            if self._state.key is None and heard is not None:
                self._choose(heard)

        self._run(lambda: tuple(self._meetings.transcripts()), listed)

    def _choose(self, key: object) -> None:
        if not isinstance(key, int):
            return
        self._apply(changes.Chosen(key))
        if key != RUNNING:
            self._run(
                partial(self._meetings.transcript, key),
                lambda found: self._apply(changes.TranscriptRead(found)),
                "open",
            )

    def _search(self, text: str) -> None:
        """Titles are looked through at once, what is said a moment later."""
        self._apply(changes.SearchTyped(text))
        if text:
            self._run(
                partial(self._meetings.saying, text),
                lambda found: self._apply(changes.SearchFound(text, frozenset(found))),
                "search",
            )

    def _cannot_be_heard(self, sentence: str, missing: Path | None) -> None:
        """Say why, and let a file that was moved be found."""
        if missing is None:
            self.banner.show_message(sentence, "danger")
        else:
            self.banner.show_message(sentence, "warning", self.tr("Find the file…"), self._find_recording)

    def _find_recording(self) -> None:
        key = self._state.key

        def found(paths: tuple[Path, ...]) -> None:
            if key and paths:
                self._run(partial(self._meetings.find_again, key, paths[0]), lambda _done: self._choose(key))

        choose_files(self, found, self.tr("Find the recording"), f"{self.tr('All files')} (*)")

    def _correction_failed(self, sentence: str) -> None:
        """Show what is kept, and why the rest is not."""
        self.banner.show_message(sentence, "danger")
        self._choose(self._state.key)

    def _rename(self, key: object) -> None:
        title = next((one.title for one in self._state.transcripts if one.id == key), None)
        if isinstance(key, int) and title is not None:
            RenameField(self.transcripts.list, title, lambda name: self._renamed(key, name))

    def _renamed(self, transcript_id: int, title: str) -> None:
        def done(_done: None) -> None:
            self._read()
            if self._state.key == transcript_id:
                self._choose(transcript_id)

        self._run(partial(self._meetings.rename, transcript_id, title), done)

    def _show_transcribed(self, transcript_id: int) -> None:
        """Show what became of a recording, unless the user reads another transcript."""
        if self._state.key in (transcript_id, None):
            self._choose(transcript_id)

    def _go_on(self, transcript: Transcript) -> None:
        """Transcribe the rest of a recording as it was asked for."""
        if not transcript.path:
            self.recorder.go_on(transcript.id)
            return
        self._run(
            partial(self._meetings.listening, transcript.id),
            lambda listening: self.transcribe((Path(transcript.path),), listening),
        )

    def _wish_to_delete(self, key: object) -> None:
        """Ask first, naming what goes and what stays."""
        chosen = next((one for one in self._state.transcripts if one.id == key), None)
        if isinstance(key, int) and chosen is not None:
            words = self.tr("Delete the transcript “{title}” for good? The recording itself is not touched.")
            if not chosen.path:
                words = self.tr("Delete the transcript “{title}” for good, and with it the sound that was recorded?")
            self.banner.show_message(
                words.format(title=chosen.title), "warning", self.tr("Delete"), partial(self._delete, key)
            )
            self.banner.focus_action()

    def _delete(self, transcript_id: int) -> None:
        self._run(
            partial(self._meetings.delete, transcript_id),
            lambda _done: self._apply(changes.Deleted(transcript_id)),
        )
        self.transcripts.list.setFocus()

    def _go_to_second(self, second: float) -> None:
        """Show what was said at this second."""
        self._second = None
        self.tabs.setCurrentWidget(self.pane)
        self.editor.go_to_second(second)

    def _export(self) -> None:
        if self._state.open is not None:
            self._handing_on.ask(self._state.open)

    def _copy(self, text: str) -> None:
        if text:
            QGuiApplication.clipboard().setText(text)
            self.frame.toast(self.tr("Copied."), "", None)

    def _show_menu(self, key: object, where: QPoint) -> None:
        if key == RUNNING:
            return
        menu = QMenu(self)
        menu.addAction(self.tr("Rename"), lambda: self._rename(key))
        shown = self._state.open
        if shown is not None and shown.id == key:
            for speaker in shown.speakers:
                words = self.tr("Rename {speaker}…").format(speaker=speaker)
                menu.addAction(words, partial(self.editor.rename_speaker, speaker))
            if not shown.complete:
                menu.addAction(self.tr("Transcribe the rest"), partial(self._go_on, shown))
        menu.addSeparator()
        menu.addAction(self.tr("Delete"), lambda: self._wish_to_delete(key))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)

    def _run(self, function: Callable[[], Result], on_result: Callable[[Result], object], replaces: str = "") -> None:
        """Ask the service something short; a failure is shown in the banner."""
        self.frame.jobs.run_once(self, function, on_result, self.banner.show_message, replaces=replaces)
