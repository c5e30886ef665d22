"""What a text tells: its words that mean something, its numbers, its names and its dates, as they are compared."""

import re

from app.core.tools.arithmetic import with_plain_euros
from app.core.words.mentions import dates
from app.core.words.number_words import small_numbers
from app.core.words.stems import WORD, stem

NEGATIONS = frozenset(
    "not no never none nor neither nobody nothing without cannot nicht kein keine keinen keiner keinem nie niemals ohne".split()
)
_STOP = NEGATIONS | frozenset(
    "a an the and or but if of in on at to for from by with as is are was were be been being it its this that these those "
    "there here he she they we you i his her their our your my which who whom what when where how why do does did has have "
    "give gives given get gets got make makes made take takes taken took need needs needed go goes come comes "
    "had can could will would shall should may might must so than then also into about over under per up out such "
    "according document documents passage passages text states stated says say said mentioned mentions based".split()
)
_NUMBER = re.compile(r"(?<![^\W_])\d+(?:[.,:/]\d+)*")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_YEAR = re.compile(
    r"(?<![\w.,€$£])(?:1\d|20)\d\d(?![\w%]|[.,]\d|\s?(?:[€$£%]|(?:eur|usd|gbp|chf|euros?|dollars?|pounds?)\b))",
    re.IGNORECASE,
)
_IN_WORDS = {word: str(number) for word, number in small_numbers("en", "de").items() if number > 1}


def tokens(text: str) -> list[str]:
    """The stems of all words of a text in order, its numbers in digits."""
    return [_IN_WORDS.get(word) or stem(word) for word in WORD.findall(closed(text))]


def content(text: str) -> dict[str, str]:
    """The words of a text that mean something, numbers too, by what `tokens` makes of them."""
    words = WORD.findall(closed(text))
    return {_IN_WORDS.get(word) or stem(word): word for word in words if word not in _STOP}


def closed(text: str) -> str:
    """Case-folded, without separators of thousands: 1,200 and 1.200 EUR are 1200."""
    return _THOUSANDS.sub("", with_plain_euros(text.casefold()))


def numbers(text: str) -> frozenset[str]:
    """The numbers of a text in digits, without thousands separators and trailing zeros: 1,200 and 5.0 are 1200 and 5.

    "One" is left out, for it is an article and a pronoun as well.
    """
    spelt = (_IN_WORDS[word] for word in WORD.findall(text.casefold()) if word in _IN_WORDS)
    return frozenset((*map(plain_number, _NUMBER.findall(closed(text))), *spelt))


def plain_number(word: str) -> str:
    """One number in digits as `numbers` writes it: without zeros that say nothing."""
    return word.rstrip("0").rstrip(".") if re.fullmatch(r"\d+\.\d+", word) else word


def years(text: str) -> frozenset[str]:
    """What stands for a year in a text: four digits that are no amount of anything paid."""
    return frozenset(_YEAR.findall(text))


def names(text: str) -> frozenset[str]:
    """Stems of capitalized words that do not begin the text: names, in languages that write only names so."""
    words = WORD.findall(text)
    capitalized = [word for word in words[1:] if word[0].isupper()]
    if len(capitalized) > 0.5 * len(words):
        return frozenset()
    return frozenset(stem(word.casefold()) for word in capitalized if word.casefold() not in _STOP)


def days(text: str) -> frozenset[tuple[str, str]]:
    """The dates of a text that have a month: year ("0000" where none stands there), and month with day."""
    keys = (mention.key for mention in dates(text))
    return frozenset((key[:4], key[5:]) for key in keys if not key[5:].startswith("00"))


def days_agree(told: frozenset[tuple[str, str]], held: frozenset[tuple[str, str]]) -> bool:
    """Whether every date told is among those held; a year is compared where both have one."""
    return all(
        any(day == other and (year == other_year or "0000" in (year, other_year)) for other_year, other in held)
        for year, day in told
    )
