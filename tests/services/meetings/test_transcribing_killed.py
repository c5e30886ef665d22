"""Whoever listens is killed again and again: what is written down in the end is whole, and nothing twice."""

import random
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from app.core.cancel import CancelToken
from app.core.errors import WorkerCrashed
from app.core.events import Progress
from app.core.meetings.transcript import Listening, Transcript
from tests.installed import REPOSITORY, shared_data
from tests.kills import kill
from tests.services.meetings.test_recording_queue import Opened

MOST_EVENTS, LONGEST_WAIT_S = 6, 1.0
"""A kill comes so many events and then so long after a beginning, at the most; an event is a stretch heard or done."""
TOUCHING_S = 0.05


def killed_again_and_again(kills: int, live: Callable[[int, float], bool]) -> int:
    """Lead one life after the other until nothing is left to hear or all kills are spent; returns how many died.

    `live` takes after how many events and seconds it is killed, and says whether that came before the end.
    """
    chance = random.Random(kills)
    died = 0
    while died < kills and live(chance.randint(0, MOST_EVENTS), chance.uniform(0, LONGEST_WAIT_S)):
        died += 1
    return died


def check(broken: Transcript, whole: Transcript) -> float:
    """Nothing is doubled and at most a second of speech is lost; the most seconds that are lost in one place."""
    assert broken.complete
    assert broken.duration_s == pytest.approx(whole.duration_s, abs=0.1)
    for before, after in pairwise(broken.segments):
        assert after.start >= before.end - TOUCHING_S
    said = [(segment.start, segment.end) for segment in broken.segments]
    lost_s = most_s = 0.0
    for word in (word for segment in whole.segments for word in segment.words):
        covered = sum(max(0.0, min(word.end, end) - max(word.start, start)) for start, end in said)
        missing = word.end - word.start - covered
        lost_s = lost_s + missing if missing > TOUCHING_S else 0.0
        most_s = max(most_s, lost_s)
        assert lost_s <= 1.0, (word, [it for it in broken.segments if abs(it.start - word.start) < 10])
    return most_s


def transcribe(opened: Opened, path: Path) -> Transcript:
    """Transcribe a recording, or go on with it, to its end."""
    for _event in opened.meetings.transcribe(path, Listening("en"), CancelToken()):
        pass
    return latest(opened)


def latest(opened: Opened) -> Transcript:
    return opened.meetings.transcript(opened.meetings.transcripts()[0].id)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    made = Opened(tmp_path)
    yield made
    made.close()


def test_a_worker_that_is_killed_costs_at_most_a_second_and_doubles_nothing(opened: Opened) -> None:
    path = shared_data("speech/azure_sdk/katiesteve_mono.wav")
    whole = transcribe(opened, path)

    def live(events: int, seconds: float) -> bool:
        try:
            for number, event in enumerate(opened.meetings.transcribe(path, Listening("en"), CancelToken())):
                if number >= events and opened.process.process_id is not None and isinstance(event, Progress):
                    threading.Event().wait(seconds)
                    kill(opened.process)
                    events = sys.maxsize
        except WorkerCrashed:
            return True
        return False

    died = 0
    while died < 3:
        died += killed_again_and_again(3 - died, live)
        check(transcribe(opened, path) if not latest(opened).complete else latest(opened), whole)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_fifty_kills_of_the_application_lose_at_most_a_second_and_double_nothing(tmp_path: Path) -> None:
    path = shared_data("speech/simulated/sim_2spk.flac")
    folders = {name: tmp_path / name for name in ("whole", "broken")}
    for folder in folders.values():
        folder.mkdir()
    opened = Opened(folders["whole"])
    whole = transcribe(opened, path)
    opened.close()

    def live(events: int, seconds: float) -> bool:
        command = [sys.executable, "-m", "tests.services.transcribing_child", str(folders["broken"]), str(path)]
        child = subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE)
        assert child.stdout is not None
        with child:
            for _ in range(events):
                child.stdout.readline()
            threading.Event().wait(seconds)
            child.kill()
        return child.returncode == -signal.SIGKILL

    died = rounds = 0
    lost_s = 0.0
    while died < 50:
        died += killed_again_and_again(50 - died, live)
        rounds += 1
        opened = Opened(folders["broken"])
        kept = latest(opened) if opened.meetings.transcripts() else None
        lost_s = max(lost_s, check(kept if kept is not None and kept.complete else transcribe(opened, path), whole))
        opened.close()
    print(f"{died} kills over {rounds} transcripts; {lost_s:.2f} s of speech lost at the most")
