"""What is asked of the process that records and plays sound, and what it answers.

Samples are 16-bit whole numbers, little endian, one channel, 16,000 a second. Moments are seconds of the system's
monotonic clock, which all processes share.
"""

import msgspec

from app.workers.protocol.message import Message


class ListSoundDevices(Message, frozen=True):
    """What can be recorded; answered by `SoundDevicesFound`."""


class FoundDevice(msgspec.Struct, frozen=True, kw_only=True):
    """A device; `track` is "microphone" or "system"."""

    track: str
    id: str
    name: str
    default: bool


class SoundDevicesFound(Message, frozen=True):
    """The devices, and the name of the sound system."""

    system: str
    devices: tuple[FoundDevice, ...]


class WantedTrack(msgspec.Struct, frozen=True, kw_only=True):
    """A track to record from a device ("" follows the default).

    What is missing since the moment `since` is silence; 0.0 begins once everything is ready.
    """

    track: str
    device: str
    since: float


class RecordSound(Message, frozen=True):
    """Record until cancelled; answered by `TrackOpened`, `TrackTaken`… and `TrackLost`."""

    tracks: tuple[WantedTrack, ...]


class TrackOpened(Message, frozen=True):
    """A track comes from the device of this name from now on."""

    track: str
    device_name: str


class TrackLost(Message, frozen=True):
    """A track's device is gone or cannot be opened, and there is none to take its place."""

    track: str
    device_name: str


class TrackTaken(Message, frozen=True):
    """The next samples of a track, heard at the moment `since`, without a gap after those before."""

    track: str
    since: float
    samples: bytes
    peak: float
    level: float


class OpenPlayer(Message, frozen=True):
    """Get ready to play at a speed from 0.5 to 2, voices at their own pitch, as loud as `volume` (0 to 1) says."""

    speed: float
    volume: float = 1.0


class PlaySound(Message, frozen=True):
    """Play these samples after those before; answered by `SoundPlayed` once they are on their way."""

    samples: bytes


class SoundPlayed(Message, frozen=True):
    """How many seconds of what was sent are still to be heard."""

    waiting_s: float


class ClosePlayer(Message, frozen=True):
    """Close the device, once the last samples were heard unless `at_once`; answered by `Done`."""

    at_once: bool = False
