"""Sound is decoded packet by packet, so that damage costs itself only."""

import wave
from pathlib import Path

import numpy
import pytest

from app.core.errors import UnreadableFile
from app.core.sounds import SAMPLE_RATE
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


def test_a_wav_whose_header_lies_about_its_length_is_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "crashed.wav"
    write_tone(path, 2, rate=SAMPLE_RATE, channels=1)
    content = bytearray(path.read_bytes())
    content[4:8] = content[40:44] = bytes(4)
    path.write_bytes(content)
    assert sum(len(block) for block in open_recording(path).samples) == pytest.approx(2 * SAMPLE_RATE, abs=100)
