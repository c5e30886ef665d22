"""Sound from any audio or video file, packet by packet, in pieces of bounded length."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import av.audio
import av.error
import numpy
from numpy.typing import NDArray

from app.core.errors import UnreadableFile
from app.core.meetings.sounds import SAMPLE_RATE
from app.workers.serve import CancelFlag

_CONTAINERS = (
    "aac,ac3,aiff,amr,amrnb,amrwb,ape,asf,au,avi,caf,dts,eac3,flac,flv,m4a,matroska,mov,mp2,mp3,mp4,mpeg,mpegts,mxf,"
    "ogg,opus,rm,spdif,tta,w64,wav,webm,wv,3gp,3g2,mj2"
)
"""Without playlists and scripts, which would open other files, and without text, which FFmpeg takes for a recording."""
_OPTIONS = {"format_whitelist": _CONTAINERS, "protocol_whitelist": "file"}

_SHORTEST_GAP_S = 0.1
_SILENCE_SAMPLES = 10 * SAMPLE_RATE
_FAILURES_IN_A_ROW = 100


@dataclass
class Recording:
    """An open recording. `duration_s` is what the file says of itself, 0.0 where it does not; `damaged` counts packets."""

    duration_s: float
    samples: Iterator[NDArray[numpy.float32]]
    damaged: int = 0


def open_recording(path: Path, content: bytes = b"") -> Recording:
    """Open the first sound track of a file, or of the `content` that has its name; `samples` are mono float32 blocks from -1 to 1 at 16 kHz.

    A damaged packet costs its own sound and no more, and is silence where the file says how long it was: faster-whisper's
    own decoder ends at the first one without a word.

    Raises:
        UnreadableFile: the file cannot be opened or has no sound.
    """
    try:
        source = io.BytesIO(content) if content else str(path)
        container = av.open(source, mode="r", metadata_errors="ignore", options=_OPTIONS)
    except FileNotFoundError:
        raise UnreadableFile(f"There is no file {path}.") from None
    except PermissionError:
        raise UnreadableFile(f"You may not read {path}; ask for permission or choose another file.") from None
    except (av.error.FFmpegError, OSError, ValueError) as error:
        raise UnreadableFile(
            f"{path.name} is not a recording that can be opened, or it is damaged ({_reason(error)}); "
            "play it in another program to see whether it is whole."
        ) from None
    if not container.streams.audio:
        container.close()
        raise UnreadableFile(f"{path.name} has no sound track.")
    stream = container.streams.audio[0]
    duration = stream.duration * stream.time_base if stream.duration and stream.time_base else 0
    recording = Recording(float(duration) or (container.duration or 0) / av.time_base, iter(()))
    recording.samples = _decode(container, stream, recording)
    return recording


def from_second(
    samples: Iterator[NDArray[numpy.float32]], from_s: float, flag: CancelFlag
) -> Iterator[NDArray[numpy.float32]]:
    """The samples from a second on. Raises Cancelled."""
    to_skip = int(from_s * SAMPLE_RATE)
    for block in samples:
        flag.raise_if_set()
        skipped = min(to_skip, len(block))
        to_skip -= skipped
        if skipped < len(block):
            yield block[skipped:]


def _decode(
    container: "av.container.InputContainer", stream: av.audio.AudioStream, recording: Recording
) -> Iterator[NDArray[numpy.float32]]:
    resampler = av.AudioResampler(format="flt", layout="mono", rate=SAMPLE_RATE)
    first: float | None = None
    given = 0
    with container:
        for frame in _frames(container, stream, recording):
            if frame.time is not None:
                first = frame.time if first is None else first
                for silence in _missing(frame.time - first - given / SAMPLE_RATE, given, recording.duration_s):
                    given += len(silence)
                    yield silence
            for block in _resample(resampler, frame):
                given += len(block)
                yield block
        yield from _resample(resampler, None)


def _frames(
    container: "av.container.InputContainer", stream: av.audio.AudioStream, recording: Recording
) -> Iterator[av.AudioFrame]:
    """Every frame that can be decoded; a packet that cannot, or cannot be found, is counted and passed over."""
    failures = 0
    packets = container.demux(stream)
    while failures < _FAILURES_IN_A_ROW:
        try:
            packet = next(packets)
        except (StopIteration, av.error.EOFError):
            return
        except av.error.FFmpegError:
            recording.damaged += 1
            failures += 1
            packets = container.demux(stream)
            continue
        try:
            frames = packet.decode()
        except av.error.FFmpegError:
            recording.damaged += 1
            continue
        failures = 0
        yield from frames


def _missing(gap_s: float, given: int, duration_s: float) -> Iterator[NDArray[numpy.float32]]:
    """Silence for sound that is lost, so that what follows keeps its time; none for a time beyond the recording."""
    beyond = duration_s and given / SAMPLE_RATE + gap_s > duration_s + 1
    left = int(gap_s * SAMPLE_RATE) if gap_s > _SHORTEST_GAP_S and not beyond else 0
    while left > 0:
        yield numpy.zeros(min(left, _SILENCE_SAMPLES), numpy.float32)
        left -= _SILENCE_SAMPLES


def _resample(resampler: av.AudioResampler, frame: av.AudioFrame | None) -> Iterator[NDArray[numpy.float32]]:
    for block in resampler.resample(frame):
        yield block.to_ndarray().reshape(-1).astype(numpy.float32, copy=False)


def _reason(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error).strip().lower() or type(error).__name__
