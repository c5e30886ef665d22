"""Turns and words laid over each other."""

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.meetings.speakers import attributed, names_a_person, overlaps
from app.core.meetings.transcript import SYSTEM, Segment, Turn, Word
from app.core.meetings.word_times import reworded


def spoken(text: str, start: float = 0.0, seconds: float = 0.5) -> Segment:
    """One word after the other, each as long."""
    words = tuple(
        Word(start + place * seconds, start + (place + 1) * seconds, word, 0.9)
        for place, word in enumerate(text.split())
    )
    return Segment(start, words[-1].end, text, "", words, "en")


def with_speakers(segments: Iterable[Segment], turns: Sequence[Turn]) -> tuple[Segment, ...]:
    """The segments with their speakers, none of whom is known by name."""
    return attributed(segments, turns, {})[0]


def lines(segments: tuple[Segment, ...]) -> list[tuple[str, str]]:
    return [(segment.speaker, segment.text) for segment in segments]


def test_a_segment_is_cut_where_the_speaker_changes() -> None:
    parts = with_speakers([spoken("How are you? Fine, thanks.")], [Turn(0, 1.6, 7), Turn(1.6, 3, 3)])
    assert lines(parts) == [("Speaker 1", "How are you?"), ("Speaker 2", "Fine, thanks.")]
    assert [(part.start, part.end) for part in parts] == [(0, 1.5), (1.5, 2.5)]
    assert [len(part.words) for part in parts] == [3, 2]
    assert {part.language for part in parts} == {"en"}


def test_speakers_are_numbered_as_they_come_in_the_text() -> None:
    parts = with_speakers(
        [spoken("one"), spoken("two", 10), spoken("three", 20)], [Turn(0, 1, 5), Turn(10, 11, 2), Turn(20, 21, 5)]
    )
    assert [part.speaker for part in parts] == ["Speaker 1", "Speaker 2", "Speaker 1"]


def test_one_short_word_between_two_of_another_is_a_slip_of_the_clock() -> None:
    turns = [Turn(0, 0.6, 0), Turn(0.6, 0.9, 1), Turn(0.9, 3, 0)]
    assert len(with_speakers([spoken("one two three four", seconds=0.3)], turns)) == 1


def test_words_beyond_every_turn_stay_with_the_speaker_before_them() -> None:
    parts = with_speakers([spoken("one"), spoken("two", 30)], [Turn(0, 1, 0), Turn(60, 61, 1)])
    assert [part.speaker for part in parts] == ["Speaker 1", "Speaker 1"]


def test_what_was_corrected_by_hand_is_not_cut() -> None:
    corrected = reworded(spoken("one two three four"), "one too three four")
    parts = with_speakers([corrected], [Turn(0, 1.4, 0), Turn(1.4, 3, 1)])
    assert len(parts) == 1
    assert (parts[0].text, parts[0].heard) == (corrected.text, corrected.heard)


def test_without_turns_nobody_is_named() -> None:
    segment = spoken("nobody knows")
    assert with_speakers([segment], []) == (segment,)


def test_languages_without_spaces_stay_without() -> None:
    words = (Word(0, 1, "你好", 0.9), Word(1, 2, "谢谢", 0.9))
    parts = with_speakers([Segment(0, 2, "你好谢谢", "", words, "zh")], [Turn(0, 1, 0), Turn(1, 2, 1)])
    assert lines(parts) == [("Speaker 1", "你好"), ("Speaker 2", "谢谢")]


@given(st.lists(st.tuples(st.floats(0, 20), st.floats(0.1, 5), st.integers(0, 3)), max_size=8))
def test_every_word_is_kept_once_and_in_order(found: list[tuple[float, float, int]]) -> None:
    segments = [spoken("the quick brown fox"), spoken("jumps over the lazy dog", 8)]
    parts = with_speakers(segments, [Turn(start, start + length, who) for start, length, who in found])
    assert [word for part in parts for word in part.words] == [word for it in segments for word in it.words]
    assert " ".join(part.text for part in parts) == " ".join(segment.text for segment in segments)


@pytest.mark.parametrize(
    ("speaker", "named"),
    [("Anna", True), ("Speaker of the house", True), ("Speaker 12", False), ("", False), (SYSTEM, False)],
)
def test_a_number_is_no_name(speaker: str, named: bool) -> None:
    assert names_a_person(speaker) is named


def test_who_is_known_is_named_and_the_others_are_counted() -> None:
    turns = [Turn(0, 1, 0), Turn(1, 2, 1), Turn(2, 3, 2)]
    parts, names = attributed([spoken("one two three four five six")], turns, {1: "Anna"})
    assert [part.speaker for part in parts] == ["Speaker 1", "Anna", "Speaker 2"]
    assert names == {0: "Speaker 1", 1: "Anna", 2: "Speaker 2"}


def test_segments_in_which_two_speak_at_once_are_marked() -> None:
    segments = [spoken("one two"), spoken("three four", start=5.0), spoken("five six", start=8.0)]
    parts = with_speakers(segments, [Turn(0, 6.5, 0), Turn(4.9, 5.8, 1), Turn(7.8, 9, 0), Turn(8.8, 9, 1)])
    assert [part.overlapped for part in parts] == [False, True, False]


def test_overlaps_are_told_once_however_many_speak() -> None:
    turns = [Turn(0, 10, 0), Turn(2, 4, 1), Turn(3, 5, 2), Turn(7, 12, 1), Turn(12, 13, 1)]
    assert overlaps(turns) == [(2, 5), (7, 10)]
    assert overlaps([Turn(0, 2, 0), Turn(1, 3, 0)]) == []
