"""Sound as it is recorded and played: two tracks, the devices they come from, and what is told of them.

Samples are 16-bit whole numbers, little endian, one channel, 16,000 a second.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

SAMPLE_RATE = 16_000
SAMPLE_BYTES = 2
BYTES_PER_SECOND = SAMPLE_RATE * SAMPLE_BYTES

Block = tuple[bytes, ...]
"""The same stretch of every track, all of one length."""


class Track(StrEnum):
    """Where a track comes from: the user's microphone, or what the computer plays (the others in a call)."""

    MICROPHONE = "microphone"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class SoundDevice:
    """A device that `track` can be recorded from; `default` is the one the system would take itself."""

    track: Track
    id: str
    name: str
    default: bool = False


@dataclass(frozen=True, slots=True)
class Devices:
    """What can be recorded on this machine, and the sound system that says so, such as "PulseAudio 16.1"."""

    system: str
    devices: tuple[SoundDevice, ...] = ()

    def of(self, track: Track) -> tuple[SoundDevice, ...]:
        """The devices one track can be recorded from."""
        return tuple(device for device in self.devices if device.track is track)


@dataclass(frozen=True, slots=True)
class TrackSource:
    """A track that is wanted, and the id of its device; "" follows the system's default, also when that changes."""

    track: Track
    device: str = ""


def sources_wanted(tracks: str, device_of: Callable[[Track], object]) -> tuple[TrackSource, ...]:
    """The tracks that are named, with commas between them, or "both"; each from the device that is set for it."""
    wanted = list(Track) if tracks == "both" else [Track(name) for name in dict.fromkeys(tracks.split(","))]
    return tuple(TrackSource(track, str(device_of(track))) for track in wanted)


@dataclass(frozen=True, slots=True)
class SoundTaken:
    """The next samples of a track, without a gap after the ones before; `peak` and `level` (the mean) are 0 to 1."""

    track: Track
    samples: bytes
    peak: float
    level: float


@dataclass(frozen=True, slots=True)
class DeviceOpened:
    """A track comes from this device from now on."""

    track: Track
    name: str


@dataclass(frozen=True, slots=True)
class DeviceLost:
    """A track's device is gone and there is no other; it is silent until there is one."""

    track: Track
    name: str


@dataclass(frozen=True, slots=True)
class SoundSystemLost:
    """The sound system, or the process that listens to it, is gone; the recording goes on once it is back."""

    reason: str
