"""Prints the memory of the program and its worker while a recording of hours is transcribed by `alcove transcribe`.

python -m tests.bench.bench_long [--hours N] [--spoken MINUTES] [--format mp3|flac] [--speakers auto|off]

The recording repeats a shared conversation. With `--spoken` only so many minutes of each quarter of an hour are spoken and
the rest is faint noise, for machines that have no time for all of it: every piece is still decoded and looked through.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import av
import numpy
import psutil

from app.core.meetings.sounds import SAMPLE_RATE
from tests.bench.bench_speech import CONVERSATIONS, Sound, sound_of
from tests.installed import REPOSITORY, shared_data

QUARTER_S = 900
SAMPLED_EVERY_S = 2.0
LINES = 20


def long(hours: float, spoken_minutes: float, form: str, speakers: str) -> None:
    """Memory over time, and what it took."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"long.{form}"
        _write(path, hours, spoken_minutes)
        environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "ALCOVE_PASSPHRASE": "correct horse battery staple"}
        command = [sys.executable, "-m", "app", "transcribe", str(path), "--profile", f"{folder}/profile"]
        command += ["--speakers", speakers, "--json"]
        started = time.monotonic()
        said = Path(folder) / "transcript.json"
        with (
            said.open("wb") as out,
            subprocess.Popen(command, env=environment, stdout=out, stderr=subprocess.DEVNULL) as process,
        ):
            taken = _watched(process)
        transcript = json.loads(said.read_text("utf-8"))
        words = sum(len(segment["text"].split()) for segment in transcript["segments"])
        for at in range(0, len(taken), max(1, len(taken) // LINES)):
            seconds, main, worker = taken[at]
            print(f"after {seconds:6.0f} s: program {main / 1e6:5.0f} MB, worker {worker / 1e6:5.0f} MB")
        print(
            f"{transcript['duration_s'] / 3600:.2f} h of {form}, {path.stat().st_size / 1e6:.0f} MB, {words} words:"
            f" at most {max(it[1] for it in taken) / 1e6:.0f} MB in the program,"
            f" {max(it[2] for it in taken) / 1e6:.0f} MB in the worker;"
            f" {(time.monotonic() - started) / transcript['duration_s']:.3f} s/s; load {os.getloadavg()[0]:.1f}"
        )


def _watched(process: subprocess.Popen[bytes]) -> list[tuple[float, int, int]]:
    """Seconds, and resident bytes of the program and of the largest of its workers, until it ends."""
    program, started = psutil.Process(process.pid), time.monotonic()
    taken: list[tuple[float, int, int]] = []
    while process.poll() is None:
        try:
            workers = [child.memory_info().rss for child in program.children(recursive=True)]
            taken.append((time.monotonic() - started, program.memory_info().rss, max(workers, default=0)))
        except psutil.NoSuchProcess:
            continue
        time.sleep(SAMPLED_EVERY_S)
    return taken


def _write(path: Path, hours: float, spoken_minutes: float) -> None:
    speech = numpy.concatenate([sound_of(shared_data(f"speech/{name}")) for name in CONVERSATIONS[:2]])
    noise = numpy.random.default_rng(1).normal(0, 0.001, SAMPLE_RATE).astype(numpy.float32)
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libmp3lame" if path.suffix == ".mp3" else "flac", rate=SAMPLE_RATE)
        stream.layout = "mono"
        for second in range(int(hours * 3600)):
            at = second % (len(speech) // SAMPLE_RATE) * SAMPLE_RATE
            block = speech[at : at + SAMPLE_RATE] if second % QUARTER_S < spoken_minutes * 60 else noise
            for packet in stream.encode(_frame(block)):
                container.mux(packet)
        for packet in stream.encode(None):
            container.mux(packet)


def _frame(block: Sound) -> av.AudioFrame:
    samples = (block.clip(-1, 1) * 32767).astype("<i2")
    frame = av.AudioFrame.from_ndarray(samples[None], format="s16", layout="mono")
    frame.sample_rate = SAMPLE_RATE
    return frame


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hours", type=float, default=3.0)
    parser.add_argument("--spoken", type=float, default=15.0, help="minutes of each quarter of an hour")
    parser.add_argument("--format", choices=("mp3", "flac"), default="mp3")
    parser.add_argument("--speakers", choices=("auto", "off"), default="auto")
    arguments = parser.parse_args()
    long(arguments.hours, arguments.spoken, arguments.format, arguments.speakers)


if __name__ == "__main__":
    main()
