"""The recorder: one button, and while it records the time, the levels, and everything that may go wrong."""

import math
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QPushButton, QWidget

from app.core.events import Event, Progress, Recorded, RecordingBegun, Transcribed
from app.core.meetings.sounds import Track, TrackSource, sources_wanted
from app.ui import wording
from app.ui.icons import Role, icon
from app.ui.job_bridge import JobHandle, emit_while_there
from app.ui.meetings import recording_state as changes
from app.ui.meetings.captions_pane import CaptionsPane
from app.ui.meetings.consent import ask_for_consent
from app.ui.meetings.device_menus import DeviceMenus
from app.ui.meetings.recording_state import Phase, RecorderState, meter, reduce
from app.ui.tokens import Space
from app.ui.view import Frame
from app.ui.widgets.buttons import button, icon_button, refuse
from app.ui.widgets.layouts import column, row
from app.ui.widgets.text import label

if TYPE_CHECKING:
    from app.services.application import Application
    from app.services.meetings.recorded_tracks import Recording

_METER_WIDTH = 110
_HOURS_IN_MINUTES = 2


class RecorderBar(QFrame):
    """Records, shows how it goes, and has what was recorded transcribed.

    `kept_changed` whenever a meeting came or changed; `transcribed` with its number; `failed` with a sentence;
    `meeting_moved` with the transcript of what is recorded now, and those of what was and is not written down yet.
    """

    kept_changed = Signal()
    transcribed = Signal(int)
    failed = Signal(str)
    meeting_moved = Signal(object, object)
    _recording_told = Signal(int, object)
    _recording_ended = Signal(int, object)

    def __init__(self, services: "Application", frame: Frame, parent: QWidget) -> None:
        super().__init__(parent)
        self._recording = services.recording
        self._queue = services.recorded_queue
        self._settings = services.settings
        self._lanes = services.lanes
        self._refused = services.permissions.reason("recording.allowed")
        self._reminded = services.permissions.reason("recording.remind_consent")
        self._frame = frame
        self._job: JobHandle | None = None
        self._told_outside = ""
        self.state = RecorderState()
        self.setProperty("surface", "soft")
        self.setAccessibleName(self.tr("Recorder"))
        self._build(services)
        self._listen()
        self._show()

    def _build(self, services: "Application") -> None:
        self.record = button(self.tr("Record"), self.toggle, kind="primary", icon_name="record", parent=self)
        self.record.setToolTip(self.tr("Record a meeting"))
        refuse(self.record, self._refused)
        self.pause = icon_button(
            "pause", self.tr("Pause the recording"), self.toggle_pause, checkable=True, parent=self
        )
        self._time = label("", "heading", parent=self)
        self._meters = {track: self._meter(track) for track in Track}
        self._sources = {track: button("", kind="quiet", parent=self) for track in Track}
        self._names = {track: label("", "caption", parent=self) for track in Track}
        self._devices = DeviceMenus(services, self._frame.jobs, self._sources, self)
        self._devices.found.connect(lambda found: self._apply(changes.DevicesFound(found, self.state.seconds_left)))
        self._devices.failed.connect(self.failed)
        self._left = label("", "caption", parent=self)
        self._alarm = label("", tone="warning", wrap=True, parent=self)
        self.captions = CaptionsPane(services, self._frame, self)
        tracks = [
            column(self._sources[track], self._names[track], self._meters[track], space=Space.TIGHT) for track in Track
        ]
        top = row(self.record, self.pause, self._time, *tracks, None, self._left, space=Space.MEDIUM)
        whole = column(top, self._alarm, self.captions, space=Space.SMALL)
        whole.setStretch(2, 1)
        whole.setContentsMargins(Space.MEDIUM, Space.SMALL, Space.MEDIUM, Space.SMALL)
        self.setLayout(whole)

    def source_of(self, track: Track) -> QPushButton:
        """What the device of a track is chosen with."""
        return self._sources[track]

    def read(self) -> None:
        """Look what can be recorded, and try again to transcribe what waits for it."""

        def look() -> float:
            self._queue.go_on()
            return self._recording.seconds_left()

        self._frame.jobs.run_once(self, look, self._room_found, self.failed.emit, replaces="look")
        if not self.state.active:
            self._devices.read()

    def go_on(self, transcript_id: int) -> None:
        """Transcribe what Alcove recorded, from where it stopped."""

        def found(recording: "Recording | None") -> None:
            if recording is None:
                self.failed.emit(self.tr("The sound of this meeting was erased; there is nothing left to transcribe."))
            elif not recording.running:
                self._write_down(recording.id, transcript_id)

        find = partial(self._recording.tracks.of_transcript, transcript_id)
        self._frame.jobs.run_once(self, find, found, self.failed.emit)

    def toggle(self) -> None:
        """Record, after a word on consent; or stop what is being recorded."""
        if self.state.active:
            self.stop()
            return
        if self._refused:
            self.failed.emit(self._refused)
            return

        def asked() -> tuple[bool, tuple[TrackSource, ...]]:
            settings = self._settings
            sources = sources_wanted(
                str(settings.get("recording.tracks")), lambda track: settings.get(f"recording.{track}")
            )
            return bool(settings.get("recording.remind_consent")), sources

        def begin(told: tuple[bool, tuple[TrackSource, ...]]) -> None:
            remind, sources = told
            if remind:
                ask_for_consent(self, partial(self._agreed, sources), self._reminded)
            else:
                self._begin(sources)

        self._frame.jobs.run_once(self, asked, begin, self.failed.emit, replaces="begin")

    def stop(self) -> None:
        """End the recording; it is kept and transcribed."""
        if self._job is not None:
            self._apply(changes.StopPressed())
            self._job.cancel()

    def toggle_pause(self) -> None:
        """Let go of the devices for a while, or go on."""
        if self._job is not None:
            self._apply(changes.PausePressed())
            self._job.set_paused(self.state.phase is Phase.PAUSED)

    def _agreed(self, sources: tuple[TrackSource, ...], ask_again: bool) -> None:
        if not ask_again:
            remind = partial(self._settings.set, "recording.remind_consent", False)
            self._frame.jobs.run_once(self, remind, lambda _none: None, self.failed.emit)
        self._begin(sources)

    def _begin(self, sources: tuple[TrackSource, ...]) -> None:
        if self.state.active:
            return
        now = QLocale().toString(QDateTime.currentDateTime(), QLocale.FormatType.ShortFormat)
        title = self.tr("Meeting {time}").format(time=now)
        self._apply(changes.StartPressed())
        self._job = self._frame.jobs.start(
            self, self._lanes.recording, partial(self._recording.record, title, sources), self._told, self._ended
        )
        self._frame.mark("meetings", self.tr("Recording"))

    def _told(self, events: tuple[Event, ...]) -> None:
        for event in events:
            self._apply(event)
            if isinstance(event, RecordingBegun):
                self.captions.follow(event.recording_id, len(event.tracks), lambda: self.state.second)
                self.kept_changed.emit()
            if isinstance(event, Recorded):
                if event.reason:
                    self.failed.emit(event.reason)
                self._write_down(event.recording_id, event.transcript_id)

    def _ended(self, sentence: str | None) -> None:
        self._job = None
        self._apply(changes.RecorderEnded())
        self._frame.mark("meetings", "")
        self.kept_changed.emit()
        if sentence:
            self.failed.emit(sentence)

    def _listen(self) -> None:
        queued = Qt.ConnectionType.QueuedConnection
        self._recording_told.connect(self._transcribing_told, queued)
        self._recording_ended.connect(self._transcribing_ended, queued)
        self._queue.listen(
            lambda recording_id, event: emit_while_there(self, self._recording_told, recording_id, event),
            lambda recording_id, sentence: emit_while_there(self, self._recording_ended, recording_id, sentence),
        )

    def _transcribing_told(self, _recording_id: int, event: Event) -> None:
        if isinstance(event, Progress | Transcribed):
            self._apply(event)
        if isinstance(event, Transcribed):
            self.transcribed.emit(event.transcript.id)

    def _write_down(self, recording_id: int, transcript_id: int) -> None:
        self._queue.add(recording_id, transcript_id)
        self._apply(changes.UnderWay(self._queue.under_way))

    def _transcribing_ended(self, _recording_id: int, sentence: str | None) -> None:
        self._apply(changes.TranscribingEnded())
        self._apply(changes.UnderWay(self._queue.under_way))
        if not self.state.active:
            self.captions.clear()
        self.kept_changed.emit()
        if sentence:
            self.failed.emit(sentence)

    def _room_found(self, seconds_left: float) -> None:
        self._apply(changes.DevicesFound(self.state.devices, seconds_left))
        self._apply(changes.UnderWay(self._queue.under_way))

    def _apply(self, event: changes.Change | Event) -> None:
        before, self.state = self.state, reduce(self.state, event)
        if self.state is not before:
            self._show()
        if self.state.nearly_full and not before.nearly_full:
            self._frame.notify(self._nearly_full_words())
        at = self.state.recorded, self.state.written
        if at != (before.recorded, before.written):
            self.meeting_moved.emit(*at)

    def _show(self) -> None:
        state = self.state
        self.record.setText(self.tr("Stop") if state.active else self.tr("Record"))
        self.record.setIcon(icon("stop" if state.active else "record", Role.HighlightedText))
        self.record.setAccessibleName(self.record.text())
        self.record.setEnabled(state.phase is not Phase.STOPPING and not self._refused)
        self.pause.setVisible(state.active)
        self.pause.setEnabled(state.phase in (Phase.RECORDING, Phase.PAUSED))
        self.pause.setChecked(state.phase is Phase.PAUSED)
        self._time.setVisible(state.active)
        self._time.setText(self._time_words())
        peaks = {level.track: level.peak for level in state.levels}
        for track in Track:
            self._show_track(track, peaks.get(track, 0.0))
        self._left.setText(self._left_words())
        alarm = self._alarm_words()
        self._alarm.setText(alarm)
        self._alarm.setVisible(bool(alarm))
        self._tell_outside()

    def _tell_outside(self) -> None:
        words = self.tr("Recording: {time}").format(time=self._time_words()) if self.state.active else ""
        if words != self._told_outside:
            self._told_outside = words
            self._frame.tell_recording(words)

    def _show_track(self, track: Track, peak: float) -> None:
        name = self.tr("Microphone") if track is Track.MICROPHONE else self.tr("Computer")
        source = self.state.source(track)
        recorded = self.state.active and source is not None
        self._meters[track].setVisible(recorded)
        self._meters[track].setValue(meter(peak))
        self._names[track].setVisible(recorded)
        self._names[track].setText(name)
        self._names[track].setToolTip(source or name)
        self._names[track].setAccessibleName(f"{name}: {source}" if source else name)
        chooser: QPushButton = self._sources[track]
        chooser.setVisible(not self.state.active and chooser.menu() is not None)
        chooser.setText(name)
        chooser.setAccessibleName(name)

    def _time_words(self) -> str:
        if self.state.phase is Phase.STARTING:
            return self.tr("Starting…")
        time = wording.duration(self.state.second)
        return self.tr("{time}, paused").format(time=time) if self.state.phase is Phase.PAUSED else time

    def _left_words(self) -> str:
        if self.state.transcribing is not None and not self.state.active:
            amount = wording.amount(self.state.transcribing)
            return f"{self.state.transcribing.activity} · {amount}"
        if not self.state.seconds_left:
            return ""
        hours = self.state.seconds_left / 3600
        if hours < _HOURS_IN_MINUTES:
            return self.tr("Room for {minutes} min").format(minutes=wording.number(self.state.seconds_left / 60))
        return self.tr("Room for {hours} h").format(hours=wording.number(hours))

    def _alarm_words(self) -> str:
        if self.state.notice or self._refused:
            return self.state.notice or self._refused
        lost = [track for track, name in self.state.sources if not name] if self.state.second else []
        if Track.MICROPHONE in lost:
            return self.tr("There is no microphone; connect one, and the recording goes on with it.")
        if self.state.nearly_full:
            return self._nearly_full_words()
        if Track.MICROPHONE in self.state.silent:
            return self.tr("Nothing is heard from the microphone. Is it muted, or the wrong one?")
        if Track.SYSTEM in self.state.silent:
            return self.tr("Nothing was heard from the computer so far.")
        return ""

    def _nearly_full_words(self) -> str:
        minutes = math.ceil(self.state.seconds_left / 60)
        return self.tr(
            "The disk is almost full: make room, or the recording ends, and is kept, in about %n minute(s).",
            "",
            minutes,
        )

    def _meter(self, track: Track) -> QProgressBar:
        made = QProgressBar(self)
        made.setRange(0, 100)
        made.setTextVisible(False)
        made.setFixedWidth(_METER_WIDTH)
        names = {Track.MICROPHONE: self.tr("Level of the microphone"), Track.SYSTEM: self.tr("Level of the computer")}
        made.setAccessibleName(names[track])
        return made
