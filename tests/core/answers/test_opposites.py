"""What denies a sentence, or has the opposite of its words, is told from what says the same."""

import pytest

from app.core.answers.opposites import opposes
from app.core.words.stems import stem

SMALL_WORDS = {"the", "is", "are", "may", "be", "was", "does", "do", "not", "no", "on", "of"}


def opposed(sentence: str, stretch: str) -> bool:
    words = [word for word in sentence.casefold().strip(".").split() if word not in SMALL_WORDS]
    return opposes(sentence, stretch, {stem(word) for word in words})


@pytest.mark.parametrize(
    ("sentence", "stretch"),
    [
        ("Sales fell by 12 percent.", "Sales rose by 12 percent."),
        ("The proposal was approved.", "The proposal was rejected."),
        ("Overtime hours are paid.", "Overtime hours are not paid."),
        ("The pump runs dry.", "The pump never runs dry."),
        ("Manuscripts may be copied.", "Photographs may be copied, manuscripts may not be copied."),
        ("Die Halle ist montags geöffnet.", "Die Halle ist montags geschlossen."),
        ("The lamp lasts two hours.", "The lamp lasts eight hours."),
        ("The gene activates the pathway.", "The gene inhibits the pathway."),
        ("Photographs may be copied.", "Manuscripts may be copied, photographs may not."),
    ],
)
def test_opposites(sentence: str, stretch: str) -> None:
    assert opposed(sentence, stretch)


@pytest.mark.parametrize(
    ("sentence", "stretch"),
    [
        ("Sales rose by 12 percent.", "Sales rose by 12 percent, while costs fell."),
        ("Photographs may be copied.", "Photographs may be copied, manuscripts may not."),
        ("The proposal was not approved.", "The proposal was rejected."),
        ("Entering without a permit is forbidden.", "Entering without a permit is forbidden."),
        ("The moon is green cheese.", "The proposal was not approved."),
        ("Coups failed in 1974 in Egypt.", "Coups failed in 1968 in Jordan, and in 1974 in Egypt."),
        ("Dunes cover the highest terrace.", "Dunes cover the highest terrace, with a not so visible rim."),
        ("The gene reduces growth.", "The gene suppresses growth."),
    ],
)
def test_no_opposites(sentence: str, stretch: str) -> None:
    assert not opposed(sentence, stretch)
