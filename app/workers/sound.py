"""The worker that records and plays sound: the only process that can reach the sound system, and holds nothing else."""

import queue
import time
from collections.abc import Iterator
from typing import BinaryIO

import numpy

from app.core.errors import UserError
from app.core.meetings.sounds import SAMPLE_RATE
from app.workers.protocol.message import Message
from app.workers.protocol.sound import (
    ClosePlayer,
    FoundDevice,
    ListSoundDevices,
    OpenPlayer,
    PlaySound,
    RecordSound,
    SoundDevicesFound,
    SoundPlayed,
)
from app.workers.serve import CancelFlag, Handler, serve
from app.workers.sounding.devices import PLAYED_AHEAD, Sound, SoundSystem
from app.workers.sounding.stretch import Stretcher
from app.workers.sounding.track import Arrivals, RecordedTrack

_TICK_S = 0.1
_LOOK_S = 1.0
"""How often it is looked whether a device went or came."""
_BUFFERED_S = PLAYED_AHEAD / SAMPLE_RATE


def run(lock: str, source: BinaryIO, sink: BinaryIO) -> None:
    """Serve until the pipe closes."""
    worker = _SoundWorker()
    handlers: dict[type[Message], Handler] = {
        ListSoundDevices: worker.list_devices,
        RecordSound: worker.record,
        OpenPlayer: worker.open_player,
        PlaySound: worker.play,
        ClosePlayer: worker.close_player,
    }
    serve("sound", lock, handlers, source, sink)


class _SoundWorker:
    def __init__(self) -> None:
        self._system: SoundSystem | None = None
        self._player: _Player | None = None

    def list_devices(self, _request: ListSoundDevices, _flag: CancelFlag) -> Iterator[Message]:
        system = self._connected()
        found = tuple(
            FoundDevice(track=device.track, id=device.id, name=device.name, default=device.default)
            for device in system.devices()
        )
        yield SoundDevicesFound(system=system.name(), devices=found)

    def record(self, request: RecordSound, flag: CancelFlag) -> Iterator[Message]:
        """Every track in pieces of a tenth of a second, until cancelled."""
        system = self._connected()
        arrivals: Arrivals = queue.SimpleQueue()
        now = time.monotonic()
        tracks = [RecordedTrack(wanted, wanted.since or now, system, arrivals) for wanted in request.tracks]
        look_at = 0.0
        try:
            while True:
                flag.raise_if_set()
                if time.monotonic() >= look_at:
                    devices = system.devices()
                    for track in tracks:
                        yield from track.look(devices)
                    look_at = time.monotonic() + _LOOK_S
                yield from _arrived(arrivals, tracks)
                for track in tracks:
                    yield from track.idle(time.monotonic())
        finally:
            for track in tracks:
                track.close()

    def open_player(self, request: OpenPlayer, _flag: CancelFlag) -> Iterator[Message]:
        self._close_player()
        self._player = _Player(self._connected(), request.speed, request.volume)
        yield from ()

    def play(self, request: PlaySound, _flag: CancelFlag) -> Iterator[Message]:
        """Returns once the device has taken the samples, so that whoever sends them is kept to its pace."""
        if self._player is None:
            raise UserError("Nothing is being played; press play again.")
        self._player.play(numpy.frombuffer(request.samples, "<i2").astype(numpy.float32) * numpy.float32(1 / 32768))
        yield SoundPlayed(waiting_s=self._player.waiting_s())

    def close_player(self, request: ClosePlayer, _flag: CancelFlag) -> Iterator[Message]:
        self._close_player(request.at_once)
        yield from ()

    def _connected(self) -> SoundSystem:
        if self._system is None:
            self._system = SoundSystem()
        self._system.require()
        return self._system

    def _close_player(self, at_once: bool = True) -> None:
        player, self._player = self._player, None
        if player is not None:
            player.close(at_once)


class _Player:
    """An open output."""

    def __init__(self, system: SoundSystem, speed: float, volume: float) -> None:
        self._system = system
        self._stretcher = Stretcher(speed)
        self._volume = volume
        self._output = system.open_player()

    def play(self, samples: Sound) -> None:
        played = self._stretcher.feed(samples) * numpy.float32(self._volume)
        if len(played):
            self._system.play(self._output, played)

    def waiting_s(self) -> float:
        latency = getattr(self._output, "latency", _BUFFERED_S)
        return min(max(0.0, float(latency)), 1.0)

    def close(self, at_once: bool) -> None:
        self._system.close_player(self._output, at_once)


def _arrived(arrivals: Arrivals, tracks: list[RecordedTrack]) -> Iterator[Message]:
    """Wait a moment for what the tracks' threads bring, and take all there is."""
    try:
        arrived = arrivals.get(timeout=_TICK_S)
        while True:
            for track in tracks:
                if track.owns(arrived):
                    yield from track.take(arrived)
            arrived = arrivals.get_nowait()
    except queue.Empty:
        return
