"""What can be told in a text by its form alone: dates, amounts of money, percentages, addresses, and names."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Which form."""

    DATE = "dates"
    MONEY = "amounts of money"
    PERCENTAGE = "percentages"
    ADDRESS = "e-mail addresses"
    LINK = "links"
    NAME = "names"


@dataclass(frozen=True, slots=True)
class Mention:
    """One of them at `start` to `end` of the text. Equal `key`s mean the same; dates are in order of their keys."""

    kind: Kind
    start: int
    end: int
    text: str
    key: str


_MONTH_NAMES = (
    "january januar janvier enero", "february februar février febrero", "march märz mars marzo",
    "april avril abril", "may mai mayo", "june juni juin junio", "july juli juillet julio", "august août agosto",
    "september septembre septiembre", "october oktober octobre octubre", "november novembre noviembre",
    "december dezember décembre diciembre",
)  # fmt: skip
_SHORT_MONTHS = (
    "jan", "feb", "mar", "apr", "", "jun", "jul", "aug", "sept sep", "oct okt", "nov", "dec dez",
)  # fmt: skip
_MONTHS = {
    name: number
    for months in (_MONTH_NAMES, _SHORT_MONTHS)
    for number, names in enumerate(months, start=1)
    for name in names.split()
}
MONTH = "(?:" + "|".join(sorted(" ".join(_MONTH_NAMES).split(), key=len, reverse=True)) + ")"
"""The name of a month in full, in English, German, French or Spanish; to be compared without regard to case."""
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + ")"
_DATE = re.compile(
    rf"\b(?P<y1>[12]\d{{3}})-(?P<m1>\d\d)(?:-(?P<d1>\d\d))?\b"
    rf"|\b(?P<d2>\d{{1,2}})\.\s?(?P<m2>\d{{1,2}})\.\s?(?P<y2>[12]\d{{3}})\b"
    rf"|\b(?P<m3>\d{{1,2}})/(?P<d3>\d{{1,2}})/(?P<y3>[12]\d{{3}})\b"
    rf"|\b(?P<d4>\d{{1,2}})(?:st|nd|rd|th|\.)?\s(?:de\s|of\s)?(?P<m4>{_MONTH})\b\.?(?:,?\s(?:de\s)?(?P<y4>[12]\d{{3}})\b)?"
    rf"|\b(?P<m5>{_MONTH})\.?\s(?P<d5>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s(?P<y5>[12]\d{{3}})\b)?"
    rf"|\b(?P<m6>{_MONTH})\s(?:de\s)?(?P<y6>[12]\d{{3}})\b"
    r"|\b(?P<y7>1[5-9]\d\d|20\d\d)\b(?![.,]?\d|\s?[%€$£])",
    re.IGNORECASE,
)
CURRENCY_WORD = r"(?:[Ee]uros?|[Dd]ollars?|dólar(?:es)?|pounds?|francs?|francos|[Yy]en|Franken|Pfund)"
_CURRENCY = rf"(?:€|\$|£|¥|EUR|USD|GBP|CHF|JPY|{CURRENCY_WORD})"
_AMOUNT = r"\d{1,3}(?:[.,'’ ]\d{3})*(?:[.,]\d{1,2})?(?![.,]?\d)|\d+(?:[.,]\d+)?"
_SCALE = (
    r"(?:\s?(?:thousand|million|billion|trillion|Tausend|Millionen?|Milliarden?|Mio\.?|Mrd\.?|bn|[mk])(?![A-Za-z]))?"
)
_MONEY = re.compile(
    rf"(?:{_CURRENCY}\s?(?:{_AMOUNT}){_SCALE}|(?<![\d.,])(?:{_AMOUNT}){_SCALE}\s?(?:{_CURRENCY})(?![A-Za-z]))"
)
_PERCENTAGE = re.compile(r"\d+(?:[.,]\d+)?\s?(?:%|per ?cent\b|Prozent\b)")
_ADDRESS = re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+\b")
_LINK = re.compile(r"\bhttps?://[^\s<>()\"']+[\w/]|\bwww\.[\w-]+\.[^\s<>()\"']+[\w/]")
_LATIN_TO_ARMENIAN = [chr(code) for code in (*range(0x41, 0x590), *range(0x1E00, 0x1F00))]
CAPITAL = "".join(character for character in _LATIN_TO_ARMENIAN if character.isupper())
"""The capital letters of the Latin, Greek, Cyrillic and Armenian scripts, for a class of a pattern."""
LOWER = "".join(character for character in _LATIN_TO_ARMENIAN if character.islower())
"""Their small letters."""
_NAMED = rf"[{CAPITAL}](?:['’][{CAPITAL}])?[{CAPITAL}{LOWER}]+"
_NAME = re.compile(
    rf"(?:(?:Dr|Prof|Mr|Mrs|Ms|Herr|Frau)\.?\s)?(?<![{CAPITAL}{LOWER}]){_NAMED}(?:[ -](?:(?:van|von|de|der|of) )?{_NAMED}){{1,3}}"
)


def dates(text: str) -> Iterator[Mention]:
    """Days, months and years; the key begins with the year, "0000" where none stands there."""
    for match in _DATE.finditer(text):
        found = {name[0]: value for name, value in match.groupdict().items() if value}
        month = found.get("m", "0")
        number = int(month) if month.isdigit() else _MONTHS[month.casefold()]
        day = int(found.get("d", "0"))
        if number <= 12 and day <= 31:
            key = f"{found.get('y', '0000')}-{number:02}-{day:02}"
            yield Mention(Kind.DATE, match.start(), match.end(), match.group(), key)


def _matches(kind: Kind, pattern: re.Pattern[str]) -> Callable[[str], Iterator[Mention]]:
    def find(text: str) -> Iterator[Mention]:
        for match in pattern.finditer(text):
            key = re.sub(r"\s", "", match.group().casefold())
            yield Mention(kind, match.start(), match.end(), match.group(), key)

    return find


_FINDERS: dict[Kind, Callable[[str], Iterator[Mention]]] = {
    Kind.DATE: dates,
    Kind.MONEY: _matches(Kind.MONEY, _MONEY),
    Kind.PERCENTAGE: _matches(Kind.PERCENTAGE, _PERCENTAGE),
    Kind.ADDRESS: _matches(Kind.ADDRESS, _ADDRESS),
    Kind.LINK: _matches(Kind.LINK, _LINK),
    Kind.NAME: _matches(Kind.NAME, _NAME),
}
_WORDS = {
    Kind.DATE: r"dates?|deadlines?|appointments?|daten|datum|termine?n?|frist(en)?|fechas?",
    Kind.MONEY: r"amounts?|money|prices?|costs?|sums?|payments?|fees?|beträge?|betrag|preise?|kosten|geldbeträge|montants?|prix|importes?|precios?",
    Kind.PERCENTAGE: r"percentages?|percents?|prozents(a|ä)tze?|pourcentages?|porcentajes?",
    Kind.ADDRESS: r"e-?mails?|e-?mail.?(addresses|adressen)",
    Kind.LINK: r"links?|urls?|websites?|webseiten",
    Kind.NAME: r"names|people|persons?|namen|personen|noms|personnes|nombres|personas",
}
_ASKED = {kind: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for kind, words in _WORDS.items()}


def kinds_asked(question: str) -> tuple[Kind, ...]:
    """The forms a question asks for by name."""
    return tuple(kind for kind, pattern in _ASKED.items() if pattern.search(question))


def mentions(text: str, kind: Kind) -> Iterator[Mention]:
    """Everything of this form in a text, in order."""
    return _FINDERS[kind](text)


def is_kind_word(word: str) -> bool:
    """Whether a word only names a form: it says nothing of what the question is about."""
    return any(pattern.fullmatch(word) for pattern in _ASKED.values())
