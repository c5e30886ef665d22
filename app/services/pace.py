"""How often and with what estimate a long job tells of its progress."""

import time

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
