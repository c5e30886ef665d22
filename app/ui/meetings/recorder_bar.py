"""The recorder: one button, and while it records the time, the levels, and everything that may go wrong."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QMenu, QMessageBox, QProgressBar, QPushButton, QWidget

from app.core.cancel import CancelToken
from app.core.events import Event, Recorded, RecordingBegun, Transcribed
from app.core.sounds import Devices, Track, TrackSource
from app.ui import wording
from app.ui.job_bridge import JobHandle
from app.ui.meetings import recording_state as changes
from app.ui.meetings.captions_pane import CaptionsPane
from app.ui.meetings.recording_state import Phase, RecorderState, meter, reduce
from app.ui.tokens import Space
from app.ui.view import Frame
from app.ui.widgets.buttons import button, icon_button
from app.ui.widgets.layouts import column, row
from app.ui.widgets.text import label

if TYPE_CHECKING:
    from app.services.application import Application
    from app.services.recorded_tracks import Recording

_METER_WIDTH = 110


class RecorderBar(QFrame):
    """Records, shows how it goes, and has what was recorded transcribed.

    `kept_changed` whenever a meeting came or changed; `transcribed` with its number; `failed` with a sentence.
    """

    kept_changed = Signal()
    transcribed = Signal(int)
    failed = Signal(str)

    def __init__(self, services: "Application", frame: Frame, parent: QWidget) -> None:
        super().__init__(parent)
        self._recording = services.recording
        self._recorded = services.recorded_meetings
        self._settings = services.settings
        self._choices = services.listening_choices
        self._lanes = services.lanes
        self._frame = frame
        self._job: JobHandle | None = None
        self.state = RecorderState()
        self.setProperty("surface", "soft")
        self.setAccessibleName(self.tr("Recorder"))
        self._build(services)
        self._show()

    def _build(self, services: "Application") -> None:
        self.record = button(self.tr("Record"), self.toggle, kind="primary", icon_name="record", parent=self)
        self.record.setToolTip(self.tr("Record a meeting (Ctrl+Shift+R)"))
        self.pause = icon_button(
            "pause", self.tr("Pause the recording"), self.toggle_pause, checkable=True, parent=self
        )
        self._time = label("", "heading", parent=self)
        self._meters = {track: self._meter(track) for track in Track}
        self._sources = {track: button("", kind="quiet", parent=self) for track in Track}
        self._left = label("", "caption", parent=self)
        self._alarm = label("", tone="warning", wrap=True, parent=self)
        self.captions = CaptionsPane(services, self._frame, self)
        tracks = [column(self._sources[track], self._meters[track], space=Space.TIGHT) for track in Track]
        top = row(self.record, self.pause, self._time, *tracks, None, self._left, space=Space.MEDIUM)
        whole = column(top, self._alarm, self.captions, space=Space.SMALL)
        whole.setContentsMargins(Space.MEDIUM, Space.SMALL, Space.MEDIUM, Space.SMALL)
        self.setLayout(whole)

    def read(self) -> None:
        """Look what can be recorded, and transcribe what a crash left behind, one after the other."""

        def look() -> tuple[float, list[int]]:
            return self._recording.seconds_left(), [one.id for one in self._recorded.waiting()]

        def found(told: tuple[float, list[int]]) -> None:
            self._apply(changes.DevicesFound(self.state.devices, told[0]))
            if told[1] and not self.state.active and self.state.transcribing is None:
                self._transcribe(told[1][0])

        self._frame.jobs.run_once(self, look, found, replaces="look")
        if self.state.devices is None:
            devices = self._recording.devices
            self._frame.jobs.run_once(self, devices, self._devices_found, lambda _none: None, replaces="devices")

    def go_on(self, transcript_id: int) -> None:
        """Transcribe what Alcove recorded, from where it stopped."""

        def found(recording: "Recording | None") -> None:
            if recording is None:
                self.failed.emit(self.tr("The sound of this meeting was erased; there is nothing left to transcribe."))
            elif not recording.running and self.state.transcribing is None:
                self._transcribe(recording.id)

        find = partial(self._recording.tracks.of_transcript, transcript_id)
        self._frame.jobs.run_once(self, find, found, self.failed.emit)

    def toggle(self) -> None:
        """Record, after a word on consent; or stop what is being recorded."""
        if self.state.active:
            self.stop()
            return

        def asked() -> tuple[bool, tuple[TrackSource, ...]]:
            return bool(self._settings.get("recording.remind_consent")), self._wanted_sources()

        def begin(told: tuple[bool, tuple[TrackSource, ...]]) -> None:
            remind, sources = told
            if remind:
                self._remind_of_consent(sources)
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

    def _remind_of_consent(self, sources: tuple[TrackSource, ...]) -> None:
        question = QMessageBox(self)
        question.setWindowTitle(self.tr("Record a meeting"))
        question.setText(self.tr("Has everybody agreed to be recorded?"))
        question.setInformativeText(
            self.tr(
                "In many places recording without consent is forbidden. The sound stays on this computer, encrypted."
            )
        )
        question.addButton(QMessageBox.StandardButton.Cancel)
        agreed = question.addButton(self.tr("Record"), QMessageBox.ButtonRole.AcceptRole)
        question.setDefaultButton(agreed)
        question.setCheckBox(QCheckBox(self.tr("Do not show this again"), question))

        def decided() -> None:
            if question.clickedButton() is agreed:
                if question.checkBox().isChecked():
                    self._set("recording.remind_consent", False)
                self._begin(sources)
            question.deleteLater()

        question.finished.connect(decided)
        question.open()

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

    def _wanted_sources(self) -> tuple[TrackSource, ...]:
        wanted = str(self._settings.get("recording.tracks"))
        tracks = [track for track in Track if wanted in ("both", track.value)]
        return tuple(TrackSource(track, str(self._settings.get(f"recording.{track}"))) for track in tracks)

    def _told(self, events: tuple[Event, ...]) -> None:
        for event in events:
            self._apply(event)
            if isinstance(event, RecordingBegun):
                self.captions.follow(event.recording_id, len(event.tracks), lambda: self.state.second)
                self.kept_changed.emit()
            if isinstance(event, Recorded):
                if event.reason:
                    self.failed.emit(event.reason)
                self._transcribe(event.recording_id)

    def _ended(self, sentence: str | None) -> None:
        self._job = None
        self._apply(changes.RecorderEnded())
        self._frame.mark("meetings", "")
        self.kept_changed.emit()
        if sentence:
            self.failed.emit(sentence)

    def _transcribe(self, recording_id: int) -> None:
        def told(events: tuple[Event, ...]) -> None:
            for event in events:
                self._apply(event)
                if isinstance(event, Transcribed):
                    self.transcribed.emit(event.transcript.id)
                    self.captions.clear()

        def ended(sentence: str | None) -> None:
            self._apply(changes.TranscribingEnded())
            if not self.state.active:
                self.captions.clear()
            self.kept_changed.emit()
            if sentence:
                self.failed.emit(sentence)
            elif sentence is None:
                self.read()

        def work(cancel: CancelToken) -> Iterator[Event]:
            return self._recorded.transcribe(recording_id, self._choices.remembered(), cancel)

        self._frame.jobs.start(self, self._lanes.meeting, work, told, ended)

    def _devices_found(self, devices: Devices) -> None:
        self._apply(changes.DevicesFound(devices, self.state.seconds_left))
        for track in Track:
            self._sources[track].setMenu(self._device_menu(track, devices))

    def _device_menu(self, track: Track, devices: Devices) -> QMenu:
        menu = QMenu(self._sources[track])
        name = f"recording.{track}"
        menu.addAction(self.tr("The system's default"), partial(self._set, name, ""))
        for device in devices.of(track):
            menu.addAction(device.name, partial(self._set, name, device.id))
        return menu

    def _set(self, name: str, value: str | bool) -> None:
        self._frame.jobs.run_once(self, partial(self._settings.set, name, value), lambda _none: self._show())

    def _apply(self, event: changes.Change | Event) -> None:
        before, self.state = self.state, reduce(self.state, event)
        if self.state is not before:
            self._show()

    def _show(self) -> None:
        state = self.state
        self.record.setText(self.tr("Stop") if state.active else self.tr("Record"))
        self.record.setAccessibleName(self.record.text())
        self.record.setEnabled(state.phase is not Phase.STOPPING)
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

    def _show_track(self, track: Track, peak: float) -> None:
        name = self.tr("Microphone") if track is Track.MICROPHONE else self.tr("Computer")
        source = self.state.source(track)
        recorded = self.state.active and source is not None
        self._meters[track].setVisible(recorded)
        self._meters[track].setValue(meter(peak))
        chooser: QPushButton = self._sources[track]
        chooser.setVisible(recorded or (not self.state.active and chooser.menu() is not None))
        chooser.setEnabled(not self.state.active)
        chooser.setText(name)
        chooser.setAccessibleName(f"{name}: {source}" if source else name)
        chooser.setToolTip(source or name)

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
        hours = wording.number(self.state.seconds_left / 3600)
        return self.tr("Room for {hours} h").format(hours=hours)

    def _alarm_words(self) -> str:
        if self.state.notice:
            return self.state.notice
        lost = [track for track, name in self.state.sources if not name] if self.state.second else []
        if Track.MICROPHONE in lost:
            return self.tr("There is no microphone; connect one, and the recording goes on with it.")
        if Track.MICROPHONE in self.state.silent:
            return self.tr("Nothing is heard from the microphone. Is it muted, or the wrong one?")
        if Track.SYSTEM in self.state.silent:
            return self.tr("Nothing was heard from the computer so far.")
        return ""

    def _meter(self, track: Track) -> QProgressBar:
        made = QProgressBar(self)
        made.setRange(0, 100)
        made.setTextVisible(False)
        made.setFixedWidth(_METER_WIDTH)
        names = {Track.MICROPHONE: self.tr("Level of the microphone"), Track.SYSTEM: self.tr("Level of the computer")}
        made.setAccessibleName(names[track])
        return made
