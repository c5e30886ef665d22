"""Currencies and measures beside the numbers of a calculation, and which of them its result has."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from app.core.errors import UserError
from app.core.tools.arithmetic import NUMBER, Value, all_numbers_in, calculated, divides_thousands_by_dots

_CURRENCIES = tuple(
    re.compile(rf"(?<=\d)\s?(?:{after})(?!\w)|(?<![\w.,])(?:{before})\s?(?=\d)", re.IGNORECASE)
    for after, before in (
        (r"€|euros?|eur", r"€|eur"),
        (r"(?:us)?\$|(?:us[- ])?dollars?|usd", r"(?:us)?\$|usd"),
        (r"£|pounds?|gbp", r"£|gbp"),
        (r"chf|(?:swiss )?francs?|franken|fr\.", r"chf|fr\."),
        (r"¥|yen|jpy", r"¥|jpy"),
        (r"cents?|ct", r"ct"),
    )
)
_MEASURES = tuple(
    re.compile(rf"(?<=\d)\s?(?:{words})(?!\w)", re.IGNORECASE)
    for words in (
        r"kg|kilos?|kilogram(?:me|m)?s?",
        r"g|gram(?:me|m)?s?",
        r"mg|milligram(?:me|m)?s?",
        r"t|tons?|tonnes?|tonnen?",
        r"km|kilomet(?:er|re)s?",
        r"m|met(?:er|re)s?",
        r"cm|zentimeter|centimet(?:er|re)s?",
        r"mm|millimet(?:er|re)s?",
        r"miles?|meilen?",
        r"l|lit(?:er|re)s?",
        r"ml|millilit(?:er|re)s?",
        r"kwh|kilowatt[- ]?(?:hours?|stunden?)",
        r"hours?|hrs?|h|stunden?",
        r"minutes?|min|minuten?",
    )
)
_OPERAND = re.compile(r"(?P<number>\d+(?:\.\d+)?)(?P<share>%?)")
_FOR_EACH = re.compile(r"\s?/\s?[a-z]", re.IGNORECASE)
_SCALE = 3
"""By which numbers with a unit are multiplied, to see whether the result is too."""
_LEAST_IN_CENTS = 1
"""Smaller amounts are prices of very small things, and are not rounded."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as the question writes it, with the space it leaves; it `leads` where it stands before its number."""

    written: str
    leads: bool
    is_money: bool

    def amount(self, value: Value) -> Value:
        """The value as far as it is told: money to the cent."""
        return value.rounded(2) if self.is_money and abs(value.number) >= _LEAST_IN_CENTS else value

    def beside(self, number: str) -> str:
        """A number with its unit: "87.50 euros", "-€5"."""
        if self.is_money and re.search(r"\.\d$", number):
            number += "0"
        sign, digits = ("-", number[1:]) if number.startswith("-") else ("", number)
        written = self.written.removesuffix("s") if digits == "1" and len(self.written) > len("hrs ") else self.written
        return f"{sign}{written}{digits}" if self.leads else f"{sign}{digits}{written}"


def unit_of_result(question: str, expression: str) -> Unit | None:
    """The unit of what a question's calculation comes to; None where it has none, or that is not plain.

    Whoever multiplies every number with a unit by three gets three times the result, if the result has that unit too:
    4 kg and 2 kg do, 4 kg over 2 kg do not. Where only some of the amounts say their unit, the others are taken to have
    it; what no question says, as the 100 of a percentage, is no amount. What is paid for each of some measure stays money,
    and what is measured for each of another, as metres a second, is no plain unit.
    """
    money, measures = _used(question, _CURRENCIES), _used(question, _MEASURES)
    if len(money) > 1 or len(money or measures) != 1:
        return None
    unit = (money or measures)[0]
    if not money and any(_FOR_EACH.match(question, match.end()) for match in unit.finditer(question)):
        return None
    amounts = [_numbers_with(question, unit)]
    if not (money and measures):
        amounts.append(frozenset(all_numbers_in(question, divides_thousands_by_dots(question))))
    if not any(_grows(expression, _scaled(expression, numbers)) for numbers in amounts):
        return None
    found = max(unit.finditer(question), key=lambda match: len(match.group().strip()))
    return Unit(found.group(), not question[: found.start()][-1:].isdigit(), bool(money))


def _numbers_with(question: str, unit: re.Pattern[str]) -> frozenset[str]:
    """The numbers of a question that this unit stands beside, in plain digits."""
    edges = {edge for match in unit.finditer(question) for edge in match.span()}
    beside = (one.group() for one in NUMBER.finditer(question) if edges & set(one.span()))
    dotted = divides_thousands_by_dots(question)
    return frozenset(number for one in beside for number in all_numbers_in(one, dotted))


def _scaled(expression: str, numbers: Collection[str]) -> str:
    """The expression with these numbers multiplied, where they are no percentages."""

    def scaled(match: re.Match[str]) -> str:
        held = match["number"] in numbers and not match["share"]
        return f"({match['number']} * {_SCALE})" if held else match.group()

    return _OPERAND.sub(scaled, expression)


def _grows(expression: str, scaled: str) -> bool:
    try:
        before, after = calculated(expression).number, calculated(scaled).number
    except UserError:
        return False
    return before != 0 and after == before * _SCALE


def without_unit(text: str) -> str:
    """A text with its numbers alone, where all that have a unit have the same; as it is where two are mixed."""
    used = _used(text, (*_CURRENCIES, *_MEASURES))
    return used[0].sub("", text) if len(used) == 1 else text


def mixes_currencies(text: str) -> bool:
    """Whether a text has amounts of two currencies: what they come to together is no matter of their digits."""
    return len(_used(text, _CURRENCIES)) > 1


def _used(text: str, units: Iterable[re.Pattern[str]]) -> list[re.Pattern[str]]:
    return [unit for unit in units if unit.search(text)]
