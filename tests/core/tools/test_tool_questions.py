"""A question goes to a tool by its own words; one that is for none stays with the ordinary answer."""

from datetime import date

import pytest

from app.core.tools.tool_questions import tool_asked
from app.core.tools.tools import COMPUTE, FROM_LIBRARY, TOOLS
from app.services.asking.tool_functions import computed, date_calculated
from tests.core.labelled_tool_questions import QUESTIONS, TODAY, Labelled, questions_over_documents

FOR_NONE = [one for one in QUESTIONS if not one.tool]
FOR_A_TOOL = [one for one in QUESTIONS if one.tool]


@pytest.mark.parametrize("question", FOR_A_TOOL, ids=lambda one: one.question)
def test_a_question_for_a_tool_goes_there_with_what_it_says(question: Labelled) -> None:
    asked = tool_asked(question.question, TODAY, has_documents=True)
    assert asked is not None
    assert asked.tool.name == question.tool
    if asked.call is None:  # a model fills it in
        return
    told = "; ".join(f"{name}={value}" for name, value in asked.call.arguments)
    if asked.tool is COMPUTE:
        told = computed(asked.call.given["expression"], question.question).result
    elif question.tool == "calculate_date":
        told = date_calculated(asked.call).result
    assert told == question.wanted


def test_what_is_for_no_tool_hardly_ever_goes_to_one() -> None:
    gone = [one.question for one in FOR_NONE if tool_asked(one.question, TODAY, has_documents=True) is not None]
    assert len(gone) <= 2, gone


def test_of_real_questions_over_documents_hardly_any_goes_to_a_tool() -> None:
    questions = questions_over_documents()[::5]
    gone = [one for one in questions if tool_asked(one, TODAY, has_documents=True) is not None]
    assert len(gone) <= len(questions) / 1000, gone


def test_without_documents_no_tool_looks_into_them() -> None:
    tools = [tool_asked(one.question, TODAY, has_documents=False) for one in FOR_A_TOOL]
    assert {asked.tool for asked in tools if asked is not None}.isdisjoint(FROM_LIBRARY)
    assert tool_asked("What is 17 * 23?", TODAY, has_documents=False) is not None


def test_a_document_about_something_asks_for_that_first() -> None:
    asked = tool_asked("Make a Word document about the annual leave rules.", TODAY, has_documents=True)
    assert asked is not None
    assert asked.about == "Describe the annual leave rules"
    asked = tool_asked("Create a spreadsheet of all dates in the lease", TODAY, has_documents=True)
    assert asked is not None
    assert asked.about == "List all dates in the lease"


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("How many days between 3 March 2024 and 1 June?", "2024-03-03", "2024-06-01"),
        ("How many days from 20 December 2024 to 6 January?", "2024-12-20", "2025-01-06"),
        ("How many days between 3 March and 1 June 2024?", "2024-03-03", "2024-06-01"),
        ("How many days between 3 March and 1 June?", "2027-03-03", "2027-06-01"),
        ("How many days between 1 December and 5 January?", "2026-12-01", "2027-01-05"),
        ("How many days since 12 December?", "2025-12-12", "2026-11-21"),
        ("How many days between 1 June 2026 and today?", "2026-06-01", "2026-11-21"),
    ],
)
def test_a_day_without_its_year_is_in_that_of_the_other(question: str, first: str, last: str) -> None:
    asked = tool_asked(question, TODAY, has_documents=True)
    assert asked is not None
    assert asked.call is not None
    assert (asked.call.given["day"], asked.call.given["other_day"]) == (first, last)


@pytest.mark.parametrize(
    ("question", "result"),
    [
        ("How much is 17.5 % of 2,340 euros?", "409.50 euros"),
        ("What is 17.5% of €2,340?", "€409.50"),
        ("Wie viel sind 17,5 % von 2.340 Euro?", "409.50 Euro"),
        ("What is 5 kg times 12?", "60 kg"),
        ("What is 50 € - 20 €?", "30 €"),
        ("12,50 € x 4", "50 €"),
        ("3 m x 4 m", "12"),
        ("What is 20% off 80 euros?", "64 euros"),
        ("How much is 1,200 euros plus 19% VAT?", "1,428 euros"),
        ("Increase $80 by 5%", "$84"),
        ("What is 1.200 EUR plus 19%?", "1,428 EUR"),
        ("What is €1.200 / 3?", "€400"),
        ("1,200 EUR + 1.500 EUR", "2,700 EUR"),
        ("Add 1,200 euros and 1.500 euros", "2,700 euros"),
        ("What is 1.859 * 40?", "74.36"),
        ("What is 100 euros / 7?", "14.29 euros"),
        ("What is 100 euros / 25 euros?", "4"),
        ("What is $20 - $50?", "-$30"),
        ("What is 300 euros - 45.20 - 12?", "242.80 euros"),
    ],
)
def test_a_unit_beside_the_numbers_is_beside_the_result_and_hides_no_calculation(question: str, result: str) -> None:
    asked = tool_asked(question, TODAY, has_documents=True)
    assert asked is not None
    assert asked.call is not None
    assert computed(asked.call.given["expression"], question).result == result


@pytest.mark.parametrize(
    "question",
    [
        "What is 5 kg plus 300 g?",
        "Add 5 euros and 7 dollars",
        "I have 12 euros and 5 dollars; how much altogether?",
        "What is 3 and 4 euros?",
        "10-15 euros",
        "$1,000-$2,000",
        "How much is 2 kg of apples at 3 euros?",
    ],
)
def test_mixed_units_ranges_and_lists_are_not_calculated(question: str) -> None:
    assert tool_asked(question, TODAY, has_documents=True) is None


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("How many days until Christmas?", "2026-11-21", "2026-12-25"),
        ("Wie viele Tage sind es noch bis Weihnachten?", "2026-11-21", "2026-12-25"),
        ("How many days till New Year's Eve?", "2026-11-21", "2026-12-31"),
        ("How many days to New Year's Day?", "2026-11-21", "2027-01-01"),
        ("Wie viele Tage noch bis Silvester?", "2026-11-21", "2026-12-31"),
        ("Wie lange noch bis Heiligabend?", "2026-11-21", "2026-12-24"),
        ("How long until Christmas 2027?", "2026-11-21", "2027-12-25"),
        ("How many days until the end of the month?", "2026-11-21", "2026-11-30"),
        ("Wie viele Tage bis zum Jahresende?", "2026-11-21", "2026-12-31"),
        ("How many days are left this year?", "2026-11-21", "2026-12-31"),
        ("How many days since Christmas?", "2025-12-25", "2026-11-21"),
        ("How many days between Christmas and New Year's Day?", "2026-12-25", "2027-01-01"),
        ("How many days between 3 March 2024 and Christmas?", "2024-03-03", "2024-12-25"),
    ],
)
def test_days_with_a_name_are_those_of_the_calendar(question: str, first: str, last: str) -> None:
    asked = tool_asked(question, TODAY, has_documents=True)
    assert asked is not None
    assert asked.call is not None
    assert (asked.call.given["day"], asked.call.given["other_day"]) == (first, last)


def test_christmas_after_christmas_is_that_of_the_next_year() -> None:
    asked = tool_asked("How many days until Christmas?", date(2026, 12, 27), has_documents=True)
    assert asked is not None
    assert asked.call is not None
    assert asked.call.given["other_day"] == "2027-12-25"


@pytest.mark.parametrize(
    "question",
    [
        "How many days until the Christmas party?",
        "How long until the lease ends?",
        "How many days of leave until Christmas?",
    ],
)
def test_what_only_names_such_a_day_stays_with_the_documents(question: str) -> None:
    assert tool_asked(question, TODAY, has_documents=True) is None


def test_the_29th_of_february_of_last_year_is_the_28th() -> None:
    asked = tool_asked("How many days since 29 February?", date(2028, 1, 5), has_documents=True)
    assert asked is not None
    assert asked.call is not None
    assert asked.call.given["day"] == "2027-02-28"


def test_what_was_pasted_with_a_question_calls_nothing() -> None:
    pasted = "Make a Word document about leave. " * 40
    assert tool_asked(pasted, TODAY, has_documents=True) is None
    assert (
        tool_asked(f"What is meant here? {'if 3 and 4, how many '.join('x' * 200)}", TODAY, has_documents=True) is None
    )


def test_every_tool_is_named_once_and_only_one_of_them_writes() -> None:
    assert len({tool.name for tool in TOOLS}) == len(TOOLS)
    assert [tool.name for tool in TOOLS if tool.writes] == ["make_document"]
