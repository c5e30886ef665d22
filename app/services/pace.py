"""How often and with what estimate a long job tells of its progress."""

import time

from app.core.events import Progress

_SECONDS_BETWEEN = 0.2
_SECONDS_BEFORE_ESTIMATE = 3.0


class Pace:
    """The clock of one job: when news are due, what the rate is, and how long the rest will take."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._last_news = float("-inf")

    def is_due(self) -> bool:
        """Whether it is time for news; true the first time, then five times a second at most."""
        now = time.monotonic()
        if now - self._last_news < _SECONDS_BETWEEN:
            return False
        self._last_news = now
        return True

    def per_second(self, amount: float) -> float:
        """The average rate of `amount` since the job began."""
        return amount / max(time.monotonic() - self._started, 0.001)

    def seconds_left(self, done: float, rest: float) -> float | None:
        """How long the rest will take at the rate so far, None while that would be a guess."""
        elapsed = time.monotonic() - self._started
        if elapsed < _SECONDS_BEFORE_ESTIMATE or done <= 0:
            return None
        return elapsed * rest / done


class RecordingPace:
    """How far a recording is, and how long the rest of it takes; `duration_s` is 0 while unknown."""

    def __init__(self, activity: str, name: str, from_s: float, duration_s: float = 0.0) -> None:
        self.duration_s = duration_s
        self._activity = activity
        self._name = name
        self._from_s = from_s
        self._pace = Pace()

    def at(self, second: float) -> Progress:
        """The progress at a second of the recording."""
        rest = self.duration_s - second
        left = self._pace.seconds_left(second - self._from_s, rest) if rest > 0 else None
        return Progress(self._activity, second, self.duration_s, "seconds", left, self._name)
