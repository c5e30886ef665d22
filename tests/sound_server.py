"""A sound server of its own for a test: outputs that go nowhere, and a microphone that hears what is played to a room."""

import os
import shutil
import subprocess
import time
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy
import numpy.typing
import pytest

from app.workers.audio import open_recording
from tests.installed import shared_data

Sound = numpy.typing.NDArray[numpy.float64]
RATE = 16_000
_START_S = 10.0


class SoundServer:
    """PulseAudio with the output `speakers`, and the microphone `microphone` that hears the output `room`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self._quiet: list[subprocess.Popen[bytes]] = []
        self.address = f"unix:{folder}/native"
        self.environment = {
            **os.environ,
            "PULSE_SERVER": self.address,
            "XDG_RUNTIME_DIR": str(folder),
            "HOME": str(folder),
        }

    def start(self) -> None:
        """Start it, and wait until it answers."""
        (self._folder / "native").unlink(missing_ok=True)
        modules = [
            f"module-native-protocol-unix auth-anonymous=1 socket={self._folder}/native",
            "module-null-sink rate=16000 sink_name=speakers sink_properties=device.description=Speakers",
            "module-null-sink rate=16000 sink_name=room sink_properties=device.description=Room",
            "module-remap-source master=room.monitor source_name=microphone source_properties=device.description=Desk",
            "module-rescue-streams",
        ]
        self._process = subprocess.Popen(
            [
                "pulseaudio",
                "-n",
                "--daemonize=no",
                "--exit-idle-time=-1",
                "--use-pid-file=no",
                "--disable-shm=yes",
            ]
            + [part for module in modules for part in ("-L", module)],
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + _START_S
        while subprocess.run(["pactl", "info"], env=self.environment, capture_output=True, check=False).returncode:
            assert time.monotonic() < deadline, "the sound server did not start"
        self.control("set-default-sink", "speakers")
        self.control("set-default-source", "microphone")
        # An output that nothing is played to works two seconds ahead here, as no sound card does.
        self._quiet = [self._play_nothing(output) for output in ("speakers", "room")]

    def control(self, *words: str) -> str:
        """Tell it something with `pactl`; returns what it says."""
        done = subprocess.run(["pactl", *words], env=self.environment, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def unload(self, module: str, argument: str) -> None:
        """Unplug what a module made, by a word of its arguments."""
        for line in self.control("list", "short", "modules").splitlines():
            number, name, *arguments = line.split("\t")
            if name == module and argument in " ".join(arguments):
                self.control("unload-module", number)

    def play(self, path: Path, output: str) -> subprocess.Popen[bytes]:
        """Play a WAV file to an output."""
        return subprocess.Popen(["paplay", f"--device={output}", str(path)], env=self.environment)

    def _play_nothing(self, output: str) -> subprocess.Popen[bytes]:
        command = ["pacat", "--latency-msec=100", f"--device={output}", "/dev/zero"]
        return subprocess.Popen(command, env=self.environment, stderr=subprocess.DEVNULL)

    def kill(self) -> None:
        """End it without a word."""
        for process in self._quiet:
            process.kill()
            process.wait()
        self._quiet = []
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


@contextmanager
def sound_server(folder: Path) -> Iterator[SoundServer]:
    """A running server, or a skipped test where PulseAudio is not installed."""
    if shutil.which("pulseaudio") is None or shutil.which("pactl") is None:
        pytest.skip("PulseAudio is not installed on this machine (packages pulseaudio and pulseaudio-utils)")
    server = SoundServer(folder)
    server.start()
    try:
        yield server
    finally:
        server.kill()


def speech(seconds: float, from_s: float = 0.0) -> Sound:
    """Two people speak, from -1 to 1."""
    samples = open_recording(shared_data("speech/simulated/sim_2spk.flac")).samples
    wanted = int((from_s + seconds) * RATE)
    blocks: list[Sound] = []
    while sum(len(block) for block in blocks) < wanted:
        blocks.append(next(samples).astype(numpy.float64))
    return numpy.concatenate(blocks)[int(from_s * RATE) : wanted]


def write_wav(path: Path, sound: Sound) -> Path:
    """Put sound into a file."""
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes((sound * 32767).round().astype("<i2").tobytes())
    return path


def likeness(part: Sound, whole: Sound) -> tuple[float, float]:
    """The highest correlation of a part with any place of the whole, and the second where it is."""
    size = len(part) + len(whole)
    spectrum = numpy.fft.rfft(whole, size) * numpy.conj(numpy.fft.rfft(part, size))
    products = numpy.fft.irfft(spectrum, size)[: len(whole) - len(part) + 1]
    squares = numpy.concatenate([[0.0], numpy.cumsum(whole**2)])
    power = numpy.sqrt((squares[len(part) :] - squares[: -len(part)])[: len(products)] * (part**2).sum())
    likely = products / numpy.maximum(power, 1e-9)
    best = int(numpy.argmax(likely))
    return float(likely[best]), best / RATE
