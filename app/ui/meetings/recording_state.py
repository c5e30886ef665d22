"""What the recorder bar shows, as one frozen value, and how each event changes it."""

import math
from dataclasses import dataclass, replace
from enum import Enum
from functools import singledispatch

from app.core.events import DeviceChanged, Event, Notice, Progress, Recorded, RecordingAt, RecordingBegun, Transcribed
from app.core.meetings.recording import TrackLevel
from app.core.meetings.sounds import Devices, Track

_QUIETEST_DB = -60.0
_LITTLE_ROOM_S = 15 * 60.0


class Phase(Enum):
    """What the recorder is doing."""

    IDLE = "idle"
    STARTING = "starting"
    RECORDING = "recording"
    PAUSED = "paused"
    STOPPING = "stopping"


@dataclass(frozen=True, slots=True)
class RecorderState:
    """Everything the recorder bar shows. `sources` names the device each track comes from, "" for none.

    `recorded` is the transcript of what is being recorded; `written` are those of recordings that are over, and are being
    written down or will be.
    """

    phase: Phase = Phase.IDLE
    second: float = 0.0
    levels: tuple[TrackLevel, ...] = ()
    silent: tuple[Track, ...] = ()
    seconds_left: float = 0.0
    sources: tuple[tuple[Track, str], ...] = ()
    notice: str = ""
    devices: Devices | None = None
    transcribing: Progress | None = None
    recorded: int | None = None
    written: frozenset[int] = frozenset()

    @property
    def active(self) -> bool:
        """Whether something is, or is about to be, recorded."""
        return self.phase is not Phase.IDLE

    @property
    def nearly_full(self) -> bool:
        """Whether the disk has hardly any room for what is being recorded."""
        return self.active and 0 < self.seconds_left < _LITTLE_ROOM_S

    def source(self, track: Track) -> str | None:
        """The name of the device a track comes from; None if it is not recorded."""
        return dict(self.sources).get(track)


@dataclass(frozen=True, slots=True)
class StartPressed:
    """The user wants to record."""


@dataclass(frozen=True, slots=True)
class PausePressed:
    """The user wants to pause, or to go on."""


@dataclass(frozen=True, slots=True)
class StopPressed:
    """The user has recorded enough."""


@dataclass(frozen=True, slots=True)
class RecorderEnded:
    """The job of recording is over, however it went."""


@dataclass(frozen=True, slots=True)
class TranscribingEnded:
    """The job of transcribing a recording is over, however it went."""


@dataclass(frozen=True, slots=True)
class UnderWay:
    """The transcripts of recordings that are being written down, or will be."""

    transcripts: frozenset[int]


@dataclass(frozen=True, slots=True)
class DevicesFound:
    """What can be recorded, and for how long there is room."""

    devices: Devices | None
    seconds_left: float


Change = StartPressed | PausePressed | StopPressed | RecorderEnded | TranscribingEnded | UnderWay | DevicesFound


def meter(peak: float) -> int:
    """How far a level meter goes, from 0 to 100: in decibels, as loudness is heard."""
    decibels = 20 * math.log10(peak) if peak > 0 else _QUIETEST_DB
    return round(100 * max(0.0, min(1.0, 1 - decibels / _QUIETEST_DB)))


def reduce(state: RecorderState, event: Change | Event) -> RecorderState:
    """The state after an event. Events that do not concern the recorder change nothing."""
    return _after(event, state)


@singledispatch
def _after(_event: object, state: RecorderState) -> RecorderState:
    return state


@_after.register
def _(event: DevicesFound, state: RecorderState) -> RecorderState:
    left = state.seconds_left if state.active else event.seconds_left
    return replace(state, devices=event.devices, seconds_left=left)


@_after.register
def _(_event: StartPressed, state: RecorderState) -> RecorderState:
    return replace(state, phase=Phase.STARTING, second=0.0, levels=(), silent=(), sources=(), notice="")


@_after.register
def _(event: RecordingBegun, state: RecorderState) -> RecorderState:
    sources = tuple((track, "") for track in event.tracks)
    return replace(state, phase=Phase.RECORDING, sources=sources, recorded=event.transcript_id)


@_after.register
def _(event: RecordingAt, state: RecorderState) -> RecorderState:
    phase = state.phase if state.phase is Phase.STOPPING else Phase.PAUSED if event.paused else Phase.RECORDING
    notice = "" if event.second > state.second and not event.paused else state.notice
    return replace(
        state,
        phase=phase,
        second=event.second,
        levels=event.levels,
        silent=event.silent,
        seconds_left=event.seconds_left or state.seconds_left,
        notice=notice,
    )


@_after.register
def _(event: DeviceChanged, state: RecorderState) -> RecorderState:
    sources = tuple((track, event.name if track is event.track else name) for track, name in state.sources)
    return replace(state, sources=sources)


@_after.register
def _(event: Notice, state: RecorderState) -> RecorderState:
    return replace(state, notice=event.text) if state.active else state


@_after.register
def _(event: Recorded, state: RecorderState) -> RecorderState:
    return replace(state, phase=Phase.STOPPING, second=event.duration_s)


@_after.register
def _(event: Progress, state: RecorderState) -> RecorderState:
    return replace(state, transcribing=event)


@_after.register
def _(_event: PausePressed, state: RecorderState) -> RecorderState:
    if state.phase is Phase.PAUSED:
        return replace(state, phase=Phase.RECORDING)
    return replace(state, phase=Phase.PAUSED) if state.phase is Phase.RECORDING else state


@_after.register
def _(_event: StopPressed, state: RecorderState) -> RecorderState:
    return replace(state, phase=Phase.STOPPING) if state.active else state


@_after.register
def _(_event: RecorderEnded, state: RecorderState) -> RecorderState:
    return replace(state, phase=Phase.IDLE, levels=(), silent=(), notice="", recorded=None)


@_after.register(TranscribingEnded)
@_after.register(Transcribed)
def _(_event: TranscribingEnded | Transcribed, state: RecorderState) -> RecorderState:
    return replace(state, transcribing=None)


@_after.register
def _(event: UnderWay, state: RecorderState) -> RecorderState:
    return replace(state, written=event.transcripts)
