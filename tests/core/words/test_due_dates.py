"""Times named in a meeting are days, counted from the day it was held: a Wednesday, 18 November 2026."""

from datetime import date

import pytest

from app.core.words.due_dates import due_dates

HELD_ON = date(2026, 11, 18)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("I'll do it by Friday.", "2026-11-20"),
        ("We meet on Wednesday.", "2026-11-25"),
        ("by next Friday", "2026-11-27"),
        ("tomorrow", "2026-11-19"),
        ("the day after tomorrow", "2026-11-20"),
        ("by the end of the week", "2026-11-20"),
        ("by the end of the month", "2026-11-30"),
        ("in two weeks", "2026-12-02"),
        ("within thirty days", "2026-12-18"),
        ("innerhalb von zwölf Tagen", "2026-11-30"),
        ("on 3 December", "2026-12-03"),
        ("by the 5th of January", "2027-01-05"),
        ("2027-02-01", "2027-02-01"),
        ("bis Ende des Monats", "2026-11-30"),
        ("bis nächsten Dienstag", "2026-11-24"),
        ("übermorgen", "2026-11-20"),
        ("bis zum 3. Dezember", "2026-12-03"),
        ("dans deux semaines", "2026-12-02"),
        ("d'ici vendredi", "2026-11-20"),
        ("la semaine prochaine", "2026-11-27"),
        ("mañana", "2026-11-19"),
        ("mañana por la mañana", "2026-11-19"),
        ("hasta mañana a las diez", "2026-11-19"),
        ("esta mañana", "2026-11-18"),
        ("bis morgen früh", "2026-11-19"),
        ("antes del viernes", "2026-11-20"),
    ],
)
def test_a_time_is_a_day(said: str, day: str) -> None:
    assert [due.day.isoformat() for due in due_dates(said, HELD_ON)] == [day]


@pytest.mark.parametrize(
    "said",
    [
        "Guten Morgen allerseits.",
        "Am Morgen ist es kalt, und der Morgen ist lang.",
        "Nos vemos a las diez de la mañana.",
        "Lo hago siempre por la mañana.",
        "In the end of it all.",
        "That was in March.",
        "in 9999999 weeks",
    ],
)
def test_what_names_no_day_is_none(said: str) -> None:
    assert due_dates(said, HELD_ON) == []


def test_a_time_stands_where_it_was_said() -> None:
    (due,) = due_dates("Send it by Friday, please.", HELD_ON)
    assert ("Send it by Friday, please."[due.start : due.end], due.text) == ("Friday", "Friday")
