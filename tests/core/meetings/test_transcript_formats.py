"""Subtitles say who, what and when, in each format's own way."""

import re
import time
from dataclasses import replace
from html import unescape
from itertools import pairwise

import pytest

from app.core.meetings.transcript import Segment, Transcript, Word
from app.core.meetings.transcript_formats import clock, format_subtitles
from tests.core.meeting import segments

TRANSCRIPT = Transcript(
    1,
    "/recordings/standup.wav",
    "standup",
    "en",
    3725.5,
    (Segment(0.0, 1.5, "Good morning."), Segment(3661.25, 3663.0, "Let us --> start.", speaker="Ana")),
    0.1,
)


def test_subrip() -> None:
    assert format_subtitles(TRANSCRIPT, "srt") == (
        "1\n00:00:00,000 --> 00:00:01,500\nGood morning.\n\n2\n01:01:01,250 --> 01:01:03,000\nAna: Let us --> start.\n"
    )


def test_webvtt_cues_cannot_be_broken_by_what_was_said() -> None:
    text = format_subtitles(TRANSCRIPT, "vtt")
    assert text.startswith("WEBVTT\n\n00:00:00.000 --> 00:00:01.500\nGood morning.\n")
    assert "Ana: Let us --&gt; start." in text


def test_webvtt_takes_nothing_that_was_said_for_a_tag() -> None:
    said = Segment(0.0, 2.0, "R&D: x <5 and y> 3, &amp; so on.")
    text = format_subtitles(replace(TRANSCRIPT, segments=(said,)), "vtt")
    assert "<" not in text
    assert unescape(text.splitlines()[-1]) == said.text


def shown(said: tuple[Segment, ...]) -> list[tuple[str, str]]:
    """The times and the text of every subtitle."""
    text = format_subtitles(replace(TRANSCRIPT, segments=said), "srt")
    return re.findall(r"^(\S+ --> \S+)\n(.*)$", text, re.MULTILINE)


def test_a_long_segment_is_shown_in_several_subtitles_none_of_which_is_too_long() -> None:
    sentence = "We have to talk about the harbour festival, which was full of boats last year. "
    said = segments((("Anastasia", (sentence * 3).strip()),))
    found = shown(said)
    assert [text for _times, text in found] == [
        "Anastasia: We have to talk about the harbour festival,",
        "which was full of boats last year.",
        "We have to talk about the harbour festival, which was full of boats last year.",
        "We have to talk about the harbour festival, which was full of boats last year.",
    ]
    ends = [times.split(" --> ") for times, _text in found]
    assert ends[0][0] == "00:00:00,000"
    assert ends[-1][1] == "00:00:04,000"
    assert all(before[1] <= after[0] and after[0] < after[1] for before, after in pairwise(ends))


@pytest.mark.parametrize(
    "text",
    [
        "今天我们讨论预算。费用是一千二百五十欧元，请大家在星期五之前把文件发给我，否则我们就必须推迟这个项目，直到下个季度才能重新开始。",
        "x" * 300,
        "word " * 60,
        "مرحبا بكم في الاجتماع اليوم، " * 8,
    ],
    ids=["Chinese", "no spaces", "no signs", "Arabic"],
)
def test_a_text_in_any_script_is_parted_and_nothing_of_it_is_lost(text: str) -> None:
    said = Segment(0.0, 30.0, text.strip(), words=(Word(0.0, 30.0, text.strip(), 0.9),))
    found = [one for _times, one in shown((said,))]
    begins = [times.split(" --> ")[0] for times, _one in shown((said,))]
    assert len(found) > 1
    assert begins == sorted(set(begins)), "two at once"
    assert max(map(len, found)) <= 84
    assert re.sub(r"\s", "", "".join(found)) == re.sub(r"\s", "", text)


def test_a_very_long_segment_takes_no_longer_for_each_of_its_words() -> None:
    words = tuple(Word(at / 3, (at + 1) / 3, f" word{at}", 0.9) for at in range(1000))
    said = Segment(0.0, 334.0, "".join(word.text for word in words).strip(), words=words)
    before = time.process_time()
    assert len(shown((said,))) > 80
    assert time.process_time() - before < 5, "the whole text was looked through for every subtitle"


def test_what_was_said_in_no_time_is_shown_for_a_moment() -> None:
    assert shown((Segment(5.0, 5.0, "Yes."),)) == [("00:00:05,000 --> 00:00:05,100", "Yes.")]


def test_speakers_are_left_out_where_they_are_not_wanted() -> None:
    assert "Ana" not in format_subtitles(TRANSCRIPT, "srt", speakers=False)


@pytest.mark.parametrize(("seconds", "text"), [(0.0004, "00:00:00,000"), (59.9996, "00:01:00,000")])
def test_a_clock_rounds_as_a_whole(seconds: float, text: str) -> None:
    assert clock(seconds, ",") == text
