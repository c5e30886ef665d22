"""What a recorded track tells of its device: once, and only what is true."""

import queue
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

import numpy
import pytest

from app.core.meetings.sounds import SoundDevice, Track
from app.workers.protocol.message import Message
from app.workers.protocol.sound import TrackLost, TrackOpened, WantedTrack
from app.workers.sounding.devices import BLOCK, DeviceGone, Sound, SoundSystem
from app.workers.sounding.track import Arrivals, RecordedTrack

DESK = SoundDevice(Track.MICROPHONE, "desk", "Desk", default=True)


class Devices:
    """A sound system whose microphones bring noise, or cannot be opened while they are `broken`."""

    def __init__(self) -> None:
        self.broken = True
        self._next = threading.Semaphore(0)

    @contextmanager
    def recorder(self, _device: SoundDevice) -> Iterator[None]:
        if self.broken:
            raise DeviceGone
        yield

    def take(self, _recorder: None) -> Sound:
        if not self._next.acquire(timeout=0.05):
            return numpy.zeros(0, numpy.float32)
        if self.broken:
            raise DeviceGone
        return numpy.ones(BLOCK, numpy.float32)

    def go_on(self) -> None:
        """Bring the next sound, or break."""
        self._next.release()


class Recorded:
    """A track of the default microphone, and what it has told."""

    def __init__(self) -> None:
        self.devices = Devices()
        self._arrivals: Arrivals = queue.SimpleQueue()
        wanted = WantedTrack(track=Track.MICROPHONE, device="", since=0.0)
        self.track = RecordedTrack(wanted, time.monotonic(), cast(SoundSystem, self.devices), self._arrivals)
        self.told: list[Message] = []

    def look(self, *devices: SoundDevice) -> None:
        self._tell(self.track.look(list(devices)))

    def arrive(self) -> None:
        """Take the next that comes of the device that is open."""
        arrived = self._arrivals.get(timeout=60)
        if self.track.owns(arrived):
            self._tell(self.track.take(arrived))

    def _tell(self, messages: Iterator[Message]) -> None:
        self.told += [one for one in messages if isinstance(one, TrackOpened | TrackLost)]


@pytest.fixture
def recorded() -> Iterator[Recorded]:
    made = Recorded()
    yield made
    made.track.close()


def test_a_device_that_cannot_be_opened_is_told_once_and_tried_again(recorded: Recorded) -> None:
    for _ in range(4):
        recorded.look(DESK)
        recorded.arrive()
    assert recorded.told == [TrackLost(track=Track.MICROPHONE, device_name="Desk")]
    recorded.devices.broken = False
    recorded.look(DESK)
    recorded.arrive()
    recorded.look(DESK)
    assert recorded.told[1:] == [TrackOpened(track=Track.MICROPHONE, device_name="Desk")]


def test_a_device_that_ends_and_comes_back_at_once_is_not_told(recorded: Recorded) -> None:
    recorded.devices.broken = False
    recorded.look(DESK)
    recorded.arrive()
    recorded.devices.broken = True
    recorded.devices.go_on()
    while recorded.track.is_open:
        recorded.arrive()
    recorded.devices.broken = False
    recorded.look(DESK)
    recorded.arrive()
    assert recorded.told == [TrackOpened(track=Track.MICROPHONE, device_name="Desk")]


def test_without_any_device_the_one_that_is_gone_is_named(recorded: Recorded) -> None:
    recorded.devices.broken = False
    recorded.look(DESK)
    recorded.arrive()
    recorded.look()
    recorded.look()
    assert recorded.told[1:] == [TrackLost(track=Track.MICROPHONE, device_name="Desk")]
