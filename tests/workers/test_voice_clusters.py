"""Voices of many windows become the speakers of a recording."""

import numpy

from app.workers.voice_clusters import grouped, speakers_of
from app.workers.voice_windows import FRAME_S, HOP_S, LocalVoice, Window

ANNA, BERT, CARL = numpy.eye(3, dtype=numpy.float32)
FRAMES = 589


def speaking(*spans: tuple[float, float]) -> numpy.ndarray:
    """The activity of one voice that speaks in these seconds of a window."""
    times = numpy.arange(FRAMES) * FRAME_S
    return sum(((times >= start) & (times < end)).astype(numpy.float16) for start, end in spans)


def window(number: int, *voices: tuple[numpy.ndarray, tuple[float, float]]) -> Window:
    """A window in which these voices speak, each in one span."""
    activity = numpy.zeros((FRAMES, 3), numpy.float16)
    local = []
    for column, (direction, (start, end)) in enumerate(voices):
        activity[:, column] = speaking((start, end))
        local.append(LocalVoice(column, end - start, end - start, direction))
    return Window(float(number * HOP_S), activity, tuple(local))


def test_one_voice_in_many_windows_is_one_speaker_with_one_turn() -> None:
    [anna] = speakers_of([window(0, (ANNA, (1, 10))), window(1, (ANNA, (0, 7)))], 0)
    [(start, end)] = anna.turns
    assert abs(start - 1) < 0.1
    assert abs(end - 12) < 0.1
    assert anna.print @ ANNA > 0.99


def test_speakers_are_numbered_as_they_are_first_heard_and_may_speak_at_once() -> None:
    first, second = speakers_of([window(0, (BERT, (3, 9)), (ANNA, (1, 5)))], 0)
    assert first.print @ ANNA > 0.99
    assert second.print @ BERT > 0.99
    assert second.turns[0][0] < first.turns[0][1]


def test_who_says_hardly_a_word_is_the_speaker_most_alike() -> None:
    slip = (CARL + 0.7 * BERT) / numpy.float32(numpy.hypot(1, 0.7))
    found = speakers_of([window(0, (ANNA, (0, 10))), window(2, (BERT, (0, 10))), window(6, (slip, (0, 1.2)))], 0)
    assert len(found) == 2
    assert found[1].turns[-1][0] >= 30


def test_a_given_number_of_speakers_is_kept_to() -> None:
    alike = (ANNA + 0.9 * CARL) / numpy.float32(numpy.hypot(1, 0.9))
    windows = [window(0, (ANNA, (0, 10))), window(2, (alike, (0, 10))), window(4, (BERT, (0, 10)))]
    assert [len(speakers_of(windows, wanted)) for wanted in (0, 2, 3)] == [2, 2, 3]


def test_one_voice_is_not_divided_because_more_speakers_were_said_to_be_there() -> None:
    later = (ANNA + 0.4 * CARL) / numpy.float32(numpy.hypot(1, 0.4))
    windows = [window(0, (ANNA, (0, 9))), window(2, (later, (0, 9))), window(4, (BERT, (0, 9)))]
    assert len(speakers_of(windows, 3)) == 2


def test_nobody_speaks_in_silence() -> None:
    assert speakers_of([window(0)], 2) == []


def test_a_day_of_speech_is_grouped_block_by_block() -> None:
    many = [window(2 * number, ((ANNA, BERT)[number % 2], (0, 9))) for number in range(1000)]
    assert [round(one.seconds) for one in speakers_of(many, 0)] == [4500, 4500]


def test_the_surest_pairs_are_joined_first() -> None:
    near = ANNA + 0.5 * BERT
    prints = numpy.array([ANNA, BERT, near / numpy.linalg.norm(near)], numpy.float64)
    groups = grouped(prints, numpy.ones(3), 0)
    assert sorted(sorted(group) for group in groups) == [[0, 2], [1]]
