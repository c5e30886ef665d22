"""The strength of a passphrase: cautious, and never better for being repeated or common."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.administration.policy import SHORTEST_PASSPHRASE
from app.ui.unlock.strength import Level, strength


@pytest.mark.parametrize(
    ("passphrase", "level"),
    [
        ("", Level.TOO_SHORT),
        ("short", Level.TOO_SHORT),
        ("aaaaaaaaaaaa", Level.WEAK),
        ("12345678", Level.WEAK),
        ("password1", Level.WEAK),
        ("abcdefgh", Level.WEAK),
        ("mylittlepony", Level.FAIR),
        ("correct horse battery staple", Level.FAIR),
        ("seven quiet herons wade upstream", Level.GOOD),
        ("seven quiet herons wade upstream at dawn", Level.STRONG),
        ("k7#Vq9!mZ2xP", Level.STRONG),
    ],
)
def test_known_passphrases(passphrase: str, level: Level) -> None:
    assert strength(passphrase).level is level


@given(st.text(max_size=SHORTEST_PASSPHRASE - 1))
def test_what_is_too_short_is_never_anything_else(passphrase: str) -> None:
    assert strength(passphrase).level is Level.TOO_SHORT


@given(st.text(min_size=1, max_size=40), st.integers(SHORTEST_PASSPHRASE, 60))
def test_one_character_many_times_is_weak(character: str, times: int) -> None:
    assert strength(character[0] * times).level is Level.WEAK


@given(st.lists(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=4, max_size=9), min_size=3, max_size=6))
def test_saying_the_words_twice_does_not_help(words: list[str]) -> None:
    once, twice = " ".join(words), " ".join(words + words)
    assert strength(twice).bits <= max(strength(once).bits, len(set(words)) * 11.0)
