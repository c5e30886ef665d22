"""Questions for days: how many lie between two, which comes so much later, what weekday or week one is."""

import re
from datetime import date

from app.core.tools.asking_tools import KNOWN_ELSEWHERE, POLITE, Asked
from app.core.tools.day_arithmetic import Unit, moved
from app.core.tools.tools import CALCULATE_DATE, Call, called
from app.core.words.due_dates import Due, due_dates
from app.core.words.named_days import days_in, is_yearly

_UNIT = (
    r"(?P<unit>working days?|work days?|business days?|weekdays?|days?|weeks?|months?|years?|arbeitstage?n?|werktage?n?|tage?n?|wochen?"
    r"|monate?n?|jahre?n?)"
)
_UNITS = (
    ("working days", re.compile(r"work|business|weekday|arbeit|werk", re.IGNORECASE)),
    ("days", re.compile(r"day|tag", re.IGNORECASE)),
    ("weeks", re.compile(r"week|woche", re.IGNORECASE)),
    ("months", re.compile(r"mon", re.IGNORECASE)),
    ("years", re.compile(r"year|jahr", re.IGNORECASE)),
)
_HOW_MANY = re.compile(
    POLITE + r"(?:how many|count the|number of|wie ?viele|anzahl der)\s+(?:full |whole |ganze |more )?" + _UNIT + r"\s*"
    r"(?:(?:are|is|were|was|lie|liegen|sind|have|has|will|haben)\s*)?(?:(?:there|it|passed|gone by|es|left|remain|noch|to go)\s*)*"
    r"(?P<how>between|from|until|till|to|since|before|zwischen|von|bis|seit)\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_HOW_LONG = re.compile(
    POLITE
    + r"(?:how long (?:is it |is there |do we have |have we got )?(?:left )?(?:until|till)|how far (?:away|off) is"
    r"|wie lange (?:ist es |dauert es |haben wir )?(?:noch )?bis)\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_LEFT = re.compile(
    POLITE
    + r"(?:how many|wie ?viele)\s+"
    + _UNIT
    + r"\s+(?:(?:are (?:there )?|do we have |have we )?(?:still )?(?:left|remain|remaining)(?: in| of)?"
    r"|(?:hat|bleiben|sind|haben wir)(?: es| uns)?(?: noch)?(?: in| im)?)\s+(?:the |this |das |dieses |diesem |der |dieser )?"
    r"(?P<whole>year|jahr|month|monat)(?: noch)?(?: übrig)?\s*\??$",
    re.IGNORECASE,
)
_SHIFTED = re.compile(
    r"\b(?P<amount>\d{1,6})\s+" + _UNIT + r"\s+(?P<how>after|from|before|prior to|ago|nach|vor|ab)\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_WHICH_DAY = re.compile(
    POLITE
    + r"(?:what|which|when|welche[rsn]?|wann|was)\b(?: will be| would be)?(?: is| was| wird| ist| war)?(?: it)?(?: the)?"
    r"(?:\s(?:date|day|datum|tag))?(?: of the week)?(?: is| was| will be| will it be| falls| comes| ist| war| wird es sein| es)*(?: it)?(?: the)?(?: date)?(?: on)?\s*$",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    POLITE
    + r"(?:on )?(?:what|which|an welchem|auf welchen|welcher) (?:day of the week|week ?day|wochentag|day|date|datum)\b.*?"
    r"(?P<rest>\b(?:is|was|will|does|did|falls?|fell|ist|war|fällt|fiel|today|tomorrow)\b.*)$",
    re.IGNORECASE,
)
_WEEK = re.compile(
    POLITE
    + r"(?:in )?(?:what|which|welche|in welcher) (?:calendar week|week(?: number)?|week of the year|kalenderwoche|kw)\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_TODAY = re.compile(
    POLITE
    + r"(?:(?:what(?:'s| is) (?:today's date|the date(?: today)?|today)|what (?:day|date) is (?:it )?(?:today)?|today's date"
    r"|welche[rsn]? (?:tag|datum) ist heute|was ist heute für ein tag|den wievielten haben wir(?: heute)?))\s*\??$",
    re.IGNORECASE,
)
_DAY_BESIDES = re.compile(
    r"^[\s,]*(?:the|on|der|dem|am|is|was|does|did|will|be|it|in|fall|falls|fell|ist|war|fällt|fiel|es)*[\s?.,]*$",
    re.IGNORECASE,
)
_ROUNDABOUT = re.compile(
    r"\b(?:when|what day|which day|what date|which date|how (?:many|long)|wann|wie lange|wie viele|weekend)\b",
    re.IGNORECASE,
)
_COUNTED_TIME = re.compile(r"\b\d{1,5}[ -]" + _UNIT + r"\b", re.IGNORECASE)
_ENDS = re.compile(
    r"\b(?:over|end|ends|expire|expires|due|ready|back|deadline|start|starts|begin|later|earlier|at the latest|vorbei|fällig|ablauf|ablaufen|fertig)\b",
    re.IGNORECASE,
)


def days_asked(text: str, today: date) -> Asked | None:
    """A calculation with days that a question states itself."""
    for reading in (_today, _between, _until, _left, _shifted, _placed):
        call = reading(text, today)
        if call is not None:
            return Asked(CALCULATE_DATE, call)
    if _roundabout(text, today):
        return Asked(CALCULATE_DATE)
    return None


def _today(text: str, today: date) -> Call | None:
    return called(CALCULATE_DATE, "weekday", str(today), "", "", "") if _TODAY.match(text) else None


def _between(text: str, today: date) -> Call | None:
    """How many of them lie between two days, or between one and today."""
    match = _HOW_MANY.match(text)
    if match is None:
        return None
    past = match["how"].casefold() in ("since", "seit")
    rest = match["rest"]
    days = days_in(rest, today)
    if not days or len(days) > 2 or not _is_bare(rest, days):
        return None
    if len(days) == 2:
        first, last = _pair(*days)
    else:
        day = _day(days[0], today, past=past)
        first, last = (day, today) if past else (today, day)
    return called(CALCULATE_DATE, "between", str(first), str(last), "", _unit(match["unit"]))


def _until(text: str, today: date) -> Call | None:
    """How long it is until a day, in days where no unit is said."""
    match = _HOW_LONG.match(text)
    days = days_in(match["rest"], today) if match else []
    if match is None or len(days) != 1 or not _is_bare(match["rest"], days):
        return None
    return called(CALCULATE_DATE, "between", str(today), str(days[0].day), "", "days")


def _left(text: str, today: date) -> Call | None:
    """How much of this year or month is left."""
    match = _LEFT.match(text)
    if match is None:
        return None
    whole = "year" if match["whole"].casefold() in ("year", "jahr") else "month"
    (end,) = due_dates(f"end of the {whole}", today)
    return called(CALCULATE_DATE, "between", str(today), str(end.day), "", _unit(match["unit"]))


def _pair(first: Due, last: Due) -> tuple[date, date]:
    """Two days in a row; one without a year lies in the other's, or in the one beside it."""
    if _has_year(last) and not _has_year(first):
        near = moved(first.day, last.day.year - first.day.year, Unit.YEARS)
        return (near if near <= last.day else moved(near, -1, Unit.YEARS)), last.day
    if _has_year(first) and not _has_year(last):
        near = moved(last.day, first.day.year - last.day.year, Unit.YEARS)
        return first.day, (near if near >= first.day else moved(near, 1, Unit.YEARS))
    if first.day > last.day and not _has_year(first):
        return moved(first.day, -1, Unit.YEARS), last.day
    return first.day, last.day


def _has_year(due: Due) -> bool:
    """Whether a day is named with its year, or is none of a calendar: "tomorrow"."""
    if re.search(r"\d{4}", due.text):
        return True
    return re.search(r"\d", due.text) is None and not is_yearly(due)


def _shifted(text: str, today: date) -> Call | None:
    """The day so much after or before another."""
    match = _SHIFTED.search(text)
    if match is None or not _WHICH_DAY.match(text[: match.start()]):
        return None
    how, rest = match["how"].casefold(), match["rest"]
    if how == "ago" or re.fullmatch(r"\s*(?:now|today|heute|jetzt)\s*\??", rest, re.IGNORECASE):
        day = today
    else:
        days = days_in(rest, today)
        if len(days) != 1 or not _is_bare(rest, days):
            return None
        day = _day(days[0], today, past=False)
    operation = "before" if how in ("before", "prior to", "ago", "vor") else "after"
    return called(CALCULATE_DATE, operation, str(day), "", match["amount"], _unit(match["unit"]))


def _placed(text: str, today: date) -> Call | None:
    """The weekday or the week of a day."""
    for operation, pattern in (("calendar week", _WEEK), ("weekday", _WEEKDAY)):
        match = pattern.match(text)
        days = days_in(match["rest"], today) if match else []
        if match and len(days) == 1 and _is_bare(match["rest"], days):
            return called(CALCULATE_DATE, operation, str(_day(days[0], today, past=False)), "", "", "")
    return None


def _roundabout(text: str, today: date) -> bool:
    """A day and a time to count from it, told in sentences: a model says how they belong together."""
    days = due_dates(text, today)
    counted = _COUNTED_TIME.search(text)
    return bool(
        days
        and not KNOWN_ELSEWHERE.search(text)
        and _ROUNDABOUT.search(text)
        and (len(days) == 2 or (counted and _ENDS.search(text)))
        and re.search(r"\b(?:i|we|ich|wir)\b", text, re.IGNORECASE)
    )


def _is_bare(rest: str, days: list[Due]) -> bool:
    """Whether nothing but the days, and what joins them, stands there: "between signing on 3 May and …" says more."""
    for day in reversed(days):
        rest = rest[: day.start] + rest[day.end :]
    return (
        re.fullmatch(
            r"[\s,.?]*(?:(?:and|to|until|till|through|the|on|of|und|bis|dem|den|am|zum|is|was|does|did|will|be|it|in|fall|falls|fell|ist|war|fällt|fiel|es|today|heute)[\s,.?]*)*",
            rest,
            re.IGNORECASE,
        )
        is not None
    )


def _day(due: Due, today: date, *, past: bool) -> date:
    """The day that is meant; without a year the last one where it is past, else the next."""
    stated = re.search(r"\d{4}", due.text)
    if past and not stated and due.day > today:
        return moved(due.day, -1, Unit.YEARS)
    return due.day


def _unit(said: str) -> str:
    return next(unit for unit, pattern in _UNITS if pattern.search(said))
