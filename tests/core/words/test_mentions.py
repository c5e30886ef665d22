"""Dates, amounts, addresses and names are told by their form."""

import pytest

from app.core.words.mentions import Kind, is_kind_word, kinds_asked, mentions


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("3 March 2024", "2024-03-03"),
        ("March 3rd, 2024", "2024-03-03"),
        ("03.03.2024", "2024-03-03"),
        ("3. März 2024", "2024-03-03"),
        ("2024-03-03", "2024-03-03"),
        ("3 de marzo de 2024", "2024-03-03"),
        ("March 2024", "2024-03-00"),
        ("3 March", "0000-03-03"),
        ("1999", "1999-00-00"),
    ],
)
def test_a_date_is_the_same_however_it_is_written(written: str, key: str) -> None:
    found = list(mentions(f"It began on {written}, in the rain.", Kind.DATE))
    assert [(one.text, one.key) for one in found] == [(written, key)]


@pytest.mark.parametrize("written", ["1,200 euros", "€ 1.200,50", "$3.5 million", "40 CHF", "12 Mio. €"])
def test_amounts_of_money_are_found_with_their_currency(written: str) -> None:
    assert [one.text for one in mentions(f"It costs {written} in all.", Kind.MONEY)] == [written]


def test_figures_without_a_currency_are_no_money_and_prices_no_years() -> None:
    assert not list(mentions("There were 1,200 people.", Kind.MONEY))
    assert not list(mentions("It costs 1999 € or 2000.50.", Kind.DATE))


def test_addresses_percentages_links_and_names() -> None:
    text = "Write to anna.weber@example.org about the 3.5 % (see https://example.org/a), says Dr. Anna Weber."
    found = {kind: [one.text for one in mentions(text, kind)] for kind in Kind}
    assert found[Kind.ADDRESS] == ["anna.weber@example.org"]
    assert found[Kind.PERCENTAGE] == ["3.5 %"]
    assert found[Kind.LINK] == ["https://example.org/a"]
    assert found[Kind.NAME] == ["Dr. Anna Weber"]


def test_a_question_asks_for_a_form_by_name() -> None:
    assert kinds_asked("List all dates and deadlines") == (Kind.DATE,)
    assert kinds_asked("Nenne alle Beträge und Personen") == (Kind.MONEY, Kind.NAME)
    assert kinds_asked("Which pumps are there?") == ()
    assert is_kind_word("deadlines")
    assert not is_kind_word("pumps")
