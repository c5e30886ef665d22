"""Plays the sound of the open transcript: play and pause, a few seconds back, any second, any speed."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QSlider, QWidget

from app.core.events import Event, Played
from app.ui import wording
from app.ui.icons import Role, icon
from app.ui.job_bridge import JobHandle
from app.ui.meetings import player_state as changes
from app.ui.meetings.player_state import SPEEDS, PlayerState, reduce
from app.ui.tokens import Space
from app.ui.view import Frame
from app.ui.widgets.buttons import icon_button
from app.ui.widgets.layouts import row
from app.ui.widgets.text import label

if TYPE_CHECKING:
    from app.services.application import Application

_STEPS_PER_SECOND = 10
_FULL_VOLUME = 100
_VOLUME_WIDTH = 90
_ONE_LINE_DIGITS = 56
_REST_MS = 200
"""Another volume is heard from a moment after it was last moved, for playing begins anew with it."""


class PlayerBar(QWidget):
    """`heard` tells the second that is played, None when it falls silent; `failed` a sentence and the missing file, if
    that is why."""

    heard = Signal(object)
    failed = Signal(str, object)

    def __init__(self, services: "Application", frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # time runs so on every player, whatever the language
        self._playing = services.playing
        self._lane = services.lanes.playing
        self._jobs = frame.jobs
        self._state = PlayerState()
        self._job: JobHandle | None = None
        self.button = icon_button("play", self.tr("Play"), self.toggle, parent=self)
        back = icon_button("chevron-left", self.tr("Three seconds back"), self.back, parent=self)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setAccessibleName(self.tr("Place in the recording"))
        self.time = label("", tone="muted", parent=self)
        self.speed = QComboBox(self)
        self.speed.setAccessibleName(self.tr("Speed"))
        for speed in SPEEDS:
            self.speed.addItem(f"{QLocale().toString(speed)} ×", speed)
        self.speed.setCurrentIndex(SPEEDS.index(1.0))
        self.volume = QSlider(Qt.Orientation.Horizontal, self)
        self.volume.setAccessibleName(self.tr("Volume"))
        self.volume.setToolTip(self.tr("Volume"))
        self.volume.setRange(0, _FULL_VOLUME)
        self.volume.setValue(_FULL_VOLUME)
        self.volume.setMaximumWidth(_VOLUME_WIDTH)
        self.silence = icon_button("volume", self.tr("Mute"), checkable=True, parent=self)
        where = row(self.button, back, self.slider, self.time)
        where.setStretch(2, 1)
        self._line = row(where, row(self.speed, self.silence, self.volume, None))
        self._line.setStretch(0, 1)
        self._line.setContentsMargins(Space.MEDIUM, 0, Space.MEDIUM, 0)
        self.setLayout(self._line)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._set)
        self.slider.actionTriggered.connect(lambda _action: None if self.slider.isSliderDown() else self._seek_slider())
        self.slider.sliderReleased.connect(self._seek_slider)
        self.speed.activated.connect(lambda _index: self._set())
        self.volume.valueChanged.connect(lambda _value: self._rest.start())
        self.volume.valueChanged.connect(lambda _value: self.silence.setChecked(False))
        self.silence.toggled.connect(self._show_silence)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Where the place in the recording would have no room, speed and volume stand below it."""
        super().resizeEvent(event)
        narrow = self.width() < _ONE_LINE_DIGITS * self.fontMetrics().horizontalAdvance("0")
        self._line.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    @property
    def state(self) -> PlayerState:
        """What is shown now."""
        return self._state

    def open(self, transcript_id: int | None, duration_s: float) -> None:
        """Another transcript can be played; what was played falls silent."""
        if transcript_id != self._state.transcript_id:
            self._fall_silent()
        self._apply(changes.Opened(transcript_id, duration_s))

    def toggle(self) -> None:
        """Play, or pause."""
        if self._state.playing:
            self._fall_silent()
        else:
            self.play_from(self._state.second)

    def back(self) -> None:
        """Three seconds back."""
        self.seek(self._state.back)

    def seek(self, second: float) -> None:
        """Go on playing from a second, or begin there next time."""
        if self._state.playing:
            self.play_from(second)
        else:
            self._apply(changes.Moved(second))

    def found_again(self) -> None:
        """A missing file was found: words that are pressed are heard again."""
        self._apply(changes.FoundAgain())

    def hear(self, second: float) -> None:
        """Play from a word that was pressed, unless it is known that there is nothing to hear."""
        if self._state.mute:
            self._apply(changes.Moved(second))
        else:
            self.play_from(second)

    def play_from(self, second: float) -> None:
        """Play from a second on."""
        transcript_id = self._state.transcript_id
        if transcript_id is None:
            return
        self._stop()
        self._apply(changes.Begun(second))
        state = self._state
        work = partial(self._playing.play, transcript_id, second, state.speed, volume=state.volume)
        self._job = job = self._jobs.start(
            self, self._lane, work, self._follow, lambda sentence: self._ended(job, sentence)
        )

    def _follow(self, events: tuple[Event, ...]) -> None:
        played = [event for event in events if isinstance(event, Played)]
        if played and self._state.playing:
            self._apply(changes.Moved(played[-1].second))
            self.heard.emit(self._state.second)

    def _ended(self, job: JobHandle, sentence: str | None) -> None:
        if job is not self._job:
            return
        self._job = None
        self._apply(changes.Ended(failed=bool(sentence)))
        self.heard.emit(None)
        if sentence and self._state.transcript_id is not None:
            self._jobs.run_once(
                self, partial(self._playing.missing_file, self._state.transcript_id), partial(self._say, sentence)
            )

    def _say(self, sentence: str, missing: Path | None) -> None:
        self.failed.emit(sentence, missing)

    def _show_silence(self, silent: bool) -> None:
        self.silence.setIcon(icon("volume-off" if silent else "volume", Role.PlaceholderText))
        self._rest.start()

    def _seek_slider(self) -> None:
        self.seek(self.slider.sliderPosition() / _STEPS_PER_SECOND)

    def _set(self) -> None:
        speed = SPEEDS[self.speed.currentIndex()]
        volume = 0.0 if self.silence.isChecked() else self.volume.value() / _FULL_VOLUME
        self._apply(changes.Set(speed, volume))
        if self._state.playing:
            self.play_from(self._state.second)

    def _stop(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.cancel()

    def _fall_silent(self) -> None:
        self._stop()
        if self._state.playing:
            self._apply(changes.Ended())
            self.heard.emit(None)

    def _apply(self, change: changes.Change) -> None:
        self._state = state = reduce(self._state, change)
        words = self.tr("Pause") if state.playing else self.tr("Play")
        if self.button.toolTip() != words:
            self.button.setIcon(icon("pause" if state.playing else "play", Role.PlaceholderText))
            self.button.setToolTip(words)
            self.button.setAccessibleName(words)
        self.slider.setRange(0, int(state.duration_s * _STEPS_PER_SECOND))
        if not self.slider.isSliderDown():
            self.slider.setValue(int(state.second * _STEPS_PER_SECOND))
        self.time.setText(f"{wording.duration(state.second)} / {wording.duration(state.duration_s)}")
