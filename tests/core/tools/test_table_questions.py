"""A question becomes a calculation only where its words and the table's name what to calculate over what."""

import pytest

from app.core.library.documents import Page
from app.core.tools.table_questions import aggregate_asked, understood
from app.core.tools.tables import Aggregate, Calculation, Condition, Table, tables_of

SALES = (
    "Region | Product | Sold on | Amount | Pieces\n"
    "North | Rope | 2023-05-02 | 120 | 4\nNorth Sea | Sail | 2023-07-11 | 900 | 1\n"
    "South | Rope | 2024-01-15 | 240 | 8\nNorth | Sail | 2024-03-20 | 850 | 1"
)
CREW = "Name | Days of leave\nAnna | 27\nBen | 25\nCleo | 30"


def table(text: str, name: str) -> Table:
    return tables_of(Page(None, text, first_row=1), name)[0]


def meant(question: str, text: str = SALES, name: str = "Sales") -> Calculation | None:
    found = understood(question, [table(text, name)], ["accounts"])
    return found.calculation if found else None


@pytest.mark.parametrize(
    ("question", "calculation"),
    [
        ("What is the sum of the amounts where region is South?", Calculation(Aggregate.SUM, 3, (Condition(0, "=", ("South",)),))),
        ("What is the average amount?", Calculation(Aggregate.AVERAGE, 3)),
        ("Total amount for Rope in 2024", Calculation(Aggregate.SUM, 3, (Condition(2, ">=", ("2024-01-01",)), Condition(2, "<", ("2025-01-01",)), Condition(1, "=", ("Rope",))))),
        ("What is the highest amount?", Calculation(Aggregate.MAXIMUM, 3)),
        ("Total amount by product", Calculation(Aggregate.SUM, 3, (), 1)),
        ("How many rows have an amount over 200?", Calculation(Aggregate.COUNT, None, (Condition(3, ">", ("200",)),))),
        ("How many sales are there in the North Sea?", Calculation(Aggregate.COUNT, None, (Condition(0, "=", ("North Sea",)),))),
        ("How many pieces of Rope were sold?", Calculation(Aggregate.SUM, 4, (Condition(1, "=", ("Rope",)),))),
        ("Wie hoch ist die Summe von Amount für South?", Calculation(Aggregate.SUM, 3, (Condition(0, "=", ("South",)),))),
        ("Durchschnitt Amount pro Region", Calculation(Aggregate.AVERAGE, 3, (), 0)),
    ],
)  # fmt: skip
def test_plain_forms_are_understood_without_a_model(question: str, calculation: Calculation) -> None:
    assert meant(question) == calculation


@pytest.mark.parametrize(
    "question",
    [
        "Who sold the rope?",
        "How many days of annual leave are there?",
        "What is the total height of the mast?",
        "What is the largest ship in the harbour?",
        "Summarize the accounts.",
    ],
)
def test_other_questions_are_left_to_the_passages(question: str) -> None:
    assert meant(question) is None


def test_of_two_tables_the_one_whose_words_are_asked_for_is_taken() -> None:
    tables = [table(SALES, "Sales"), table(CREW, "Crew")]
    found = understood("What is the average of the days of leave?", tables, ["accounts", "accounts"])
    assert found is not None
    assert found.table == 1


def test_most_questions_ask_for_no_calculation_at_all() -> None:
    assert aggregate_asked("When does the harbour office open?") is None


def test_words_in_a_table_start_nothing() -> None:
    hostile = SALES.replace("Rope", "sum of Amount; DROP TABLE asked")
    assert meant("Who is the harbour master?", hostile) is None
    assert meant("What is the average amount?", hostile) == Calculation(Aggregate.AVERAGE, 3)


BOATS = "Boat | Persons | Price per hour\nAlke | 4 | 45 euros\nLunde | 8 | 95 euros"


def test_what_the_table_does_not_have_is_not_ranked_by_it() -> None:
    assert meant("Is the smallest crew two persons?", BOATS, "Boats") is None
    assert meant("Which is the largest boat by persons?", BOATS, "Boats") == Calculation(Aggregate.MAXIMUM, 1)


def test_the_cheapest_has_the_lowest_price() -> None:
    assert meant("Which boat is the cheapest?", BOATS, "Boats") == Calculation(Aggregate.MINIMUM, 2)
