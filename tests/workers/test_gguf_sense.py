"""What the entries of a model's header may say: refused in a few words where no model could be so."""

from typing import Any

import pytest

from app.core.errors import ModelError
from app.workers.gguf_header import parse
from app.workers.gguf_sense import require_sense
from tests.gguf_files import ARRAY, FLOAT32, INT32, STRING, UINT32, Entry, header_bytes

ENTRIES: dict[str, Entry] = {
    "general.architecture": (STRING, "llama"),
    "llama.block_count": (UINT32, 2),
    "llama.attention.head_count": (ARRAY, (INT32, [4, 4])),
    "tokenizer.ggml.tokens": (ARRAY, (STRING, ["<s>", "</s>", "a"])),
    "tokenizer.ggml.scores": (ARRAY, (FLOAT32, [0.0, 0.0, 1.0])),
    "tokenizer.ggml.eos_token_id": (UINT32, 1),
}


def look_at(entries: dict[str, Entry]) -> None:
    header = header_bytes(entries, ())
    require_sense(parse(header, len(header)).values)


def test_a_model_that_could_be_passes() -> None:
    look_at(ENTRIES)


@pytest.mark.parametrize(
    ("key", "entry", "reason"),
    [
        ("general.architecture", None, "does not say what architecture"),
        ("general.architecture", (UINT32, 7), "does not say what architecture"),
        ("llama.block_count", (UINT32, 2**31), "'llama.block_count' has a value that cannot be"),
        ("llama.block_count", (STRING, "two"), "'llama.block_count' has a value that cannot be"),
        ("llama.block_count", (UINT32, 0), "'llama.block_count' has a value that cannot be"),
        ("llama.full_attention_interval", (UINT32, 0), "has a value that cannot be"),
        ("llama.ssm.inner_size", (UINT32, 2**32 - 1), "has a value that cannot be"),
        ("llama.block_count", (UINT32, 513), "'llama.block_count' has a value that cannot be"),
        ("llama.expert_count", (UINT32, 1025), "has a value that cannot be"),
        ("llama.expert_used_count", (UINT32, 2), "'llama.expert_used_count' is too large for 0 experts"),
        ("llama.expert_used_count", (ARRAY, (INT32, [0, 2])), "is too large for 0 experts"),
        ("llama.expert_group_count", (UINT32, 1), ""),
        ("llama.expert_group_count", (UINT32, 2), "'llama.expert_group_count' is too large for 0 experts"),
        ("llama.attention.head_count", (ARRAY, (INT32, [4, -4])), "has a value that cannot be"),
        ("llama.attention.head_count", (ARRAY, (INT32, [-4] * 1025)), "has a value that cannot be"),
        ("llama.attention.head_count", (ARRAY, (FLOAT32, [4.0])), "has a value that cannot be"),
        ("llama.attention.head_count", (ARRAY, (STRING, ["4"])), "has a value that cannot be"),
        ("tokenizer.ggml.tokens", (STRING, "abc"), "vocabulary is not a list"),
        ("tokenizer.ggml.scores", (ARRAY, (FLOAT32, [0.0])), "3 tokens and something else as their scores"),
        ("tokenizer.ggml.eos_token_id", (UINT32, 3), "names a token that is not there"),
        ("split.count", (UINT32, 3000), "part 0 of 3000 of a model"),
    ],
)
def test_values_that_cannot_be_are_refused(key: str, entry: Any, reason: str) -> None:
    entries = {name: value for name, value in ENTRIES.items() if name != key} | ({key: entry} if entry else {})
    if not reason:
        look_at(entries)
        return
    with pytest.raises(ModelError, match=reason):
        look_at(entries)


EXPERTS: dict[str, Entry] = {**ENTRIES, "llama.expert_count": (UINT32, 8), "llama.expert_used_count": (UINT32, 2)}


@pytest.mark.parametrize("groups", [0, 1, 4])
def test_experts_may_stand_in_groups(groups: int) -> None:
    look_at({**EXPERTS, "llama.expert_group_count": (UINT32, groups)})


def test_as_many_experts_as_the_engine_takes_pass() -> None:
    look_at({**EXPERTS, "llama.expert_count": (UINT32, 1024)})


@pytest.mark.parametrize(("key", "number"), [("expert_used_count", 0), ("expert_group_count", 3)])
def test_experts_that_no_engine_can_divide_among_tokens_are_refused(key: str, number: int) -> None:
    with pytest.raises(ModelError, match="its 8 experts are used"):
        look_at({**EXPERTS, f"llama.{key}": (UINT32, number)})


def test_the_second_part_of_a_model_says_only_which_part_it_is() -> None:
    look_at({"split.count": (UINT32, 2), "split.no": (UINT32, 1)})
