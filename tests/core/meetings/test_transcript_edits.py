"""Every correction can be undone exactly, loses nothing that was heard, and keeps the order of what was said."""

from collections.abc import Callable
from dataclasses import replace
from itertools import chain, pairwise

import pytest
from hypothesis import given, strategies

from app.core.meetings.transcript import Segment, Word
from app.core.meetings.transcript_edits import (
    Edit,
    Segments,
    StaleEdit,
    applied,
    delete,
    from_here_on,
    inverse,
    merge,
    reassign,
    rename_speaker,
    reword,
    split,
)
from app.core.meetings.transcript_search import Wanted, replace_all
from tests.core.transcripts import segments, texts

GOOD = Segment(0.0, 2.0, "Good morning Anna.", "Speaker 1", (
    Word(0.0, 0.5, "Good", 0.9), Word(0.5, 1.0, "morning", 0.4), Word(1.2, 2.0, "Anna.", 0.8),
))  # fmt: skip
BYE = Segment(3.0, 4.0, "Bye.", "Speaker 2", (Word(3.0, 4.0, "Bye.", 0.9),))
AGAIN = Segment(5.0, 6.0, "See you.", "Speaker 1", (Word(5.0, 5.5, "See", 0.9), Word(5.5, 6.0, "you.", 0.9)))
TALK = (GOOD, BYE, AGAIN)

Maker = Callable[[Segments, int, int, str], Edit]
MAKERS: dict[str, Maker] = {
    "reword": lambda before, index, _place, text: reword(before, index, text),
    "delete": lambda before, index, _place, _text: delete(before, [index]),
    "split": lambda before, index, place, _text: split(before, index, place),
    "merge": lambda before, index, _place, _text: merge(before, index),
    "reassign": lambda before, index, place, _text: reassign(
        before, from_here_on(before, index) if place % 2 else [index], "Ana"
    ),
    "rename": lambda before, index, _place, text: rename_speaker(before, before[index].speaker, text),
    "replace": lambda before, _index, _place, text: replace_all(before, Wanted("the"), text),
}
steps = strategies.tuples(
    strategies.sampled_from(sorted(MAKERS)), strategies.integers(0, 20), strategies.integers(0, 30), texts
)


def edited(before: Segments, *edits: tuple[str, int, int, str]) -> tuple[Segments, list[Edit]]:
    done = []
    for kind, index, place, text in edits:
        if not before:
            break
        edit = MAKERS[kind](before, index % len(before), place, text)
        before = applied(before, edit)
        done.append(edit)
    return before, done


def recognized(of: Segments) -> list[Word]:
    return list(chain.from_iterable(one.recognized for one in of))


@given(segments(), strategies.lists(steps, max_size=8))
def test_undo_restores_exactly_and_redo_does_it_again(
    before: Segments, wanted: list[tuple[str, int, int, str]]
) -> None:
    after, done = edited(before, *wanted)
    undone = after
    for edit in reversed(done):
        undone = applied(undone, inverse(edit))
    assert undone == before
    for edit in done:
        undone = applied(undone, edit)
    assert undone == after


@given(segments(), strategies.lists(steps.filter(lambda one: one[0] != "delete" and one[3] != ""), max_size=8))
def test_nothing_that_was_heard_is_lost(before: Segments, wanted: list[tuple[str, int, int, str]]) -> None:
    after, _done = edited(before, *wanted)
    assert recognized(after) == recognized(before)


@given(segments(), strategies.lists(steps, max_size=8))
def test_words_stay_in_order_and_within_their_segment(
    before: Segments, wanted: list[tuple[str, int, int, str]]
) -> None:
    after, _done = edited(before, *wanted)
    assert all(first.start <= second.start for first, second in pairwise(after))
    for segment in after:
        times = list(chain.from_iterable((word.start, word.end) for word in segment.words))
        assert times == sorted(times)
        assert all(segment.start - 1e-9 <= time <= segment.end + 1e-9 for time in times)


def test_a_segment_is_split_at_a_word() -> None:
    first, second = applied((GOOD,), split((GOOD,), 0, GOOD.text.index("Anna")))
    assert (first.text, first.start, first.end, first.words) == ("Good morning", 0.0, 1.0, GOOD.words[:2])
    assert (second.text, second.start, second.end, second.words) == ("Anna.", 1.2, 2.0, GOOD.words[2:])
    assert (first.speaker, second.speaker, first.heard, second.heard) == ("Speaker 1", "Speaker 1", None, None)


@pytest.mark.parametrize(
    ("text", "behind", "texts"),
    [
        ("Good, thank you.", "Good", ("Good,", "thank you.")),
        ("Good (not bad).", "Good ", ("Good", "(not bad).")),
        ('He said "no". I left.', "no", ('He said "no".', "I left.")),
        ("نعم، شكرا", "نعم", ("نعم،", "شكرا")),
        ("好的，谢谢。", "好的", ("好的，", "谢谢。")),
    ],
)
def test_signs_stay_with_the_word_they_follow_and_merging_brings_the_text_back(
    text: str, behind: str, texts: tuple[str, str]
) -> None:
    said = applied((GOOD,), reword((GOOD,), 0, text))
    parts = applied(said, split(said, 0, text.index(behind) + len(behind)))
    assert (parts[0].text, parts[1].text) == texts
    assert applied(parts, merge(parts, 0))[0].text == text


def test_nothing_is_split_off_where_nothing_stands() -> None:
    assert not split((GOOD,), 0, 0)
    assert not split((GOOD,), 0, len(GOOD.text))


def test_a_split_within_a_word_keeps_what_was_recognized() -> None:
    first, second = applied((GOOD,), split((GOOD,), 0, len("Good mor")))
    assert (first.text, second.text) == ("Good mor", "ning Anna.")
    assert recognized((first, second)) == list(GOOD.words)


def test_a_segment_without_words_is_split_in_proportion() -> None:
    bare = Segment(0.0, 10.0, "abcde fghij")
    first, second = applied((bare,), split((bare,), 0, 5))
    assert (first.end, second.start) == pytest.approx((10 * 5 / 11, 10 * 5 / 11))


def test_merging_undoes_splitting_but_for_who_speaks() -> None:
    parts = applied((GOOD,), split((GOOD,), 0, 4))
    assert applied(parts, merge(parts, 0)) == (GOOD,)
    other = (parts[0], replace(parts[1], speaker="Speaker 2"))
    assert applied(other, merge(other, 0))[0].speaker == "Speaker 1"
    assert not merge(TALK, 2)


def test_a_speaker_is_renamed_everywhere_and_two_can_become_one() -> None:
    assert [one.speaker for one in applied(TALK, rename_speaker(TALK, "Speaker 1", " Ana "))] == [
        "Ana", "Speaker 2", "Ana",
    ]  # fmt: skip
    assert {one.speaker for one in applied(TALK, rename_speaker(TALK, "Speaker 1", "Speaker 2"))} == {"Speaker 2"}


def test_a_speaker_is_reassigned_once_or_from_here_on() -> None:
    assert [one.speaker for one in applied(TALK, reassign(TALK, [0], "Bo"))] == ["Bo", "Speaker 2", "Speaker 1"]
    assert [one.speaker for one in applied(TALK, reassign(TALK, from_here_on(TALK, 0), "Bo"))] == [
        "Bo",
        "Speaker 2",
        "Bo",
    ]
    assert [one.speaker for one in applied(TALK, reassign(TALK, from_here_on(TALK, 2), "Bo"))] == [
        "Speaker 1", "Speaker 2", "Bo",
    ]  # fmt: skip


def test_a_segment_without_text_is_deleted() -> None:
    assert applied(TALK, reword(TALK, 1, "  ")) == (GOOD, AGAIN)


def test_what_changes_nothing_is_no_edit() -> None:
    assert not reword(TALK, 0, " Good  morning Anna. ")
    assert not reassign(TALK, [0], "Speaker 1")


def test_several_segments_get_another_speaker_or_go_in_one_correction() -> None:
    given = reassign(TALK, [0, 2, 1], "Bo")
    assert [one.speaker for one in applied(TALK, given)] == ["Bo", "Bo", "Bo"]
    assert applied(applied(TALK, given), inverse(given)) == TALK
    gone = delete(TALK, [2, 0])
    assert applied(TALK, gone) == TALK[1:2]
    assert applied(applied(TALK, gone), inverse(gone)) == TALK
    assert [one.before for one in delete(TALK, range(3)).splices] == [TALK], "neighbours go at once"
    assert not rename_speaker(TALK, "Speaker 9", "Ana")


def test_an_edit_of_another_text_is_refused() -> None:
    with pytest.raises(StaleEdit):
        applied((BYE, GOOD), reword(TALK, 0, "Good evening"))
    with pytest.raises(StaleEdit):
        applied((BYE,), rename_speaker(TALK, "Speaker 1", "Ana"))
