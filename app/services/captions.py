"""Live captions: a job that follows sound while it is recorded, says when it is behind, and drops nothing."""

import threading
from collections.abc import Callable, Iterator
from typing import Protocol

from app.core.cancel import CancelToken
from app.core.captions import OpenText
from app.core.errors import WorkerCrashed
from app.core.events import Caption, Event, Notice
from app.core.meetings import TRACKS, Listening, Segment
from app.engines.captioner import Captioner, Caught, Hypothesis
from app.engines.sample_stream import Block

BYTES_A_SECOND = 32_000
"""16 kHz mono of 16 bit."""
_LEAST_S = 0.25
_MOST_S = 20.0
_LONGEST_LAG_S = 2.0
_MOST_CRASHES = 3


class Sound(Protocol):
    """Where the sound comes from."""

    def take(self, cancel: CancelToken) -> Block | None:
        """The sound that waits, at least a quarter and at most 20 seconds of it; waits for it; None at the end."""

    @property
    def waiting_s(self) -> float:
        """How much sound waits to be taken."""


class LiveSound:
    """Sound on its way from a recorder to the captions: taken at the captions' own pace, never waited for, never lost.

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


class Captions:
    """Follows sound with captions. `captioner` is asked for when it is needed: it raises ModelError without a model."""

    def __init__(self, captioner: Callable[[], Captioner]) -> None:
        self._captioner = captioner

    def follow(
        self, sound: Sound, tracks: int, listening: Listening, cancel: CancelToken, from_s: float = 0.0
    ) -> Iterator[Event]:
        """Captions until the sound ends, and what was open settled; a `Caption` whenever there is something new.

        A worker that dies costs the words it was just hearing, and a Notice: the recording itself is not concerned.

        Raises:
            UserError: the model cannot be used, or the worker died again and again.
            Cancelled: on cancel.
        """
        captioner = self._captioner()
        state = _State(tracks, from_s)
        crashes = 0
        ended = False
        while not ended:
            try:
                captioner.open(tracks, listening.language, listening.vocabulary, state.second, cancel)
                yield from self._follow(captioner, sound, state, cancel)
                ended = True
            except WorkerCrashed:
                crashes += 1
                if crashes > _MOST_CRASHES:
                    raise
                state.forget()
                yield Notice("The captions were interrupted and go on; the recording itself is whole.")

    def _follow(self, captioner: Captioner, sound: Sound, state: "_State", cancel: CancelToken) -> Iterator[Event]:
        while (block := sound.take(cancel)) is not None:
            state.second += len(block[0]) / BYTES_A_SECOND
            yield from state.news(captioner.hear(block, cancel), sound)
        yield from state.news(captioner.end(cancel), sound)


class _State:
    """The open text of every track, and how far the sound was taken."""

    def __init__(self, tracks: int, from_s: float) -> None:
        self.second = from_s
        self._tracks = tracks
        self._open: dict[int, tuple[Hypothesis, OpenText]] = {}
        self._behind_s = 0.0

    def forget(self) -> None:
        """What was open is lost."""
        self._open.clear()

    def news(self, caught: Iterator[Caught], sound: Sound) -> Iterator[Caption]:
        """A caption with all that one block brought, where it brought anything, or where being behind has changed."""
        settled: list[Segment] = []
        changed = False
        for one in caught:
            changed = True
            if isinstance(one, Segment):
                settled.append(one)
            else:
                self._keep(one)
        behind_s = float(round(sound.waiting_s))
        if changed or behind_s != self._behind_s:
            self._behind_s = behind_s
            yield Caption(tuple(settled), self._provisional(), behind_s)

    def _keep(self, hypothesis: Hypothesis) -> None:
        if not hypothesis.text:
            self._open.pop(hypothesis.track, None)
            return
        _, text = self._open.get(hypothesis.track, (hypothesis, OpenText()))
        self._open[hypothesis.track] = hypothesis, text.after(hypothesis.text)

    def _provisional(self) -> tuple[Segment, ...]:
        texts = [
            Segment(hypothesis.start, hypothesis.end, text.text, TRACKS[track] if self._tracks > 1 else "")
            for track, (hypothesis, text) in sorted(self._open.items())
        ]
        return tuple(segment for segment in texts if segment.text)
