"""The sound system of this machine, through the library SoundCard: PulseAudio or PipeWire, WASAPI, CoreAudio."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

import numpy
from numpy.typing import NDArray

from app.core.errors import UserError
from app.core.meetings.sounds import SAMPLE_RATE, SoundDevice, Track
from app.lockdown.lock import Stage, status
from app.workers.error_stream import unheard

Sound = NDArray[numpy.float32]
Answer = TypeVar("Answer")
BLOCK = SAMPLE_RATE // 10
PLAYED_AHEAD = SAMPLE_RATE * 2 // 5
"""How many samples wait to be played: enough for a busy machine, and not long in coming."""
_VIRTUAL_LOOPBACKS = ("blackhole", "loopback", "soundflower")
_WAIT_S = 0.2


class SoundSystemGone(UserError):
    """There is no sound system, or it has ended."""


class DeviceGone(Exception):
    """A device ended while it was recorded from."""


class SoundSystem:
    """A connection to the sound system; once it is broken a new process is needed for another.

    Raises:
        SoundSystemGone: there is none, in a sentence.
    """

    def __init__(self) -> None:
        self._library = _connect()

    def name(self) -> str:
        """The sound system in words."""
        if sys.platform != "linux":
            return {"darwin": "CoreAudio", "win32": "WASAPI"}.get(sys.platform, sys.platform)
        told = self._asked(lambda: str(self._library.pulseaudio._pulse.server_info["server name"]))
        return "PipeWire" if "PipeWire" in told else "PulseAudio"

    def devices(self) -> list[SoundDevice]:
        """Everything that can be recorded, microphones first."""
        return self._asked(self._devices)

    def recorder(self, device: SoundDevice) -> Any:
        """A recorder of a device, to be entered. On Linux the server mixes the channels down."""
        return self._microphone(device).recorder(SAMPLE_RATE, channels=1 if self._is_pulse else None, blocksize=BLOCK)

    def take(self, recorder: Any) -> Sound:
        """The next samples of an entered recorder; none where nothing has come for a while.

        Raises:
            DeviceGone: the device ended.
        """
        try:
            if self._is_pulse and not self._await_sound(recorder):
                return numpy.zeros(0, numpy.float32)
            taken: Sound = recorder.record(None)
        except (RuntimeError, TypeError, ValueError, AssertionError) as error:
            raise DeviceGone from error
        mixed: Sound = taken.mean(axis=1, dtype=numpy.float32)
        return mixed

    def open_player(self) -> Any:
        """A player to the default output.

        Raises:
            SoundSystemGone: there is nothing to play to.
        """

        def opened() -> Any:
            player = self._library.default_speaker().player(SAMPLE_RATE, channels=1, blocksize=PLAYED_AHEAD)
            return player.__enter__()

        return self._asked(opened)

    def play(self, player: Any, samples: Sound) -> None:
        """Play samples, once the player has taken them. Raises SoundSystemGone."""
        self.require()
        self._asked(lambda: player.play(samples))

    def close_player(self, player: Any, at_once: bool) -> None:
        """Close a player, once the last samples were heard unless `at_once` and possible. Raises SoundSystemGone."""
        if at_once and self._is_pulse:
            self._asked(lambda: self._library.pulseaudio._pulse._pa_stream_disconnect(player.stream))
        self._asked(lambda: player.__exit__(None, None, None))

    def require(self) -> None:
        """Raises SoundSystemGone if the connection has ended."""
        if self._is_pulse:
            pulse = self._library.pulseaudio
            if pulse._pulse._pa_context_get_state(pulse._pulse.context) != pulse._pa.PA_CONTEXT_READY:
                raise SoundSystemGone("The sound system has stopped; start it again, or restart the computer.")

    @property
    def _is_pulse(self) -> bool:
        return sys.platform == "linux"

    def _asked(self, question: Callable[[], Answer]) -> Answer:
        try:
            answer = question()
        except (AssertionError, IndexError, KeyError, RuntimeError, TypeError) as error:
            self.require()
            raise SoundSystemGone(f"The sound system gives no answer ({type(error).__name__}: {error}).") from error
        self.require()
        return answer

    def _devices(self) -> list[SoundDevice]:
        default_microphone, default_output = self._default_ids()
        found = []
        for each in self._library.all_microphones(include_loopback=True):
            track = Track.SYSTEM if _hears_the_computer(each) else Track.MICROPHONE
            default = each.id == (default_output if track is Track.SYSTEM else default_microphone)
            found.append(SoundDevice(track, str(each.id), each.name, default))
        if not any(device.default for device in found if device.track is Track.MICROPHONE):
            found = _with_first_as_default(found, Track.MICROPHONE)
        if sys.platform == "darwin":
            found = _with_first_as_default(found, Track.SYSTEM)
        return sorted(found, key=lambda device: device.track is Track.SYSTEM)

    def _default_ids(self) -> tuple[str, str]:
        if self._is_pulse:
            told = self._library.pulseaudio._pulse.server_info
            return told["default source id"], f"{told['default sink id']}.monitor"
        return str(self._library.default_microphone().id), str(self._library.default_speaker().id)

    def _microphone(self, device: SoundDevice) -> Any:
        for each in self._library.all_microphones(include_loopback=True):
            if str(each.id) == device.id and _hears_the_computer(each) is (device.track is Track.SYSTEM):
                return each
        raise DeviceGone

    def _await_sound(self, recorder: Any) -> bool:
        """Whether something can be read within a moment: the library itself waits on, though nothing may ever come."""
        library = self._library.pulseaudio
        for _ in range(2):
            if library._pulse._pa_stream_get_state(recorder.stream) != library._pa.PA_STREAM_READY:
                raise DeviceGone
            if library._pulse._pa_stream_readable_size(recorder.stream):
                return True
            recorder._record_event.wait(_WAIT_S)
            recorder._record_event.clear()
        return bool(library._pulse._pa_stream_readable_size(recorder.stream))


def _connect() -> ModuleType:
    if status().stage is Stage.SEALED:
        raise SoundSystemGone(
            "This process of Alcove has closed its lock already and cannot reach the sound system; "
            "record from the window, or with: alcove record"
        )
    _keep_from_starting_a_server()
    # It names itself to the sound system by its command line, and stumbles over an empty one.
    sys.argv = ["Alcove"]
    try:
        # libpulse misses folders that it may not make.
        with unheard():
            import soundcard
    except (AssertionError, ImportError, OSError) as error:
        raise SoundSystemGone(_nothing_there(error)) from error
    return soundcard  # type: ignore[no-any-return]


def _nothing_there(error: BaseException) -> str:
    if sys.platform != "linux":
        return f"The sound system of this computer cannot be used ({error})."
    missing = isinstance(error, OSError)
    what = "The library libpulse0 is missing" if missing else "No sound system answers"
    return f"{what}; recording needs PulseAudio or PipeWire with its PulseAudio service (pipewire-pulse)."


def _keep_from_starting_a_server() -> None:
    """Name the usual socket: where none is named, libpulse starts a server of its own, which would be locked as we are."""
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    if sys.platform == "linux" and folder and "PULSE_SERVER" not in os.environ:
        usual = Path(folder) / "pulse" / "native"
        if usual.exists():
            os.environ["PULSE_SERVER"] = f"unix:{usual}"


def _hears_the_computer(microphone: Any) -> bool:
    """Whether it records what is played, rather than what is said."""
    if sys.platform == "darwin":
        return any(name in microphone.name.lower() for name in _VIRTUAL_LOOPBACKS)
    return bool(microphone.isloopback)


def _with_first_as_default(devices: list[SoundDevice], track: Track) -> list[SoundDevice]:
    """A track needs a default where the system names none (PulseAudio may take a monitor for its microphone)."""
    first = next((device for device in devices if device.track is track), None)
    return [SoundDevice(device.track, device.id, device.name, device.default or device is first) for device in devices]
