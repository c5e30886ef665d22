"""Questions are taken apart where each part is a question of its own, and nowhere else."""

import pytest

from app.core.asking.question_parts import parts_of

TWO = (
    ("How often are life jackets serviced, and what is 15 % of 2,340?", "What is 15 % of 2,340?"),
    ("When was the handbook approved and who is the safety officer?", "Who is the safety officer?"),
    ("Who pays for the diver and how much was charged?", "How much was charged?"),
    ("What is the price of a bed? And who cooks dinner?", "Who cooks dinner?"),
    ("Which boat is the cheapest and which one is the longest?", "Which one is the longest?"),
    ("How long is the lease, and is the deposit refundable?", "Is the deposit refundable?"),
    ("Is smoking allowed and are dogs welcome?", "Are dogs welcome?"),
    ("Tell me when the handbook was approved and who approved it.", "Who approved it."),
    ("Calculate 12 * 14. Also, how often are flares replaced?", "How often are flares replaced?"),
    ("Summarize the handbook. How often are flares replaced?", "How often are flares replaced?"),
    ("who is the safety officer and when was the handbook aproved", "When was the handbook aproved?"),
    ("What is 15 % of 80 and 20 % of 50?", "20 % of 50?"),
    ("How much is $3 * 4 and $5 * 6.50", "$5 * 6.50?"),
    ("Was sind 15 % von 80 und 20 % von 50?", "20 % von 50?"),
    ("Wie oft werden Rettungswesten gewartet, und was ist 15 % von 2340?", "Was ist 15 % von 2340?"),
    ("Wann wurde es beschlossen und wer ist für die Sicherheit zuständig?", "Wer ist für die Sicherheit zuständig?"),
    ("Combien coûte un lit et quand part le dernier bus ?", "Quand part le dernier bus ?"),
    ("¿Cuánto cuesta una cama y cuándo sale el último autobús?", "Cuándo sale el último autobús?"),
)
ONE = (
    "What do salt and pepper cost?",
    "How many days are between 3 and 5 May?",
    "What is the difference between what is planned and what is done?",
    "Who approved the handbook and the report?",
    "How often are life jackets serviced and flares replaced?",
    "When and where was the report written?",
    "When was it built and by whom?",
    "What does the handbook say about who is responsible and when it must be checked?",
    "Which boat is red and is the fastest of all?",
    "Who agreed to sign the charter and was exempt from the law?",
    "Who is the man who built the pier and who designed the boat?",
    "What should I do when I fall and when it is dark?",
    "What is allowed and what is not?",
    'Is there a "who is there and who is it" list?',
    "Compare what the handbook says about wind and what the report says about it.",
    "When the alarm rings, who is called?",
    "If a boat costs 45 euros per hour and I rent it for 6 hours, what is the total?",
    "What is Amazon's margin (and what is it not)?",
    "Was haben die heutigen Rippenquallen, was die gefundenen Fossilien nicht hatten?",
    "Wissen wir, wann es beginnt und wer es bezahlt?",
    "Quelle est la ville qui a un port et qui est grande ?",
    "¿Qué ciudad tiene puerto y playa?",
    "What is the sum of 15 % of 80 and 20 % of 50?",
    "What is 15 % of 80 and 20 % of 50, in total?",
    "Was sind insgesamt 15 % von 80 und 20 % von 50?",
    "What is the product of 3 + 4 and 5 + 6?",
    "Compare 15 % of 80 and 20 % of 50.",
    "Which is more: 15 % of 80 and 20 % of 50?",
    "What is 3 + 4 and 5?",
    "What happened in 1914-1918 and 1939-1945?",
    "What is 15 % of the rent and 20 % of the deposit?",
    "Does the margin improve? If it is not useful, then state that.",
)


@pytest.mark.parametrize(("question", "second"), TWO)
def test_two_questions_in_one_are_two(question: str, second: str) -> None:
    parts = parts_of(question)
    assert len(parts) == 2
    assert parts[1] == second


@pytest.mark.parametrize("question", ONE)
def test_one_question_stays_as_it_was_typed(question: str) -> None:
    assert parts_of(question) == (question,)


def test_a_list_of_questions_is_taken_apart_at_its_commas() -> None:
    assert parts_of("Where does the oxygen kit hang, how long does it last, and who may dive?") == (
        "Where does the oxygen kit hang?",
        "How long does it last?",
        "Who may dive?",
    )


def test_calculations_beside_each_other_are_parts_and_so_is_what_follows_them() -> None:
    assert parts_of("What is 15 % of 80, 20 % of 50 and 3 % of 9, and who pays the rent?") == (
        "What is 15 % of 80?",
        "20 % of 50?",
        "3 % of 9?",
        "Who pays the rent?",
    )


def test_what_is_told_before_a_question_stays_with_it() -> None:
    assert parts_of("I am a student. How much is a bed for me, and when is the kitchen open?") == (
        "I am a student. How much is a bed for me?",
        "When is the kitchen open?",
    )


def test_what_was_searched_for_parts_can_be_asked_again_part_by_part() -> None:
    searched = "When is tea? (following: Is there a bar?) Who makes it? (following: When is tea?)"
    assert parts_of(searched) == (
        "When is tea? (following: Is there a bar?)",
        "Who makes it? (following: When is tea?)",
    )


def test_what_was_pasted_is_not_taken_apart() -> None:
    pasted = "What is the price, and who pays it? " * 20
    assert parts_of(pasted) == (pasted,)
