"""Sketches tell how much of two texts is the same."""

import random

from app.services.library.resemblance import alike, share, sketch

WORDS = [f"{first}{second}" for first in "bcdfghklmnprst" for second in ("ale", "ora", "inde", "ume", "osta")]


def text(seed: int, words: int = 400) -> list[str]:
    chance = random.Random(seed)
    return [chance.choice(WORDS) for _ in range(words)]


def changed(words: list[str], every: int) -> list[str]:
    return [f"new{place}" if place % every == 0 else word for place, word in enumerate(words)]


def test_the_same_text_is_the_same_however_it_is_laid_out() -> None:
    words = text(1)
    assert share(sketch([" ".join(words)]), sketch(["\n".join(words[:200]).upper(), "\t".join(words[200:])])) > 0.95


def test_the_share_is_near_that_of_common_sequences() -> None:
    words = text(2, 2000)
    for every in (10, 25, 100):
        other = changed(words, every)
        one_set = set(zip(*(words[start:] for start in range(5)), strict=False))
        other_set = set(zip(*(other[start:] for start in range(5)), strict=False))
        true_share = len(one_set & other_set) / len(one_set | other_set)
        assert abs(share(sketch([" ".join(words)]), sketch([" ".join(other)])) - true_share) < 0.15


def test_nothing_resembles_a_text_without_words() -> None:
    assert sketch(["", " \n"]) == b""
    assert share(b"", sketch(["word"])) == 0.0
    assert share(sketch(["word"]), sketch(["word"])) == 1.0


def test_near_duplicates_are_found_among_many_others() -> None:
    sketches = [(number, sketch([" ".join(text(number))])) for number in range(300)]
    near = [(1000 + number, sketch([" ".join(changed(text(number), 200))])) for number in range(0, 300, 10)]
    found = {(one, other) for one, other, common in alike([*sketches, *near], 0.8) if common >= 0.8}
    assert found == {(number, 1000 + number) for number in range(0, 300, 10)}
