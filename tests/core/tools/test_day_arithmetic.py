"""Days are counted as a calendar counts them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import UserError
from app.core.tools.day_arithmetic import Unit, between, in_words, moved, week_in_words

DAYS = st.dates(date(1900, 1, 1), date(2200, 1, 1))


def test_the_last_day_of_a_month_stays_in_the_month_that_is_meant() -> None:
    assert moved(date(2026, 1, 31), 1, Unit.MONTHS) == date(2026, 2, 28)
    assert moved(date(2024, 2, 29), 1, Unit.YEARS) == date(2025, 2, 28)
    assert moved(date(2026, 3, 31), -13, Unit.MONTHS) == date(2025, 2, 28)


def test_working_days_pass_over_weekends() -> None:
    friday = date(2026, 11, 20)
    assert moved(friday, 1, Unit.WORKING_DAYS) == date(2026, 11, 23)
    assert moved(friday, 11, Unit.WORKING_DAYS) == date(2026, 12, 7)
    assert moved(date(2026, 11, 22), -1, Unit.WORKING_DAYS) == friday
    assert between(friday, date(2026, 11, 23), Unit.WORKING_DAYS) == 1


@given(DAYS, st.integers(-3000, 3000).filter(bool))
def test_moving_by_working_days_ends_on_one(day: date, amount: int) -> None:
    assert moved(day, amount, Unit.WORKING_DAYS).weekday() < 5


@given(DAYS, st.integers(0, 3000))
def test_counting_working_days_undoes_moving_by_them(day: date, amount: int) -> None:
    assert between(day, moved(day, amount, Unit.WORKING_DAYS), Unit.WORKING_DAYS) == amount


@given(DAYS, DAYS, st.sampled_from(Unit))
def test_the_other_way_round_it_is_as_much_less_than_nothing(one: date, other: date, unit: Unit) -> None:
    assert between(one, other, unit) == -between(other, one, unit)


@given(DAYS, st.integers(0, 500))
def test_so_many_months_later_that_many_months_have_passed(day: date, months: int) -> None:
    assert between(day, moved(day, months, Unit.MONTHS), Unit.MONTHS) == months


def test_what_lies_outside_the_calendar_is_told() -> None:
    for amount, unit in ((99_999, Unit.YEARS), (10**9, Unit.DAYS), (-99_999, Unit.MONTHS)):
        with pytest.raises(UserError, match="no day of a calendar"):
            moved(date(2026, 1, 1), amount, unit)


def test_a_day_is_told_with_its_weekday_and_its_week() -> None:
    assert in_words(date(1989, 11, 9)) == "Thursday, 9 November 1989 (1989-11-09)"
    assert week_in_words(date(2027, 1, 1)) == "week 53 of 2026"
