"""Models of every family, with weights made up, in the real workers: looked into, loaded, asked, and ended by their own marks."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import psutil
import pytest

from app.core.cancel import CancelToken
from app.core.errors import ModelError
from app.engines.inspector import Inspector
from app.engines.process import WorkerProcess
from app.workers.generation.call_format import format_of
from app.workers.generation.chat_template import ChatTemplate
from app.workers.generation.thinking import Marks, begins_inside, marks_of
from app.workers.protocol.generate import ChatTurn, Generate, Generated, LoadTextModel, ThoughtText, TokenText
from tests.gguf_files import sha256_of
from tests.made_models import FAMILIES, TEMPLATES, Family, entries_of, made_model, special_tokens, template_of

TURNS = (ChatTurn("system", "Be brief."), ChatTurn("user", "Hello?"))
ANSWER, THOUGHT = "Yes.", "Why"
CONTEXT_TOKENS = 4096
"""Command brings instructions of 2,600 characters, each of them a token of these vocabularies."""


THINKING = ("Qwen 3", "Qwen 3.5", "DeepSeek V3", "Ministral 3", "Nemotron 3", "Command R")
LIKE_OTHERS = {"Gemma 2", "Qwen 2.5", "Qwen 3", "Mistral", "Ministral 3", "Phi 3.5", "DeepSeek R1", "SmolLM 3"}
LIKE_OTHERS |= {"Granite 3", "OLMo 3", "Command R"}
"""Loaded and ended in the same way as another family, or loaded by the test of thinking as well."""


SUPPORTED = {
    "Gemma 2": ("before the question", "none", "in words"),
    "Gemma 4": ("its own", "<|channel>thought", "its own"),
    "Qwen 2.5": ("its own", "none", "its own"),
    "Qwen 3": ("its own", "<think>", "its own"),
    "Qwen 3.5": ("its own", "<think>", "its own"),
    "Llama 3": ("its own", "none", "its own"),
    "Llama 4": ("its own", "none", "in words"),
    "Mistral": ("before the question", "none", "its own"),
    "Ministral 3": ("its own", "[THINK]", "its own"),
    "Phi 3.5": ("its own", "none", "in words"),
    "Phi 4": ("its own", "none", "in words"),
    "gpt-oss": ("its own", "<|channel|>analysis<|message|>", "its own"),
    "DeepSeek R1": ("its own", "<think>", "told in words, written its own way"),
    "DeepSeek V3": ("its own", "<think>", "told in words, written its own way"),
    "GLM 4.6": ("its own", "<think>", "its own"),
    "Nemotron 3": ("its own", "<think>", "its own"),
    "SmolLM 3": ("its own", "<think>", "in words"),
    "Granite 3": ("its own", "<think>", "in words"),
    "Granite 4": ("its own", "none", "its own"),
    "OLMo 3": ("its own", "<think>", "in words"),
    "Command R": ("its own", "<|START_THINKING|>", "its own"),
}
"""System turn, thoughts and calls of functions; that each answers up to its end and keeps to grammars is tried below."""


@pytest.fixture(scope="module")
def engine() -> Iterator[WorkerProcess]:
    process = WorkerProcess("generate")
    yield process
    process.close()


@pytest.fixture(scope="module")
def inspector(engine: WorkerProcess) -> Iterator[Inspector]:
    headers = WorkerProcess("header")
    yield Inspector(headers, engine)
    headers.close()


def marks(family: Family) -> Marks | None:
    return marks_of(template_of(family), lambda text: text in special_tokens(family))


@cache
def chat_template(name: str, bos: str, eos: str) -> ChatTemplate:
    return ChatTemplate((TEMPLATES / f"{name}.jinja").read_text("utf-8"), bos, eos)


def prompt(family: Family, *, thinking: bool) -> str:
    """What the worker makes of the turns, as far as the answer or the thoughts."""
    rendered = chat_template(family.template, family.bos, family.eos).render(TURNS, thinking=thinking)
    found = marks(family)
    if thinking or found is None:
        return rendered
    return rendered + (found.closing if begins_inside(rendered, found) else found.straight)


def last_token(family: Family, text: str) -> str:
    ends = [special for special in special_tokens(family) if text.endswith(special)]
    return max(ends, key=len) if ends else text[-1]


def asked(engine: WorkerProcess, path: Path, thinking_tokens: int = 0) -> tuple[str, str, Generated]:
    """Thoughts, answer, and how it ended."""
    load = LoadTextModel(path=str(path), sha256=sha256_of(path), context_tokens=CONTEXT_TOKENS, threads=2)
    request = Generate(turns=TURNS, maximum_tokens=12, thinking_tokens=thinking_tokens)
    *messages, end = engine.stream(request, CancelToken(), setup=load)
    assert isinstance(end, Generated)
    thought = "".join(message.text for message in messages if isinstance(message, ThoughtText))
    return thought, "".join(message.text for message in messages if isinstance(message, TokenText)), end


def supported(family: Family) -> tuple[str, str, str]:
    """How instructions reach a model of a family, how it opens its thoughts, and how it is told of functions and calls them."""
    template, found = chat_template(family.template, family.bos, family.eos), marks(family)
    is_folded = "Be brief.\n\nHello?" in template.render(TURNS)
    form = format_of(template)
    calls = "its own" if form.listed else "told in words, written its own way" if form.own else "in words"
    return "before the question" if is_folded else "its own", found.opening if found else "none", calls


def test_what_each_family_has_is_known() -> None:
    assert {name: supported(family) for name, family in FAMILIES.items()} == SUPPORTED


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.slow] if name in LIKE_OTHERS else []) for name in FAMILIES]
)
def test_a_model_of_a_family_is_looked_into_and_answers_up_to_its_end(
    name: str, tmp_path: Path, engine: WorkerProcess, inspector: Inspector
) -> None:
    family = FAMILIES[name]
    start = last_token(family, prompt(family, thinking=False))
    path = made_model(tmp_path / "made.gguf", family, [start, *ANSWER, family.end])
    found = inspector.inspect(path, CancelToken())
    assert found.facts.architecture == family.architecture
    assert found.facts.quantization == "all F32"
    assert found.facts.has_template
    assert found.need.bytes_per_token > found.need.compact_bytes_per_token > 0
    thought, answer, end = asked(engine, path)
    assert (thought, answer, end.finish) == ("", ANSWER, "end")


@pytest.mark.parametrize("name", THINKING)
def test_what_a_model_thinks_is_told_from_what_it_answers(name: str, tmp_path: Path, engine: WorkerProcess) -> None:
    family, found = FAMILIES[name], marks(FAMILIES[name])
    assert found is not None
    rendered = prompt(family, thinking=True)
    opening = [] if begins_inside(rendered, found) else [found.opening]
    start = [last_token(family, rendered), *opening]
    path = made_model(tmp_path / "made.gguf", family, [*start, *THOUGHT, found.closings[-1], *ANSWER, family.end])
    thought, answer, end = asked(engine, path, thinking_tokens=20)
    assert (thought, answer, end.finish) == (THOUGHT, ANSWER, "end")


@pytest.mark.slow
@pytest.mark.parametrize("name", FAMILIES)
def test_what_a_model_takes_of_the_memory_was_reckoned_before(name: str, tmp_path: Path) -> None:
    """Within a tenth, or 32 MB for the smallest: an operation's working space is reckoned for the whole context."""
    family = FAMILIES[name]
    path = made_model(tmp_path / "made.gguf", family, ["\n", "a"], wide(family))
    headers, looking, process = (WorkerProcess(worker) for worker in ("header", "generate", "generate"))
    try:
        reckoned = Inspector(headers, looking).inspect(path, CancelToken()).need.at(CONTEXT_TOKENS)
        asked(process, path)
        taken = psutil.Process(process.process_id).memory_info().rss
    finally:
        for worker in (headers, looking, process):
            worker.close()
    assert abs(reckoned - taken) < max(taken // 10, 32 << 20)


def wide(family: Family) -> dict[str, int]:
    """Sizes that make some hundred megabytes of most families."""
    sizes = {
        "embedding_length": 1024,
        "feed_forward_length": 4096,
        "attention.head_count": 8,
        "attention.head_count_kv": 8,
        "attention.key_length_swa": 128,
        "attention.value_length_swa": 128,
    }
    inner = {"ssm.inner_size": 2048} if family.architecture == "granitehybrid" else {}
    own = {"attention.head_count", "attention.head_count_kv", "feed_forward_length"} & family.entries.keys()
    return {name: size for name, size in {**sizes, **inner}.items() if name not in own}


def test_an_answer_ends_where_the_template_ends_it_though_the_file_does_not_say_so(
    tmp_path: Path, engine: WorkerProcess
) -> None:
    family = FAMILIES["Llama 4"]
    assert "tokenizer.ggml.eot_token_id" not in entries_of(family, {})
    start = last_token(family, prompt(family, thinking=False))
    path = made_model(tmp_path / "made.gguf", family, [start, *ANSWER, family.end, "N", "o"])
    assert asked(engine, path)[1] == ANSWER


def test_an_architecture_that_llama_cpp_does_not_know_is_told_in_a_sentence(
    tmp_path: Path, inspector: Inspector
) -> None:
    path = made_model(tmp_path / "made.gguf", FAMILIES["Qwen 3"], ["\n", "Y"])
    content = path.read_bytes().replace(b"qwen3", b"newer")
    path.write_bytes(content)
    with pytest.raises(ModelError, match="unknown model architecture: 'newer'"):
        inspector.inspect(path, CancelToken())
