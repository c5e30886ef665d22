"""Numbers, amounts and days are found as they are said, in four languages; ordinary words are none."""

import time

import pytest

from app.core.words.spelled_numbers import spelled_days, spelled_numbers


def numbers(text: str, *languages: str) -> list[str]:
    return [text[one.start : one.end] for one in spelled_numbers(text, languages) if not one.is_year]


def years(text: str, *languages: str) -> list[str]:
    return [text[one.start : one.end] for one in spelled_numbers(text, languages) if one.is_year]


def days(text: str, *languages: str) -> list[str]:
    return [text[start:end] for start, end in spelled_days(text, languages)]


@pytest.mark.parametrize(
    ("language", "said", "number"),
    [
        ("en", "It costs twenty-five thousand euros.", "twenty-five thousand euros"),
        ("en", "some two and a half million people", "two and a half million"),
        ("en", "half a million", "half a million"),
        ("en", "three point five million of them", "three point five million"),
        ("en", "one million two hundred thousand and five", "one million two hundred thousand and five"),
        ("en", "now 25 thousand", "25 thousand"),
        ("en", "only twelve dollars and fifty cents", "twelve dollars and fifty cents"),
        ("en", "call oh seven three one, five five five", "oh seven three one, five five five"),
        ("en", "two thousand a year", "two thousand"),
        ("de", "etwa fünfundzwanzigtausend Euro", "fünfundzwanzigtausend Euro"),
        ("de", "eine Million zweihunderttausend", "eine Million zweihunderttausend"),
        ("de", "zweieinhalb Millionen", "zweieinhalb Millionen"),
        ("de", "eine halbe Million", "eine halbe Million"),
        ("de", "null sieben drei eins fünf fünf", "null sieben drei eins fünf fünf"),
        ("fr", "les vingt-cinq mille euros", "vingt-cinq mille euros"),
        ("fr", "quatre-vingt-dix-neuf mille", "quatre-vingt-dix-neuf mille"),
        ("fr", "trois cent vingt et un", "trois cent vingt et un"),
        ("fr", "deux millions et demi d'euros", "deux millions et demi d'euros"),
        ("es", "son veinticinco mil euros", "veinticinco mil euros"),
        ("es", "doscientos treinta y cinco", "doscientos treinta y cinco"),
        ("es", "mil millones", "mil millones"),
    ],
)
def test_a_number_is_found_as_a_whole(language: str, said: str, number: str) -> None:
    assert numbers(said, language) == [number]
    assert numbers(said) == [number]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "one of us wants a second one, or two or three"),
        ("en", "a hundred percent, a thousand times, hundreds of people"),
        ("en", "the million dollar question; one, two, three; a euro in seventeen minutes"),
        ("en", "nineteen, twenty of them"),
        ("de", "eine von uns achtet auf sieben, hundert Prozent, tausend Dank, Hunderte von Leuten"),
        ("fr", "vingt pour cent, mille mercis, six personnes et une seconde"),
        ("es", "veinte por ciento, mil gracias, once personas y una segunda"),
    ],
)
def test_small_numbers_and_ordinary_words_are_none(language: str, said: str) -> None:
    assert spelled_numbers(said, [language]) == []
    assert spelled_days(said, [language]) == []


@pytest.mark.parametrize(
    ("language", "said", "year"),
    [
        ("en", "in nineteen eighty-four we met", "nineteen eighty-four"),
        ("en", "in twenty twenty-six", "twenty twenty-six"),
        ("de", "seit neunzehnhundertvierundachtzig", "neunzehnhundertvierundachtzig"),
        ("fr", "en mille neuf cent quatre-vingt-quatre", "mille neuf cent quatre-vingt-quatre"),
        ("es", "en mil novecientos ochenta", "mil novecientos ochenta"),
    ],
)
def test_a_year_is_no_number_but_a_date(language: str, said: str, year: str) -> None:
    assert (numbers(said, language), years(said, language)) == ([], [year])
    assert days(said, language) == [year]


@pytest.mark.parametrize(
    ("language", "said", "day"),
    [
        ("en", "on the third of May, and then", "third of May"),
        ("en", "on May the third, two thousand twenty-six", "May the third, two thousand twenty-six"),
        ("en", "the twenty-first of November 2026 was", "twenty-first of November 2026"),
        ("de", "am dritten Mai und", "dritten Mai"),
        ("de", "am dritten fünften", "dritten fünften"),
        ("fr", "le premier mai deux mille vingt-six", "premier mai deux mille vingt-six"),
        (
            "es",
            "el treinta y uno de diciembre de dos mil veintiséis",
            "treinta y uno de diciembre de dos mil veintiséis",
        ),
    ],
)
def test_a_day_is_found_with_its_year(language: str, said: str, day: str) -> None:
    assert days(said, language) == [day]


@pytest.mark.parametrize("said", ["the first may be wrong", "march second to none", "the third of us"])
def test_a_month_is_none_where_it_is_another_word(said: str) -> None:
    assert days(said, "en") == []


def test_a_long_row_of_digits_and_points_takes_no_time() -> None:
    started = time.process_time()
    assert spelled_days("1.1" * 20_000, {"de"}) == []
    assert time.process_time() - started < 5  # looked at from each of its points, it took half a minute


def test_digits_behind_a_point_are_not_a_number_of_their_own() -> None:
    assert numbers("It cost 3.5 million euros.", "en") == ["3.5 million euros"]
