"""What stands on paper beside what was said."""

import pytest

from app.core.exporting.paper import coverage_words
from app.core.meetings.minutes import Minutes, MinutesCoverage


@pytest.mark.parametrize(
    ("read_s", "duration_s", "words"),
    [
        (65.0, 65.2, "All 65 seconds of the recording were read"),
        (725.0, 725.0, "All 12 minutes of the recording were read"),
        (7500.0, 7500.0, "All 2 hours and 5 minutes of the recording were read"),
        (700.0, 725.0, "00:11:40 of 00:12:05 were read"),
    ],
)
def test_how_much_was_read_is_said_in_words(read_s: float, duration_s: float, words: str) -> None:
    minutes = Minutes(0, 0, "Talk", "general", (), coverage=MinutesCoverage(read_s, duration_s))
    assert coverage_words(minutes) == words
