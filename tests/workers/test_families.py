"""The real chat templates of the families of models: what each renders, with and without thinking, is agreed in files."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.workers.generation import chat_template
from app.workers.generation.chat_template import ChatTemplate
from app.workers.generation.thinking import begins_inside, marks_of
from app.workers.protocol.generate import ChatTurn

FOLDER = Path(__file__).resolve().parents[1] / "golden" / "templates"
FAMILIES = sorted(path.stem for path in FOLDER.glob("*.jinja"))
THINKING = {
    "CohereForAI-c4ai-command-r7b-12-2024-tool_use": "<|START_THINKING|>",
    "google-gemma-4-31B-it": "<|channel>thought",
    "mistralai-Ministral-3-14B-Reasoning-2512": "[THINK]",
    "openai-gpt-oss-120b": "<|channel|>analysis<|message|>",
}
WITHOUT_THINKING = {
    "google-gemma-2-2b-it",
    "ibm-granite-granite-4.0",
    "Llama-4",
    "meta-llama-Llama-3.1-8B-Instruct",
    "microsoft-Phi-3.5-mini-instruct",
    "microsoft-phi-4",
    "Mistral-Small-3.2-24B-Instruct-2506",
    "mistralai-Mistral-Nemo-Instruct-2407",
    "NousResearch-Hermes-3-Llama-3.1-8B-tool_use",
    "Qwen-Qwen2.5-7B-Instruct",
}
CONVERSATIONS = {
    "one question": (ChatTurn("user", "Hello?"),),
    "instructions and a follow-up": (
        ChatTurn("system", "Be brief."),
        ChatTurn("user", "Hello?"),
        ChatTurn("assistant", "Yes."),
        ChatTurn("user", "Why?"),
    ),
}


def source(family: str) -> str:
    return (FOLDER / f"{family}.jinja").read_text(encoding="utf-8")


def renderings(family: str) -> str:
    template = ChatTemplate(source(family), "<BOS>", "<EOS>")
    parts = [
        f"--- {name}, {'thinking' if thinking else 'straight'} ---\n{template.render(turns, thinking=thinking)}"
        for name, turns in CONVERSATIONS.items()
        for thinking in (False, True)
    ]
    return "\n".join(parts) + "\n"


@pytest.fixture(autouse=True)
def one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some templates tell the model what day it is."""
    monkeypatch.setattr(chat_template, "_now", datetime(2026, 3, 4, 5, 6, tzinfo=UTC).strftime)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_renders_as_agreed(family: str) -> None:
    """After a change that is meant: write what `renderings` gives to the golden file, and read it."""
    assert renderings(family) == (FOLDER / f"{family}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("family", FAMILIES)
def test_instructions_come_before_what_they_are_about_and_every_turn_once(family: str) -> None:
    rendered = ChatTemplate(source(family), "<BOS>", "<EOS>").render(CONVERSATIONS["instructions and a follow-up"])
    assert [rendered.count(text) for text in ("Be brief.", "Hello?", "Yes.", "Why?")] == [1, 1, 1, 1]
    assert rendered.index("Hello?") < rendered.index("Yes.") < rendered.index("Why?")
    assert rendered.index("Be brief.") < rendered.index("Why?")


@pytest.mark.parametrize("family", FAMILIES)
def test_thinking_is_known_where_a_family_has_it(family: str) -> None:
    marks = marks_of(source(family), lambda _text: False)
    expected = None if family in WITHOUT_THINKING else THINKING.get(family, "<think>")
    assert (marks.opening if marks else None) == expected


@pytest.mark.parametrize("family", sorted(set(FAMILIES) - WITHOUT_THINKING))
def test_a_prompt_that_ends_in_thoughts_is_told_from_one_that_wants_none(family: str) -> None:
    marks = marks_of(source(family), lambda _text: False)
    assert marks is not None
    rendered = ChatTemplate(source(family), "<BOS>", "<EOS>").render(CONVERSATIONS["one question"])
    always_thinks = family in ("llama-cpp-deepseek-r1", "OLMo-3")
    assert begins_inside(rendered, marks) == always_thinks
