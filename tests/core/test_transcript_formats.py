"""Subtitles say who, what and when, in each format's own way."""

import pytest

from app.core.meetings import Segment, Transcript
from app.core.transcript_formats import clock, format_subtitles

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
    assert "Let us → start." in text


def test_speakers_are_left_out_where_they_are_not_wanted() -> None:
    assert "Ana" not in format_subtitles(TRANSCRIPT, "srt", speakers=False)


@pytest.mark.parametrize(("seconds", "text"), [(0.0004, "00:00:00,000"), (59.9996, "00:01:00,000")])
def test_a_clock_rounds_as_a_whole(seconds: float, text: str) -> None:
    assert clock(seconds, ",") == text
