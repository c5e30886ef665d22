"""One track while it is recorded: its device, the thread that waits for it, and its place in time."""

import queue
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy

from app.core.meetings.sounds import SAMPLE_RATE, SoundDevice, Track
from app.workers.protocol.message import Message
from app.workers.protocol.sound import TrackLost, TrackOpened, TrackTaken, WantedTrack
from app.workers.sounding.clock import TrackClock
from app.workers.sounding.devices import BLOCK, DeviceGone, Sound, SoundSystem

_END_S = 1.0
_BEGINNING_S = 0.25
_LONGEST_SILENCE = SAMPLE_RATE * 10
_FULL_SCALE = 32767


@dataclass(frozen=True)
class Arrived:
    """Samples of an opening of a track, and the moment they came: none where nothing comes, None once it has ended."""

    opening: "_Opening"
    moment: float
    samples: Sound | None


Arrivals = queue.SimpleQueue[Arrived]


class _Opening:
    """A device that is being recorded from, on a thread of its own until it is closed or gone.

    Whoever takes what it brings notes that it was `heard`: one that never is cannot be opened.
    """

    def __init__(self, system: SoundSystem, device: SoundDevice, arrivals: Arrivals) -> None:
        self.device = device
        self.heard = False
        self._system = system
        self._arrivals = arrivals
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._listen, daemon=True, name=f"{device.track} track")
        self._thread.start()

    def close(self) -> None:
        self._stopping.set()
        self._thread.join(_END_S)

    def _listen(self) -> None:
        try:
            with self._system.recorder(self.device) as recorder:
                while not self._stopping.is_set():
                    samples = self._system.take(recorder)
                    self._arrivals.put(Arrived(self, time.monotonic(), samples))
        except (DeviceGone, RuntimeError, IndexError, KeyError, TypeError, AssertionError):
            # A device that cannot be opened is gone as well, whatever the library calls it.
            self._arrivals.put(Arrived(self, time.monotonic(), None))


class RecordedTrack:
    """A track that is always as long as the time that has passed, whatever its device does."""

    def __init__(self, wanted: WantedTrack, since: float, system: SoundSystem, arrivals: Arrivals) -> None:
        self.track = Track(wanted.track)
        self._device = wanted.device
        self._system = system
        self._arrivals = arrivals
        self._clock = TrackClock(since)
        self._opening: _Opening | None = None
        self._is_beginning = True
        self._waiting: list[tuple[float, Sound]] = []
        self._told: SoundDevice | None = None
        self._told_lost = False
        self._unopenable = ""
        self._tried = ""

    @property
    def is_open(self) -> bool:
        """Whether a device is being recorded from."""
        return self._opening is not None

    def look(self, devices: list[SoundDevice]) -> Iterator[Message]:
        """Open the device that should be recorded from now, if it is not open; says if there is none that can be."""
        device = self._target(devices)
        opening = self._opening
        if opening is not None and device is not None and opening.device.id == device.id:
            return
        self.close()
        if device is None or device.id == self._unopenable:
            yield from self._lost()
        if device is not None:
            self._is_beginning = True
            self._waiting.clear()
            self._tried = device.name
            self._opening = _Opening(self._system, device, self._arrivals)

    def owns(self, arrived: Arrived) -> bool:
        """Whether this came from the device that is open now."""
        return arrived.opening is self._opening

    def take(self, arrived: Arrived) -> Iterator[Message]:
        """What has come, in its place in time."""
        if arrived.samples is None:
            self._unopenable = "" if arrived.opening.heard else arrived.opening.device.id
            self.close()
            return
        yield from self._opened(arrived.opening)
        if not len(arrived.samples):
            yield from self._silent(arrived.moment)
            return
        self._waiting.append((arrived.moment, arrived.samples))
        if self._is_beginning:
            yield from self._begun(arrived.moment)
        elif sum(len(samples) for _moment, samples in self._waiting) >= BLOCK:
            since, samples = self._clock.moment, self._collected()
            count = self._clock.fit(arrived.moment, len(samples))
            if count:
                yield self._taken(since, _fitted(samples, count))

    def _opened(self, opening: _Opening) -> Iterator[Message]:
        opening.heard = True
        if self._told is None or self._told.id != opening.device.id:
            self._told, self._told_lost = opening.device, False
            yield TrackOpened(track=self.track, device_name=opening.device.name)

    def _lost(self) -> Iterator[Message]:
        if not self._told_lost:
            self._told, self._told_lost = None, True
            yield TrackLost(track=self.track, device_name=self._tried)

    def idle(self, now: float) -> Iterator[Message]:
        """Silence where there is no device.

        An open one says itself that nothing comes: it may be this process that is late, and all the sound is waiting.
        """
        if not self.is_open:
            yield from self._silent(now)

    def _silent(self, now: float) -> Iterator[Message]:
        since = self._clock.moment
        yield from self._silence(since, self._clock.idle(now))

    def close(self) -> None:
        """Let go of the device."""
        if self._opening is not None:
            self._opening.close()
            self._opening = None

    def _begun(self, now: float) -> Iterator[Message]:
        """What a new device has brought, once enough has come to know when it was heard."""
        if now - self._waiting[0][0] < _BEGINNING_S:
            return
        self._is_beginning = False
        since = self._clock.moment
        silence = self._clock.begin([(moment, len(samples)) for moment, samples in self._waiting])
        yield from self._silence(since, silence)
        yield self._taken(since + silence / SAMPLE_RATE, self._collected())

    def _collected(self) -> Sound:
        """All that waits: some devices bring a few samples at a time."""
        samples = numpy.concatenate([samples for _moment, samples in self._waiting])
        self._waiting.clear()
        return samples

    def _target(self, devices: list[SoundDevice]) -> SoundDevice | None:
        """The device that was asked for while it is there, else the default."""
        ours = [device for device in devices if device.track is self.track]
        wanted = next((device for device in ours if device.id == self._device), None)
        return wanted or next((device for device in ours if device.default), None)

    def _silence(self, since: float, count: int) -> Iterator[Message]:
        while count > 0:
            piece = min(count, _LONGEST_SILENCE)
            yield self._taken(since, numpy.zeros(piece, numpy.float32))
            since += piece / SAMPLE_RATE
            count -= piece

    def _taken(self, since: float, samples: Sound) -> TrackTaken:
        magnitudes = numpy.abs(samples)
        return TrackTaken(
            track=self.track,
            since=since,
            samples=(numpy.clip(samples, -1, 1) * _FULL_SCALE).round().astype("<i2").tobytes(),
            peak=min(1.0, float(magnitudes.max())),
            level=min(1.0, float(numpy.sqrt(numpy.mean(samples.astype(numpy.float64) ** 2)))),
        )


def _fitted(samples: Sound, count: int) -> Sound:
    """The same sound in so many samples: a little slower or faster, or without its beginning."""
    if count == len(samples):
        return samples
    if count < len(samples) * 0.98:
        return samples[len(samples) - count :]
    places = numpy.linspace(0, len(samples) - 1, count)
    return numpy.interp(places, numpy.arange(len(samples)), samples).astype(numpy.float32)
