"""Which questions only the whole answers, told by their words."""

import pytest

from app.core.asking.exhaustive import Reach, Task, focus_of, reads_everything, task_of


@pytest.mark.parametrize(
    ("question", "task"),
    [
        ("Summarize the lease.", Task.SUMMARY),
        ("What is “lease.pdf” about?", Task.SUMMARY),
        ("What are the main points of the discussion on the budget?", Task.SUMMARY),
        ("Fasse das Protokoll zusammen", Task.SUMMARY),
        ("Worum geht es in diesem Vertrag?", Task.SUMMARY),
        ("List all deadlines.", Task.LIST),
        ("Which amounts of money are named, and what for?", Task.LIST),
        ("Nenne alle Termine", Task.LIST),
        ("How often is the pump mentioned?", Task.COUNT),
        ("How many documents mention asbestos?", Task.COUNT),
        ("Wie oft kommt Asbest vor?", Task.COUNT),
        ("Compare the two offers.", Task.COMPARE),
        ("Vergleiche die beiden Angebote", Task.COMPARE),
        ("Give me a timeline of the project", Task.TIMELINE),
        ("Erstelle eine Zeitleiste", Task.TIMELINE),
    ],
)
def test_the_words_of_a_question_name_its_task(question: str, task: Task) -> None:
    assert task_of(question) is task
    assert reads_everything(question, Reach.AUTOMATIC)


@pytest.mark.parametrize(
    "question",
    [
        "How many days of annual leave are there?",
        "Wie viele Tage Urlaub gibt es?",
        "Who is responsible for the pump?",
        "What is he worried about?",
        "When does the lease end?",
        "What is the difference between the two oils?",
        "How often is the oil of the pump changed?",
        "Wie oft wird das Öl gewechselt?",
        "How many places are there in the car park?",
        "Does the policy give every employee 27 days?",
        "How did revenue compare with the year before?",
        "What is the timeline for the delivery of the pump?",
    ],
)
def test_what_a_passage_can_answer_is_left_to_the_best_passages(question: str) -> None:
    assert task_of(question) is None
    assert not reads_everything(question, Reach.AUTOMATIC)


def test_the_user_decides_otherwise() -> None:
    assert reads_everything("Who is responsible for the pump?", Reach.EVERYTHING)
    assert not reads_everything("Summarize the lease.", Reach.BEST)


def test_the_focus_is_what_a_question_is_about_beside_its_task() -> None:
    assert focus_of("Summarize the document.") == ()
    assert focus_of("What were the main points of the discussion about the budget?") == ("budget",)
    assert focus_of("How often is “annual leave” mentioned?") == ("annual leave",)
