"""Calculations are read from words and signs, exact, bounded, and never anything but a calculation."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import UserError
from app.core.tools.arithmetic import calculated, divides_thousands_by_dots, numbers_in
from app.core.tools.arithmetic import expression_in as expression_with


def expression_in(said: str) -> str | None:
    return expression_with(said, divides_thousands_by_dots(said))


@pytest.mark.parametrize(
    ("said", "expression", "result"),
    [
        ("17 * 23", "17 * 23", "391"),
        ("15% of 2,340", "15% * 2340", "351"),
        ("1.200,50 plus 3", "1200.50 + 3", "1,203.5"),
        ("20 Prozent von 450", "20% * 450", "90"),
        ("17,5 % von 2.340", "17.5% * 2340", "409.5"),
        ("2.340 mal 2", "2340 * 2", "4,680"),
        ("2.340 times 2", "2.340 * 2", "4.68"),
        ("0.125 mal 8", "0.125 * 8", "1"),
        ("the square root of 144", "sqrt(144)", "12"),
        ("2 to the power of 10", "2^10", "1,024"),
        ("half of 90", "1 / 2 * 90", "45"),
        ("7×8", "7 * 8", "56"),
        ("80 minus 5 percent", "80 - 5%", "76"),
        ("3 * -4", "3 * -4", "-12"),
    ],
)
def test_what_is_said_becomes_an_expression(said: str, expression: str, result: str) -> None:
    assert expression_in(said) == expression
    assert str(calculated(expression)) == result


@pytest.mark.parametrize("text", ["the rent", "27", "3 and 4 days", "P-310", "7 of 9 rules", "", "x" * 1000, "2FA"])
def test_what_is_no_calculation_is_none(text: str) -> None:
    assert expression_in(text) is None


def test_decimals_are_exact_and_rounding_is_known() -> None:
    assert str(calculated("0.1 + 0.2")) == "0.3"
    assert calculated("0.1 + 0.2").is_shown_whole
    assert not calculated("100 / 7").is_shown_whole
    assert not calculated("sqrt(2)").is_shown_whole
    assert str(calculated("sqrt(2)")) == "1.414213562373"
    assert str(calculated("1 / 3000000")) == "0.000000333333333333"


def test_percentages_are_those_of_a_pocket_calculator() -> None:
    assert str(calculated("1200 + 19%")) == "1,428"
    assert str(calculated("(80 - 15%) * 6")) == "408"
    assert str(calculated("19% * 1200")) == "228"


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("1 / 0", "divides by zero"),
        ("0 ^ -1", "divides by zero"),
        ("9 ^ 9 ^ 9", "too large"),
        ("9" * 380 + "^9", "too large"),
        ("sqrt(-1)", "negative"),
        ("2 ^ 0.5", "whole numbers"),
        ("(" * 60 + "1" + ")" * 60, "too many brackets"),
        ("2 ^ " * 60 + "1", "powers of powers"),
        ("1 +", "missing"),
        ("(1", "missing"),
        ("1 1", "not expected"),
        ("__import__('os')", "cannot be calculated"),
        ("1" * 401, "too long"),
    ],
)
def test_what_cannot_be_calculated_is_told_in_a_sentence(expression: str, reason: str) -> None:
    with pytest.raises(UserError, match=reason):
        calculated(expression)


@given(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9), st.sampled_from("+-*"))
def test_it_calculates_as_python_does_with_whole_numbers(one: int, other: int, sign: str) -> None:
    wanted = {"+": one + other, "-": one - other, "*": one * other}[sign]
    assert str(calculated(f"{one} {sign} {other}")) == f"{wanted:,}"


@given(st.text(alphabet="0123456789+-*/^%(). sqrt,", max_size=60))
def test_whatever_is_written_it_ends_with_a_value_or_a_sentence(text: str) -> None:
    with suppress(UserError):
        assert str(calculated(text))


def test_the_numbers_of_a_text_are_found_each_once() -> None:
    assert numbers_in("1,250 of 2024, 12.50 and 1,250; P-310, 3rd") == ("1250", "2024", "12.50", "310")
