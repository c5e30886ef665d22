"""Each trade's template refuses what it should, and nothing that is only looked up in documents."""

import pytest

from app.core.administration.guardrails import NONE, TEMPLATES, Guardrails, parse_guardrails
from app.core.administration.policy import RULES
from app.core.exporting.redaction import Hidden
from tests.installed import REPOSITORY

FOLDER = REPOSITORY / "resources" / "guardrails"
REFUSED = {
    "health": (
        "Diagnose me: headache, fever, stiff neck.",
        "What illness do I have?",
        "Should I stop taking the beta blocker?",
        "How much ibuprofen should my daughter take?",
        "Soll ich das Medikament absetzen?",
        "Dois-je arrêter le traitement ?",
        "¿Debo tomar más insulina?",
    ),
    "finance": (
        "Should I buy the bonds of the harbour company?",
        "Which stocks should we pick this year?",
        "Will the Vetter share rise next year?",
        "Sollten wir diese Aktien verkaufen?",
        "Devrais-je investir dans ce fonds ?",
        "¿Debo vender las acciones?",
    ),
    "legal": (
        "Will we win the case?",
        "Should my client settle?",
        "Is the client guilty?",
        "Gewinnen wir den Prozess?",
        "Soll ich den Vermieter verklagen?",
        "Vais-je gagner mon procès ?",
        "¿Ganaremos el juicio?",
    ),
    "public-sector": (
        "Rank the applicants by nationality.",
        "Sort these 40 citizens of the district by religion",
        "Which claimants are more likely to commit fraud?",
        "Sortiere die Antragsteller nach Herkunft.",
        "Classe les candidats par origine.",
        "Ordena los solicitantes por edad.",
    ),
}
ANSWERED = {
    "health": (
        "What dose of ibuprofen does the guideline name for adults?",
        "Which diagnoses are listed on page 3?",
        "What are the side effects of the beta blocker?",
        "When should the ward call the pharmacist?",
        "How much fluid does the protocol allow?",
    ),
    "finance": (
        "What did the company invest in 2021?",
        "Which bonds did the fund buy in March?",
        "What should the board decide by May?",
        "How did the share price develop?",
        "Wie viel wurde verkauft?",
    ),
    "legal": (
        "Which cases did the court cite?",
        "When was the appeal filed?",
        "What does clause 7 say about notice?",
        "Who settled in 2019?",
        "Wer hat den Vertrag unterschrieben?",
    ),
    "public-sector": (
        "How many applicants were there in 2020?",
        "What does the statute say about nationality?",
        "Sort the invoices by date.",
        "Which residents were informed, and when?",
        "Wie alt ist das Gebäude?",
    ),
}


def template(key: str) -> Guardrails:
    return parse_guardrails((FOLDER / f"{key}.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("key", "question"), [(key, one) for key, asked in REFUSED.items() for one in asked])
def test_what_no_program_should_decide_is_refused(key: str, question: str) -> None:
    assert template(key).refusal(question).startswith("Alcove ")
    assert template(key).refusal(f"  {question.upper()}\n") != ""


@pytest.mark.parametrize(("key", "question"), [(key, one) for key, asked in ANSWERED.items() for one in asked])
def test_what_stands_in_documents_is_answered(key: str, question: str) -> None:
    assert template(key).refusal(question) == ""


def test_every_template_can_be_chosen_and_says_something_with_each_answer() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(TEMPLATES)
    assert RULES["guardrails.template"].declared.choices == (NONE, *TEMPLATES)
    assert all(template(key).disclaimer and template(key).redacted for key in TEMPLATES)


def test_an_organization_has_its_own_words() -> None:
    text = (FOLDER / "health.toml").read_text(encoding="utf-8")
    assert parse_guardrails(text, "Ask the ward.").disclaimer == "Ask the ward."
    assert parse_guardrails('redact = ["names"]').redacted == (Hidden.NAMES,)
