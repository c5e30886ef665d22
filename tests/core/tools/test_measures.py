"""The result of a calculation has the unit that its question gives it, and none where that is not plain."""

import pytest

from app.core.tools.arithmetic import calculated, numbers_in
from app.core.tools.measures import unit_of_result


def told(question: str, expression: str) -> str:
    value, unit = calculated(expression), unit_of_result(question, expression)
    return unit.beside(str(unit.amount(value))) if unit is not None else str(value)


@pytest.mark.parametrize(
    ("question", "expression", "result"),
    [
        ("What do 7 tickets at 12.50 euros cost?", "7 * 12.50", "87.50 euros"),
        ("What do 7 tickets at 12.50 euros and a fee of 5 euros cost?", "7 * 12.50 + 5", "92.50 euros"),
        ("I had 300 euros and spent 45.20 and 12; what is left?", "300 - 45.20 - 12", "242.80 euros"),
        ("I work 7 hours at 25 euros an hour; what do I get?", "7 * 25", "175 euros"),
        ("4 people share a bill of $84.60", "84.60 / 4", "$21.15"),
        ("Divide 90 minutes by 4", "90 / 4", "22.5 minutes"),
        ("What is 0.001 euros times 2?", "0.001 * 2", "0.002 euros"),
        ("What is half of 2.5 hours times 0.8?", "1/2 * 2.5 * 0.8", "1 hour"),
    ],
)
def test_what_grows_with_the_amounts_has_their_unit(question: str, expression: str, result: str) -> None:
    assert told(question, expression) == result


@pytest.mark.parametrize(
    ("question", "expression"),
    [
        ("How often do 4 kg go into 20 kg?", "20 / 4"),
        ("What is 3 m x 4 m?", "3 * 4"),
        ("60 km in 2 hours", "60 / 2"),
        ("2 km and 300 m altogether", "2 + 300"),
        ("17 * 23", "17 * 23"),
        ("5 euros / 0", "5 / 0"),
        ("What percentage is 5 euros of 20 euros?", "5 / 20 * 100"),
        ("What is 5 m/s times 3?", "5 * 3"),
    ],
)
def test_what_does_not_has_none(question: str, expression: str) -> None:
    assert unit_of_result(question, expression) is None


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("What is 1.200 EUR plus 19%?", ("1200", "19")),
        ("What is EUR 1.200 and 2.5 %?", ("1200", "2.5")),
        ("What is 1.859 EUR per litre times 40?", ("1.859", "40")),
        ("What is 1.859 euros/l times 40?", ("1.859", "40")),
        ("What is 1.200 kg plus 1?", ("1.200", "1")),
        ("What is 0.125 EUR times 8?", ("0.125", "8")),
        ("What are 12.50 EUR and 1,200 EUR?", ("12.50", "1200")),
        ("What are 1,200 EUR and 1.500 EUR and 2.5 %?", ("1200", "1500", "2.5")),
    ],
)
def test_dots_divide_thousands_in_amounts_of_euros_alone(question: str, numbers: tuple[str, ...]) -> None:
    assert numbers_in(question) == numbers
