"""The middle of the Meetings view: the transcript in sight, what goes on, and what can be done with it."""

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.core.meetings.transcript import Transcript
from app.ui import wording
from app.ui.meetings.editor import TranscriptEditor
from app.ui.meetings.player_bar import PlayerBar
from app.ui.meetings.state import RUNNING, MeetingsState
from app.ui.tokens import Space
from app.ui.widgets.buttons import button, icon_button, refuse
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.layouts import column
from app.ui.widgets.section import Header
from app.ui.widgets.text import label


class TranscriptPane(QWidget):
    """Shows the state; says what the user wants."""

    files_wanted = Signal()
    export_wanted = Signal()
    copy_wanted = Signal(str)
    delete_wanted = Signal()

    def __init__(self, editor: TranscriptEditor, player: PlayerBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self.player = player
        self.segments = editor.segments
        self._copy = icon_button("copy", self.tr("Copy the transcript"), self._wish_to_copy, parent=self)
        self._export = icon_button("export", self.tr("Export…"), self.export_wanted.emit, parent=self)
        self._delete = icon_button("trash", self.tr("Delete the transcript"), self.delete_wanted.emit, parent=self)
        self.header = Header("", "", self._copy, self._export, self._delete, parent=self)
        self.header.title.setWordWrap(True)
        self._facts = label("", tone="muted", wrap=True, selectable=True, parent=self)
        self._rest = QStackedWidget(self)
        self._rest.addWidget(editor)
        self._rest.addWidget(self._empty_state())
        self._listening = EmptyState("meetings", "", "", parent=self)
        self._rest.addWidget(self._listening)
        top = column(self.header, self._facts, space=Space.TIGHT)
        top.setContentsMargins(Space.WIDE, Space.LARGE, Space.WIDE, Space.SMALL)
        below = column(self._rest, player)
        below.setStretch(0, 1)
        below.setContentsMargins(Space.MEDIUM, 0, Space.MEDIUM, Space.SMALL)
        whole = column(top, below, space=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def refuse_export(self, reason: str) -> None:
        """Grey the export out where there is a reason."""
        refuse(self._export, reason)

    def show_state(self, state: MeetingsState) -> None:
        """Show the state."""
        running = state.key == RUNNING and state.hearing is not None
        shown = state.open is not None or running
        self.header.setVisible(shown)
        for control in (self._copy, self._export, self._delete):
            control.setVisible(state.open is not None)
        self._facts.setVisible(shown)
        if running and state.hearing is not None:
            self._show_words(state.hearing.title, "")
        elif state.open is not None:
            growing = state.recorder_in_sight or state.open.id in state.written
            self._show_words(state.open.title, "" if growing else self._about(state.open))
        heard = state.open if state.segments else None
        self.player.setVisible(heard is not None)
        self.player.open(heard.id if heard else None, heard.duration_s if heard else 0.0)
        self.editor.show_transcript(state.open.id if state.open is not None else None, state.segments)
        self._show_rest(state, running)

    def _show_words(self, title: str, facts: str) -> None:
        self.header.title.setText(title)
        self._facts.setText(facts)
        self._facts.setVisible(bool(facts))

    def _about(self, transcript: Transcript) -> str:
        language = QLocale.languageToString(QLocale(transcript.language).language()) if transcript.language else ""
        duration = wording.duration(transcript.duration_s) if transcript.duration_s else ""
        parts = [duration, language, wording.moment(transcript.created_at)]
        if transcript.real_time_factor:
            speed = QLocale().toString(1 / transcript.real_time_factor, "f", 1)
            parts.append(self.tr("transcribed {speed} times as fast as it was spoken").format(speed=speed))
        if not transcript.complete:
            made_here, stopped = self.tr("not transcribed yet"), self.tr("not complete: it was stopped before its end")
            parts.append(stopped if transcript.path else made_here)
        return wording.joined(parts)

    def _show_rest(self, state: MeetingsState, running: bool) -> None:
        if state.segments:
            self._rest.setCurrentIndex(0)
            return
        recorder = state.recorder_in_sight
        self._rest.setCurrentIndex(2 if running or recorder or state.open is not None else 1)
        if recorder and state.recorded is not None:
            self._listening.set_words(
                self.tr("The meeting is being recorded"),
                self.tr("It is written down as soon as you stop."),
            )
        elif recorder or state.key in state.written:
            self._listening.set_words(
                self.tr("The meeting is being written down"),
                self.tr("The transcript appears here once it is done. You can leave it running."),
            )
        elif running:
            self._listening.set_words(
                self.tr("Listening…"),
                self.tr("What is said appears here, sentence by sentence. You can leave it running."),
            )
        elif state.open is not None and not state.open.complete:
            self._listening.set_words(
                self.tr("Not written down yet"),
                self.tr("What was recorded is kept, and is transcribed when its turn comes."),
            )
        else:
            self._listening.set_words(self.tr("No speech"), self.tr("Nothing was said in this recording."))

    def _empty_state(self) -> EmptyState:
        return EmptyState(
            "meetings",
            self.tr("Turn speech into text"),
            self.tr(
                "Choose a recording, or drop it here: audio or video. It is transcribed on this computer, and the "
                "recording itself is not changed."
            ),
            button(
                self.tr("Choose a recording…"), self.files_wanted.emit, kind="primary", icon_name="plus", parent=self
            ),
            parent=self,
        )

    def _wish_to_copy(self) -> None:
        self.copy_wanted.emit(self.segments.selected_text())
