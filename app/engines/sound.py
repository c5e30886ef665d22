"""Recording and playing, seen from the application: samples out of and into the sound workers."""

import threading
from collections.abc import Generator, Iterator, Sequence

from app.core.cancel import CancelToken
from app.core.errors import WorkerError
from app.core.meetings.sounds import (
    BYTES_PER_SECOND,
    SAMPLE_BYTES,
    DeviceLost,
    DeviceOpened,
    Devices,
    SoundDevice,
    SoundSystemLost,
    SoundTaken,
    Track,
    TrackSource,
)
from app.engines.process import WorkerProcess
from app.workers.protocol.frames import AnyMessage
from app.workers.protocol.sound import (
    ClosePlayer,
    ListSoundDevices,
    OpenPlayer,
    PlaySound,
    RecordSound,
    SoundDevicesFound,
    SoundPlayed,
    TrackLost,
    TrackOpened,
    TrackTaken,
    WantedTrack,
)

Taken = SoundTaken | DeviceOpened | DeviceLost | SoundSystemLost
_RETRY_S = 0.5
_BLOCK_BYTES = BYTES_PER_SECOND // 10
_AS_SOON_AS_READY = 0.0


class Sound:
    """The sound system, by two workers: one listens, one plays, so that neither waits for the other."""

    def __init__(self, listening: WorkerProcess, playing: WorkerProcess) -> None:
        self._listening = listening
        self._playing = playing

    def devices(self) -> Devices:
        """What can be recorded.

        Raises:
            WorkerError: there is no sound system, in a sentence.
        """
        try:
            found = self._playing.call(ListSoundDevices(), SoundDevicesFound)
        except WorkerError:
            # A broken connection is not mended: a new process makes another.
            self._playing.stop()
            raise
        devices = tuple(SoundDevice(Track(it.track), it.id, it.name, it.default) for it in found.devices)
        return Devices(found.system, devices)

    def record(self, sources: Sequence[TrackSource], cancel: CancelToken) -> Generator[Taken, None, None]:
        """Record until the generator is closed; every track is as long as the time that passes, whatever happens.

        Where the sound system or the worker ends, `SoundSystemLost` is told until it is back; what was missed is
        silence.

        Raises:
            WorkerError: recording could not even begin.
            Cancelled: on cancel.
        """
        heard_until = {source.track: _AS_SOON_AS_READY for source in sources}
        while True:
            try:
                yield from self._take(sources, heard_until, cancel)
            except WorkerError as error:
                if _AS_SOON_AS_READY in heard_until.values():
                    self._listening.stop()
                    raise
                yield SoundSystemLost(str(error))
                self._listening.stop()
                _wait(_RETRY_S, cancel)

    def play(
        self, samples: Iterator[bytes], from_s: float, speed: float, cancel: CancelToken, volume: float = 1.0
    ) -> Generator[float, None, None]:
        """Play samples, the first of which is at the second `from_s`; yields the second that is heard, ten times a second.

        On cancel it is silent at once. Speed is 0.5 to 2, at the voice's own pitch. A paused token is heeded too, but
        what is on its way (0.4 s) is still heard: for a button it is better to cancel, and to play on from the second
        that was told last.

        Raises:
            WorkerError: there is nothing to play to, in a sentence.
            Cancelled: on cancel.
        """
        try:
            self._open_player(OpenPlayer(speed=speed, volume=volume), cancel)
            sent_s, waiting_s = from_s, 0.0
            for block in _in_blocks(samples):
                cancel.checkpoint()
                waiting_s = self._playing.call(PlaySound(samples=block), SoundPlayed, cancel).waiting_s
                sent_s += len(block) / BYTES_PER_SECOND
                yield max(from_s, sent_s - waiting_s * speed)
            self._playing.tell(ClosePlayer())
            yield sent_s
        except WorkerError:
            self._playing.stop()
            raise
        finally:
            self._fall_silent()

    def close(self) -> None:
        """End both workers for good."""
        self._listening.close()
        self._playing.close()

    def _take(
        self, sources: Sequence[TrackSource], heard_until: dict[Track, float], cancel: CancelToken
    ) -> Iterator[Taken]:
        wanted = tuple(
            WantedTrack(track=source.track, device=source.device, since=heard_until[source.track]) for source in sources
        )
        for message in self._listening.stream(RecordSound(tracks=wanted), cancel):
            taken = _taken(message)
            if isinstance(message, TrackTaken):
                track = Track(message.track)
                heard_until[track] = message.since + len(message.samples) / BYTES_PER_SECOND
            if taken is not None:
                yield taken

    def _open_player(self, request: OpenPlayer, cancel: CancelToken) -> None:
        """A second process tries again: the first may hold on to a sound system that has ended since."""
        try:
            self._playing.tell(request, cancel)
        except WorkerError:
            self._playing.stop()
            self._playing.tell(request, cancel)

    def _fall_silent(self) -> None:
        if self._playing.process_id is not None:
            try:
                self._playing.tell(ClosePlayer(at_once=True))
            except WorkerError:
                self._playing.stop()


def _taken(message: AnyMessage) -> Taken | None:
    if isinstance(message, TrackTaken):
        return SoundTaken(Track(message.track), message.samples, message.peak, message.level)
    if isinstance(message, TrackOpened):
        return DeviceOpened(Track(message.track), message.device_name)
    if isinstance(message, TrackLost):
        return DeviceLost(Track(message.track), message.device_name)
    return None


def _in_blocks(samples: Iterator[bytes]) -> Iterator[bytes]:
    waiting = bytearray()
    for piece in samples:
        waiting += piece
        while len(waiting) >= _BLOCK_BYTES:
            yield bytes(waiting[:_BLOCK_BYTES])
            del waiting[:_BLOCK_BYTES]
    if len(waiting) >= SAMPLE_BYTES:
        yield bytes(waiting[: len(waiting) // SAMPLE_BYTES * SAMPLE_BYTES])


def _wait(seconds: float, cancel: CancelToken) -> None:
    """Wait so long, or until cancelled."""
    woken = threading.Event()
    stop_listening = cancel.when_cancelled(woken.set)
    woken.wait(seconds)
    stop_listening()
    cancel.checkpoint()
