"""Arithmetic of days: what lies between two of them, which comes so much later, its weekday and its week."""

import calendar
from datetime import date, timedelta
from enum import StrEnum

from app.core.errors import UserError

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WORKING = 5
_MOST = 1_000_000


class Unit(StrEnum):
    """What is counted; working days are Monday to Friday, whatever is celebrated on them."""

    DAYS = "days"
    WORKING_DAYS = "working days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


def moved(day: date, amount: int, unit: Unit) -> date:
    """The day so much later, or earlier where `amount` is negative; the 31st becomes a shorter month's last day.

    Raises:
        UserError: it lies outside the years 1 to 9999.
    """
    try:
        if abs(amount) > _MOST:
            raise OverflowError
        if unit is Unit.MONTHS:
            return _months_later(day, amount)
        if unit is Unit.YEARS:
            return _months_later(day, 12 * amount)
        if unit is Unit.WORKING_DAYS:
            return _working_days_later(day, amount)
        return day + timedelta(days=amount * (7 if unit is Unit.WEEKS else 1))
    except (OverflowError, ValueError):
        raise UserError(f"{amount:,} {unit} from {day} is no day of a calendar; ask for fewer.") from None


def between(first: date, last: date, unit: Unit) -> int:
    """How many whole units from one day to another, the first not counted; negative where the other lies before."""
    if last < first:
        return -between(last, first, unit)
    days = (last - first).days
    if unit is Unit.WORKING_DAYS:
        weeks, rest = divmod(days, 7)
        return _WORKING * weeks + sum((first.weekday() + step) % 7 < _WORKING for step in range(1, rest + 1))
    if unit in (Unit.MONTHS, Unit.YEARS):
        months = 12 * (last.year - first.year) + last.month - first.month
        months -= last.day < min(first.day, _days_in(last.year, last.month))
        return months // (12 if unit is Unit.YEARS else 1)
    return days // (7 if unit is Unit.WEEKS else 1)


def in_words(day: date) -> str:
    """A day as "Tuesday, 3 March 2026 (2026-03-03)"."""
    return f"{WEEKDAYS[day.weekday()]}, {day.day} {calendar.month_name[day.month]} {day.year} ({day})"


def week_in_words(day: date) -> str:
    """The week of a day as ISO 8601 counts it: "week 10 of 2026"."""
    year, week, _ = day.isocalendar()
    return f"week {week} of {year}"


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, _days_in(year, month + 1)))


def _days_in(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def _working_days_later(day: date, amount: int) -> date:
    weeks, rest = divmod(abs(amount), _WORKING)
    step = timedelta(days=1 if amount > 0 else -1)
    while amount and day.weekday() >= _WORKING:
        day -= step
    day += 7 * weeks * step
    while rest:
        day += step
        rest -= day.weekday() < _WORKING
    return day
