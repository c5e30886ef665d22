"""Who speaks when in a real conversation."""

from itertools import pairwise

import pytest

from app.core.cancel import CancelToken
from app.core.meetings.transcript import Turn
from app.core.meetings.voices import VoicePrint
from app.engines.process import WorkerProcess
from app.engines.transcriber import SpeakerModels
from app.workers.protocol.transcribe import HeardUntil
from tests.installed import REPOSITORY, SPEAKERS, model_sha256, shared_data


def test_as_many_as_are_given_are_found_in_a_real_conversation() -> None:
    process = WorkerProcess("transcribe")
    try:
        models = SpeakerModels(process, REPOSITORY / "resources/models/speakers", model_sha256(SPEAKERS), threads=2)
        conversation = shared_data("speech/pyannote_sample/sample.wav")
        found = list(models.turns(conversation, 2, CancelToken()))
    finally:
        process.close()
    turns = [turn for turn in found if isinstance(turn, Turn)]
    assert {turn.speaker for turn in turns} == {0, 1}
    assert all(0 <= turn.start < turn.end <= 30.1 for turn in turns)
    voices = [voice for voice in found if isinstance(voice, VoicePrint)]
    assert [voice.speaker for voice in voices] == [0, 1]
    assert all(voice.seconds > 2 for voice in voices)
    reached = [one.second for one in found if isinstance(one, HeardUntil)]
    steps = [later - sooner for sooner, later in pairwise(reached)]
    assert all(0 <= step <= 5.01 for step in steps[:-1]), reached
    assert steps[-1] <= 10.01, "the last window is told whole"
    assert reached[0] <= 10
    assert reached[-1] == pytest.approx(30, abs=0.1)
