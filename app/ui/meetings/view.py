"""The Meetings view: recordings transcribed one after the other, and the transcripts that are kept."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QTabWidget, QWidget

from app.core.events import Event
from app.core.meetings.transcript import Transcript
from app.ui.meetings import state as changes
from app.ui.meetings.editor import TranscriptEditor
from app.ui.meetings.handing_on import HandingOn
from app.ui.meetings.minutes_pane import MinutesPane
from app.ui.meetings.player_bar import PlayerBar
from app.ui.meetings.queue_pane import QueuePane
from app.ui.meetings.recorder_bar import RecorderBar
from app.ui.meetings.recording_state import Phase
from app.ui.meetings.state import RUNNING, MeetingsState, reduce
from app.ui.meetings.transcribing import Transcribing
from app.ui.meetings.transcript_pane import TranscriptPane
from app.ui.meetings.transcripts import Transcripts
from app.ui.requests import RecordMeeting, Request, ShowMeeting, TranscribeFiles
from app.ui.state_view import StateView
from app.ui.tokens import Space
from app.ui.view import Frame, dropped_paths
from app.ui.widgets.buttons import icon_button
from app.ui.widgets.layouts import column
from app.ui.widgets.lists import ListPane

if TYPE_CHECKING:
    from app.services.application import Application


class MeetingsView(StateView[MeetingsState, changes.Change | Event]):
    """Speech turned into text."""

    def __init__(self, services: "Application", frame: Frame, parent: QWidget) -> None:
        super().__init__(MeetingsState(), reduce, frame, parent)
        self._services = services
        self._meetings = services.meetings
        self._passages = services.meeting_passages
        self._settings = services.settings
        self._asked_for: ShowMeeting | None = None
        self.setAcceptDrops(True)
        self.build_in_turns(
            self._build_list,
            self._build_transcript,
            self._build_recorder,
            self._build_minutes,
            self._place_recorder,
            lambda: self.tabs.addTab(self.pane, self.tr("Transcript")),
            lambda: self.tabs.addTab(self.minutes, self.tr("Minutes")),
            lambda: self.set_panes(self._content, list_pane=self.transcripts),
            self._connect,
            lambda: self._show(MeetingsState(key=-1)),
        )

    def _build_list(self) -> None:
        self.transcribing = Transcribing(self._services, self.frame.jobs, self)
        new = icon_button("plus", self.tr("Transcribe a recording"), self.transcribing.choose)
        self.transcripts = ListPane(self.tr("Transcripts"), new, search_name=self.tr("Search transcripts"), parent=self)
        forgetting, lane = self._services.forgetting, self._services.lanes.backup
        self._listed = Transcripts(
            self.transcripts.list, self._meetings, forgetting, lane, self.frame.jobs, self.banner, self
        )
        self.queue = QueuePane(self._services.recordings, self.frame.jobs, self)
        self.transcripts.add_below(self.queue)
        self.setFocusProxy(self.transcripts)

    def _build_transcript(self) -> None:
        self.editor = TranscriptEditor(self._meetings, self.frame.jobs, self)
        self.player = PlayerBar(self._services, self.frame, self)
        self.pane = TranscriptPane(self.editor, self.player, self)
        self.pane.refuse_export(self._services.permissions.reason("export.allowed"))

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
        around.setContentsMargins(Space.WIDE, Space.MEDIUM, Space.WIDE, Space.MEDIUM)
        whole = column(around, self.tabs, space=0)
        whole.setStretch(1, 1)
        self._content.setLayout(whole)

    def arrive(self, request: Request | None) -> None:
        """Read the list and the queue anew; show the transcript that is asked for."""
        shaded = bool(self._settings.get("transcript.shade_unsure"))
        self.editor.set_unsure(float(self._settings.get("transcript.unsure_below")), shaded=shaded)
        if isinstance(request, ShowMeeting):
            self._asked_for = request
            self._choose(request.transcript_id)
            self.tabs.setCurrentWidget(self.pane)
        self._listed.read()
        self.queue.read()
        self.recorder.read()
        if isinstance(request, RecordMeeting):
            self.recorder.toggle()
        if isinstance(request, TranscribeFiles):
            self.transcribing.ask_how(request.paths)

    def shortcuts(self) -> dict[str, Callable[[], object]]:
        """What the window's shortcuts do here, once it is built."""
        if not self.built:
            return {}
        return {
            "new": self.transcribing.choose,
            **self.editor.shortcuts(),
            "play": self.player.toggle,
            "back": self.player.back,
            "search_list": self.transcripts.search.setFocus,
            "stop": self.queue.remove_target,
            "read_aloud": self._read_aloud,
            "copy_answer": lambda: self._copy(self.pane.segments.selected_text()),
        }

    def _read_aloud(self) -> None:
        if self.minutes.isVisible():
            self.minutes.read_aloud()

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

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Recordings may be dropped anywhere here."""
        if any(path.is_file() for path in dropped_paths(event)):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Transcribe them."""
        event.acceptProposedAction()
        self.transcribing.ask_how(tuple(path for path in dropped_paths(event) if path.is_file()))

    def _connect(self) -> None:
        self.recorder.meeting_moved.connect(self._follow_recorder)
        self.recorder.captions.appeared.connect(lambda _visible: self._share_room())
        self.recorder.kept_changed.connect(self._listed.read)
        self.recorder.transcribed.connect(self._show_transcribed)
        written_down = self.tr("The meeting has been written down.")
        self.recorder.transcribed.connect(lambda _id: self.frame.notify(written_down))
        self.recorder.failed.connect(self.banner.show_message)
        self.recorder.failed.connect(self.frame.notify)
        self.transcripts.list.chosen.connect(self._choose)
        self._connect_list()
        self.pane.files_wanted.connect(self.transcribing.choose)
        self.pane.export_wanted.connect(self._export)
        self.minutes.export_wanted.connect(self._export)
        self.minutes.second_wanted.connect(self._go_to_second)
        self.minutes.failed.connect(self.banner.show_message)
        self._handing_on.failed.connect(self.banner.show_message)
        self.pane.copy_wanted.connect(self._copy)
        self.pane.delete_wanted.connect(lambda: self._listed.wish_to_delete(self._state.key))
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

    def _connect_list(self) -> None:
        self.transcripts.search.searched.connect(self._listed.search)
        self._listed.told.connect(self._apply)
        self._listed.heard.connect(self._show_transcribed)
        self._listed.changed.connect(self._show_changed)
        self._listed.found_again.connect(self.player.found_again)
        self._listed.found_again.connect(self._choose)
        self._listed.deleted.connect(lambda key: self._apply(changes.Deleted(key)))
        self._listed.rest_wanted.connect(self.transcribing.go_on)
        self._listed.speaker_wanted.connect(self.editor.rename_speaker)
        self.transcribing.begun.connect(self._watch_what_begins)
        self.transcribing.failed.connect(self.banner.show_message)
        self.transcribing.recorded_wanted.connect(self.recorder.go_on)

    def _show(self, before: MeetingsState) -> None:
        state = self._state
        self._listed.show_state(state)
        self.pane.show_state(state)
        self.minutes.show_meeting(state.open.id if state.open is not None else None)
        self.tabs.setTabEnabled(1, state.open is not None)
        self.tabs.tabBar().setVisible(state.open is not None)
        self._share_room()
        if state.open is not None and state.open is not before.open:
            self._follow_request(state.open, anew=before.open is None or before.open.id != state.open.id)
        if state.notice and state.notice != before.notice:
            self.banner.show_message(state.notice, "info")

    def _share_room(self) -> None:
        """The captions of what is recorded take all the room while nothing else is read."""
        fill = self._state.recorder_in_sight and not self.recorder.captions.isHidden()
        self.recorder.captions.fill(fill)
        self.tabs.setHidden(fill)

    def _follow_request(self, opened: Transcript, *, anew: bool) -> None:
        """Show the second that was asked for, once its transcript is there, or what it was found by."""
        awaited = self._asked_for
        if awaited is not None and awaited.transcript_id == opened.id:
            self._asked_for = None
            if awaited.second is not None:
                self._go_to_second(awaited.second)
        elif anew and self._state.search and opened.id in self._state.saying:
            self.editor.look_for(self._state.search)

    # Transcribing

    def _watch_what_begins(self) -> None:
        """What is put into the queue is watched if nothing else is being transcribed."""
        self.banner.clear()
        if self.queue.state.running is None:
            self._apply(changes.Chosen(None))

    def _follow_queue(self) -> None:
        running = self.queue.state.running
        if running is not None:
            self._apply(changes.HearingNow(running.path, running.title, self.queue.state.segments))
        elif self._state.hearing is not None:
            self._apply(changes.HearingNow())

    def _follow_recorder(self, recorded: int | None, written: frozenset[int]) -> None:
        """What is no longer being written down can be read, as far as it came."""
        over = self._state.written - written
        self._apply(changes.RecorderAt(recorded, written))
        if self._state.key in over:
            self._choose(self._state.key)

    def _ended(self, path: str, sentence: str | None) -> None:
        if sentence:
            self.banner.show_message(sentence, "danger", self.tr("Models"), lambda: self.frame.go("models", None))
            self.frame.notify(sentence)
        elif sentence is None:
            self.frame.notify(self.tr("{name} has been written down.").format(name=Path(path).name))
        self.ask_service(self._passages.catch_up, lambda _count: None)
        self._listed.read(path)

    # Transcripts

    def _choose(self, key: object) -> None:
        if not isinstance(key, int):
            return
        if self._asked_for is not None and self._asked_for.transcript_id != key:
            self._asked_for = None
        self._apply(changes.Chosen(key))
        if key != RUNNING:
            self.ask_service(
                partial(self._meetings.transcript, key),
                lambda found: self._apply(changes.TranscriptRead(found)),
                replaces="open",
            )

    def _cannot_be_heard(self, sentence: str, missing: Path | None) -> None:
        """Say why, and let a file that was moved be found."""
        if missing is None:
            self.banner.show_message(sentence, "danger")
        else:
            self.banner.show_message(sentence, "warning", self.tr("Find the file…"), self._listed.find_recording)

    def _correction_failed(self, sentence: str) -> None:
        """Show what is kept, and why the rest is not."""
        self.banner.show_message(sentence, "danger")
        self._choose(self._state.key)

    def _show_changed(self, transcript_id: int) -> None:
        if self._state.key == transcript_id:
            self._choose(transcript_id)

    def _show_transcribed(self, transcript_id: int) -> None:
        """Show what became of a recording, unless the user reads another transcript."""
        if self._state.key in (transcript_id, None):
            self._choose(transcript_id)

    def _go_to_second(self, second: float) -> None:
        """Show what was said at this second."""
        self.tabs.setCurrentWidget(self.pane)
        self.editor.go_to_second(second)

    def _export(self) -> None:
        if self._state.open is not None:
            self._handing_on.ask(self._state.open)

    def _copy(self, text: str) -> None:
        if text:
            QGuiApplication.clipboard().setText(text)
            self.frame.toast(self.tr("Copied."), "", None)
