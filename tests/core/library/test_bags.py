"""Words as numbers."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.library.bags import BYTES_PER_WORD, asked, bag, card


def words_of(packed: bytes) -> dict[int, int]:
    return dict(struct.iter_unpack("<IB", packed))


@pytest.mark.parametrize(
    ("written", "asked_for"),
    [
        ("pumps", "pump"),
        ("inspection", "inspected"),
        ("Überprüfungen", "uberprufung"),
        ("1,250 hours", "1250 hours"),
        ("第三章", "第三"),
        ("한국어를", "한국어를"),
    ],
)
def test_a_word_is_found_however_it_ends(written: str, asked_for: str) -> None:
    assert set(asked(asked_for).words) <= set(words_of(bag(written)))


@pytest.mark.parametrize(("written", "asked_for"), [("glass", "glas"), ("AB-1234", "AB-1235"), ("12.5", "125")])
def test_other_words_are_not(written: str, asked_for: str) -> None:
    assert not set(asked(asked_for).words) & set(words_of(bag(written))) - set(asked("ab").words)


def test_stop_words_are_left_out_unless_there_is_nothing_else() -> None:
    assert len(words_of(bag("the oil of the pump"))) == 2
    assert len(words_of(bag("to be or not to be"))) == 4


def test_a_bag_counts_to_255() -> None:
    assert list(words_of(bag("oil " * 3 + "pump")).values()) == [3, 1]
    assert list(words_of(bag("oil " * 999)).values()) == [255]


def test_a_card_knows_the_parts_of_a_file_name() -> None:
    words = words_of(card("", "/home/x/NorhavenEnergy_FY2023Q2.pdf", "Some report"))
    assert [words[number] for number in asked("norhaven energy").words] == [2, 2]
    assert [words[number] for number in asked("2023 q2").words] == [2, 2]
    assert [words[number] for number in asked("report").words] == [1]


def test_names_run_together_are_asked_for_as_well() -> None:
    assert set(asked("Best Buy's stores").names) & set(words_of(card("", "/BESTBUY.pdf", "")))


@given(st.text(), st.text())
def test_any_text_makes_a_bag(title: str, text: str) -> None:
    assert len(bag(text)) % BYTES_PER_WORD == 0
    assert len(card(title, title, text)) % BYTES_PER_WORD == 0
    assert set(asked(text).words) == set(words_of(bag(text)))
