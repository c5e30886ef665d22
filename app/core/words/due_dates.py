"""When something is due, as it is said in a meeting: "by Friday", "bis Ende des Monats", "dans deux semaines".

Everything is resolved against the day the meeting was held; weeks begin on Monday, as ISO 8601 has it.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from app.core.words.mentions import dates
from app.core.words.number_words import small_numbers

_WEEKDAYS = {
    name: day
    for day, names in enumerate(
        (
            "monday montag lundi lunes", "tuesday dienstag mardi martes", "wednesday mittwoch mercredi miércoles miercoles",
            "thursday donnerstag jeudi jueves", "friday freitag vendredi viernes",
            "saturday samstag sonnabend samedi sábado sabado", "sunday sonntag dimanche domingo",
        )
    )
    for name in names.split()
}  # fmt: skip
_NUMBERS = small_numbers("en", "de", "fr", "es")
_UNITS = {"day": 1, "tag": 1, "jour": 1, "día": 1, "dia": 1, "week": 7, "woche": 7, "semaine": 7, "semana": 7}
_NEXT = r"next|nächsten?|nächster|kommenden?|prochaine?|próxim[oa]|que viene"
_DAY_NAMES = "|".join(_WEEKDAYS)
_WEEK = r"week|woche|semaine|semana"
_MONTH = r"month|monats?|mois|mes"
_YEAR = r"year|jahr(?:es)?|année|an|año"
_END = r"(?:the )?end of(?: the| this)?|ende (?:des|der|dieses|dieser)|(?:la )?fin (?:de l['’]|du |de la |de )?|(?:el )?(?:fin|final(?:es)?) (?:de la |del |de )"

_NO_GERMAN_MORNING = "".join(
    rf"(?<!\b{word} )" for word in "guten schönen heute gestern am der den diesen jeden jeder nächsten".split()
)
_NO_SPANISH_MORNING = "".join(rf"(?<!\b{word} )" for word in "la el una esta cada otra toda media buena".split())
"""What stands before the word where it means the morning, as in "a las diez de la mañana", and not tomorrow."""


@dataclass(frozen=True, slots=True)
class Due:
    """`text` stands at `start` of a sentence and means this day."""

    start: int
    end: int
    text: str
    day: date


def due_dates(text: str, held_on: date) -> list[Due]:
    """Every time named in a sentence that has a day, in order; what lies inside a longer one is left out."""
    return without_overlaps((*_relative(text, held_on), *_stated(text, held_on)))


def without_overlaps(found: Iterable[Due]) -> list[Due]:
    """In order; what lies inside a longer one is left out."""
    kept: list[Due] = []
    for due in sorted(found, key=lambda due: (due.start, -due.end)):
        if not kept or due.start >= kept[-1].end:
            kept.append(due)
    return kept


def _stated(text: str, held_on: date) -> Iterator[Due]:
    """Dates as they are written; without a year the next one is meant."""
    for mention in dates(text):
        year, month, day = (int(part) for part in mention.key.split("-"))
        if not month or not day:
            continue
        try:
            meant = date(year or held_on.year, month, day)
            if not year and meant < held_on:
                meant = date(held_on.year + 1, month, day)
        except ValueError:
            continue
        yield Due(mention.start, mention.end, mention.text, meant)


def _relative(text: str, held_on: date) -> Iterator[Due]:
    for pattern, resolve in _RULES:
        for match in pattern.finditer(text):
            day = resolve(match, held_on)
            if day is not None:
                yield Due(match.start(), match.end(), match.group().strip(), day)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _month_end(day: date, months: int = 0) -> date:
    month = day.month + months
    after = date(day.year + month // 12, month % 12 + 1, 1)
    return after - timedelta(days=1)


def _weekday(match: re.Match[str], held_on: date) -> date:
    """The next such day after the meeting; "next Friday" is that of the coming week."""
    wanted = _WEEKDAYS[match["day"].casefold()]
    if match["before"] or match["after"]:
        return _monday(held_on) + timedelta(days=7 + wanted)
    return held_on + timedelta(days=(wanted - held_on.weekday() - 1) % 7 + 1)


def _after(match: re.Match[str], held_on: date) -> date | None:
    word = match["count"].casefold()
    count = int(word) if word.isdigit() else _NUMBERS.get(word)
    unit = next(days for name, days in _UNITS.items() if match["unit"].casefold().startswith(name))
    return held_on + timedelta(days=count * unit) if count and count * unit < 3660 else None


def _days(count: int) -> Callable[[re.Match[str], date], date]:
    return lambda _match, held_on: held_on + timedelta(days=count)


def _rule(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})(?!\w)", re.IGNORECASE)


_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], date | None]], ...] = (
    (_rule(r"the day after tomorrow|übermorgen|après-demain|pasado mañana"), _days(2)),
    (_rule(rf"(?<!after )(?<!pasado )(?:tomorrow|{_NO_GERMAN_MORNING}morgen|demain|{_NO_SPANISH_MORNING}mañana)"), _days(1)),
    (_rule(r"today|tonight|this (?:morning|afternoon|evening)|heute|aujourd['’]hui|ce (?:soir|matin)|hoy|esta (?:mañana|tarde|noche)"), _days(0)),
    (_rule(rf"(?:(?P<before>{_NEXT})\s)?(?P<day>{_DAY_NAMES})(?:\s(?P<after>{_NEXT}))?"), _weekday),
    (_rule(rf"(?:in|within|innerhalb von|binnen|dans|d['’]ici|en|dentro de)\s(?P<count>\w+)\s(?P<unit>(?:{'|'.join(_UNITS)})\w{{0,2}})"), _after),
    (_rule(rf"(?:{_END})\s?(?:{_WEEK})"), lambda _match, day: _monday(day) + timedelta(days=4)),
    (_rule(rf"(?:{_END})\s?(?:{_MONTH})|monatsende"), lambda _match, day: _month_end(day)),
    (_rule(rf"(?:{_END})\s?(?:{_YEAR})|jahresende"), lambda _match, day: date(day.year, 12, 31)),
    (_rule(rf"(?:(?:{_NEXT})\s(?:{_WEEK}))|(?:la )?(?:semaine prochaine|semana que viene|próxima semana)"),
     lambda _match, day: _monday(day) + timedelta(days=11)),
    (_rule(rf"(?:{_NEXT})\s(?:{_MONTH})|(?:le )?mois prochain|(?:el )?mes que viene|próximo mes"),
     lambda _match, day: _month_end(day, 1)),
)  # fmt: skip
