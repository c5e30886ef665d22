"""Currencies and measures beside the numbers of a calculation."""

import re
from collections.abc import Iterable

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


def without_unit(text: str) -> str:
    """A text with its numbers alone, where all that have a unit have the same; as it is where two are mixed."""
    used = _used(text, (*_CURRENCIES, *_MEASURES))
    return used[0].sub("", text) if len(used) == 1 else text


def mixes_currencies(text: str) -> bool:
    """Whether a text has amounts of two currencies: what they come to together is no matter of their digits."""
    return len(_used(text, _CURRENCIES)) > 1


def _used(text: str, units: Iterable[re.Pattern[str]]) -> list[re.Pattern[str]]:
    return [unit for unit in units if unit.search(text)]
