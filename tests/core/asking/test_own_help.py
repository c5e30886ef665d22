import pytest

from app.core.asking.own_help import parse_topics, told, topic_of
from tests.installed import REPOSITORY

TOPICS = parse_topics((REPOSITORY / "resources" / "help" / "topics.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("hi", "Hello!"),
        ("Hi there!", "Hello!"),
        ("Hello, Alcove.", "Hello!"),
        ("Guten Morgen!", "Hallo!"),
        ("مرحبا", "مرحبًا"),
        ("Thanks!", "You are welcome."),
        ("Vielen Dank", "Gern geschehen."),
        ("Who are you?", "I am Alcove."),
        ("Is my data safe with Alcove?", "Nothing leaves this computer"),
        ("How do I add documents?", "Under Library"),
        ("How can I add new documents to the library?", "Under Library"),
        ("How do I add PDFs to Alcove?", "Under Library"),
        ("Wie kann ich Dokumente hinzufügen?", "Wählen Sie unter Bibliothek"),
        ("كيف أضيف مستندات؟", "من المكتبة"),
        ("How do I record a meeting?", "Under Meetings choose Record"),
        ("How can I import my ChatGPT conversations?", "Under Settings, Other programs"),
        ("How do I change the model?", "Under Models"),
        ("What are the keyboard shortcuts of Alcove?", "F1"),
        ("Welche Tasten gibt es in Alcove?", "F1"),
        ("Where can I change the language of Alcove?", "Under Settings, Appearance"),
        ("I forgot my passphrase, what can I do?", "Under Settings, at the end"),
        ("How do I make a backup with Alcove?", "Under Settings, Backups"),
        ("How do I back up Alcove?", "Under Settings, Backups"),
    ],
)
def test_what_is_about_alcove_alone_is_answered_in_the_language_of_the_question(question: str, said: str) -> None:
    topic = topic_of(question, TOPICS)
    assert topic is not None
    assert told(topic, question).startswith(said)


@pytest.mark.parametrize(
    "question",
    [
        "",
        "How do I add documents to the case file?",
        "How do I delete files from the server?",
        "Who recorded the meeting of 3 May?",
        "What was recorded in the meeting?",
        "Which documents were added in May?",
        "Which model of pump is in hall 3?",
        "How do I change the oil of the pump?",
        "What does the contract say about backups of customer data?",
        "What is the password policy?",
        "Add 5 and 7",
        "hi how many days of leave do I have?",
        "Thanks to whom was the bridge built?",
        "What are the keys to success according to the report?",
        "Wie wird das Modell B-12 gewechselt?",
        "What is in the recording of the meeting?",
        "Where is the recording of my call?",
        "How should we record meetings?",
        "Can I record a meeting?",
        "What is a backup?",
        "How do I restore the data?",
        "What is a load file?",
        "Where is the document index?",
        "How do I upload files?",
        "What is the model of the switch?",
        "How can I use the model?",
        "Where are the keys?",
        "How do I change my password?",
        "Wie ändere ich mein Passwort?",
        "How do I change the language?",
        "What are the keyboard shortcuts?",
        "Is my data safe?",
        "Where is my data stored?",
    ],
)
def test_what_may_be_meant_for_the_documents_is_left_to_them(question: str) -> None:
    assert topic_of(question, TOPICS) is None


def test_every_topic_speaks_every_language_of_the_window() -> None:
    assert all(text.strip() for topic in TOPICS for text in topic.texts.values())
