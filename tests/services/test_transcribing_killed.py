"""The process that listens is killed again and again: what is written down in the end is whole, and nothing twice."""

import os
import random
import signal
import threading
from itertools import pairwise
from pathlib import Path

import pytest

from app.core.cancel import CancelToken
from app.core.errors import WorkerCrashed
from app.core.meetings import Listening, Transcript
from tests.installed import shared_data
from tests.services.test_recording_queue import Opened

LONGEST_LIFE_S = 12.0
SHORTEST_LIFE_S = 1.5
"""Loading the model takes a second, and a stretch of speech has to be finished now and then."""


@pytest.mark.parametrize(
    ("name", "kills"),
    [
        ("azure_sdk/katiesteve_mono.wav", 3),
        pytest.param("simulated/sim_4spk.flac", 50, marks=pytest.mark.slow),
    ],
)
def test_at_most_a_second_is_lost_and_nothing_is_doubled(name: str, kills: int, tmp_path: Path) -> None:
    path = shared_data(f"speech/{name}")
    opened = Opened(tmp_path)
    try:
        whole = transcribe(opened, path, 0)
        broken = transcribe(opened, path, kills)
    finally:
        opened.close()
    assert broken.complete
    assert broken.duration_s == pytest.approx(whole.duration_s, abs=0.1)
    for before, after in pairwise(broken.segments):
        assert after.start >= before.end - 0.05
    said = [(segment.start, segment.end) for segment in broken.segments]
    for segment in whole.segments:
        covered = sum(max(0.0, min(segment.end, end) - max(segment.start, start)) for start, end in said)
        assert covered >= segment.end - segment.start - 1.0, segment


def transcribe(opened: Opened, path: Path, kills: int) -> Transcript:
    """Transcribe a recording while the worker is killed so many times."""
    chance = random.Random(17)
    while True:
        timer = threading.Timer(chance.uniform(SHORTEST_LIFE_S, LONGEST_LIFE_S), kill, [opened])
        if kills:
            kills -= 1
            timer.start()
        try:
            for _event in opened.meetings.transcribe(path, Listening("en"), CancelToken()):
                pass
        except WorkerCrashed:
            continue
        finally:
            timer.cancel()
        return opened.meetings.transcript(opened.meetings.transcripts()[0].id)


def kill(opened: Opened) -> None:
    """Kill the worker without warning, if there is one."""
    if opened.process.process_id is not None:
        os.kill(opened.process.process_id, signal.SIGKILL)
