"""Sound that comes at its own pace, for whoever follows it: nothing is dropped, and nothing waits for the follower."""

import threading
import time
from collections.abc import Callable, Iterator
from typing import Protocol

from app.core.cancel import CancelToken
from app.core.meetings.sounds import BYTES_PER_SECOND, SAMPLE_BYTES, Block

_LEAST_S = 0.25
_MOST_S = 20.0


class Sound(Protocol):
    """Where the sound comes from."""

    def take(self, cancel: CancelToken) -> Block | None:
        """The sound that waits, at least a quarter and at most 20 seconds of it; waits for it; None at the end."""

    @property
    def waiting_s(self) -> float:
        """How much sound waits to be taken."""


class FollowedSound:
    """A recording that is read while it is made. `recorded_s` tells to what second it is there to be read by now."""

    def __init__(self, blocks: Iterator[Block], recorded_s: Callable[[], float], from_s: float = 0.0) -> None:
        self._blocks = blocks
        self._recorded_s = recorded_s
        self._taken_s = from_s

    @property
    def waiting_s(self) -> float:
        """How much is recorded and was not taken."""
        return max(0.0, self._recorded_s() - self._taken_s)

    def take(self, cancel: CancelToken) -> Block | None:
        """All that is recorded by now, twenty seconds at most; waits for the next block. None at the end.

        Raises:
            Cancelled: on cancel.
        """
        cancel.checkpoint()
        taken: list[Block] = []
        waiting, held = min(self.waiting_s, _MOST_S), 0.0
        while not taken or held < waiting:
            block = next(self._blocks, None)
            if block is None:
                break
            taken.append(block)
            held += len(block[0]) / BYTES_PER_SECOND
        self._taken_s += held
        return tuple(b"".join(track) for track in zip(*taken, strict=True)) if taken else None


class PlayedSound:
    """A recording at its own pace, as if it were heard just now; `clock` tells the time in seconds."""

    def __init__(self, samples: Iterator[bytes], clock: Callable[[], float] = time.monotonic) -> None:
        self._samples = samples
        self._clock = clock
        self._started: float | None = None
        self._held = bytearray()
        self._taken = 0

    @property
    def waiting_s(self) -> float:
        """How much of what would have been heard by now waits to be taken."""
        if self._started is None:
            return 0.0
        heard = self._clock() - self._started - self._taken / BYTES_PER_SECOND
        self._hold(heard)
        return max(0.0, min(heard, len(self._held) / BYTES_PER_SECOND))

    def take(self, cancel: CancelToken) -> Block | None:
        """What would have been heard by now; waits for a quarter of a second of it. None at the end.

        Raises:
            Cancelled: on cancel.
        """
        if self._started is None:
            self._hold(_LEAST_S)
            self._started = self._clock()
        cancelled = threading.Event()
        forget = cancel.when_cancelled(cancelled.set)
        try:
            while self._hold(_LEAST_S) and self.waiting_s < _LEAST_S:
                cancelled.wait(_LEAST_S - self.waiting_s)
                cancel.checkpoint()
        finally:
            forget()
        cancel.checkpoint()
        size = int(min(max(self.waiting_s, _LEAST_S), _MOST_S) * BYTES_PER_SECOND) // SAMPLE_BYTES * SAMPLE_BYTES
        samples = bytes(self._held[:size])
        del self._held[:size]
        self._taken += len(samples)
        return (samples,) if samples else None

    def _hold(self, seconds: float) -> bool:
        """Read so far ahead; whether there was so much."""
        while len(self._held) < seconds * BYTES_PER_SECOND:
            samples = next(self._samples, None)
            if samples is None:
                return False
            self._held += samples
        return True
