"""Numbers, amounts and days as they are said: "twenty-five thousand euros", "am dritten Mai", "trois cent mille".

In English, German, French and Spanish. Small numbers, and what only sounds like one ("one of us", "a second", "mille
mercis"), tell nothing and are left alone.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from app.core.words.mentions import CURRENCY_WORD, MONTH
from app.core.words.number_words import HUNDRED, Language, NumberWord, Role, languages

_NO_LIMIT = float("inf")
_FEWEST_IN_A_ROW = 4
"""So many numbers said one by one are a telephone number or a code."""
_CENTURIES = (18, 19, 20)
_CENTS = r"(?:cents?|centimes|céntimos|pence|Rappen)"
_MONEY = re.compile(
    rf"[\s-](?:de\s|d['’])?{CURRENCY_WORD}(?!\w)(?:\s(?:(?:and|und|et|con)\s)?[\w-]+\s{_CENTS}\b)?", re.IGNORECASE
)
_YEAR_FOLLOWS = re.compile(r"\b(?:en|del?|l['’]an|année|año|in|since|im jahr|seit|depuis)\s$", re.IGNORECASE)
_YEAR_AFTER = re.compile(r",?\s(?:(?:de|del|of)\s)?(?P<digits>[12]\d{3}\b)?")
_MONTH_BEFORE = re.compile(rf"(?<!\w){MONTH}\s(?:(?:de|del|of)\s)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SpelledNumber:
    """A number said in words at `start` to `end` of a text; `is_year` where it is most likely one."""

    start: int
    end: int
    is_year: bool = False


@dataclass(frozen=True, slots=True)
class _Number:
    """A number as far as it is read: `finished` are its thousands and more; below `room` may still be added."""

    start: int
    end: int
    finished: float = 0.0
    group: float = 0.0
    room: float = _NO_LIMIT
    scale: float = _NO_LIMIT
    begun: bool = False
    behind_point: bool = False

    @property
    def value(self) -> float:
        return self.finished + self.group

    def with_words(self, words: Sequence[NumberWord], end: int) -> "_Number | None":
        """The number with the next words; None where they cannot belong to it."""
        number: _Number | None = self
        for word in words:
            number = number._with(word) if number else None
        return replace(number, end=end) if number else None

    def _with(self, word: NumberWord) -> "_Number | None":
        if word.role is Role.HALF:
            return replace(self, group=self.group + word.value, room=0, begun=True)
        if word.role is Role.VALUE:
            return self if self.behind_point else self._plus(word.value)
        if word.role is Role.SCALE and not self.begun:
            return None
        return self._times_hundred() if word.value == HUNDRED else self._times(word.value)

    def _plus(self, value: float) -> "_Number | None":
        if value >= self.room or (self.begun and not value):
            return None
        if value >= HUNDRED:
            room = HUNDRED
        elif value in (60, 80):
            room = 20  # "soixante-quinze"
        else:
            room = 10 if value and value % 10 == 0 else 0
        return replace(self, group=self.group + value, room=room, begun=True)

    def _times_hundred(self) -> "_Number | None":
        if self.group >= HUNDRED:
            return None
        return replace(self, group=(self.group or 1) * HUNDRED, room=HUNDRED, begun=True)

    def _times(self, scale: float) -> "_Number":
        finished = self.finished + (self.group or 1) * scale if scale < self.scale else self.value * scale
        return replace(self, finished=finished, group=0.0, room=1000, scale=scale, begun=True, behind_point=False)


def spelled_numbers(text: str, codes: Collection[str] = ()) -> list[SpelledNumber]:
    """Numbers from a hundred on, amounts of money, rows of digits, and years; `codes` are languages, all where none is told."""
    found: list[SpelledNumber] = []
    for language in languages(codes):
        for row in _rows(text, language):
            for number in _telling(text, row, language):
                if not any(one.start < number.end and number.start < one.end for one in found):
                    found.append(number)
    return sorted(found, key=lambda number: number.start)


def spelled_days(text: str, codes: Collection[str] = ()) -> list[tuple[int, int]]:
    """Where days of a month and years are said in words; a year that follows a month belongs to it."""
    years = [number for number in spelled_numbers(text, codes) if number.is_year]
    ends = {year.start: year.end for year in years}
    spans = [(_MONTH_BEFORE.search(text[: year.start]), year) for year in years]
    found = [(match.start() if match else year.start, year.end) for match, year in spans]
    for language in languages(codes):
        for match in language.day.finditer(text):
            year = _YEAR_AFTER.match(text, match.end())
            end = year and (ends.get(year.end()) or (year["digits"] and year.end()))
            found.append((match.start(), end or match.end()))
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def _rows(text: str, language: Language) -> Iterator[list[_Number]]:
    """Numbers that follow each other with nothing but a space, a hyphen or a comma between them."""
    row: list[_Number] = []
    for match in language.token.finditer(text):
        words = language.words_of(match.group().casefold())
        if not words:
            continue
        gap = language.gap.fullmatch(text, row[-1].end, match.start()) if row else None
        between = gap.lastgroup if gap else None
        longer = None
        if row and between and between != "comma":
            longer = replace(row[-1], behind_point=row[-1].behind_point or between == "point").with_words(
                words, match.end()
            )
        if longer:
            row[-1] = longer
            continue
        number = _Number(*match.span()).with_words(words, match.end())
        if row and (number is None or between not in ("space", "comma")):
            yield row
            row = []
        if number:
            row.append(number)
    if row:
        yield row


def _telling(text: str, row: Sequence[_Number], language: Language) -> Iterator[SpelledNumber]:
    """What of a row of numbers tells something."""
    first, last = row[0], row[-1]
    if len(row) == 2 and _are_year(first, last, text):
        yield SpelledNumber(first.start, last.end, is_year=True)
    elif len(row) >= _FEWEST_IN_A_ROW and all(number.value < HUNDRED for number in row):
        yield SpelledNumber(first.start, last.end)
    else:
        for number in row:
            if money := _MONEY.match(text, number.end):
                yield SpelledNumber(number.start, money.end())
            elif number.value >= HUNDRED and not language.idle.match(text, number.start):
                yield SpelledNumber(number.start, number.end, is_year=_is_year(number, text))


def _are_year(century: _Number, year: _Number, text: str) -> bool:
    """Whether two numbers are one year: "nineteen eighty-four"."""
    told = century.value in _CENTURIES and 10 <= year.value < HUNDRED
    return told and "," not in text[century.end : year.start] and not _MONEY.match(text, year.end)


def _is_year(number: _Number, text: str) -> bool:
    """Whether it is said as years are; "mille neuf cent dix" may be any number, but for the word before it."""
    value = number.value
    if not 1500 <= value < 2100 or value % HUNDRED == 0:
        return False
    return value > 2000 or number.scale == _NO_LIMIT or bool(_YEAR_FOLLOWS.search(text[: number.start]))
