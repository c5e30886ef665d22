"""Voices found in pieces become speakers of the whole recording."""

import numpy

from app.core.cancel import CancelToken
from app.core.meetings import Turn
from app.engines.process import WorkerProcess
from app.engines.transcriber import SpeakerModels
from app.workers.speakers import Voice, joined
from tests.installed import REPOSITORY, SPEAKERS, model_sha256, shared_data

ANNA, BERT, CARL = numpy.eye(3)


def voice(direction: numpy.ndarray, seconds: float, piece: int) -> Voice:
    start = 100.0 * piece
    return Voice(direction * seconds, seconds, frozenset({piece}), [(start, start + seconds)])


def seconds(voices: list[Voice]) -> list[float]:
    return sorted(one.seconds for one in voices)


def test_one_voice_in_several_pieces_is_one_speaker() -> None:
    found = joined([voice(ANNA, 20, 0), voice(BERT, 30, 0), voice(BERT, 5, 1), voice(ANNA, 7, 2)], 0)
    assert seconds(found) == [27, 35]
    assert [sorted(one.turns) for one in found if one.seconds == 27] == [[(0, 20), (200, 207)]]


def test_two_voices_of_one_piece_stay_two_however_alike() -> None:
    assert seconds(joined([voice(ANNA, 20, 0), voice(ANNA + 0.1 * BERT, 30, 0)], 0)) == [20, 30]


def test_who_says_hardly_a_word_is_the_speaker_most_alike() -> None:
    slip = voice(BERT + 0.2 * ANNA, 1, 0)
    assert seconds(joined([voice(ANNA, 20, 0), voice(BERT, 30, 0), slip], 0)) == [20, 31]


def test_a_given_number_of_speakers_is_kept_to() -> None:
    alike = [voice(ANNA, 20, 0), voice(ANNA + 0.5 * BERT, 10, 0), voice(CARL, 30, 0)]
    assert seconds(joined(alike, 3)) == [10, 20, 30]
    assert len(joined(alike, 2)) == 2
    assert joined([], 2) == []


def test_as_many_as_are_given_are_found_in_a_real_conversation() -> None:
    process = WorkerProcess("transcribe")
    try:
        models = SpeakerModels(process, REPOSITORY / "resources/models/speakers", model_sha256(SPEAKERS), threads=2)
        conversation = shared_data("speech/pyannote_sample/sample.wav")
        turns = [turn for turn in models.turns(conversation, 2, CancelToken()) if isinstance(turn, Turn)]
    finally:
        process.close()
    assert {turn.speaker for turn in turns} == {0, 1}
    assert all(0 <= turn.start < turn.end <= 30.1 for turn in turns)
