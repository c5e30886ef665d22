"""How a track keeps to the clock: sound cards run a little fast or slow, and sometimes bring nothing at all.

Pieces come late by chance and never early, so the smallest delay of some seconds tells how far the card's own clock has
drifted (the lower envelope, as in Paxson, "On Calibrating Measurements of Packet Transit Times", SIGMETRICS 1998).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.core.meetings.sounds import SAMPLE_RATE

_WINDOW_S = 5.0
_TOLERATED_S = 0.02
_AHEAD_S = 0.3
"""A device may hand over what it has collected at once; of what is further ahead, only what silence stands for already is
left out: a busy machine brings the first pieces late and the next all at once, and they are to be kept."""
_PATIENCE_S = 1.0
_KEPT_BACK_S = 0.3
_STRETCH = 0.002
"""Not to be heard, and many times what any sound card needs."""


@dataclass
class TrackClock:
    """Where a track stands, that has to be as long as the time since `since` (a moment of the monotonic clock)."""

    since: float
    given: int = 0
    _replaced: int = 0
    _behind: float = 0.0
    _smallest: float = field(default=float("inf"))
    _window_ends: float = 0.0

    @property
    def moment(self) -> float:
        """When the next sample will have been heard."""
        return self.since + self.given / SAMPLE_RATE

    def begin(self, arrivals: Sequence[tuple[float, int]]) -> int:
        """A device begins: from when its first pieces arrived, and how long they are, how much silence comes first.

        Several are needed, for a device may hand over what it has collected at once, which says nothing of the time.
        """
        count, began = 0, float("inf")
        for arrived, length in arrivals:
            count += length
            began = min(began, arrived - count / SAMPLE_RATE)
        silence = max(0, round((began - self.moment) * SAMPLE_RATE))
        self.given += silence + count
        self._restart_window(arrivals[-1][0])
        return silence

    def fit(self, arrived: float, count: int) -> int:
        """For `count` samples that have just arrived: how many they shall become."""
        behind = arrived - self.moment - count / SAMPLE_RATE
        if behind < -_AHEAD_S and self._replaced:
            left_out = min(count, self._replaced, round(-behind * SAMPLE_RATE))
            self._replaced -= left_out
            count -= left_out
            self._restart_window(arrived)
        else:
            count = self._corrected(arrived, behind, count)
        self.given += count
        return count

    def idle(self, now: float) -> int:
        """How many samples of silence are due because nothing arrives."""
        if now - self.moment < _PATIENCE_S:
            return 0
        silence = round((now - _KEPT_BACK_S - self.moment) * SAMPLE_RATE)
        self.given += silence
        self._replaced += silence
        self._restart_window(now)
        return silence

    def _corrected(self, arrived: float, behind: float, count: int) -> int:
        self._smallest = min(self._smallest, behind)
        if arrived >= self._window_ends:
            self._behind = self._smallest if abs(self._smallest) > _TOLERATED_S else 0.0
            self._restart_window(arrived)
        most = int(count * _STRETCH)
        change = max(-most, min(most, round(self._behind * SAMPLE_RATE)))
        self._behind -= change / SAMPLE_RATE
        return count + change

    def _restart_window(self, now: float) -> None:
        self._smallest = float("inf")
        self._window_ends = now + _WINDOW_S
