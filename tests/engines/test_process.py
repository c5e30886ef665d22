"""The supervisor starts workers when needed, ends them when idle, and replaces them when they die."""

import os
import signal
import subprocess
import sys
import threading
import time
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy
import psutil
import pytest

from app.core.cancel import CancelToken
from app.core.errors import Cancelled, WorkerCrashed, WorkerError
from app.engines.process import WorkerProcess, decompressed
from app.workers.protocol.frames import write_frame
from app.workers.protocol.generate import CountTokens
from app.workers.protocol.header import ReadHeader
from app.workers.protocol.transcribe import HeardUntil, LoadSpeechModel, Transcribe
from tests.installed import SPEECH, model_folder, model_sha256
from tests.kills import kill, silence


@pytest.fixture
def process() -> Iterator[WorkerProcess]:
    process = WorkerProcess("transcribe", obedience_seconds=0.1)
    yield process
    process.close()


@pytest.fixture
def loaded(process: WorkerProcess) -> WorkerProcess:
    load(process)
    return process


@pytest.fixture
def long_recording(tmp_path: Path) -> Path:
    """Twenty minutes of noise: long enough that a worker is busy with it whenever a test interferes."""
    path = tmp_path / "noise.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
        noise = numpy.random.default_rng(1).normal(0, 3000, 16_000 * 60).astype("<i2").tobytes()
        for _ in range(20):
            file.writeframes(noise)
    return path


def load(process: WorkerProcess) -> None:
    process.tell(LoadSpeechModel(folder=str(model_folder(SPEECH)), sha256=model_sha256(SPEECH), threads=1))


def test_nothing_runs_before_the_first_request(process: WorkerProcess) -> None:
    assert process.process_id is None
    assert process.incarnation == 0


def test_a_refusal_is_one_sentence_and_the_worker_lives(process: WorkerProcess) -> None:
    with pytest.raises(WorkerError, match="No speech model is loaded"):
        process.tell(Transcribe(path="/nowhere.wav"))
    before = process.process_id
    with pytest.raises(WorkerError, match="does not know the request CountTokens"):
        process.tell(CountTokens(texts=("a",)))
    assert process.process_id == before is not None


def test_a_file_whose_hash_is_wrong_is_never_loaded(process: WorkerProcess, tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(b"not the model")
    with pytest.raises(WorkerError, match=r"model\.bin is not the one the catalogue names"):
        process.tell(LoadSpeechModel(folder=str(tmp_path), sha256={"model.bin": "0" * 64}, threads=1))
    with pytest.raises(WorkerError, match="No speech model is loaded"):
        process.tell(Transcribe(path="/nowhere.wav"))


def test_a_killed_worker_fails_its_request_and_the_next_one_works(loaded: WorkerProcess, long_recording: Path) -> None:
    first = loaded.incarnation
    threading.Timer(0.3, lambda: kill(loaded)).start()
    with pytest.raises(WorkerCrashed) as crash:
        loaded.tell(Transcribe(path=str(long_recording)))
    assert crash.value.worker_exit_code == -signal.SIGKILL
    assert "Nothing was lost" in str(crash.value)
    load(loaded)
    assert loaded.incarnation not in (0, first)


def test_a_worker_killed_between_requests_is_replaced(process: WorkerProcess) -> None:
    with pytest.raises(WorkerError):
        process.tell(Transcribe(path="/nowhere.wav"))
    worker = psutil.Process(process.process_id)
    worker.kill()
    worker.wait(60)
    assert process.process_id is None
    with pytest.raises(WorkerError, match="No speech model is loaded"):
        process.tell(Transcribe(path="/nowhere.wav"))


def test_cancel_ends_a_request_even_in_a_worker_that_cannot_be_interrupted(
    loaded: WorkerProcess, long_recording: Path
) -> None:
    cancel = CancelToken()
    threading.Timer(0.3, cancel.cancel).start()
    with pytest.raises(Cancelled):
        list(loaded.stream(Transcribe(path=str(long_recording)), cancel))
    load(loaded)


def test_leaving_a_stream_early_frees_the_worker(loaded: WorkerProcess, long_recording: Path) -> None:
    stream = loaded.stream(Transcribe(path=str(long_recording)), CancelToken())
    assert isinstance(next(message for message in stream if isinstance(message, HeardUntil)), HeardUntil)
    stream.close()
    load(loaded)


def test_an_idle_worker_is_ended_and_its_memory_returned(tmp_path: Path) -> None:
    process = WorkerProcess("transcribe", idle_seconds=0.2)
    try:
        with pytest.raises(WorkerError):
            process.tell(Transcribe(path=str(tmp_path)))
        until = time.monotonic() + 60
        while process.process_id is not None and time.monotonic() < until:
            threading.Event().wait(0.05)
        assert process.process_id is None
    finally:
        process.close()


def test_a_worker_ends_when_the_application_dies(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        process = WorkerProcess("transcribe")
        try:
            process.tell(Transcribe(path=str(tmp_path)))
        except WorkerError:
            os.write(writer, str(process.process_id).encode())
        signal.pause()
    worker = psutil.Process(int(os.read(reader, 20)))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    worker.wait(60)
    assert not psutil.pid_exists(worker.pid) or worker.status() == psutil.STATUS_ZOMBIE


NEVER_DONE = """
import sys, time
from app.workers.protocol.frames import write_frame
from app.workers.protocol.generate import CountTokens
from app.workers.serve import serve

def never_done(request, flag):
    sys.stderr.write("busy\\n")
    time.sleep(600)
    yield from ()

serve("stubborn", "", {CountTokens: never_done}, sys.stdin.buffer, sys.stdout.buffer)
"""


def test_a_worker_in_the_middle_of_something_that_cannot_be_interrupted_ends_with_the_application_too() -> None:
    command = [sys.executable, "-c", NEVER_DONE]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as worker:
        assert worker.stdin is not None
        assert worker.stderr is not None
        write_frame(worker.stdin, 1, CountTokens(texts=("How many?",)))
        assert worker.stderr.readline() == b"busy\n"
        worker.stdin.close()
        try:
            assert worker.wait(60) != 0
        finally:
            worker.kill()


def test_a_closed_supervisor_starts_nothing(process: WorkerProcess) -> None:
    process.close()
    with pytest.raises(WorkerError, match="closing"):
        process.tell(Transcribe(path="/nowhere.wav"))


def test_a_worker_that_is_silent_for_too_long_is_ended_and_replaced() -> None:
    process = WorkerProcess("header")
    try:
        process.start()
        silence(process)
        request = ReadHeader(content=b"no header", file_bytes=9)
        with pytest.raises(WorkerCrashed, match="signal 9"):
            list(process.stream(request, CancelToken(), patience_seconds=0.3))
        with pytest.raises(WorkerError, match="GGUF"):
            list(process.stream(request, CancelToken()))
    finally:
        process.close()


@pytest.mark.skipif(os.name == "nt", reason="a script stands in for zstd")
def test_the_systems_program_loads_the_systems_libraries(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (program := tmp_path / "zstd").write_text('#!/bin/sh\necho "libraries: $LD_LIBRARY_PATH"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setenv("LD_LIBRARY_PATH", str(tmp_path))
    with decompressed(tmp_path / "file.zst") as content:
        assert content.read() == b"libraries: \n"
