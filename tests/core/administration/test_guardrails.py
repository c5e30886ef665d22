"""Each trade's template refuses what it should, and nothing that is only looked up in documents."""

import pytest

from app.core.administration.guardrails import NONE, TEMPLATES, Guardrails, parse_guardrails
from app.core.administration.policy import RULES
from app.core.exporting.redaction import Hidden
from tests.core.administration.guardrail_questions import ANSWERED, REFUSED
from tests.installed import REPOSITORY

FOLDER = REPOSITORY / "resources" / "guardrails"


def template(key: str) -> Guardrails:
    return parse_guardrails((FOLDER / f"{key}.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("key", TEMPLATES)
def test_what_no_program_should_decide_is_refused(key: str) -> None:
    guardrails = template(key)
    assert [one for one in REFUSED[key] if not guardrails.refusal(one).startswith("Alcove ")] == []
    assert [one for one in REFUSED[key] if not guardrails.refusal(f"  {one.upper()}\n")] == []


@pytest.mark.parametrize("key", TEMPLATES)
def test_what_stands_in_documents_is_answered(key: str) -> None:
    guardrails = template(key)
    assert [one for one in ANSWERED[key] if guardrails.refusal(one)] == []


def test_a_term_stands_for_its_words() -> None:
    guardrails = parse_guardrails(
        "[terms]\none = '(i|we)'\n[[refuse]]\nsentence = \"No.\"\nwords = ['\\bshould <one> go\\b']"
    )
    assert [guardrails.refusal(asked) for asked in ("Should we go?", "Should they go?")] == ["No.", ""]


def test_every_template_can_be_chosen_and_says_something_with_each_answer() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(TEMPLATES)
    assert RULES["guardrails.template"].declared.choices == (NONE, *TEMPLATES)
    assert all(template(key).disclaimer and template(key).redacted for key in TEMPLATES)


def test_an_organization_has_its_own_words() -> None:
    text = (FOLDER / "health.toml").read_text(encoding="utf-8")
    assert parse_guardrails(text, "Ask the ward.").disclaimer == "Ask the ward."
    assert parse_guardrails('redact = ["names"]').redacted == (Hidden.NAMES,)
