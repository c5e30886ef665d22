"""What answers where no chat model is installed quotes the passages, and says so where it cannot."""

from dataclasses import replace

import pytest

from app.core.asking.grounding import declines
from app.core.asking.prompting import GenerationOptions, Prompt
from app.core.errors import ModelError
from app.engines.quoting_model import QuotingModel
from tests.core.passages import scored
from tests.engines.test_text_model import OPTIONS, PASSAGES, prompt, write


def test_it_quotes_to_the_letter() -> None:
    text, _ = write(QuotingModel(), prompt())
    assert text.startswith("Mooring costs 14 euros a night for boats under ten metres.")
    assert all(any(line in scored.passage.text for scored in PASSAGES) for line in text.splitlines())


def test_it_never_quotes_more_than_three_sentences() -> None:
    many = scored(" ".join(f"Boat number {n} is a boat of the harbour." for n in range(20)))
    text, _ = write(QuotingModel(), Prompt((), (many,), "Which boat is in the harbour?"))
    assert 1 <= len(text.splitlines()) <= 3


def test_it_finds_other_forms_of_a_word() -> None:
    text, _ = write(QuotingModel(), prompt("When do harbours close?"))
    assert text == "The harbour closes at nine in winter."


def test_a_field_whose_label_is_asked_for_comes_before_those_of_others() -> None:
    form = scored("Membership form 2026\n\nFirst Name 2: Bob\nFirst Name: Alice\nName: Berg\nNo.: 7", 1)

    def value(question: str) -> str:
        return write(QuotingModel(), Prompt((), (form,), question))[0]

    assert value("What is the first name in the form?") == "First Name: Alice"
    assert value("What is the name in the form?") == "Name: Berg"
    assert value("What is first name 2 in the form?").startswith("First Name 2: Bob")


def test_it_declines_when_no_sentence_fits() -> None:
    text, _ = write(QuotingModel(), prompt("Who wrote the symphony?"))
    assert declines(text)


@pytest.mark.parametrize(
    ("asked", "options"),
    [(Prompt((), (), "Hello?"), OPTIONS), (prompt(), replace(OPTIONS, grammar='root ::= "x"'))],
    ids=["without passages", "with a grammar"],
)
def test_it_says_that_no_chat_model_is_installed(asked: Prompt, options: GenerationOptions) -> None:
    assert "no chat model is installed" in QuotingModel().name
    with pytest.raises(ModelError, match="none is installed; see all there are"):
        write(QuotingModel(), asked, options)
