"""Which tool a question is for, told by its own words; most questions are for none.

Where the words leave no choice the arguments are read here too, and no model is asked; what a calculation in words comes
to, or a day said in a roundabout way, a model fills in under a grammar (`app/core/asking/tool_calling.py`). Nothing but what the
user typed is ever looked at.
"""

import re
from collections.abc import Callable
from datetime import date

from app.core.tools.arithmetic import (
    all_numbers_in,
    divides_thousands_by_dots,
    expression_in,
    numbers_in,
    with_plain_euros,
)
from app.core.tools.asking_tools import KNOWN_ELSEWHERE, POLITE, Asked
from app.core.tools.day_questions import days_asked
from app.core.tools.library_requests import document_asked, files_asked, page_asked, search_asked
from app.core.tools.measures import mixes_currencies, without_unit
from app.core.tools.sums import several_sums
from app.core.tools.tools import COMPUTE, FROM_LIBRARY, called
from app.core.words.due_dates import due_dates

_LONGEST = 600
"""Characters: whoever writes more has pasted something, and asks about that."""


def tool_asked(question: str, today: date, *, has_documents: bool) -> Asked | None:
    """The tool a question is for, as far as its words tell; without documents none that looks into them."""
    text = " ".join(question.split())
    if len(text) > _LONGEST:
        return None
    for reading in _READINGS:
        asked = reading(text, today)
        if asked is not None and (has_documents or asked.tool not in FROM_LIBRARY):
            return asked
    return None


_LEAD = re.compile(
    POLITE
    + r"(?:what(?:'s| is| are| does| do)?|how much (?:is|are|do|does)|tell me(?: what)?|(?P<told>calculate|compute|work out"
    r"|evaluate|solve|rechne(?: aus)?|berechne)|was (?:ist|sind|ergibt|gibt)|wie ?viel (?:ist|sind|macht|ergibt|gibt|sind)"
    r"|combien (?:font|fait)|cu[aá]nto (?:es|son)|quanto (?:fa|fanno))\s+(?P<rest>.+?)(?:\s+(?:make|come to|equal))?\s*[?.=]*$",
    re.IGNORECASE,
)
_SPAN_OR_DAY = re.compile(r"(?:[12]\d{3}-[12]\d{3}|[0-3]?\d[-/:][0-3]?\d(?:[-/:]\d{2,4})?|\d{3,}-\d{3,}(?:-\d+)?)")
"""As years, days, scores and telephone numbers are written: only whoever says "calculate" means a calculation."""
_AMOUNTS = re.compile(r"[\d.,]+[-–][\d.,]+|.*\d\s*(?:and|und|et)\s.*", re.IGNORECASE)
"""What has a unit and is a range, or a list: "10-15 euros", "3 and 4 kg"."""


def _with_one_notation(text: str) -> str:
    """Where commas divide thousands, 1.500 EUR beside 1,200 EUR is fifteen hundred all the same."""
    return text if divides_thousands_by_dots(text) else with_plain_euros(text)


def _expression(text: str, _today: date) -> Asked | None:
    if several_sums(text):
        return None
    text = _with_one_notation(text)
    lead = _LEAD.match(text)
    rest = lead["rest"] if lead else text.rstrip("?=. ")
    if _SPAN_OR_DAY.fullmatch(rest) and not (lead and lead["told"]):
        return None
    bare = without_unit(rest)
    if bare != rest and _AMOUNTS.fullmatch(bare) and not (lead and lead["told"]):
        return None
    expression = expression_in(bare, divides_thousands_by_dots(text))
    return Asked(COMPUTE, called(COMPUTE, expression)) if expression else None


_AMOUNT = r"(?:a |an )?(?:[a-z]+ of )?[€$£]?\s?{}(?:\s?(?:€|\$|£|euros?|dollars?|pounds?))?"
_ONE, _OTHER = (_AMOUNT.format(rf"(?P<{name}>\d[\d.,'’]*)") for name in ("one", "other"))
_SEVERAL = r"(?P<several>[€$£\d][\d.,'’€$£]*(?:\s?(?:€|euros?|dollars?))?(?:(?:,? and |, | und )[€$£]?\d[\d.,'’]*(?:\s?(?:€|euros?|dollars?))?)+)"
_SHARE = r"\s?(?:%|percent|prozent)"
_SHAPES = tuple(
    (
        re.compile(
            rf"{POLITE}(?:calculate |compute |what(?: is|'s) |how much is |was (?:ist|sind) )?{pattern}\s*[.?!]*$",
            re.IGNORECASE,
        ),
        written,
    )
    for pattern, written in (
        (rf"(?:divide|teile|split) {_ONE} (?:by|durch) {_OTHER}", "{one} / {other}"),
        (rf"(?:multiply|multipliziere) {_ONE} (?:by|mit) {_OTHER}", "{one} * {other}"),
        (rf"(?:subtract|take|deduct) {_ONE} from {_OTHER}", "{other} - {one}"),
        (rf"take {_ONE}{_SHARE} (?:off|from|of) {_OTHER}", "{other} - {one}%"),
        (rf"{_ONE}{_SHARE} off {_OTHER}", "{other} - {one}%"),
        (rf"(?:reduce|decrease|lower|senke|verringere) {_ONE} (?:by|um) {_OTHER}{_SHARE}", "{one} - {other}%"),
        (rf"(?:increase|raise|erhöhe) {_ONE} (?:by|um) {_OTHER}{_SHARE}", "{one} + {other}%"),
        (
            rf"{_ONE} (?:plus|\+|and|with) {_OTHER}{_SHARE} (?:tax|vat|interest|tip|mwst|mehrwertsteuer)",
            "{one} + {other}%",
        ),
        (rf"add {_ONE}{_SHARE}(?: (?:tax|vat|interest|tip))? to {_OTHER}", "{other} + {one}%"),
        (rf"(?:add|add up|sum up|addiere|(?:the )?(?:sum|total) of) {_SEVERAL}", "{sum}"),
        (rf"(?:the )?(?:average|mean|durchschnitt) (?:of|von) {_SEVERAL}", "({sum}) / {count}"),
    )
)
"""What is told in one breath, and needs no model to be understood."""


def _shaped(text: str, _today: date) -> Asked | None:
    if mixes_currencies(text):
        return None
    text = _with_one_notation(text)
    for pattern, written in _SHAPES:
        match = pattern.match(text)
        if match is None:
            continue
        dotted = divides_thousands_by_dots(text)
        found = {name: numbers for name, said in match.groupdict().items() if (numbers := all_numbers_in(said, dotted))}
        several = found.pop("several", ())
        single = {name: numbers[0] for name, numbers in found.items()}
        return Asked(COMPUTE, called(COMPUTE, written.format(**single, sum=" + ".join(several), count=len(several))))
    return None


_TOLD_TO_CALCULATE = re.compile(
    POLITE + r"(?:calculate|compute|work out|add|sum up|subtract|take|multiply|divide|split|rechne|berechne|addiere"
    r"|subtrahiere|multipliziere|dividiere|teile)\b"
    r"|[,;.:] (?:please )?(?:calculate|compute|work out|rechne|berechne)\b"
    r"|\b(?:if|suppose|assuming|wenn|angenommen)\b.*\b(?:how (?:much|many)|what (?:is|will|would|does|do)|wie ?viele?|was (?:kostet|kosten|zahle|bekomme))\b"
    r"|\bhow (?:much|many)\b.*\b(?:if|when) (?:i|we|each|one|a|an|every|the price)\b"
    r"|\b(?:each|apiece|per (?:person|hour|day|week|month|piece|kilo|metre|meter|litre|liter)|an hour|a day|a month|pro (?:person|stunde|tag|monat|stück))\b.*\bhow (?:much|many)\b"
    r"|\bhow (?:much|many)\b.*\b(?:altogether|in total|in all|left over|all together)\b"
    r"|\b(?:insgesamt|zusammen|übrig)\b.*\?",
    re.IGNORECASE,
)
_RULED_ELSEWHERE = re.compile(
    r"\b(?:get back|refund\w*|owe|allowed|entitled|may|must|penalty|fees?|fines?|deposit|cancel\w*|late|happens|darf|muss|erstatt\w*|kündig\w*)\b",
    re.IGNORECASE,
)
"""What is no matter of arithmetic, but of a rule somebody wrote down."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_FEWEST_NUMBERS = 2


def _word_problem(text: str, today: date) -> Asked | None:
    """A calculation in words: told to calculate, over numbers the question itself names."""
    if not _TOLD_TO_CALCULATE.search(text) or due_dates(text, today):
        return None
    if mixes_currencies(text) or KNOWN_ELSEWHERE.search(text) or _RULED_ELSEWHERE.search(text):
        return None
    numbers = [number for number in numbers_in(text) if not _YEAR.fullmatch(number)]
    return Asked(COMPUTE) if len(numbers) >= _FEWEST_NUMBERS else None


_READINGS: tuple[Callable[[str, date], Asked | None], ...] = (
    _expression,
    document_asked,
    files_asked,
    page_asked,
    search_asked,
    days_asked,
    _shaped,
    _word_problem,
)
