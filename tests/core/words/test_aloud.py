import pytest

from app.core.words.aloud import Voice, language_of, spoken, voice_for

AMERICAN = Voice("Anna", "en_US", plain=True, usual=True)
BRITISH = Voice("Bob", "en_GB", usual=True)
OTHER = Voice("Carl", "en_GB")
GERMAN = Voice("Dora", "de_DE", plain=True, usual=True)
VOICES = (OTHER, BRITISH, AMERICAN, GERMAN)


def said(text: str) -> list[str]:
    return [part.text for part in spoken(text)]


def test_a_text_is_read_sentence_by_sentence_without_its_citations() -> None:
    assert said("The rent is due. [1][2] It rose in 2024 [3, 4]. See § 5.") == [
        "The rent is due.",
        "It rose in 2024.",
        "See § 5.",
    ]


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("## The **rent** is `due`", "The rent is due"),
        ("- _First_ of all", "First of all"),
        ("See [the lease](https://example.org/a) first", "See the lease first"),
        ("The lease (https://example.org/a?b=c) says so", "The lease says so"),
        ("Month | Rent | 900", "Month, Rent, 900"),
        ("snake_case and 2*3 stay", "snake_case and 2*3 stay"),
    ],
)
def test_marks_that_only_eyes_follow_are_silent(text: str, heard: str) -> None:
    assert said(text) == [heard]


def test_what_has_nothing_to_be_said_is_left_out() -> None:
    assert said("---\n\n***\n\n[1]\n\n…") == []


def test_every_sentence_knows_where_it_stands() -> None:
    text = "The rent is due. [1] It rose.\u2029Nobody knew why \U0001f600 it did."
    assert [text[part.start : part.end] for part in spoken(text)] == [
        "The rent is due.",
        "It rose.",
        "Nobody knew why \U0001f600 it did.",
    ]


def test_a_paragraph_of_the_window_ends_a_sentence_whatever_it_ends_with() -> None:
    assert said("in the cellar\u2029behind the green door") == ["in the cellar", "behind the green door"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The rent is due on the third working day of each month.", "en"),
        ("Die Miete ist am dritten Werktag eines jeden Monats fällig.", "de"),
        ("Le loyer est payable le troisième jour ouvrable de chaque mois.", "fr"),
        ("الإيجار مستحق في اليوم الثالث من كل شهر", "ar"),
        ("Аренда оплачивается каждый месяц", "ru"),
        ("家賃は毎月三日に支払います", "ja"),
        ("房租每月三号支付", "zh"),
        ("12 345", ""),
        ("", ""),
    ],
)
def test_a_text_tells_its_language(text: str, language: str) -> None:
    assert language_of(text) == language


class TestTheVoice:
    def test_is_one_of_the_language_of_the_text(self) -> None:
        assert voice_for(VOICES, "de", "en_US", {}) == GERMAN
        assert voice_for(VOICES, "fr", "en_US", {}) is None

    def test_speaks_as_its_user_does_and_else_as_the_language_usually_is(self) -> None:
        assert voice_for(VOICES, "en", "en_GB", {}) == BRITISH
        assert voice_for(VOICES, "en", "de_DE", {}) == AMERICAN

    def test_is_the_one_that_was_chosen_for_its_language_as_long_as_it_is_there(self) -> None:
        chosen = {"en": "Carl", "de": "Gone"}
        assert voice_for(VOICES, "en", "en_US", chosen) == OTHER
        assert voice_for(VOICES, "de", "en_US", chosen) == GERMAN
