"""Sound is decoded packet by packet, so that damage costs itself only."""

import wave
from collections.abc import Iterator
from pathlib import Path

import numpy
import pytest

from app.core.errors import UnreadableFile
from app.core.meetings.sounds import SAMPLE_RATE
from app.workers.audio import open_recording


def write_tone(path: Path, seconds: int, rate: int = 44_100, channels: int = 2) -> None:
    tone = 8000 * numpy.sin(numpy.arange(rate * seconds) * 2 * numpy.pi * 440 / rate)
    with wave.open(str(path), "wb") as file:
        file.setparams((channels, 2, rate, 0, "NONE", ""))
        file.writeframes(numpy.repeat(tone.astype("<i2"), channels).tobytes())


def test_any_rate_and_channels_become_mono_at_16_khz(tmp_path: Path) -> None:
    write_tone(tmp_path / "tone.wav", 3)
    recording = open_recording(tmp_path / "tone.wav")
    samples = numpy.concatenate(list(recording.samples))
    assert recording.duration_s == pytest.approx(3, abs=0.01)
    assert len(samples) == pytest.approx(3 * SAMPLE_RATE, abs=100)
    assert samples.dtype == numpy.float32
    assert 0.15 < float(numpy.abs(samples).max()) < 0.5


def test_a_damaged_stretch_costs_itself_and_not_the_rest(tmp_path: Path) -> None:
    import av

    path = tmp_path / "tone.mp3"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mp3", rate=SAMPLE_RATE)
        tone = (8000 * numpy.sin(numpy.arange(SAMPLE_RATE * 60) * 2 * numpy.pi * 440 / SAMPLE_RATE)).astype("<i2")
        frame = av.AudioFrame.from_ndarray(tone.reshape(1, -1), format="s16p", layout="mono")
        frame.rate = SAMPLE_RATE
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 2048] = bytes(2048)
    path.write_bytes(content)
    seconds = sum(len(block) for block in open_recording(path).samples) / SAMPLE_RATE
    assert seconds > 58.5


def test_what_follows_a_damaged_stretch_keeps_its_time(tmp_path: Path) -> None:
    import av

    path = tmp_path / "beeps.mkv"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("flac", rate=SAMPLE_RATE, layout="mono")
        noise = numpy.random.default_rng(1).integers(-300, 300, SAMPLE_RATE * 60)
        noise[SAMPLE_RATE * 50 : SAMPLE_RATE * 51] *= 60
        for start in range(0, len(noise), 4096):
            block = noise[start : start + 4096].astype("<i2").reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(block, format="s16", layout="mono")
            frame.sample_rate, frame.pts = SAMPLE_RATE, start
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 20_000] = bytes(20_000)
    path.write_bytes(content)
    samples = numpy.concatenate(list(open_recording(path).samples))
    assert len(samples) == pytest.approx(60 * SAMPLE_RATE, abs=SAMPLE_RATE // 5)
    assert int(numpy.abs(samples).argmax()) / SAMPLE_RATE == pytest.approx(50.5, abs=0.6)
    assert float(numpy.abs(samples[: 49 * SAMPLE_RATE]).max()) < 0.05


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("notes.txt", b"just words, no sound at all\n" * 50, "not a recording"),
        ("empty.wav", b"", "not a recording"),
        ("cut.m4a", b"\x00\x00\x00\x20ftypM4A \x00\x00\x00\x00", "not a recording"),
    ],
)
def test_what_is_no_recording_is_said_in_one_sentence(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableFile, match=reason) as failure:
        open_recording(tmp_path / name)
    assert name in str(failure.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"no file .*gone\.wav"):
        open_recording(tmp_path / "gone.wav")


@pytest.mark.fault(26)
def test_an_m4a_with_its_index_at_the_start_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    for part, path in truncated_m4a(tmp_path / "cut.m4a", {"movflags": "+faststart"}):
        seconds = sum(len(block) for block in open_recording(path).samples) / SAMPLE_RATE
        assert seconds == pytest.approx(10 * part, abs=0.6)


@pytest.mark.fault(26)
def test_an_m4a_that_lost_its_index_with_its_end_is_refused_in_one_sentence(tmp_path: Path) -> None:
    for _, path in truncated_m4a(tmp_path / "cut.m4a", {}):
        with pytest.raises(UnreadableFile, match=r"^cut\.m4a is not a recording that can be opened"):
            open_recording(path)


def truncated_m4a(path: Path, options: dict[str, str]) -> Iterator[tuple[float, Path]]:
    """Ten seconds, cut off at twenty points: what part is left, and the file."""
    write_m4a(path, 10, options)
    whole = path.read_bytes()
    for part in range(1, 20):
        path.write_bytes(whole[: len(whole) * part // 20])
        yield part / 20, path


def write_m4a(path: Path, seconds: int, options: dict[str, str]) -> None:
    import av

    with av.open(str(path), "w", options=options) as container:
        stream = container.add_stream("aac", rate=SAMPLE_RATE, layout="mono")
        tone = numpy.sin(numpy.arange(SAMPLE_RATE * seconds) * 2 * numpy.pi * 440 / SAMPLE_RATE) / 4
        for start in range(0, len(tone), 1024):
            block = tone[start : start + 1024].astype("<f4").reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="mono")
            frame.sample_rate, frame.pts = SAMPLE_RATE, start
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


@pytest.mark.fault(25)
@pytest.mark.parametrize("told_bytes", [0, 0x7FFF_0000, 0xFFFF_FFFF])
def test_a_wav_whose_header_lies_about_its_length_is_read_to_its_end(tmp_path: Path, told_bytes: int) -> None:
    path = tmp_path / "crashed.wav"
    write_tone(path, 2, rate=SAMPLE_RATE, channels=1)
    content = bytearray(path.read_bytes())
    content[4:8] = content[40:44] = told_bytes.to_bytes(4, "little")
    path.write_bytes(content)
    assert sum(len(block) for block in open_recording(path).samples) == pytest.approx(2 * SAMPLE_RATE, abs=100)
