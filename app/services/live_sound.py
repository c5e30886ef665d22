"""Sound that comes at its own pace, for whoever follows it: nothing is dropped, and nothing waits for the follower."""

import threading
import time
from collections.abc import Callable, Iterator
from typing import Protocol

from app.core.cancel import CancelToken
from app.engines.sample_stream import Block

BYTES_A_SECOND = 32_000
"""16 kHz mono of 16 bit."""
_LEAST_S = 0.25
_MOST_S = 20.0
_LONGEST_LAG_S = 2.0


class Sound(Protocol):
    """Where the sound comes from."""

    def take(self, cancel: CancelToken) -> Block | None:
        """The sound that waits, at least a quarter and at most 20 seconds of it; waits for it; None at the end."""

    @property
    def waiting_s(self) -> float:
        """How much sound waits to be taken."""


class LiveSound:
    """Sound on its way from a recorder.

    A track that stays silent for two seconds longer than another is taken to be lost; what comes of it later is put
    where it belongs.
    """

    def __init__(self, tracks: int) -> None:
        self._changed = threading.Condition()
        self._waiting = [bytearray() for _ in range(tracks)]
        self._owed = [0] * tracks
        self._ended = False

    def put(self, track: int, samples: bytes) -> None:
        """The next samples of a track: 16 kHz mono, signed 16 bit, little endian. Returns at once, on any thread."""
        with self._changed:
            owed = min(self._owed[track], len(samples))
            self._owed[track] -= owed
            self._waiting[track] += memoryview(samples)[owed:]
            self._changed.notify()

    def end(self) -> None:
        """Nothing more comes; what waits is still taken."""
        with self._changed:
            self._ended = True
            self._changed.notify()

    @property
    def waiting_s(self) -> float:
        """How much sound waits to be taken."""
        with self._changed:
            return max(map(len, self._waiting)) / BYTES_A_SECOND

    def take(self, cancel: CancelToken) -> Block | None:
        """The sound that waits; waits for a quarter of a second of it. None at the end.

        Raises:
            Cancelled: on cancel.
        """
        forget = cancel.when_cancelled(self._wake)
        try:
            with self._changed:
                self._changed.wait_for(lambda: cancel.cancelled or self._ended or self._ready() >= _LEAST_S)
                cancel.checkpoint()
                return self._block()
        finally:
            forget()

    def _wake(self) -> None:
        with self._changed:
            self._changed.notify()

    def _ready(self) -> float:
        """Seconds that every track has, or that one has beyond the longest lag of the others."""
        lengths = [len(samples) / BYTES_A_SECOND for samples in self._waiting]
        return max(min(lengths), max(lengths) - _LONGEST_LAG_S)

    def _block(self) -> Block | None:
        seconds = max(map(len, self._waiting)) / BYTES_A_SECOND if self._ended else self._ready()
        size = int(min(seconds, _MOST_S) * BYTES_A_SECOND) // 2 * 2
        if size <= 0:
            return None
        block = []
        for place, waiting in enumerate(self._waiting):
            samples = bytes(waiting[:size])
            del waiting[:size]
            self._owed[place] += size - len(samples)
            block.append(samples + bytes(size - len(samples)))
        return tuple(block)


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
            held += len(block[0]) / BYTES_A_SECOND
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
        heard = self._clock() - self._started - self._taken / BYTES_A_SECOND
        self._hold(heard)
        return max(0.0, min(heard, len(self._held) / BYTES_A_SECOND))

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
        size = int(min(max(self.waiting_s, _LEAST_S), _MOST_S) * BYTES_A_SECOND) // 2 * 2
        samples = bytes(self._held[:size])
        del self._held[:size]
        self._taken += len(samples)
        return (samples,) if samples else None

    def _hold(self, seconds: float) -> bool:
        """Read so far ahead; whether there was so much."""
        while len(self._held) < seconds * BYTES_A_SECOND:
            samples = next(self._samples, None)
            if samples is None:
                return False
            self._held += samples
        return True
