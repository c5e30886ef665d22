"""Days that have a name and come every year on the same date, in English and German, beside those that are written."""

import re
from collections.abc import Iterator
from datetime import date

from app.core.words.due_dates import Due, due_dates, without_overlaps

_NEXT = r"(?:(?:the |der |das )?(?:next|coming|nächste[nrs]?|kommende[nrs]?) )?"
_YEAR = r"(?:,? (?:in |im jahr )?(?P<year>[12]\d{3}|(?:this|next) year|dieses jahr|nächstes jahr|diesem jahr|nächsten jahr))?"
_NAMED = tuple(
    (re.compile(rf"\b{_NEXT}(?:{names}){_YEAR}(?!\w)", re.IGNORECASE), month, day)
    for names, month, day in (
        (r"new year(?:['’]?s(?: day)?)?|neujahr(?:stag)?", 1, 1),
        (r"(?:st\.? |saint )?valentine['’]?s(?: day)?|valentinstag", 2, 14),
        (r"halloween", 10, 31),
        (r"(?:st\.? |saint )nicholas(?:['’]s?)? day|nikolaus(?:tag)?", 12, 6),
        (r"(?:christmas|xmas) eve|heilig(?:er |en )?abend", 12, 24),
        (r"(?:christmas|xmas)(?: day)?|weihnachten|(?:erste[nr]?|1\.) weihnachts(?:feier)?tag", 12, 25),
        (r"boxing day|(?:zweite[nr]?|2\.) weihnachts(?:feier)?tag", 12, 26),
        (r"new year['’]?s eve|silvester(?:abend)?", 12, 31),
    )
)


def days_in(text: str, today: date) -> list[Due]:
    """The days a text names, in order, "Christmas" and the like among them; without a year the next one is meant."""
    return without_overlaps((*_named(text, today), *due_dates(text, today)))


def is_yearly(due: Due) -> bool:
    """Whether a day is told by a name alone that every year has."""
    matches = (pattern.fullmatch(due.text) for pattern, _, _ in _NAMED)
    return any(match is not None and not match["year"] for match in matches)


def _named(text: str, today: date) -> Iterator[Due]:
    for pattern, month, day in _NAMED:
        for match in pattern.finditer(text):
            yield Due(match.start(), match.end(), match.group(), _meant(match["year"] or "", month, day, today))


def _meant(said: str, month: int, day: int, today: date) -> date:
    if said.isdigit():
        return date(int(said), month, day)
    here = date(today.year, month, day)
    is_later = here < today if not said else said.casefold().startswith(("next", "näch"))
    return here.replace(year=today.year + 1) if is_later else here
