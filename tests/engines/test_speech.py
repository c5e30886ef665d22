"""The real voices of this system over a real sound server: what is said is heard, from behind the offline lock."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import wave
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy
import pytest

from app.core.cancel import CancelToken
from app.core.errors import Cancelled, WorkerError
from app.core.meetings.transcript import Segment
from app.engines import speech
from app.engines.process import WorkerProcess
from app.engines.speech import Speech
from app.engines.transcriber import Transcriber
from tests.installed import REPOSITORY, SPEECH, model_folder, model_sha256
from tests.sound_server import SoundServer, sound_server

SENTENCE = "The committee approved the budget for the coming year."
SEALED = """
import sys
from app.lockdown.lock import Stage, install
install(Stage.LOCAL)
from app.core.cancel import CancelToken
from app.core.words.aloud import voice_for
from app.engines.launcher import Launcher
from app.engines.process import WorkerProcess
from app.engines.speech import Speech
launcher = Launcher()
launcher.start()
install(Stage.SEALED)
worker = WorkerProcess("speak", open_process=launcher.open)
speech = Speech(worker)
voice = voice_for(speech.voices(CancelToken()), "en", "en_US", {})
for _ in speech.say(sys.argv[1], voice, 1.0, CancelToken()):
    pass
endless = speech.say("one two three four five six seven eight nine ten " * 20, voice, 1.0, CancelToken())
next(endless)
endless.close()
print(voice.locale, open(f"/proc/{worker.process_id}/status").read())
worker.close()
launcher.close()
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SoundServer]:
    if sys.platform != "linux" or shutil.which("speech-dispatcher") is None:
        pytest.skip("Speech Dispatcher is not installed (packages speech-dispatcher and speech-dispatcher-espeak-ng)")
    with sound_server(tmp_path) as server:
        yield server
        for number in (tmp_path / "speech-dispatcher" / "pid").glob("*.pid"):
            os.kill(int(number.read_text("ascii")), signal.SIGTERM)


def becomes_silent(server: SoundServer) -> bool:
    """Whether nothing is heard for a second, of the next twenty: the endless text takes three times as long."""
    listen = ["parecord", "--device=speakers.monitor", "--raw", "--rate=16000", "--channels=1", "--format=s16le"]
    with subprocess.Popen(listen, env=server.environment, stdout=subprocess.PIPE) as listening:
        assert listening.stdout is not None
        silent = any(not any(listening.stdout.read(2 * 16_000)) for _second in range(20))
        listening.terminate()
    return silent


@pytest.mark.slow  # eSpeak lists 13,000 voices, which takes seconds, and a sentence takes the time that it takes
def test_what_a_sealed_application_has_said_is_heard_word_for_word(server: SoundServer, tmp_path: Path) -> None:
    transcriber = WorkerProcess("transcribe")
    recognizes = Transcriber(transcriber, model_folder(SPEECH), model_sha256(SPEECH), threads=2)
    heard = tmp_path / "heard.wav"
    (of_a_package := tmp_path / "_internal").mkdir()
    (of_a_package / "libdotconf.so.0").write_text("one that Speech Dispatcher must not load in place of the system's")
    record = ["parecord", "--device=speakers.monitor", "--rate=16000", "--channels=1", "--file-format=wav", str(heard)]
    with subprocess.Popen(record, env=server.environment) as recording:
        told = subprocess.run(
            [sys.executable, "-c", SEALED, SENTENCE],
            cwd=REPOSITORY,
            env={**server.environment, "PYTHONPATH": str(REPOSITORY), "LD_LIBRARY_PATH": str(of_a_package)},
            capture_output=True,
            text=True,
            check=True,
            timeout=300,
        ).stdout
        recording.terminate()
    assert becomes_silent(server), "what is ended is silent"
    assert told.startswith("en_US ")
    assert "Seccomp:\t2" in told
    with wave.open(str(heard)) as file:
        samples = numpy.frombuffer(file.readframes(file.getnframes()), "<i2")
        assert numpy.abs(samples).max() > 1000
    found = recognizes.transcribe(heard, "en", "", 0.0, CancelToken())
    words = " ".join(it.text for it in found if isinstance(it, Segment))
    transcriber.close()
    assert "approved the budget for the coming year" in words


def test_where_no_voice_answers_a_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPEECHD_ADDRESS", "inet_socket:127.0.0.1:1")
    process = WorkerProcess("speak")
    with pytest.raises(WorkerError, match="No voice of this system answers"):
        Speech(process).voices(CancelToken())
    assert process.process_id is None, "what is installed now is met by a new process"
    process.close()


@pytest.fixture
def hanging(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """A Speech Dispatcher that takes connections and says nothing; yields what they come to."""
    if sys.platform != "linux" or shutil.which("speech-dispatcher") is None:
        pytest.skip("Speech Dispatcher is not installed (packages speech-dispatcher and speech-dispatcher-espeak-ng)")
    with socket.socket(socket.AF_UNIX) as taking:
        taking.bind(str(tmp_path / "speech"))
        taking.listen()
        monkeypatch.setenv("SPEECHD_ADDRESS", f"unix_socket:{tmp_path / 'speech'}")
        yield taking


@pytest.mark.usefixtures("hanging")
def test_a_speech_of_the_system_that_hangs_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speech, "_PATIENCE_SECONDS", 0.5)
    process = WorkerProcess("speak")
    with pytest.raises(WorkerError, match=r"^The system's speech does not answer; sign out and in again"):
        Speech(process).voices(CancelToken())
    assert process.process_id is None
    process.close()


def test_whoever_waits_for_a_speech_that_hangs_can_stop_waiting(hanging: socket.socket) -> None:
    process, cancel = WorkerProcess("speak", obedience_seconds=0.1), CancelToken()
    with ThreadPoolExecutor() as beside:
        waiting = beside.submit(Speech(process).voices, cancel)
        connection, _address = hanging.accept()
        with connection:
            cancel.cancel()
            with pytest.raises(Cancelled):
                waiting.result(timeout=60)
    process.close()
