"""A recording while it is made: how loud its tracks are, and whether anything is heard at all."""

from dataclasses import dataclass, field

from app.core.meetings.sounds import Track

ALARM_S = 10.0
_SILENT_PEAK = 0.001
"""60 dB below full scale: a microphone that is switched off, not a quiet room."""


@dataclass(frozen=True, slots=True)
class TrackLevel:
    """How loud a track is now, from 0 to 1: the highest sample and the mean."""

    track: Track
    peak: float
    level: float


@dataclass
class SignalWatch:
    """Tells which tracks are suspiciously silent.

    A microphone always hears something, so ten seconds of nothing mean that it is muted or the wrong one. The computer
    is often silent, so that is told only until it was heard once.
    """

    _heard_at: dict[Track, float] = field(default_factory=dict)

    def heard(self, track: Track, second: float, peak: float) -> None:
        """A track was this loud at this second."""
        if peak > _SILENT_PEAK:
            self._heard_at[track] = second

    def silent(self, tracks: tuple[Track, ...], second: float) -> tuple[Track, ...]:
        """The tracks to raise the alarm for."""
        return tuple(track for track in tracks if self._is_silent(track, second))

    def _is_silent(self, track: Track, second: float) -> bool:
        if track is Track.SYSTEM and track in self._heard_at:
            return False
        return second - self._heard_at.get(track, 0.0) >= ALARM_S
