"""What a text tells is compared by its words, numbers, names and dates, however they are written."""

from app.core.answers.features import content, days, days_agree, names, numbers


def test_numbers_are_the_same_in_words_digits_and_with_separators() -> None:
    assert numbers("Twenty rooms, 1,200 euros, 5.0 metres, channel 72.") == {"20", "1200", "5", "72"}


def test_a_digit_inside_a_name_is_no_number() -> None:
    assert numbers("The K2 lamp lasts eight hours.") == {"8"}


def test_content_leaves_out_what_says_nothing() -> None:
    assert content("What does the ferry to the island cost?").keys() == {"ferry", "island", "cost"}


def test_names_are_capitalized_inside_a_sentence() -> None:
    assert names("Requests go to Ingrid Solberg.") == {"ingrid", "solberg"}
    assert names("EVERYTHING IN CAPITALS NAMES NOBODY") == frozenset()


def test_dates_agree_however_they_are_written() -> None:
    assert days_agree(days("It begins on 1 March."), days("Beginning 2024-03-01."))
    assert not days_agree(days("It begins on 1 May 2024."), days("It begins on 1 March 2024."))
    assert not days_agree(days("It begins on March 1, 2023."), days("It begins on 1 March 2024."))
    assert days("It was built in 1931.") == frozenset()
