"""Stretches of speech are told from a stream of probabilities; each frame lies in one stretch at most."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from app.workers.live_speech import FRAMES_A_SECOND, Chunker, Cut


def seconds(length: float, probability: float) -> list[float]:
    return [probability] * round(length * FRAMES_A_SECOND)


def cuts(*parts: list[float]) -> list[Cut]:
    chunker = Chunker()
    found = [chunker.add(probability) for part in parts for probability in part]
    return [cut for cut in [*found, chunker.close()] if cut is not None]


def length_s(cut: Cut) -> float:
    return (cut.end - cut.start) / FRAMES_A_SECOND


def test_silence_is_no_speech() -> None:
    assert cuts(seconds(60, 0.1)) == []


def test_a_pause_ends_a_stretch_with_a_little_silence_around_it() -> None:
    (cut,) = cuts(seconds(1, 0.0), seconds(2, 0.9), seconds(2, 0.0))
    assert cut.spoken
    assert 2.6 < length_s(cut) < 2.9


def test_a_click_is_not_spoken() -> None:
    assert [cut.spoken for cut in cuts(seconds(1, 0.0), [0.8, 0.8], seconds(1, 0.0))] == [False]


def test_a_short_pause_ends_a_long_stretch_but_not_a_short_one() -> None:
    assert len(cuts(seconds(3, 0.9), seconds(0.25, 0.0), seconds(2, 0.9))) == 1
    assert len(cuts(seconds(8, 0.9), seconds(0.25, 0.0), seconds(2, 0.9))) == 2


def test_speech_without_a_pause_is_cut_where_it_is_faintest() -> None:
    first, second = cuts(seconds(13, 0.95), [0.6], seconds(5, 0.95))
    assert first.end == second.start
    assert 12.9 < length_s(first) < 13.1


def test_what_is_open_at_the_end_is_a_stretch() -> None:
    (cut,) = cuts(seconds(1, 0.9))
    assert cut == Cut(0, round(FRAMES_A_SECOND), True)


@given(st.lists(st.tuples(st.floats(0.05, 12), st.sampled_from([0.0, 0.2, 0.4, 0.7, 1.0])), max_size=12))
def test_stretches_never_overlap_and_hold_all_that_is_surely_speech(parts: list[tuple[float, float]]) -> None:
    stream = [probability for length, level in parts for probability in seconds(length, level)]
    found = cuts(stream)
    assert all(cut.start < cut.end <= len(stream) for cut in found)
    assert all(before.end <= after.start for before, after in itertools.pairwise(found))
    inside = {frame for cut in found for frame in range(cut.start, cut.end)}
    assert all(frame in inside for frame, probability in enumerate(stream) if probability >= 0.5)
