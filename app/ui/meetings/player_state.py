"""What the player shows, as one frozen value, and how each event changes it."""

from dataclasses import dataclass, replace
from functools import singledispatch

SPEEDS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
BACK_S = 3.0


@dataclass(frozen=True, slots=True)
class PlayerState:
    """The sound of a transcript. `mute` is true once it could not be played: words that are pressed stay silent then."""

    transcript_id: int | None = None
    duration_s: float = 0.0
    second: float = 0.0
    playing: bool = False
    mute: bool = False
    speed: float = 1.0
    volume: float = 1.0

    @property
    def back(self) -> float:
        """The second a few seconds before."""
        return max(0.0, self.second - BACK_S)


@dataclass(frozen=True, slots=True)
class Opened:
    """Another transcript, or none."""

    transcript_id: int | None
    duration_s: float


@dataclass(frozen=True, slots=True)
class Begun:
    """It is played from this second."""

    second: float


@dataclass(frozen=True, slots=True)
class Moved:
    """This second is heard, or is where playing begins next."""

    second: float


@dataclass(frozen=True, slots=True)
class Ended:
    """It is silent; `failed` where it could not be played."""

    failed: bool = False


@dataclass(frozen=True, slots=True)
class Set:
    """Another speed and volume."""

    speed: float
    volume: float


@dataclass(frozen=True, slots=True)
class FoundAgain:
    """The file that was missing is there."""


Change = Opened | Begun | Moved | Ended | Set | FoundAgain


def reduce(state: PlayerState, change: Change) -> PlayerState:
    """The state after a change."""
    return _after(change, state)


@singledispatch
def _after(_change: object, state: PlayerState) -> PlayerState:
    return state


@_after.register
def _(change: Opened, state: PlayerState) -> PlayerState:
    if change.transcript_id == state.transcript_id:
        return replace(state, duration_s=change.duration_s)
    return PlayerState(change.transcript_id, change.duration_s, speed=state.speed, volume=state.volume)


@_after.register
def _(change: Begun, state: PlayerState) -> PlayerState:
    return replace(state, second=change.second, playing=True, mute=False)


@_after.register
def _(change: Moved, state: PlayerState) -> PlayerState:
    return replace(state, second=min(max(0.0, change.second), state.duration_s))


@_after.register
def _(change: Ended, state: PlayerState) -> PlayerState:
    over = state.playing and not change.failed and state.second >= state.duration_s - 0.5
    return replace(state, playing=False, mute=change.failed, second=0.0 if over else state.second)


@_after.register
def _(change: Set, state: PlayerState) -> PlayerState:
    return replace(state, speed=change.speed, volume=change.volume)


@_after.register
def _(_change: FoundAgain, state: PlayerState) -> PlayerState:
    return replace(state, mute=False)
