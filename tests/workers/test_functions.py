"""Calls of functions: as each family's own template shows them, and under a grammar, so that every one is well-formed."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.cancel import CancelToken
from app.core.errors import UserError
from app.core.tools.argument_fields import Around, FieldForm
from app.engines.process import WorkerProcess
from app.workers.generation.call_format import CallFormat, format_of
from app.workers.generation.chat_template import ChatTemplate
from app.workers.generation.functions import rendered_with_functions
from app.workers.generation.loaded import Loaded
from app.workers.protocol.generate import (
    CallWritten,
    ChatTurn,
    FunctionCalled,
    FunctionOffered,
    Generate,
    Generated,
    LoadTextModel,
    TokenText,
)
from tests.gguf_files import sha256_of
from tests.made_models import FAMILIES, made_model
from tests.workers.test_families import FAMILIES as TEMPLATES
from tests.workers.test_families import source


def _json(opening: str, middle: str, *, listed: bool = True) -> CallFormat:
    return CallFormat(opening, middle, own=True, listed=listed)


def _one_by_one(opening: str, first: str, none: str, text: Around, other: Around | None = None) -> CallFormat:
    return CallFormat(opening, "", FieldForm(first, none, text, other or text), own=True, listed=True)


TAGGED = _json('<tool_call>\n{"name": "', '", "arguments": ')
PARAMETERS = Around(">\n", "\n</parameter>\n<parameter=", "\n</parameter>\n</function>")
OWN = {
    "CohereForAI-c4ai-command-r7b-12-2024-tool_use": _json(
        '<|START_ACTION|>[\n    {"tool_call_id": "0", "tool_name": "', '", "parameters": '
    ),
    "deepseek-ai-DeepSeek-R1-Distill-Qwen-32B": _json(
        "<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>", "\n```json\n", listed=False
    ),
    "deepseek-ai-DeepSeek-V3.1": _json("<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>", "<｜tool▁sep｜>", listed=False),
    "GLM-4.6": _one_by_one(
        "\n<tool_call>",
        "\n<arg_key>",
        "\n</tool_call>",
        Around("</arg_key>\n<arg_value>", "</arg_value>\n<arg_key>", "</arg_value>\n</tool_call>"),
    ),
    "google-gemma-4-31B-it": _one_by_one(
        "<|tool_call>call:", "{", "{}", Around(':<|"|>', '<|"|>,', '<|"|>}'), Around(":", ",", "}")
    ),
    "ibm-granite-granite-4.0": TAGGED,
    "llama-cpp-deepseek-r1": _json("<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>", "\n```json\n"),
    "meta-llama-Llama-3.1-8B-Instruct": _json('{"name": "', '", "parameters": '),
    "Mistral-Small-3.2-24B-Instruct-2506": _json("[TOOL_CALLS]", "[CALL_ID]abcdefghi[ARGS]"),
    "mistralai-Ministral-3-14B-Reasoning-2512": _json("[TOOL_CALLS]", "[ARGS]"),
    "mistralai-Mistral-Nemo-Instruct-2407": _json('[TOOL_CALLS][{"name": "', '", "arguments": '),
    "NousResearch-Hermes-3-Llama-3.1-8B-tool_use": TAGGED,
    "NVIDIA-Nemotron-3-Nano-30B-A3B-BF16": _one_by_one(
        "\n<tool_call>\n<function=", ">\n<parameter=", ">\n</function>", PARAMETERS
    ),
    "openai-gpt-oss-120b": _json(" to=functions.", "<|channel|>commentary json<|message|>"),
    "Qwen-Qwen2.5-7B-Instruct": TAGGED,
    "Qwen-Qwen3-0.6B": TAGGED,
    "Qwen3.5-4B": _one_by_one("<tool_call>\n<function=", ">\n<parameter=", ">\n</function>", PARAMETERS),
}
"""The others' templates know of nothing but turns."""
WEATHER = FunctionOffered(
    "weather",
    "Tells the weather.",
    json.dumps(
        {
            "type": "object",
            "properties": {
                "city": {"enum": ["Oslo", "Rome"]},
                "days": {"type": "integer"},
                "wind": {"type": "boolean"},
            },
            "required": ["city", "days"],
        }
    ),
)
CLOCK = FunctionOffered("clock", "Tells the time.", "{}")
CALLED = (
    ChatTurn("system", "Be brief."),
    ChatTurn("user", "Is it wet in Oslo?"),
    ChatTurn("assistant", "", calls=(CallWritten("call_1", "weather", '{"city": "Oslo", "days": 3}'),)),
    ChatTurn("tool", "It pours.", answers="call_1"),
)


@pytest.mark.parametrize("family", TEMPLATES)
def test_a_familys_own_way_is_told_by_its_template(family: str) -> None:
    assert format_of(ChatTemplate(source(family), "<BOS>", "<EOS>")) == OWN.get(family, CallFormat())


@pytest.mark.parametrize("family", sorted(OWN))
@pytest.mark.parametrize("arguments", [{"city": "Oslo", "days": 3, "note": 'a "b" {c}, <d>\n e'}, {"days": -1}, {}])
def test_what_a_template_writes_of_a_call_is_read_as_that_call(family: str, arguments: dict[str, object]) -> None:
    template, form = ChatTemplate(source(family), "<BOS>", "<EOS>"), OWN[family]
    call = CallWritten("call_1", "look", json.dumps(arguments))
    kinds = {"city": {"type": "string"}, "days": {"type": "integer"}, "note": {"type": "string"}}
    look = FunctionOffered("look", "Looks.", json.dumps({"type": "object", "properties": kinds}))
    turns = (
        ChatTurn("user", "Is it?"),
        ChatTurn("assistant", "", calls=(call,)),
        ChatTurn("tool", "Yes.", answers="call_1"),
    )
    written = rendered_with_functions(template, turns, [look], form).rpartition("Is it?")[2]
    behind = written[written.index(f"{form.opening}look") + len(form.opening) :]
    if form.fields is None:
        as_json = json.dumps(arguments)
        behind = re.sub(r"(?<=\[CALL_ID\])\w+", "abcdefghi", behind[: behind.index(as_json) + len(as_json)])
    called = form.called(behind, [look, FunctionOffered("loo", "", "{}")])
    assert called is not None
    assert (called.name, json.loads(called.arguments)) == ("look", arguments)


@pytest.mark.parametrize("family", TEMPLATES)
def test_every_family_reads_of_functions_of_calls_and_of_what_they_gave(family: str) -> None:
    template = ChatTemplate(source(family), "<BOS>", "<EOS>")
    rendered = rendered_with_functions(template, CALLED, [WEATHER, CLOCK], format_of(template))
    texts = ("Be brief.", "Tells the weather.", "Is it wet in Oslo?", "It pours.")
    assert [rendered.count(text) for text in texts] == [1, 1, 1, 1]
    called = rendered.index("Oslo", rendered.index("Is it wet in Oslo?") + len("Is it wet in Oslo?"))
    assert rendered.index("Is it wet in Oslo?") < called < rendered.index("It pours.")


class Vocabulary:
    """Stands for a model: the end of a turn is its only control token."""

    marks = None

    def without_control(self, text: str) -> str:
        return text.replace("<|im_end|>", "<_|im_end|>")


def test_no_escape_in_json_gets_a_control_token_past() -> None:
    template = ChatTemplate(source("Qwen-Qwen3-0.6B"), "", "")
    loaded = Loaded("", Vocabulary(), None, template, "")  # type: ignore[arg-type]
    hidden = r'{"note": "\u003c|im_end|>"}'
    turns = (*CALLED[:2], ChatTurn("assistant", "", calls=(CallWritten("1", "clock", hidden),)), *CALLED[1:2])
    rendered = loaded.with_functions(turns, [FunctionOffered("clock", "", hidden)])
    assert rendered.count("<_|im_end|>") == 2
    assert rendered.count("<|im_end|>") == 4, "of the four turns that ended"


@pytest.fixture(scope="module")
def engine() -> Iterator[WorkerProcess]:
    process = WorkerProcess("generate")
    yield process
    process.close()


def asked(engine: WorkerProcess, path: Path, **wanted: object) -> list[object]:
    load = LoadTextModel(path=str(path), sha256=sha256_of(path), context_tokens=8192, threads=1)
    request = Generate(turns=CALLED, functions=(WEATHER, CLOCK), temperature=1.5, **wanted)  # type: ignore[arg-type]
    return list(engine.stream(request, CancelToken(), setup=load))


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[] if name in ("Qwen 3", "Mistral", "Llama 3", "gpt-oss") else [pytest.mark.slow])
        for name in FAMILIES
    ],
)
def test_a_call_that_is_wanted_is_well_formed_however_little_a_model_knows(
    name: str, engine: WorkerProcess, tmp_path: Path
) -> None:
    """These weights are made up: nothing but the grammar makes a call of what they write."""
    path = made_model(tmp_path / "made.gguf", FAMILIES[name], "Yes.")
    for seed in range(2):
        *_, called, ended = asked(engine, path, maximum_tokens=200, must_call=True, seed=seed)
        assert isinstance(called, FunctionCalled)
        assert isinstance(ended, Generated)
        assert ended.finish == "call"
        arguments = json.loads(called.arguments)
        if called.name == "clock":
            assert arguments == {}
        else:
            assert called.name == "weather"
            assert arguments["city"] in ("Oslo", "Rome")
            assert isinstance(arguments["days"], int)
            assert {type(one) for one in arguments.values()} <= {str, int, bool}


def test_an_answer_in_words_stays_one_and_a_call_cut_short_is_none(engine: WorkerProcess, tmp_path: Path) -> None:
    path = made_model(tmp_path / "made.gguf", FAMILIES["Llama 3"], "Yes.")
    told = asked(engine, path, maximum_tokens=8)
    assert any(isinstance(message, TokenText) for message in told)
    cut = asked(engine, path, maximum_tokens=3, must_call=True)
    assert not [message for message in told + cut if isinstance(message, FunctionCalled)]
    assert isinstance(cut[-1], Generated)
    assert cut[-1].finish == "length"


def test_functions_that_are_described_without_an_end_are_refused(engine: WorkerProcess, tmp_path: Path) -> None:
    path = made_model(tmp_path / "made.gguf", FAMILIES["Llama 3"], "Yes.")
    deep = '{"type": "array", "items": ' * 30 + "{}" + "}" * 30
    endless = FunctionOffered("f", "", f'{{"properties": {{"a": {deep}}}}}')
    load = LoadTextModel(path=str(path), sha256=sha256_of(path), context_tokens=4096, threads=1)
    request = Generate(turns=CALLED[:2], maximum_tokens=8, functions=(endless,), must_call=True)
    with pytest.raises(UserError, match="nested too deeply"):
        list(engine.stream(request, CancelToken(), setup=load))
