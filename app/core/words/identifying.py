"""What in a text tells who, how much or when: names, addresses, numbers and days, found by their form."""

import re
from collections.abc import Collection, Iterator

from app.core.words.given_names import GIVEN_NAMES, NO_SURNAMES
from app.core.words.mentions import CAPITAL, LOWER, Kind, Mention, mentions
from app.core.words.spelled_numbers import spelled_days, spelled_numbers

_SINGLE_NAME = re.compile(rf"(?<=[{LOWER},;0-9] )[{CAPITAL}][{LOWER}]{{2,}}(?:-[{CAPITAL}][{LOWER}]+)?\b")
_CALLED = re.compile(rf"(?:^|(?<=[.!?] ))([{CAPITAL}][{LOWER}]{{2,}}),\s(?=\w)")
TITLE = r"(?:Dr|Prof|Mr|Mrs|Ms|Miss|Herrn?|Frau|Monsieur|Madame|M|Mme|Señora?|Sra?|Don|Doña)\.?"
"""What stands before a name, and is none."""
_OFFICE = (
    r"(?:Doktor|Professor(?:in)?|Kolleg(?:e|in)|Vorsitzender?|Präsident(?:in)?|Minister(?:in)?|Direktor(?:in)?|President"
    r"|Minister|Chair\w*|Secretary|Speaker)"
)
"""What stands between a title and a name, or instead of a name."""
_TITLED = re.compile(rf"\b{TITLE}\s(?:{_OFFICE}\b\s?)?+((?:Dr\.\s)?[{CAPITAL}][\w'’-]+)")
NOT_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
    "october november december english german french spanish european american british internet christmas easter okay the "
    "montag dienstag mittwoch donnerstag freitag samstag sonntag yes yeah well also and but then now here there this that "
    "what when where who why how which because however maybe please euro euros thanks thank sorry hello good morning "
    "yesterday today tomorrow danke bitte hallo genau gut ja nein also klar stimmt richtig moment übrigens leider natürlich "
    "entschuldigung januar februar märz mai juni juli oktober dezember first second third finally actually right great "
    "everyone everybody folks guys next anyway honestly basically however therefore meanwhile perfect exactly "
    "erstens zweitens drittens außerdem super schön prima moin tja leute freunde kollegen kolleginnen tatsächlich "
    "ehrlich jedenfalls trotzdem deshalb zuerst zunächst schließlich perfekt".split()
)
_CAPITALIZED_NOUNS = frozenset(("de", "lb"))
_WORD = rf"[{CAPITAL}][{LOWER}]+(?:-[{CAPITAL}][{LOWER}]+)*"
_CAPITALIZED = re.compile(rf"(?<![\w-]){_WORD}(?![\w-])")
_GOING_ON = re.compile(rf"(?:\s(?:von|van|zu)(?:\sde[rmn])?)?\s({_WORD})(?![\w-])")
_WITH_ROLE = re.compile(
    r"\b(?:Schwester|Pfleger|Oberarzt|Oberärztin|Chefarzt|Chefärztin|Kolleg(?:e|in)|Familie|Doktor|Professor(?:in)?"
    rf"|Patient(?:in)?|Mandant(?:in)?)\s({_WORD})"
)
GENITIVE_S = frozenset(("de", "lb", "nl", "sv", "da", "no", "nn"))
"""Languages that hang an s onto a name without an apostrophe: "Annas Tasche"."""
_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
"""Thai to Khmer, Chinese, Japanese and Korean: words, or what is hung onto them, follow without a space."""
LETTER = rf"[^\W_{_UNSPACED}]"
"""A letter or digit of a script that writes spaces between words."""
_HOUSE = re.compile(
    rf"\b[{CAPITAL}][\w'’-]*(?:(?:straße|strasse|str\.|weg|platz|gasse|allee|ufer|damm)"
    r"|\s(?:Straße|Strasse|Str\.|Weg|Platz|Gasse|Allee|Ufer|Damm))\s\d{1,4}(?:\s?[a-z]\b)?"
    rf"(?:,?\s(?:in\s)?\d{{4,5}}\s[{CAPITAL}][\w-]+)?"
    rf"|\b\d{{1,5}}[a-z]?\s(?:[{CAPITAL}][\w'’]*\s){{1,3}}(?:Street|Road|Avenue|Lane|Drive|Square|Terrace|Close|Crescent)\b"
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,3})?\b")
_LETTERED_NUMBER = re.compile(rf"(?<!{LETTER})[A-Za-z]{{1,3}}-?\d{{6,18}}[A-Za-z]?(?!{LETTER})")
"""An insurance or a case number: a few letters, and many digits behind them."""
_LONG_NUMBER = re.compile(rf"(?<!{LETTER})(?<![.,])\+?\(?\d(?:[\s()/.-]{{0,2}}\d){{5,18}}(?!{LETTER})")
_DIGITS_BESIDE_YEARS = 5
_NUMBER = re.compile(rf"(?<!{LETTER})(?<![.,:])(?:\d{{1,3}}(?:[.,'’ ]\d{{3}})+|\d{{3,}})(?:[.,]\d+)*(?!{LETTER})(?!:)")
_SHORT_DATE = re.compile(
    r"(?<![\w./-])(?:(?:0?[1-9]|[12]\d|3[01])[./-](?:0?[1-9]|[12]\d|3[01])[./-](?:[12]\d{3}|\d\d)"
    r"|[12]\d{3}[./-](?:0?[1-9]|1[0-2])[./-](?:0?[1-9]|[12]\d|3[01])|20\d\d[01]\d[0-3]\d)(?![./-]?\w)"
    r"|(?:\d{4}\s?年\s?)?\d{1,2}\s?月(?:\s?\d{1,2}\s?[日号])?"
)
"""Days as names of files and hurried people write them; elsewhere they may as well be a version or an address."""


def names(text: str, language: str) -> Iterator[str]:
    """Who may be meant by a word: behind a title, called upon, or with a capital where the language gives it to names."""
    yield from (match[1] for match in _TITLED.finditer(text))
    yield from (match[1] for match in _CALLED.finditer(text) if match[1].casefold() not in NOT_NAMES)
    if language in _CAPITALIZED_NOUNS:
        yield from _told_by_given_name(text)
        yield from (match[1] for match in _WITH_ROLE.finditer(text) if not _is_noun(match[1]))
        return
    for mention in mentions(text, Kind.NAME):
        words = [word for word in mention.text.split() if word.casefold() not in NOT_NAMES]
        if len(words) > 1:
            yield " ".join(words) if " ".join(words) in mention.text else words[-1]
    yield from (match.group() for match in _SINGLE_NAME.finditer(text) if match.group().casefold() not in NOT_NAMES)


def addresses(text: str) -> Iterator[str]:
    """E-mail addresses and links."""
    return (mention.text for kind in (Kind.ADDRESS, Kind.LINK) for mention in mentions(text, kind))


def houses(text: str) -> Iterator[str]:
    """Streets with the number of a house, and the town behind it where its postcode is told."""
    return (match.group() for match in _HOUSE.finditer(text))


def days(text: str, languages: Collection[str]) -> Iterator[str]:
    """Days, months and years, in words too where they are said in one of these languages."""
    yield from (text[start:end] for start, end in spelled_days(text, languages))
    short = _short_days(text)
    yield from (text[start:end] for start, end in short)
    accounts = list(_accounts(text))
    for mention in mentions(text, Kind.DATE):
        none = [*short, *accounts] if _is_year(mention) else short
        if not any(start <= mention.start and mention.end <= end for start, end in none):
            yield mention.text


def numbers(text: str, languages: Collection[str]) -> Iterator[str]:
    """Accounts, telephone and card numbers, amounts of money, and whatever else has three digits or more, but years.

    In words too, where they are said in one of these languages.
    """
    dates = list(mentions(text, Kind.DATE))
    taken = [(mention.start, mention.end) for mention in dates if not _is_year(mention)]
    found: list[tuple[int, str]] = []

    def take(start: int, end: int) -> None:
        if not any(first < end and start < last for first, last in taken):
            taken.append((start, end))
            found.append((start, text[start:end].strip()))

    for match in (*_IBAN.finditer(text), *_LETTERED_NUMBER.finditer(text)):
        take(match.start(), match.end())
    for mention in mentions(text, Kind.MONEY):
        take(mention.start, mention.end)
    for start, end in _accounts(text):
        take(start, end)
    for spelled in spelled_numbers(text, languages):
        if not spelled.is_year:
            take(spelled.start, spelled.end)
    taken += [(mention.start, mention.end) for mention in dates if _is_year(mention)]
    for match in _NUMBER.finditer(text):
        take(match.start(), match.end())
    yield from (number for _, number in sorted(found))


def _told_by_given_name(text: str) -> Iterator[str]:
    """Given names with what goes on behind them as a name does: "Anna", "Karl-Heinz von Berg"."""
    end = 0
    for match in _CAPITALIZED.finditer(text):
        if match.start() < end or not _is_given(match.group()):
            continue
        end = match.end()
        while (more := _GOING_ON.match(text, end)) and not _is_noun(more[1]):
            end = more.end()
            if not _is_given(more[1]):
                break
        yield text[match.start() : end]


def _is_given(word: str) -> bool:
    return all(part in GIVEN_NAMES for part in word.casefold().split("-"))


def _is_noun(word: str) -> bool:
    return word.casefold() in NO_SURNAMES | NOT_NAMES


def _is_year(mention: Mention) -> bool:
    return mention.key.endswith("-00-00")


def _short_days(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _SHORT_DATE.finditer(text)]


def _accounts(text: str) -> Iterator[tuple[int, int]]:
    """Where accounts, telephone and card numbers stand: a group of digits in them may look like a year, and is none.

    What has few digits beside its years tells of years, as "2024/25" does.
    """
    yield from (match.span() for match in _IBAN.finditer(text))
    short = _short_days(text)
    dates = list(mentions(text, Kind.DATE))
    for match in _LONG_NUMBER.finditer(text):
        within = [one for one in dates if one.start < match.end() and match.start() < one.end]
        lone_years = all(
            _is_year(one) and not any(start <= one.start and one.end <= end for start, end in short) for one in within
        )
        beside = sum(character.isdigit() for character in match.group()) - 4 * len(within)
        if lone_years and (beside >= _DIGITS_BESIDE_YEARS or match.group().startswith("+")):
            yield match.span()
