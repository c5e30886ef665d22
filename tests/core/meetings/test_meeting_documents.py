"""A citation of a meeting leads to the second at which its words are said, before and after corrections."""

import pytest

from app.core.meetings.meeting_documents import second_of
from app.core.meetings.speeches import stretches
from tests.core.meeting import FESTIVAL, segments

QUOTE = "We'll go with the brass band from Ulm."
BAND_AT = 55.0


def place() -> tuple[int, int, str]:
    """Page, character and label of the quotation in the transcript as it was first."""
    page, stretch = next((page, one) for page, one in enumerate(stretches(segments())) if QUOTE in one.text)
    return page, stretch.text.index(QUOTE), stretch.label


def second_in(said: tuple[tuple[str, str], ...], quote: str = QUOTE) -> float:
    page, start, label = place()
    return second_of(segments(said), page, start, quote, label)


def test_it_is_found_at_its_place() -> None:
    assert second_in(FESTIVAL) == pytest.approx(BAND_AT, abs=0.5)


def test_after_lines_went_it_is_found_where_it_stands_now() -> None:
    assert second_in(FESTIVAL[4:]) == pytest.approx(BAND_AT - 20.0, abs=0.5)


def test_of_words_said_more_than_once_those_nearest_to_the_old_time_are_meant() -> None:
    said_twice = (("Dora", QUOTE), *FESTIVAL[1:])
    assert second_in(said_twice) == pytest.approx(BAND_AT, abs=0.5)


def test_words_that_were_corrected_are_heard_about_where_they_were() -> None:
    corrected = tuple((speaker, text.replace("Ulm", "Neu-Ulm")) for speaker, text in FESTIVAL)
    assert second_in(corrected) == pytest.approx(BAND_AT, abs=2.0)


def test_words_that_stand_nowhere_any_more_are_heard_from_where_their_passage_began() -> None:
    assert second_of(segments(FESTIVAL[:2]), 3, 10, QUOTE, "00:00:40, Anna") == 40.0
    assert second_of((), 0, 0, QUOTE, "no time") == 0.0
