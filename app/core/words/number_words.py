"""The words numbers and days are said with, in English, German, French and Spanish."""

import functools
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from app.core.words.mentions import MONTH

HUNDRED = 100
_CAPITAL_MONTH = rf"(?=[A-ZÄÖÜÉ])(?i:{MONTH})"
_DIGITS = r"(?<!\d[.,])(?>\d+(?:[.,]\d+)*)(?=\s(?:hundred|thousand|[mb]illion|trillion|tausend|milliard|mill[oó]n|mille?\b|mil\b))"
"""Digits belong to a number in words where a scale follows: "3 million"."""

_NOT_ALONE = r"(?!(?:an?|oh)(?!\w))"
"""English words that are numbers only together with what follows."""


class Role(Enum):
    """What a word does in a number: it is added, or multiplies what is before it; `ALONE` needs nothing before it."""

    VALUE = auto()
    SCALE = auto()
    ALONE = auto()
    HALF = auto()


@dataclass(frozen=True, slots=True)
class NumberWord:
    """One word of a number."""

    role: Role
    value: float


@dataclass(frozen=True, slots=True)
class Language:
    """How a language says numbers.

    `token` finds what may be a word of one, `words_of` tells what it means (nothing where it is none). `gap` is what may
    stand between two, by its groups: "space" and "comma", "join" and "point" within one number. `idle` begins what is
    said without meaning the number; `day` is a day of a month.
    """

    token: re.Pattern[str]
    words_of: Callable[[str], tuple[NumberWord, ...]]
    gap: re.Pattern[str]
    idle: re.Pattern[str]
    day: re.Pattern[str]


def languages(codes: Collection[str]) -> list[Language]:
    """The languages with these codes, as far as their numbers are known; all four where no code is given."""
    return [make() for code, make in _LANGUAGES.items() if code in codes or not any(codes)]


def small_numbers(*codes: str) -> dict[str, int]:
    """What one word of these languages says of the whole numbers below a hundred, articles too."""
    words = (item for code in codes for item in _WORDS[code].items())
    return {word: int(number.value) for word, number in words if number.role is Role.VALUE and number.value < HUNDRED}


def _language(
    words: Mapping[str, NumberWord], together: str, joins: str, idle: str, day: str,
    apart: Callable[[str], Iterable[str]] = lambda token: (token,),
) -> Language:  # fmt: skip
    """`together` are words that are one; `apart` parts the words of a language that writes them as one."""
    together = f"{together}|" if together else ""

    def words_of(token: str) -> tuple[NumberWord, ...]:
        if token[0].isdigit():
            return (NumberWord(Role.VALUE, 1.0),)
        parts = [words.get(re.sub(r"[\s-]+", "-", part)) for part in apart(token)]
        found = tuple(part for part in parts if part)
        return found if len(found) == len(parts) else ()

    return Language(
        re.compile(rf"(?<!\w)(?:{together}{_DIGITS}|{_NOT_ALONE}[^\W\d_]+(?:['’][^\W\d_]+)?)(?!\w)", re.IGNORECASE),
        words_of,
        re.compile(rf"(?P<space>[\s-])|(?P<comma>,\s)|(?P<join>[\s-](?:{joins})[\s-])|(?P<point>\s(?:point|comma|komma|virgule|coma|punto)\s)", re.IGNORECASE),
        re.compile(idle, re.IGNORECASE),
        re.compile(day),
    )  # fmt: skip


def _values(*words: str) -> dict[str, NumberWord]:
    """Each text holds "number word word…", and the words after it the numbers that follow."""
    found: dict[str, NumberWord] = {}
    for text in words:
        first, step, *names = text.split()
        for count, name in enumerate(names):
            for form in name.split("|"):
                found[form] = NumberWord(Role.VALUE, float(first) + count * float(step))
    return found


def _scales(role: Role, **words: str) -> dict[str, NumberWord]:
    """By the number of zeros, as `_2`, all words for it."""
    return {word: NumberWord(role, 10.0 ** int(zeros[1:])) for zeros, names in words.items() for word in names.split()}


def _halves(*words: str) -> dict[str, NumberWord]:
    return {word: NumberWord(Role.HALF, 0.5) for word in words}


_ENGLISH = (
    _values(
        "0 1 zero|oh one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen",
        "20 10 twenty thirty forty|fourty fifty sixty seventy eighty ninety",
        "1 1 a|an",
    )
    | _scales(Role.SCALE, _2="hundred", _3="thousand", _6="million", _9="billion", _12="trillion")
    | _halves("half", "half-a", "and-a-half")
)


@functools.cache
def _english() -> Language:
    ordinal = (
        r"(?:(?:twenty|thirty)[\s-])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
        r"|tenth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth"
    )
    scale = "(?=[\\s-](?:hundred|thousand|million|billion|trillion)\\b)"
    return _language(
        _ENGLISH,
        rf"and\sa\shalf|half\sa{scale}|half{scale}|an?{scale}|oh(?=[\s-](?:zero|one|two|three|four|five|six|seven|eight|nine)\b)",
        "and",
        r"(?:a|one)\s(?:hundred|thousand|million)(?:\s(?:times|thanks|per\s?cent|percent|reasons|things)\b|-\w)",
        rf"\b(?:(?i:(?:{ordinal})(?:\sday)?\sof\s{MONTH})|(?i:{ordinal})\s{_CAPITAL_MONTH}|{_CAPITAL_MONTH}\s(?i:(?:the\s)?(?:{ordinal})))\b",
    )  # fmt: skip


_DE_UNITS = "ein|eins|zwei|zwo|drei|vier|fünf|sechs|sieben|acht|neun"
_DE_TEENS = "zehn|elf|zwölf|dreizehn|vierzehn|fünfzehn|sechzehn|siebzehn|achtzehn|neunzehn"
_DE_TENS = "zwanzig|dreißig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig"
_DE_PART = re.compile(
    rf"(?P<unit>zwei|zwo|drei|vier|fünf|sechs|sieben|acht|neun|ein)und(?P<tens>{_DE_TENS})|einhalb"
    rf"|{_DE_TEENS}|{_DE_TENS}|hundert|tausend|eins|{_DE_UNITS}|(?<=hundert)und|(?<=tausend)und"
)


_GERMAN = (
    _values(
        "1 1 ein|eins|eine|einer|einem|einen",
        "2 1 zwei|zwo drei vier fünf sechs sieben acht neun",
        f"10 1 {_DE_TEENS.replace('|', ' ')}",
        f"20 10 {_DE_TENS.replace('|', ' ')}",
        "0 1 null",
    )
    | _scales(Role.ALONE, _2="hundert", _3="tausend")
    | _scales(Role.SCALE, _6="million millionen mio", _9="milliarde milliarden mrd", _12="billion billionen")
    | _halves("einhalb", "eine-halbe")
    | {"anderthalb": NumberWord(Role.HALF, 1.5)}
)


def _german_parts(token: str) -> list[str]:
    """ "fünfundzwanzigtausend" as "zwanzig fünf tausend"; a word that is not made of numbers as it is."""
    parts, at = list[str](), 0
    token = token.replace("dreissig", "dreißig")
    while at < len(token):
        match = _DE_PART.match(token, at)
        if match is None:
            return [token]
        parts += [match["tens"], match["unit"]] if match["tens"] else [match.group()]
        at = match.end()
    return [part for part in parts if part != "und"]


@functools.cache
def _german() -> Language:
    stem = "ers|zwei|drit|vier|fünf|sechs|sieb|sieben|ach|neun|zehn|elf|zwölf"
    month = rf"(?:{stem})te[nrs]?"
    ordinal = (
        rf"{month}|(?:drei|vier|fünf|sech|sieb|acht|neun)zehnte[nrs]?|(?:(?:ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun)und)?"
        r"zwanzigste[nrs]?|(?:einund)?drei(?:ß|ss)igste[nrs]?"
    )
    return _language(
        _GERMAN,
        r"eine\shalbe(?=\smilli)",
        "und",
        r"(?:ein)?(?:hundert|tausend)(?:\s(?:mal|prozent|dank|gründe|dinge)\b|-\w)",
        rf"\b(?i:(?:(?:{ordinal})\s{MONTH}|(?:(?<=am )|(?<=vom )|(?<=zum )|(?<=den ))(?:{ordinal})\s(?:{month})))\b",
        _german_parts,
    )  # fmt: skip


_FRENCH = (
    _values(
        "0 1 zéro un|une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
        "20 10 vingt trente quarante cinquante soixante septante huitante|octante|quatre-vingt|quatre-vingts nonante",
    )
    | _scales(Role.ALONE, _2="cent cents", _3="mille")
    | _scales(Role.SCALE, _6="million millions", _9="milliard milliards")
    | _halves("et-demi", "et-demie", "un-demi")
)


@functools.cache
def _french() -> Language:
    units = "deux|trois|quatre|cinq|six|sept|huit|neuf"
    day = (
        rf"premier|trente(?:[\s-]et[\s-]un)?|vingt(?:[\s-]et[\s-]un|[\s-](?:{units}))?|dix(?:[\s-](?:sept|huit|neuf))?"
        rf"|onze|douze|treize|quatorze|quinze|seize|{units}"
    )
    return _language(
        _FRENCH,
        r"quatre[\s-]vingts?|et\sdemie?|un\sdemi(?=[\s-]mill)|(?:pour|per)\scents?",
        "et",
        r"(?:cent|mille)(?:\s(?:fois|mercis?|excuses|pardons|raisons|choses|pour\scent)\b|-\w)",
        rf"\b(?i:(?:{day})\s{MONTH})\b",
    )


_SPANISH = (
    _values(
        "0 1 cero un|uno|una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis"
        " diecisiete dieciocho diecinueve veinte veintiuno|veintiún|veintiuna veintidós veintitrés veinticuatro"
        " veinticinco veintiséis veintisiete veintiocho veintinueve",
        "30 10 treinta cuarenta cincuenta sesenta setenta ochenta noventa",
        "100 100 cien|ciento doscientos|doscientas trescientos|trescientas cuatrocientos|cuatrocientas"
        " quinientos|quinientas seiscientos|seiscientas setecientos|setecientas ochocientos|ochocientas"
        " novecientos|novecientas",
    )
    | _scales(Role.ALONE, _3="mil")
    | _scales(Role.SCALE, _6="millón millones", _12="billón billones")
    | _halves("y-medio", "y-media", "medio")
)


@functools.cache
def _spanish() -> Language:
    units = "uno?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve"
    day = (
        rf"primero|treinta(?:\sy\suno)?|veinti(?:uno|dós|trés|cuatro|cinco|séis|siete|ocho|nueve)|veinte|dieci(?:séis|siete|ocho|nueve)"
        rf"|diez|once|doce|trece|catorce|quince|{units}"
    )
    return _language(
        _SPANISH,
        r"y\smedi[oa]|medio(?=\smillón)|por\scien(?:to)?",
        "y",
        r"(?:cien|mil)(?:\s(?:gracias|veces|disculpas|perdones|razones|cosas|por\scien(?:to)?)\b|-\w)",
        rf"\b(?i:(?:{day})\sde\s{MONTH})\b",
    )


_LANGUAGES: dict[str, Callable[[], Language]] = {"en": _english, "de": _german, "fr": _french, "es": _spanish}
_WORDS = {"en": _ENGLISH, "de": _GERMAN, "fr": _FRENCH, "es": _SPANISH}
